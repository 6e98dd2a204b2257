// GetDISyncTask, CreateDISyncTask, UpdateDISyncTask and DeleteDISyncTask: the task as it can be edited.
import { NotUnderstoodError } from "../calls/errors";
import { ids, wrongId } from "../id";
import { asObject, asString, asText, type JsonObject } from "../json";
import type { OperationOf } from "../operation";
import type { NewTask, Task } from "../task";
import { callForSuccess, callForTask, callWithBody, type MakeCall } from "./call";

/** What GetDISyncTask says of a task. */
export interface TaskDetail {
    /** The definition of a DI_REALTIME task: a JSON text, as it was received. */
    readonly code?: string;
    /** What a DI_SOLUTION says of itself, as it was received: its definition is made of it. */
    readonly solutionDetail?: JsonObject;
    /** The same, fit to be shown and stored. */
    readonly solution?: JsonObject;
    /** Its alarm rules, as the API has them, fit to be shown and stored. */
    readonly alarms: readonly JsonObject[];
    /** When the service answered, by its own clock, in milliseconds since 1970; undefined where the reply does not tell. */
    readonly time?: number | undefined;
}

/** What runs a task. */
export interface Resources {
    /** The identifier of the resource group. */
    readonly resourceGroup?: string | undefined;
    /** A multiple of 0.5; for serverless resource groups. */
    readonly cu?: number | undefined;
}

export interface Creation extends NewTask, Resources {
    /** The path of the folder that it is made in. */
    readonly folder?: string | undefined;
    /** What QueryDISyncTaskConfigProcessResult gave, as it was received. */
    readonly content: string;
    /** One for all tries of one creation: the API makes one task for it. */
    readonly clientToken: string;
}

export interface TaskOperations {
    getDISyncTask(task: Task): Promise<TaskDetail>;
    /**
     * Makes a task. Returns its file id. It is not sent again where it may have been applied: whoever calls has to look first, and
     * tries again with the same token.
     */
    createDISyncTask(creation: Creation): Promise<{ readonly fileId: string; readonly requestId: string }>;
    /** Gives a task another definition, whole. Returns the RequestId. */
    updateDISyncTask(task: Task, content: string, resources: Resources): Promise<string>;
    /** Deletes a real-time task. Returns the RequestId. */
    deleteDISyncTask(task: Task): Promise<string>;
}

export const taskOperations = (call: MakeCall<OperationOf<"task">>): TaskOperations => ({
    async getDISyncTask(task) {
        const { data, received, time, facts } = await callForTask(call, "GetDISyncTask", task);
        const code = asString(received["Code"]);
        const solutionDetail = asObject(received["SolutionDetail"]);
        const solution = asObject(data["SolutionDetail"]) ?? {};
        const listed = Array.isArray(data["AlarmList"]) ? data["AlarmList"].map(asObject) : [];
        const alarms = listed.filter((alarm) => alarm !== undefined);
        if (data["Status"] === "success") {
            if (task.taskType === "DI_REALTIME" && isWholeDefinition(code)) return { code, alarms, time };
            if (task.taskType === "DI_SOLUTION" && solutionDetail) return { solutionDetail, solution, alarms, time };
        }
        throw new NotUnderstoodError(
            facts,
            "a reply without the task's definition, or with one that is cut off or too long",
        );
    },

    async createDISyncTask({ projectId, taskType, name, folder, content, clientToken, ...resources }) {
        const parameters = {
            ...{ ProjectId: projectId, TaskType: taskType, TaskName: name, ClientToken: clientToken },
            TaskContent: content,
            ...taskParam({ FileFolderPath: folder, ...resourcesOf(resources) }),
        };
        const subject = { projectId, taskType, name };
        const { requestId, data, facts } = await callWithBody(call, "CreateDISyncTask", parameters, subject);
        const fileId = asText(data["FileId"]);
        if (data["Status"] !== "success" || wrongId(fileId, ids.fileId) !== undefined)
            throw new NotUnderstoodError(facts, "a reply without the file id of the new task");
        return { fileId, requestId };
    },

    async updateDISyncTask(task, content, resources) {
        const more = { TaskContent: content, ...taskParam(resourcesOf(resources)) };
        const { requestId } = await callForSuccess(
            (operation, parameters, subject) => callWithBody(call, operation, parameters, subject),
            "UpdateDISyncTask",
            task,
            more,
        );
        return requestId;
    },

    async deleteDISyncTask(task) {
        const { requestId } = await callForSuccess(call, "DeleteDISyncTask", task);
        return requestId;
    },
});

function resourcesOf({ resourceGroup, cu }: Resources): object {
    return { ResourceGroup: resourceGroup, Cu: cu };
}

/** What is said of a task beside its definition, where anything is. */
function taskParam(values: object): { TaskParam?: string } {
    const text = JSON.stringify(values);
    return text === "{}" ? {} : { TaskParam: text };
}

/** The longest text that is taken for a definition, in characters: a task of 2,000 columns has some 200,000. */
const longestDefinition = 4 * 1024 * 1024;

/** False where a text that holds a definition is missing, too long, or begins as JSON and does not end as such. */
export function isWholeDefinition(code: string): boolean {
    if (!code || code.length > longestDefinition) return false;
    if (!/^\s*[[{]/.test(code)) return true;
    try {
        JSON.parse(code);
        return true;
    } catch {
        return false;
    }
}
