// `npm run promote`: brings the commit that is checked out to one stack after the other, and stops where it may not go on.
import { execFileSync } from "node:child_process";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { driftOf } from "./gate";
import { summaryOf, type Row } from "./summary";

const stacks = ["dev", "staging", "prod"];
const driftFound = 7;
const failed = 1;

function git(...args: readonly string[]): string {
    return execFileSync("git", args, { cwd: __dirname, encoding: "utf8" }).trim();
}

/** Deploys one stack, unless its tasks were edited since they were deployed. */
async function promote(stackName: string): Promise<Row> {
    console.log(`\n# ${stackName}`);
    try {
        const stack = await LocalWorkspace.selectStack({ stackName, workDir: __dirname });
        const drift = await driftOf(stack);
        if (drift.length > 0) return { stack: stackName, result: "stopped by drift", details: drift };
        const { summary } = await stack.up({ onOutput: (text) => process.stdout.write(text) });
        const changes = Object.entries(summary.resourceChanges ?? {}).map(([what, count]) => `${count} ${what}`);
        return { stack: stackName, result: "deployed", details: [changes.join(", ")] };
    } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        return { stack: stackName, result: "failed", details: [] };
    }
}

async function main(): Promise<number> {
    // What was not committed is on this machine alone: nobody could say later what runs.
    if (git("status", "--porcelain", "--untracked-files=no") !== "") {
        console.error("There are changes that are not committed. Commit them, or put them away with `git stash`.");
        return failed;
    }
    const commit = git("rev-parse", "HEAD");
    const rows: Row[] = [];
    for (const stack of stacks) {
        const stopped = rows.some(({ result }) => result !== "deployed");
        rows.push(stopped ? { stack, result: "not reached", details: [] } : await promote(stack));
    }
    console.log(`\nCommit ${commit}\n${summaryOf(rows)}`);
    if (rows.some(({ result }) => result === "failed")) return failed;
    return rows.some(({ result }) => result === "stopped by drift") ? driftFound : 0;
}

void main().then((code) => {
    process.exitCode = code;
});
