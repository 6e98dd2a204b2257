// The 20 deployments that are interrupted, and what the state and the journal say of them.
import type { JournalEntry } from "dataworks-emulator";
import { stateIn, type Stack, type StateResource } from "../support/stack";
import { projectId } from "../support/tasks";

export const fileIds = Array.from({ length: 20 }, (_, index) => String(100 + index));
export const names = fileIds.map((fileId) => `task${fileId}`);

/** Which `up` deployed them: the one that made them, or the one that is interrupted. Their triggers say it. */
export type Round = "first" | "interrupted";

/** An operation that the state says is pending: "creating" or "updating" a deployment. */
export interface Pending {
    readonly type: string;
    readonly name: string;
}

export async function declare(stack: Stack, round: Round): Promise<void> {
    const args = (fileId: string) => ({ projectId, taskType: "DI_REALTIME", fileId, triggers: { round } });
    await stack.declare(Object.fromEntries(fileIds.map((fileId) => [`task${fileId}`, { args: args(fileId) }])));
}

/** Whether a resource in the state was deployed by the `up` that is interrupted, or by the one that healed the stack. */
export function isNew({ type, outputs }: StateResource): boolean {
    if (!type.endsWith("DiSyncDeployment")) return false;
    const { round } = (outputs["triggers"] ?? {}) as { round?: Round };
    return round === "interrupted";
}

/** What the state says the engine was doing when it ended. */
export async function pendingIn(stack: Stack): Promise<Pending[]> {
    const operations = stateIn(await stack.stateText()).pending_operations ?? [];
    return operations.map(({ type, resource }) => ({ type, name: resource.urn.split("::").at(-1) ?? "" }));
}

/** The names of the deployments that took effect, in order. */
export function deployedBy(journal: readonly JournalEntry[]): string[] {
    return journal
        .filter(({ operation, applied }) => operation === "DeployDISyncTask" && applied)
        .map(({ parameters }) => `task${parameters["FileId"] ?? ""}`);
}
