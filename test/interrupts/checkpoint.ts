// The file in which the file backend keeps a stack's state, watched while the engine writes it.
import { readFile, watch } from "node:fs/promises";
import { dirname } from "node:path";
import type { Stack, StateResource } from "../support/stack";

interface Checkpoint {
    readonly checkpoint?: { readonly latest?: { readonly resources?: readonly StateResource[] } | null };
}

/** Resolves once the stack's state holds that many resources which are as awaited; rejects when the signal says to stop. */
export async function untilWritten(
    stack: Stack,
    awaited: (resource: StateResource) => boolean,
    count: number,
    stop: AbortSignal,
): Promise<void> {
    for await (const _ of watch(dirname(stack.checkpoint), { signal: stop })) {
        const written = await resourcesIn(stack.checkpoint);
        if (written.filter(awaited).length >= count) return;
    }
}

/** None where the file is being replaced just now: then another change follows. */
async function resourcesIn(file: string): Promise<readonly StateResource[]> {
    try {
        const { checkpoint } = JSON.parse(await readFile(file, "utf8")) as Checkpoint;
        return checkpoint?.latest?.resources ?? [];
    } catch (error) {
        if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return [];
        throw error;
    }
}
