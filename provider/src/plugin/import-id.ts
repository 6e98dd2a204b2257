// Reads the id that a resource is imported by: REGION/PROJECT/TASKTYPE/FILEID.
import { ids, wrongId } from "../dataworks/id";
import { Sanitizer } from "../dataworks/sanitizer";
import { taskTypes, type TaskType } from "../dataworks/task";
import type { PlacedTask } from "../resources/resource";
import { wrongRegion } from "../settings/settings";

/** The id of a deployment in a state, which says nothing of its task. */
const madeUp = /^disync-[0-9a-f]{16}$/;

/**
 * The task that an id says. Its region may be left out where the settings have one; where both say one, they have to be the same: the
 * resource would be replaced by the next update otherwise.
 *
 * @param region The settings' region; undefined where they have none.
 * @throws Error that says what was expected, with an example, and all that is wrong.
 *
 * @example
 * readImportId("10000/DI_REALTIME/510001", "cn-hangzhou")
 * // { region: "cn-hangzhou", projectId: "10000", taskType: "DI_REALTIME", fileId: "510001" }
 */
export function readImportId(id: string, region: string | undefined): PlacedTask {
    const wrong = wrongForm(id);
    if (wrong !== undefined) throw wrongIdError(id, [wrong]);
    const parts = id.split("/");
    const [projectId = "", taskType = "", fileId = ""] = parts.slice(-3);
    const [said] = parts.length === 4 ? parts : [undefined];
    const place = said ?? region;
    const problems = [
        wrongPlace(said, region),
        wrongPart("the workspace (PROJECT)", wrongId(projectId, ids.projectId)),
        wrongPart("the task type (TASKTYPE)", wrongType(taskType)),
        wrongPart("the file id (FILEID)", wrongId(fileId, ids.fileId)),
    ].filter((problem) => problem !== undefined);
    if (problems.length > 0 || place === undefined) throw wrongIdError(id, problems);
    return { region: place, projectId, taskType: taskType as TaskType, fileId };
}

/** What is wrong with it as a whole. */
function wrongForm(id: string): string | undefined {
    if (id === "") return "it is empty";
    if (/\s/.test(id)) return "it has white space in it";
    if (madeUp.test(id)) return "it is the id of a deployment in a state, which does not say its task";
    const parts = id.split("/");
    if (parts.includes("")) return "one of its parts is empty";
    const count = parts.length === 1 ? "1 part" : `${parts.length} parts`;
    return parts.length === 3 || parts.length === 4 ? undefined : `it has ${count}, and not 4, or 3 without the region`;
}

function wrongPlace(said: string | undefined, region: string | undefined): string | undefined {
    if (said === undefined) {
        return region === undefined ? "it says no region, and none is set (dataworks:region)" : undefined;
    }
    const wrong = wrongRegion(said);
    if (wrong !== undefined) return wrongPart("the region (REGION)", wrong);
    return region === undefined || said === region
        ? undefined
        : `it says another region than the one that is set (dataworks:region), ${region}: set that one, or import by a provider of that region`;
}

function wrongType(text: string): string | undefined {
    if (taskTypes.some((type) => type === text)) return undefined;
    const allowed = 'has to be "DI_REALTIME" (a real-time sync task) or "DI_SOLUTION" (a sync solution)';
    return text === "DI_OFFLINE"
        ? `${allowed}: a batch task (DI_OFFLINE) is neither deployed nor run by these resources`
        : allowed;
}

function wrongPart(what: string, reason: string | undefined): string | undefined {
    return reason === undefined ? undefined : `${what} ${reason}`;
}

function wrongIdError(id: string, problems: readonly string[]): Error {
    return new Error(
        `"${new Sanitizer().clean(id)}" is no id that a task can be imported by: ${problems.join("; ")}. It has to be ` +
            "REGION/PROJECT/TASKTYPE/FILEID, such as cn-hangzhou/10000/DI_REALTIME/510001; the region may be left out where dataworks:region " +
            "is set.",
    );
}
