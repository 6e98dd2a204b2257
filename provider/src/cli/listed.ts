// Which task an entry of a stack's list means.
import { trimFolder } from "../lookup/files";
import type { Task } from "../dataworks/subject";
import type { ListedTask } from "./stack-file";

/** A task with its name and folder in DataWorks. */
export interface PlacedTask extends Task {
    readonly taskName: string;
    readonly folder: string;
}

/** The entry that lists a task, by its id or by the name that its id is looked up by. */
export function entryOf(task: PlacedTask, entries: readonly ListedTask[]): ListedTask | undefined {
    return entries.find(({ taskType, fileId, fileName, folder }) => {
        if (taskType !== task.taskType) return false;
        if (fileName === undefined) return fileId === task.fileId;
        return (
            fileName === task.taskName && (typeof folder !== "string" || trimFolder(folder) === trimFolder(task.folder))
        );
    });
}
