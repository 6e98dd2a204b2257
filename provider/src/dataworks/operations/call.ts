// How a family of operations makes its calls: with what all of them share.
import { NotUnderstoodError, RefusedError } from "../calls/errors";
import type { Call } from "../calls/calls";
import type { Answer } from "../calls/reply";
import { longParameters, type Operation } from "../operation";
import type { Subject, Task } from "../task";

/** Makes one call of these operations, and gives the answer that says that it succeeded. Throws the errors of calls/errors.ts. */
export type MakeCall<O extends Operation> = (
    operation: O,
    parameters: Readonly<Record<string, string>>,
    subject: Subject,
    how?: HowToCall,
) => Promise<Answer>;

/** How a call is made. */
export type HowToCall = Pick<Call, "allInQuery" | "beforeRetry">;

/** Makes a call about a task, which all operations on tasks and their instances name alike. */
export function callForTask<O extends Operation>(
    call: MakeCall<O>,
    operation: O,
    task: Task,
    more: Readonly<Record<string, string>> = {},
    how?: HowToCall,
): Promise<Answer> {
    const parameters = { ProjectId: task.projectId, TaskType: task.taskType, FileId: task.fileId, ...more };
    return call(operation, parameters, task, how);
}

/** The same for an operation whose answer has nothing to say but that it was done. */
export async function callForSuccess<O extends Operation>(
    call: MakeCall<O>,
    operation: O,
    task: Task,
    more?: Readonly<Record<string, string>>,
): Promise<Answer> {
    const answer = await callForTask(call, operation, task, more);
    if (answer.data["Status"] !== "success")
        throw new NotUnderstoodError(answer.facts, "a reply that does not say whether it succeeded");
    return answer;
}

/** The longest query that an address is sure to hold, in characters. */
const longestQuery = 8 * 1024;

/**
 * Makes a call whose long parameters travel in a form body; once more, with all of them in the query, where the API does not find
 * them in the body, and an address holds them. The documentation does not say that it does.
 */
export async function callWithBody<O extends Operation>(
    call: MakeCall<O>,
    operation: O,
    parameters: Readonly<Record<string, string>>,
    subject: Subject,
): Promise<Answer> {
    try {
        return await call(operation, parameters, subject);
    } catch (error) {
        const missing = longParameters(operation).filter((name) => parameters[name] !== undefined);
        const isMissing =
            error instanceof RefusedError && missing.some((name) => error.facts.code === `Missing${name}`);
        if (!isMissing || new URLSearchParams(parameters).toString().length > longestQuery) throw error;
        return call(operation, parameters, subject, { allInQuery: true });
    }
}
