// What a nightly check found in a stack, as Markdown.
import type { Deployed } from "../engine/history";
import type { Preview } from "../engine/preview";
import { adviceOn } from "./advice";
import { changeLines, driftLines } from "./lines";
import { document, type Part } from "./markdown";
import { beside } from "./review";

/** The first line of what a nightly check writes, by which it is found again. */
export function markerOf(stack: string): string {
    return `<!-- nightly check of ${stack} -->`;
}

/** `preview`: of the commit that was deployed; `env`: where the secrets are. */
export function nightlyOf(stack: string, deployed: Deployed, preview: Preview, env: NodeJS.ProcessEnv): string {
    const { failure, changes, hidden, drift: unsettled, approved, tasks, instances, errors } = preview;
    const { commit } = deployed;
    // Approved or not: it is not what was deployed.
    const drift = [...unsettled, ...approved];
    const what = failure === undefined ? "Drift" : "No check";
    const parts: Part[] = [
        `${markerOf(stack)}\n# ${what} in stack ${stack} since commit ${commit.slice(0, 8)}`,
        `Commit ${commit} was deployed last.`,
    ];
    if (failure !== undefined) parts.push(`**The check failed.** ${failure}`, errors);
    if (drift.length > 0) parts.push("Edited in DataWorks since:", driftLines(drift));
    parts.push(...beside(tasks, instances));
    if (changes.length > 0) parts.push("The stack differs from that commit:", changeLines(changes));
    if (hidden.length > 0) {
        parts.push("It may differ in secret arguments too (the Pulumi CLI does not tell):", changeLines(hidden));
    }
    if (deployed.dirty) {
        parts.push("It was deployed from a checkout that held changes or files which are not in the commit.");
    }
    if (deployed.partly)
        parts.push("Only a part of the stack was deployed then: the rest may be of an earlier commit.");
    if (deployed.destroyedSince) parts.push("A part of the stack was destroyed since.");
    if (deployed.failedSince) parts.push("An update has failed since: parts of a later commit may be deployed.");
    const pinned = unsettled.filter((each) => each.pinned);
    if (pinned.length > 0) {
        const { undo, approvals } = adviceOn(stack, pinned);
        parts.push(undo, ...(approvals.length > 0 ? [approvals] : []));
    }
    if (approved.length > 0) parts.push("What that commit approves is deployed when it is promoted again.");
    if (unsettled.length > pinned.length || drift.length === 0) {
        parts.push(
            `Undo the edits, or deploy them after a review: \`pulumi up --refresh --stack ${stack}\` at that commit.`,
        );
    }
    return document(parts, env);
}
