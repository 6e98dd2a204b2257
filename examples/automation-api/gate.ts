// The gate: what somebody edited in DataWorks since a stack was deployed. Changes of the program that wait for it do not count.
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";

/** What a refresh found of a deployment. */
interface Refreshed {
    readonly status?: string;
    readonly drift?: readonly string[];
}

/** The drift that deploying a stack would drop, a line each; none where it may go on. Nothing is changed or stored. */
export async function driftOf(stack: Stack): Promise<string[]> {
    const lines: string[] = [];
    await stack.preview({ refresh: true, onEvent: (event) => lines.push(...linesOf(event)) });
    return lines;
}

/** The steps that follow the refresh begin with what it found. */
function linesOf({ resourcePreEvent }: EngineEvent): string[] {
    const { op, type, urn, old: refreshed, new: planned } = resourcePreEvent?.metadata ?? {};
    if (op === "refresh" || !type?.endsWith(":DiSyncDeployment") || !refreshed) return [];
    const { status, drift = [] } = refreshed.outputs as Refreshed;
    // What nobody knows the outcome of is to be deployed again; with ignoreChanges, the drift is kept on purpose.
    if (status === "unknown" || planned?.inputs["drift"] !== undefined) return [];
    return drift.map((line) => `${urn?.split("::").at(-1) ?? ""}: ${line}`);
}
