// Which task an entry of a stack's list means.
import { trimFolder } from "../../lookup/files";
import type { Task } from "../../dataworks/task";
import type { ListedTask } from "./stack-file";

/** A task with its name and folder as DataWorks has them: what is shown of them differs where a terminal would obey it. */
export interface PlacedTask extends Task {
    readonly received: { readonly name: string; readonly folder: string };
}

/** The entry that lists a task, by its id or by the name that its id is looked up by. White space around values is dropped. */
export function entryOf<E extends ListedTask>(
    { taskType, fileId, received }: PlacedTask,
    entries: readonly E[],
): E | undefined {
    return entries.find((entry) => {
        if (trimmed(entry.taskType) !== taskType) return false;
        if (entry.fileName === undefined) return trimmed(entry.fileId) === fileId;
        const folder = trimmed(entry.folder);
        const isThere = typeof folder !== "string" || trimFolder(folder) === trimFolder(received.folder);
        return isThere && trimmed(entry.fileName) === received.name;
    });
}

/** As the program does it. */
export function trimmed(value: unknown): unknown {
    return typeof value === "string" ? value.trim() : value;
}
