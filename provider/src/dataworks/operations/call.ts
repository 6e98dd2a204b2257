// How a family of operations makes its calls: with what all of them share.
import { NotUnderstoodError } from "../calls/errors";
import type { Answer } from "../calls/reply";
import type { Operation } from "../operation";
import type { Subject, Task } from "../task";

/** Makes one call of these operations, and gives the answer that says that it succeeded. Throws the errors of calls/errors.ts. */
export type MakeCall<O extends Operation> = (
    operation: O,
    parameters: Readonly<Record<string, string>>,
    subject: Subject,
) => Promise<Answer>;

/** Makes a call about a task, which all operations on tasks and their instances name alike. */
export function callForTask<O extends Operation>(
    call: MakeCall<O>,
    operation: O,
    task: Task,
    more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
    const parameters = { ProjectId: task.projectId, TaskType: task.taskType, FileId: task.fileId, ...more };
    return call(operation, parameters, task);
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
