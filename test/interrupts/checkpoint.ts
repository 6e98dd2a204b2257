// The file in which the file backend keeps a stack's state, watched while the engine writes it.
import { watch } from "node:fs/promises";
import { dirname } from "node:path";
import { stateIn, type Stack, type StateResource } from "../support/stack";

/** Resolves once the stack's state holds that many resources which are as awaited; rejects when the signal says to stop. */
export async function untilWritten(
    stack: Stack,
    awaited: (resource: StateResource) => boolean,
    count: number,
    stop: AbortSignal,
): Promise<void> {
    for await (const _ of watch(dirname(stack.checkpoint), { signal: stop })) {
        const written = await resourcesIn(stack);
        if (written.filter(awaited).length >= count) return;
    }
}

/** None where the file is being replaced just now: then another change follows. */
async function resourcesIn(stack: Stack): Promise<readonly StateResource[]> {
    try {
        return stateIn(await stack.stateText()).resources ?? [];
    } catch (error) {
        if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return [];
        throw error;
    }
}
