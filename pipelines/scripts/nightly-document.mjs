// What a nightly check found in a stack, as Markdown.
import { adviceOn } from "./advice.mjs";
import { changeLines, driftLines } from "./lines.mjs";
import { document } from "./markdown.mjs";

/**
 * @param {string} stack
 * @param {import("./history.mjs").Deployed} deployed
 * @param {import("./preview.mjs").Preview} preview Of the commit that was deployed.
 * @param {NodeJS.ProcessEnv} env Where the secrets are.
 */
export function nightlyOf(stack, deployed, { failure, changes, hidden, drift: unsettled, approved, errors }, env) {
    const { commit } = deployed;
    // Approved or not: it is not what was deployed.
    const drift = [...unsettled, ...approved];
    const what = failure === undefined ? "Drift" : "No check";
    /** @type {(string | string[])[]} */
    const parts = [
        `<!-- nightly check of ${stack} -->\n# ${what} in stack ${stack} since commit ${commit.slice(0, 8)}`,
        `Commit ${commit} was deployed last.`,
    ];
    if (failure !== undefined) parts.push(`**The check failed.** ${failure}`, errors);
    if (drift.length > 0) parts.push("Edited in DataWorks since:", driftLines(drift));
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
