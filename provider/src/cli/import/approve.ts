// The tasks that are pinned to what runs of them, and those that are not, and why.
import { describe } from "../../dataworks/task";
import { digestOf } from "../../definition/index";
import { CommandError } from "../error";
import type { Terminal } from "../progress";
import { keyOf } from "./declarations";
import { entryOf } from "./listed";
import type { ListedTask } from "./stack-file";
import type { FoundTask, ReadTask } from "./task";
import { readEach } from "./tasks";

/** Why one is not pinned. */
export const whyUnpinned = {
    edited: "they were edited since they were deployed",
    untold: "DataWorks does not tell what of them runs",
    listed: "the stack's file lists them already, and what it says stays",
} as const;

export interface UnpinnedTask {
    readonly task: FoundTask;
    readonly why: keyof typeof whyUnpinned;
}

export interface Pins {
    /** The digest of each task that is pinned. */
    readonly digests: ReadonlyMap<string, string>;
    readonly left: readonly UnpinnedTask[];
}

/**
 * The digests of the tasks of which what is there is what runs, as far as DataWorks tells. `entries` are what the stack's file lists.
 *
 * @throws CommandError where one cannot be worked out.
 */
export async function pinsOf(
    read: readonly ReadTask[],
    entries: readonly ListedTask[],
    region: string,
    terminal: Terminal,
): Promise<Pins> {
    const left: UnpinnedTask[] = [];
    const pinned = read.flatMap((task) => {
        const why = whyNot(task, entries);
        if (why !== undefined) left.push({ task, why });
        return why === undefined && task.definition !== undefined ? [{ task, definition: task.definition }] : [];
    });
    const digests = await readEach(pinned, "Working out digests", terminal, async ({ task, definition }) => {
        const digest = await digestOf(definition, { region, ...task }, []).catch((cause: unknown) => {
            throw new CommandError(
                `The digest of ${describe(task)} could not be worked out: ${String(cause)}. It takes 32 MiB of memory.`,
            );
        });
        return [keyOf(task), digest] as const;
    });
    return { digests: new Map(digests), left };
}

function whyNot(task: ReadTask, entries: readonly ListedTask[]): UnpinnedTask["why"] | undefined {
    if (entryOf(task, entries) !== undefined) return "listed";
    const { file, version, definition } = task;
    if (file === undefined || version === undefined || definition === undefined) return "untold";
    return file.committed && file.currentVersion === version ? undefined : "edited";
}
