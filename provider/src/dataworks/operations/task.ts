// GetDISyncTask: the task as it can be edited.
import { NotUnderstoodError } from "../calls/errors";
import { asObject, asString, type JsonObject } from "../json";
import type { OperationOf } from "../operation";
import type { Task } from "../task";
import { callForTask, type MakeCall } from "./call";

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
}

export interface TaskOperations {
    getDISyncTask(task: Task): Promise<TaskDetail>;
}

export const taskOperations = (call: MakeCall<OperationOf<"task">>): TaskOperations => ({
    async getDISyncTask(task) {
        const { data, received, facts } = await callForTask(call, "GetDISyncTask", task);
        const code = asString(received["Code"]);
        const solutionDetail = asObject(received["SolutionDetail"]);
        const solution = asObject(data["SolutionDetail"]) ?? {};
        const listed = Array.isArray(data["AlarmList"]) ? data["AlarmList"].map(asObject) : [];
        const alarms = listed.filter((alarm) => alarm !== undefined);
        if (data["Status"] === "success") {
            if (task.taskType === "DI_REALTIME" && isWholeDefinition(code)) return { code, alarms };
            if (task.taskType === "DI_SOLUTION" && solutionDetail) return { solutionDetail, solution, alarms };
        }
        throw new NotUnderstoodError(
            facts,
            "a reply without the task's definition, or with one that is cut off or too long",
        );
    },
});

/** The longest text that is taken for a definition, in characters: a task of 2,000 columns has some 200,000. */
const longestDefinition = 4 * 1024 * 1024;

/** False where a text that holds a definition is missing, too long, or begins as JSON and does not end as such. */
function isWholeDefinition(code: string): boolean {
    if (!code || code.length > longestDefinition) return false;
    if (!/^\s*[[{]/.test(code)) return true;
    try {
        JSON.parse(code);
        return true;
    } catch {
        return false;
    }
}
