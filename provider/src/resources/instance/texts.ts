// What a user reads where an instance is not as wanted: what happened, and what to do.
import type { Limit } from "../limit";
import type { Live } from "./live";
import { slowness } from "./next";
import type { State } from "./state";

/** What is waited for, and what was asked for, as parts of sentences. */
export const verbs = { running: "run", stopped: "stop" } as const;
const asks = { running: "started", stopped: "stopped" } as const;

const lookAtIt = "Look at it in DataWorks' Operation Center";

/** Nothing that this package can do brings it there. `name` is the task's, and `shown` its status, as messages have them. */
export function stuckText(name: string, shown: string, { condition, why }: Live, wanted: State): string {
    const because = why ? `: ${why}` : "";
    switch (condition) {
        case "notDeployed":
            return (
                `${name} is not ${asks[wanted]}, because it is not deployed${because}, and GetDISyncTask knows the task. Deploy it: ` +
                "where the program has a DiSyncDeployment of it, change the `triggers` of that one; then run again."
            );
        case "gone":
            return (
                `${name} is not ${asks[wanted]}, because it is gone${because}. Restore it in DataWorks, or make it anew and give its ` +
                "new file id, or remove the resource from the program."
            );
        case "confirming":
            return (
                `${name} waits for somebody's confirmation${because}. Somebody with the right to do so has to confirm it in Data ` +
                "Integration; then run again."
            );
        case "failed":
            return (
                `${name} has failed${because}. Somebody has to put that right in DataWorks, and to start the solution again in Data ` +
                "Integration; then run again."
            );
        default:
            return (
                `${name} is not ${asks[wanted]}: its status is ${shown}, and nobody has documented what ` +
                `that means. ${lookAtIt}, and run again once it runs or stands still.`
            );
    }
}

/** It came to be as was asked, and is so no longer; or it never came to be so. */
export function fellText(name: string, shown: string, { why }: Live, wanted: State, moved: boolean): string {
    if (wanted === "stopped") {
        return (
            `${name} was stopped, and runs again: its status is ${shown}. Somebody else starts it, such as another stack that ` +
            "wants it running. Only one of them should own it; then run again."
        );
    }
    const what = moved
        ? `was started, and stopped again by itself`
        : `did not begin to run within ${slowness / 1000} s after StartDISyncInstance`;
    return (
        `${name} ${what}: its status is ${shown}${why ? `, and DataWorks says: ${why}` : ""}. A task stops by itself after more ` +
        "failovers than startParameters.failoverLimit allows, or where the source's log (MySQL: binlog) no longer holds what " +
        `comes next. ${lookAtIt}: its log has the reason. Where its position is lost, start it anew there, from a new one; then run again.`
    );
}

/** It was asked for again and again, each time without a reply. `failure` says why there was none. */
export function unansweredText(failure: string, times: number): string {
    return `${failure} It was asked for ${times} times, and nothing came of it.`;
}

export function timeOutText(name: string, shown: string, wanted: State, limit: Limit, runs: boolean): string {
    const { seconds, setting } = limit;
    const what =
        wanted === "running" && runs
            ? `had not run for stableSeconds when ${setting} (${seconds} s) was over`
            : `did not ${verbs[wanted]} within ${seconds} s (${setting})`;
    return (
        `${name} ${what}: its status is ${shown}. ${lookAtIt}. ` +
        `The next \`pulumi up\` carries on from what is live then; a larger ${setting} waits longer.`
    );
}

/** The operation was ended while it waited. `why` goes on a sentence. */
export function endedText(name: string, shown: string, wanted: State, why: string): string {
    return (
        `${name} is not waited for to ${verbs[wanted]} any longer: ${why}. Its status was ${shown}. The next \`pulumi up\` carries on ` +
        "from what is live then."
    );
}
