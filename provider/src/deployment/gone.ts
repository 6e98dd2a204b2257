// Tells whether a task that GetDISyncTask does not know is really gone: only on evidence from a second side.
import type { DataWorks } from "../dataworks/client";
import { RefusedError } from "../dataworks/errors";
import type { Task } from "../dataworks/subject";

/**
 * True where the workspace answers and, for a real-time task, the file is deleted or its id refused. Wrong credentials,
 * a wrong region or a failing API must never look like a deleted task.
 *
 * @throws whatever GetProject or GetFile throws.
 */
export async function isGone(task: Task, dataworks: DataWorks): Promise<boolean> {
    await dataworks.getProject(task.projectId);
    if (task.taskType === "DI_SOLUTION") return true;
    try {
        const { deletedStatus } = await dataworks.getFile(task.projectId, task.fileId);
        return ["RECYCLE_BIN", "RECYCLE", "DELETED"].includes(deletedStatus);
    } catch (error) {
        if (error instanceof RefusedError && [400, 404].includes(error.facts.status ?? 0)) return true;
        throw error;
    }
}
