// Tells whether a task that GetDISyncTask does not know is really gone: only on evidence from a second side.
import type { DataWorks, TaskDetail } from "../dataworks/client";
import { aboutOf } from "../dataworks/calls/codes";
import { InvalidFileIdError, RefusedError } from "../dataworks/calls/errors";
import type { Task } from "../dataworks/task";

/** `SolutionDetail.Status` of a solution that was deleted. */
export const deletedSolution = "9";

/**
 * What GetDISyncTask says of a task; undefined where it is gone, on positive evidence only.
 *
 * @throws where anything else stands in the way.
 */
export async function detailOf(task: Task, dataworks: DataWorks): Promise<TaskDetail | undefined> {
    let detail: TaskDetail;
    try {
        detail = await dataworks.getDISyncTask(task);
    } catch (error) {
        if (error instanceof InvalidFileIdError && (await isGone(task, dataworks))) return undefined;
        throw error;
    }
    const isDeleted = String(detail.solutionDetail?.["Status"]) === deletedSolution;
    return isDeleted && (await isGone(task, dataworks)) ? undefined : detail;
}

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

/**
 * What speaks of the account, the workspace, the tenant, the API's version or the operation, in a message or in a code that
 * nobody knows.
 */
const ofSomethingElse = [
    /throttl|quota|flow.?control|too.?many/i,
    /signature|access.?key|security.?token|credential|time.?stamp|nonce|forbidden|authori[sz]|permission|denied|^no.?permission/i,
    /tenant|project|workspace|member|account|\buser|region|edition/i,
    /unsupported|not.?support|api.?version|invalid.?version|operation|invalid.?action|\bapi\b|data.?studio/i,
    /internal.?error|unavailable|time.?out|^missing|incomplete|service|busy|access|role|lock|decrypt|\bkms\b|environment|connection|data.?source/i,
];

/** Messages that say of a file that there is none, and nothing else: "fileId:[100] is invalid.", "The file does not exist." */
const noSuchFile =
    /^(the )?(specified |requested )?file[ -]?(id)?[ :=]*[["']?\d*["'\]]? *(is |was |has been )?(invalid|unknown|deleted|not (known|found|valid)|(does|do|did)(n't| not) exist|could not be found)[.!]?$/i;
/** Codes that say so: "InvalidFile.NotFound", "FileNotExist", "Invalid.FileId". */
const noSuchFileCode =
    /^(invalid\.?file(\.?id)?(\.?not\.?(found|exists?))?|file(\.?id)?\.?(not\.?(found|exists?)|invalid|deleted))$/i;
/** What Param.Invalid says where it does not name the parameter: GetFile is given the workspace, which answers, and the file. */
const invalidParameter = /^(the )?(specified )?(parameters?|params?) (is|are) (invalid|not valid)[.!]? */i;

/**
 * True for a refusal in the API's own form that says that there is no such file, and nothing else that may be the reason. A
 * code or a message that nobody knows is no evidence.
 */
function refusesTheId({ facts: { status, code = "" }, said }: RefusedError): boolean {
    if (![400, 404].includes(status ?? 0)) return false;
    const about = aboutOf(code);
    if (about !== undefined && about !== "parameters") return false;
    if (ofSomethingElse.some((other) => other.test(code) || other.test(said))) return false;
    const rest = said.replace(invalidParameter, "").trim();
    if (noSuchFile.test(rest)) return true;
    return noSuchFileCode.test(code) || (code === "Param.Invalid" && rest === "");
}
