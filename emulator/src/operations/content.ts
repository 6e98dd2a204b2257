// CreateDISyncTask and UpdateDISyncTask: a definition becomes a task, or takes the place of a task's.
import { errors, invalidTask } from "../protocol/errors";
import { taskOf } from "../seed/seeding";
import { fields, number, object, text, ValidationError, type Reader } from "../validation";
import { answerTo } from "../workspace/answers";
import { edit } from "../workspace/deployment";
import type { Task, TaskType, Workspace } from "../workspace/model";
import { nextFileId } from "../workspace/store";
import {
    addressOf,
    isLive,
    jsonOf,
    liveTask,
    required,
    scopeOf,
    syncFailure,
    syncReply,
    unknownTask,
    workspaceOf,
    type Operation,
    type Parameters,
} from "./operation";
import { isSameFolder } from "./files";
import { once } from "./token";

const cu: Reader<number> = (value, path) => {
    const read = number(0.5)(value, path);
    if (Number.isInteger(read * 2)) return read;
    throw new ValidationError(path, "must be a multiple of 0.5");
};

const updateParam = object({}, { ResourceGroup: text, Cu: cu });
const createParam = object({}, { FileFolderPath: text, ResourceGroup: text, Cu: cu });

function paramOf<T>({ TaskParam: given }: Parameters, read: Reader<T>): T {
    return jsonOf(given === undefined || given === "" ? "{}" : given, "TaskParam", read);
}

const longestName = 128;
/** How long a task takes to be in lists that is not there at once, in milliseconds. */
const listedAfterMs = 3000;

/** The task's name, as it is given, or as the definition has it. */
function nameOf({ TaskName: given }: Parameters, content: Record<string, unknown>): string {
    const extend = content.extend as { name?: unknown } | null | undefined;
    const name = given || extend?.name;
    if (typeof name !== "string" || name === "") throw errors.missing("TaskName");
    if (name.includes("/") || name.length > longestName)
        throw errors.invalidParameter(`TaskName has at most ${longestName} characters, and no "/".`);
    return name;
}

function sourceTypeOf({ steps }: Record<string, unknown>): string | undefined {
    const reader = (Array.isArray(steps) ? steps : []).find(
        (step: { category?: unknown } | null) => step?.category === "reader",
    ) as { stepType?: unknown } | undefined;
    return typeof reader?.stepType === "string" ? reader.stepType : undefined;
}

/** A file's name is taken in its folder; a solution's, which stands in no folder, in the workspace. */
function isTaken(name: string, taskType: TaskType, folder: string, workspace: Workspace, now: number): boolean {
    const others = taskType === "DI_SOLUTION" ? workspace.solutions : workspace.files;
    return [...others.values()].some(
        (one) =>
            one.name === name && isLive(one, now) && (one.solution !== undefined || isSameFolder(one.folder, folder)),
    );
}

/** The id of the node of a task that is made: another one than the file's, and than a seed's usual ones. */
function nodeIdOf(fileId: string): string {
    return String(100_000_000_000n + BigInt(fileId));
}

const createTask: Operation = {
    family: "sync",
    effect: "write",
    inBody: ["TaskContent"],
    run(parameters, context) {
        const { projectId, taskType } = scopeOf(parameters, context);
        const definition = required(parameters, "TaskContent");
        const content = jsonOf(definition, "TaskContent", fields);
        const { FileFolderPath: folder = "", ...resources } = paramOf(parameters, createParam);
        const workspace = workspaceOf(parameters, context);
        const name = nameOf(parameters, content);
        if (isTaken(name, taskType, folder, workspace, context.store.now()))
            switch (answerTo("taken-name", context.store)) {
                case "fail":
                    return syncFailure(`the name [${name}] exists already.`);
                case "error":
                    throw errors.nameTaken(name);
                case "allowed":
            }
        const sourceType = sourceTypeOf(content);
        const solution = taskType === "DI_SOLUTION" && sourceType !== undefined ? { solution: { sourceType } } : {};
        const fileId = nextFileId(context.store);
        const seed = { fileId, taskType, name, folder, owner: context.user, definition, ...solution };
        const task = taskOf(seed, projectId, context.store.now());
        if (!task.solution) task.nodeId = nodeIdOf(fileId);
        take(task, resources);
        if (answerTo("new-file-listed", context.store) === "later") task.listedAt = context.store.now() + listedAfterMs;
        (task.solution ? workspace.solutions : workspace.files).set(fileId, task);
        return syncReply({ Status: "success", Message: null, FileId: BigInt(fileId) }, true);
    },
};

/** What stays of a task's parameters: resource groups are not emulated. */
function take(task: Task, { ResourceGroup: group, Cu: units }: ReturnType<typeof updateParam>): void {
    if (group !== undefined) task.resourceGroup = group;
    if (units !== undefined) task.cu = units;
}

const updateTask: Operation = {
    family: "sync",
    effect: "write",
    run(parameters, context) {
        const address = addressOf(parameters, context);
        const resources = paramOf(parameters, updateParam);
        const definition = required(parameters, "TaskContent");
        jsonOf(definition, "TaskContent", fields);
        const task = liveTask(context, address);
        if (!task) return unknownTask(context, invalidTask(address.fileId));
        take(task, resources);
        edit(task, definition, { user: context.user, time: context.store.now() });
        return syncReply({ Status: "success", Message: null }, true);
    },
};

export const contentOperations = {
    CreateDISyncTask: once("CreateDISyncTask", createTask),
    UpdateDISyncTask: updateTask,
};
