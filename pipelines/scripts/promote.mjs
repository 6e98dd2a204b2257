// `node promote.mjs STACK...`: deploys the commit that is checked out to each stack in turn; stops at drift and at failures.
import process from "node:process";
import { adviceOn } from "./advice.mjs";
import { main, readStacks } from "./command.mjs";
import { driftFound } from "./exit-codes.mjs";
import { isCommit, lastCommitOf } from "./history.mjs";
import { interrupted } from "./interruption.mjs";
import { approvedLines, driftLines } from "./lines.mjs";
import { previewOf } from "./preview.mjs";
import { output, run } from "./run.mjs";
import { mask } from "./shown.mjs";

/** What the Pulumi CLI prints for the first signal that reaches it: "^C received; cancelling." for SIGINT. */
const toldToEnd = /^\s*(\^C|SIG[A-Z]+) received; cancelling/m;

/** @param {string} text */
function say(text) {
    process.stdout.write(`${mask(text, process.env)}\n`);
}

/**
 * @param {string} stack
 * @param {string} commit
 * @returns {Promise<number>} The exit code: 0, 7 for drift, or what the engine failed with.
 */
async function promote(stack, commit) {
    const { code, failure, drift, approved, errors } = await previewOf(stack);
    if (failure !== undefined) {
        for (const error of errors) say(error);
        say(`${stack}: failed. ${failure}`);
        return code;
    }
    if (drift.length > 0) {
        for (const line of driftLines(drift)) say(line);
        const { undo, approvals, deploy } = adviceOn(stack, drift);
        for (const line of [`${stack}: stopped by drift. ${undo}`, ...approvals, ...(deploy ? [deploy] : [])])
            say(line);
        return driftFound;
    }
    for (const line of approvedLines(approved)) say(line);
    // It deploys what the gate let pass, whatever the project's options say about a refresh: an edit since then waits for the next gate.
    const flags = ["--non-interactive", "--color", "never", "--yes", "--skip-preview", "--refresh=false"];
    const args = ["up", ...flags, "--stack", stack];
    const up = await run("pulumi", args, { show: true, saysTold: toldToEnd });
    if (up.code !== 0) {
        const why = interrupted.aborted ? " was interrupted, and" : "";
        say(`${stack}: failed. Its deployment${why} ended with exit code ${up.code}.`);
        return up.code;
    }
    try {
        if ((await lastCommitOf(stack)) === commit) {
            say(`${stack}: deployed commit ${commit}.`);
            return 0;
        }
        say(`${stack}: deployed, but the backend did not note commit ${commit}: the nightly check cannot know it.`);
    } catch (error) {
        say(`${stack}: deployed, but nobody knows whether the backend noted commit ${commit}:`);
        say(error instanceof Error ? error.message : String(error));
    }
    return 1;
}

await main(async () => {
    const stacks = readStacks("node promote.mjs STACK...");
    if ((await output("git", ["status", "--porcelain", "--untracked-files=no"])) !== "") {
        throw new Error("There are changes that are not committed: nobody could say later what was deployed.");
    }
    const commit = await output("git", ["rev-parse", "HEAD"]);
    if (!isCommit(commit)) throw new Error("`git rev-parse HEAD` did not print a commit.");
    for (const [index, stack] of stacks.entries()) {
        let code = 1;
        try {
            code = await promote(stack, commit);
        } catch (error) {
            say(`${stack}: not deployed.`);
            throw error;
        } finally {
            if (code !== 0 || interrupted.aborted) {
                for (const other of stacks.slice(index + 1)) say(`${other}: not reached.`);
            }
        }
        if (code !== 0 || interrupted.aborted) return code;
    }
    return 0;
});
