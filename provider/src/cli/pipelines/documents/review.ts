// The review of a stack, as Markdown.
import type { Preview } from "../engine/preview";
import { approvedLines, changeLines, deploymentLines, driftLines } from "./lines";
import { document, type Part } from "./markdown";

/** `env`: where the secrets are. */
export function reviewOf(stack: string, preview: Preview, env: NodeJS.ProcessEnv): string {
    const { failure, changes, hidden, drift, approved, deployments, tasks, instances, errors, nothing } = preview;
    const parts: Part[] = [`<!-- review of ${stack} -->\n### Review of stack \`${stack}\``];
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
    } else if (failure === undefined && tasks.length === 0) {
        parts.push(`No ${approved.length > 0 ? "other " : ""}task was edited since its last deployment.`);
    }
    parts.push(...beside(tasks, instances));
    return document(parts, env);
}

/** What was found beside the deployments: a promotion leaves it as it is, unless it changes the same resource. */
export function beside(tasks: Preview["tasks"], instances: Preview["instances"]): Part[] {
    const parts: Part[] = [];
    if (tasks.length > 0) parts.push("Tasks that somebody edited in DataWorks:", driftLines(tasks));
    if (instances.length > 0) parts.push("**Instances** that are not as they were left:", driftLines(instances));
    return parts;
}
