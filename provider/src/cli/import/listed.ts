// Which task an entry of a stack's list means.
import { trimFolder } from "../../dataworks/operations/file";
import type { Task } from "../../dataworks/task";
import type { ListedTask } from "./stack-file";
import type { FoundTask } from "./task";

/** The entry that lists a task, by its id or by the name that its id is looked up by. White space around values is dropped. */
export function entryOf<E extends ListedTask>(
    { taskType, fileId, received }: Task & Pick<FoundTask, "received">,
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
