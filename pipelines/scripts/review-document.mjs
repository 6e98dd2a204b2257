// The review of a stack, as Markdown.
import { approvedLines, changeLines, deploymentLines, driftLines } from "./lines.mjs";
import { document } from "./markdown.mjs";

/**
 * @param {string} stack
 * @param {import("./preview.mjs").Preview} preview
 * @param {NodeJS.ProcessEnv} env Where the secrets are.
 */
export function reviewOf(stack, { failure, changes, hidden, drift, approved, deployments, errors, nothing }, env) {
    /** @type {(string | string[])[]} */
    const parts = [`<!-- review of ${stack} -->\n### Review of stack \`${stack}\``];
    if (failure !== undefined) parts.push(`**This is no review.** ${failure}`, errors);
    if (changes.length > 0) parts.push("Deploying would change:", changeLines(changes));
    else if (nothing && failure === undefined) parts.push("Deploying would change nothing.");
    else if (failure === undefined && hidden.length === 0) {
        parts.push("The program itself changes nothing.");
    }
    if (hidden.length > 0) {
        parts.push("Secret arguments, which may have changed too (the Pulumi CLI does not tell):", changeLines(hidden));
    }
    if (deployments.length > 0) parts.push("What its deployments ship of edits:", deploymentLines(deployments));
    if (approved.length > 0) {
        parts.push("**Approves** what was edited in DataWorks since the last deployment:", approvedLines(approved));
    }
    if (drift.length > 0) {
        parts.push(
            "**Edited in DataWorks** since the last deployment. The promotion stops here until this is settled:",
            driftLines(drift),
        );
    } else if (failure === undefined) {
        parts.push(`No ${approved.length > 0 ? "other " : ""}task was edited since its last deployment.`);
    }
    return document(parts, env);
}
