// Deploys the commit that is checked out to each stack in turn; stops at drift and at failures.
import { CommandError } from "../error";
import { interrupted } from "../interruption";
import type { Stacks } from "./arguments";
import { adviceOn } from "./documents/advice";
import { approvedLines, driftLines } from "./documents/lines";
import { isCommit, lastCommitOf } from "./engine/history";
import { previewOf } from "./engine/preview";
import { output, run } from "./engine/run";
import { driftFound } from "./exit-codes";
import type { Job } from "./job";

/** What the Pulumi CLI prints for the first signal that reaches it: "^C received; cancelling." for SIGINT. */
const toldToEnd = /^\s*(\^C|SIG[A-Z]+) received; cancelling/m;

/** Gives the exit code: 0, 7 for drift, or what the engine failed with. */
export async function promote({ stacks }: Stacks, job: Job): Promise<number> {
    const env = job.engineEnv();
    if ((await output("git", ["status", "--porcelain", "--untracked-files=no"], { env })) !== "") {
        throw new CommandError("There are changes that are not committed: nobody could say later what was deployed.");
    }
    const commit = await output("git", ["rev-parse", "HEAD"], { env });
    if (!isCommit(commit)) throw new CommandError("`git rev-parse HEAD` did not print a commit.");
    for (const [index, stack] of stacks.entries()) {
        let code = 1;
        try {
            code = await promoteTo(stack, commit, job);
        } catch (error) {
            job.say(`${stack}: not deployed.`);
            throw error;
        } finally {
            if (code !== 0 || interrupted.aborted) {
                for (const other of stacks.slice(index + 1)) job.say(`${other}: not reached.`);
            }
        }
        if (code !== 0 || interrupted.aborted) return code;
    }
    return 0;
}

async function promoteTo(stack: string, commit: string, job: Job): Promise<number> {
    const { code, failure, drift, approved, tasks, instances, errors } = await previewOf(stack, job);
    if (failure !== undefined) {
        for (const error of errors) job.say(error);
        job.say(`${stack}: failed. ${failure}`);
        return code;
    }
    for (const line of driftLines([...tasks, ...instances, ...drift])) job.say(line);
    if (drift.length > 0) {
        const { undo, approvals, deploy } = adviceOn(stack, drift);
        job.say(`${stack}: stopped by drift. ${undo}`);
        for (const line of [...approvals, ...(deploy === undefined ? [] : [deploy])]) job.say(line);
        return driftFound;
    }
    for (const line of approvedLines(approved)) job.say(line);
    // It deploys what the gate let pass, whatever the project's options say about a refresh: an edit since then waits for the next gate.
    const flags = ["--non-interactive", "--color", "never", "--yes", "--skip-preview", "--refresh=false"];
    const how = { env: job.engineEnv(), show: true, saysTold: toldToEnd };
    const up = await run("pulumi", ["up", ...flags, "--stack", stack], how);
    if (up.code !== 0) {
        const why = interrupted.aborted ? " was interrupted, and" : "";
        job.say(`${stack}: failed. Its deployment${why} ended with exit code ${up.code}.`);
        return up.code;
    }
    try {
        if ((await lastCommitOf(stack, job)) === commit) {
            job.say(`${stack}: deployed commit ${commit}.`);
            return 0;
        }
        job.say(`${stack}: deployed, but the backend did not note commit ${commit}: the nightly check cannot know it.`);
    } catch (error) {
        job.say(`${stack}: deployed, but nobody knows whether the backend noted commit ${commit}:`);
        job.say(error instanceof Error ? error.message : String(error));
    }
    return 1;
}
