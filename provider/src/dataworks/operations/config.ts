// GenerateDISyncTaskConfigForCreating, ...ForUpdating and QueryDISyncTaskConfigProcessResult: DataWorks works a definition out of a script.
import { NotUnderstoodError, RefusedError, UnknownProcessError } from "../calls/errors";
import type { Answer } from "../calls/reply";
import { ids, wrongId } from "../id";
import { asString, asText } from "../json";
import type { OperationOf } from "../operation";
import type { NewTask, Task } from "../task";
import { callWithBody, type MakeCall } from "./call";
import { isWholeDefinition } from "./task";

/** A definition that DataWorks worked out. */
export interface WorkedOut {
    /** For CreateDISyncTask or UpdateDISyncTask, as it was received: it is never shown. */
    readonly content: string;
    readonly requestId: string;
    /** When the service answered, by its own clock, in milliseconds since 1970; undefined where it did not tell. */
    readonly time: number | undefined;
}

export interface ConfigOperations {
    /**
     * Begins to work out the definition of a new task. Returns the id of the process. Sent again with the same token and script, it
     * is the same process.
     */
    generateDISyncTaskConfigForCreating(task: NewTask, script: string, clientToken: string): Promise<string>;
    /** The same for a change of a task's tables, which the script names. */
    generateDISyncTaskConfigForUpdating(task: Task, script: string, clientToken: string): Promise<string>;
    /**
     * The definition that a process has worked out; undefined where there is none yet. Throws an UnknownProcessError where the
     * process is not known, and a RefusedError with the status 200 where DataWorks says that it failed.
     */
    queryDISyncTaskConfigProcessResult(task: NewTask | Task, processId: string): Promise<WorkedOut | undefined>;
}

export const configOperations = (call: MakeCall<OperationOf<"config">>): ConfigOperations => ({
    async generateDISyncTaskConfigForCreating(task, script, clientToken) {
        const parameters = { ...scopeOf(task), TaskParam: script, ClientToken: clientToken };
        return processIdOf(await callWithBody(call, "GenerateDISyncTaskConfigForCreating", parameters, task));
    },

    async generateDISyncTaskConfigForUpdating(task, script, clientToken) {
        const parameters = { ...scopeOf(task), TaskId: task.fileId, TaskParam: script, ClientToken: clientToken };
        return processIdOf(await callWithBody(call, "GenerateDISyncTaskConfigForUpdating", parameters, task));
    },

    async queryDISyncTaskConfigProcessResult(task, processId) {
        const parameters = { ...scopeOf(task), AsyncProcessId: processId };
        const asked = call("QueryDISyncTaskConfigProcessResult", parameters, task);
        const { requestId, data, received, time, facts } = await asked.catch((error: unknown) => {
            throw isUnknown(error, processId) ? new UnknownProcessError(error.facts, error.said) : error;
        });
        // Which status says "not yet" is not documented: a reply without a definition does.
        const content = asString(received["TaskContent"]);
        if (!content) return undefined;
        if (data["Status"] !== "success" || !isWholeDefinition(content))
            throw new NotUnderstoodError(facts, "a definition that is cut off or too long, or not said to be one");
        return { content, requestId, time };
    },
});

function scopeOf({ projectId, taskType }: NewTask | Task): { ProjectId: string; TaskType: string } {
    return { ProjectId: projectId, TaskType: taskType };
}

function processIdOf({ data, facts }: Answer): string {
    const processId = asText(data["ProcessId"]);
    if (data["Status"] !== "success" || wrongId(processId, ids.processId) !== undefined)
        throw new NotUnderstoodError(facts, "a reply without the id of the process that works the definition out");
    return processId;
}

/** True for a refusal that speaks of this very process as of none: how the API says so is not documented. */
function isUnknown(error: unknown, processId: string): error is RefusedError {
    if (!(error instanceof RefusedError)) return false;
    return (
        new RegExp(`\\b${processId}\\b`).test(error.said) &&
        /invalid|(not|no longer) (be )?(found|exist|known)|no such|unknown|expired/i.test(error.said)
    );
}
