// What an operation of the API is, and how it reads its parameters.
import { errors, type ApiError } from "../protocol/errors";
import type { Json } from "../protocol/json";
import type { AnswerTo } from "../assumptions";
import { ValidationError, type Reader } from "../validation";
import { taskTypes, type Task, type TaskType, type Workspace } from "../workspace/model";
import { answerTo } from "../workspace/answers";
import { solutionStatus } from "../workspace/solution";
import { findTask, type TaskAddress, type Store } from "../workspace/store";

export type Parameters = Readonly<Record<string, string>>;

export interface Outcome {
    /** The reply's fields besides RequestId. */
    reply: Record<string, Json>;
    /** Whether something was changed. */
    applied: boolean;
    /** Whether a call that changes nothing for its callers was counted, as a query of a process is. */
    counted?: boolean;
}

/** What an operation may look at and change, and who calls it. */
export interface Context {
    store: Store;
    user: string;
}

export interface Operation {
    /** Which form its replies have; only the "sync" ones have a `Data.Status` of "success" or "fail". */
    family: "sync" | "file" | "project" | "resourceGroup";
    effect: "read" | "write";
    /** Parameters that the documentation itself puts into the body; the others of the DISync family stand in the query. */
    inBody?: readonly string[];
    /** Throws an ApiError where the API would answer with one. */
    run(parameters: Parameters, context: Context): Outcome;
}

/** A DISync reply: what was asked for. */
export function syncReply(data: Record<string, Json>, applied = false): Outcome {
    return { reply: { Success: true, Data: data }, applied };
}

/** A DISync reply: HTTP 200, and yet it failed. */
export function syncFailure(message: string): Outcome {
    return syncReply({ Status: "fail", Message: message });
}

/** A reply of the file family. */
export function fileReply(data: Json): Outcome {
    return { reply: { HttpStatusCode: 200, Success: true, Data: data }, applied: false };
}

/** A DISync reply about a task that is not known, in the words of its operation. */
export function unknownTask({ store }: Context, message: string): Outcome {
    if (answerTo("unknown-file-id", store) === "error") throw errors.invalidParameter(message);
    return syncFailure(message);
}

/** The same: HTTP 200, and yet it failed. */
export function fileFailure({ status, code, message }: ApiError): Outcome {
    return {
        reply: { HttpStatusCode: status, Success: false, ErrorCode: code, ErrorMessage: message },
        applied: false,
    };
}

export function required(parameters: Parameters, name: string): string {
    const value = parameters[name];
    if (value === undefined || value === "") throw errors.missing(name);
    return value;
}

function long(parameters: Parameters, name: string, max: bigint): string {
    const value = required(parameters, name);
    if (/^[1-9]\d{0,18}$/.test(value) && BigInt(value) <= max) return value;
    throw errors.invalidParameter(`${name} must be a Long from 1 to ${max.toString()}.`);
}

export function idOf(parameters: Parameters, name: string): string {
    return long(parameters, name, 2n ** 63n - 1n);
}

function workspaceNumber(parameters: Parameters): string {
    return long(parameters, "ProjectId", 10_000_000_000n);
}

/** The workspace by ProjectId, or by ProjectIdentifier where no ProjectId is given; whatever its status. */
export function anyWorkspace(parameters: Parameters, { store }: Context): Workspace {
    const identifier = parameters.ProjectId ? undefined : parameters.ProjectIdentifier;
    const found = identifier
        ? [...store.workspaces.values()].find((one) => one.identifier === identifier)
        : store.workspaces.get(workspaceNumber(parameters));
    if (!found) throw noWorkspace[answerTo("unknown-workspace", store)]();
    return found;
}

const noWorkspace: Record<AnswerTo<"unknown-workspace">, () => ApiError> = {
    forbidden: errors.forbidden,
    invalid: () => errors.invalidParameter("The workspace is not known."),
    notFound: errors.noWorkspace,
};

export function workspaceOf(parameters: Parameters, context: Context): Workspace {
    const workspace = anyWorkspace(parameters, context);
    if (workspace.status !== "AVAILABLE") throw errors.forbidden();
    return workspace;
}

/** The workspace and the type of task that a DISync operation is about; both parameters are checked. */
export function scopeOf(
    parameters: Parameters,
    context: Context,
    allowed: readonly TaskType[] = taskTypes,
): Omit<TaskAddress, "fileId"> {
    const projectId = workspaceNumber(parameters);
    const given = required(parameters, "TaskType");
    const taskType = allowed.find((type) => type === given);
    if (!taskType) throw errors.invalidParameter(`TaskType must be one of ${allowed.join(", ")}.`);
    workspaceOf({ ProjectId: projectId }, context);
    return { projectId, taskType };
}

/** Where a DISync operation's task is to be found; all three parameters are checked. */
export function addressOf(
    parameters: Parameters,
    context: Context,
    allowed: readonly TaskType[] = taskTypes,
    idName = "FileId",
): TaskAddress {
    const fileId = idOf(parameters, idName);
    return { ...scopeOf(parameters, context, allowed), fileId };
}

/** A parameter that holds JSON. */
export function jsonOf<T>(text: string, name: string, read: Reader<T>): T {
    let json: unknown;
    try {
        json = JSON.parse(text);
    } catch {
        throw errors.invalidParameter(`${name} must be JSON.`);
    }
    try {
        return read(json, name);
    } catch (error) {
        if (error instanceof ValidationError) throw errors.invalidParameter(error.message);
        throw error;
    }
}

/** The task, unless it is unknown or deleted. */
export function liveTask(context: Context, address: TaskAddress): Task | undefined {
    const task = findTask(context.store, address);
    return task && isLive(task, context.store.now()) ? task : undefined;
}

export function isLive({ deletedStatus, solution }: Task, now: number): boolean {
    return deletedStatus === "NORMAL" && !(solution && solutionStatus(solution, now) === "9");
}
