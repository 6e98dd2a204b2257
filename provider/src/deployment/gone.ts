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
        if (error instanceof RefusedError && refusesTheId(error)) return true;
        throw error;
    }
}

/** Codes that speak of the caller or of the call, not of the file. */
const notOfTheId =
    /Throttling|^9990020002$|^(Signature|InvalidAccessKeyId|InvalidSecurityToken|InvalidTimeStamp|InvalidAction|InvalidVersion|InvalidParameter|Incomplete|Missing|Forbidden|ResourceNotAuthorized|NoPermission|Unauthorized)/i;

function refusesTheId({ facts }: RefusedError): boolean {
    return [400, 404].includes(facts.status ?? 0) && !notOfTheId.test(facts.code ?? "");
}
