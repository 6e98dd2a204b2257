// GenerateDISyncTaskConfigForCreating, ...ForUpdating and QueryDISyncTaskConfigProcessResult: the definition is worked out of a script.
import type { AnswerTo } from "../assumptions";
import { errors, invalidProcess, invalidTask } from "../protocol/errors";
import { answerTo, rulesOf } from "../workspace/answers";
import { changedDefinition, definitionOf, type WorkedOut } from "../workspace/definition";
import { begin, lookAt } from "../workspace/making";
import type { Workspace } from "../workspace/model";
import { readChange, readScript, type Script } from "../workspace/script";
import {
    addressOf,
    idOf,
    jsonOf,
    liveTask,
    required,
    scopeOf,
    syncFailure,
    syncReply,
    unknownTask,
    workspaceOf,
    type Context,
    type Operation,
} from "./operation";
import { namedIn } from "./reference";
import { once } from "./token";

const generateForCreating: Operation = {
    family: "sync",
    effect: "write",
    run(parameters, context) {
        const scope = scopeOf(parameters, context);
        const script = jsonOf(required(parameters, "TaskParam"), "TaskParam", readScript);
        const { dataSources } = checked(script, workspaceOf(parameters, context));
        const rules = rulesOf(context.store);
        return started(scope, { content: definitionOf(script, dataSources, rules) }, context);
    },
};

/** The workspace, where it has the script's data sources, each of the type that the script says. */
function checked({ readerType, writerType, steps }: Script, workspace: Workspace): Workspace {
    const check = (name: string, type?: string) => {
        const source = workspace.dataSources.get(name);
        if (!source) throw errors.noDataSource(name);
        if (type !== undefined && source.type !== type)
            throw errors.invalidParameter(`The data source [${name}] is of the type ${source.type}, not ${type}.`);
    };
    if (steps.form === "other") {
        for (const name of namedIn([steps.reader, steps.writer])) check(name);
        return workspace;
    }
    for (const { dataSource, type } of steps.connections) {
        if (type !== readerType) throw errors.invalidParameter(`The reader ${readerType} reads no ${type}.`);
        check(dataSource, type);
    }
    check(steps.writerSource, writerType);
    return workspace;
}

const generateForUpdating: Operation = {
    family: "sync",
    effect: "write",
    run(parameters, context) {
        const address = addressOf(parameters, context, undefined, "TaskId");
        const changes = jsonOf(required(parameters, "TaskParam"), "TaskParam", readChange);
        const task = liveTask(context, address);
        if (!task) return unknownTask(context, invalidTask(address.fileId));
        const { dataSources } = workspaceOf(parameters, context);
        const found = changedDefinition(task.definition, changes, dataSources, rulesOf(context.store));
        return started(address, found, context);
    },
};

function started(scope: ReturnType<typeof scopeOf>, found: WorkedOut, { store }: Context) {
    const { projectId, taskType } = scope;
    const processId = begin(store.making, { projectId, taskType }, found, store.now());
    return syncReply({ Status: "success", Message: null, ProcessId: BigInt(processId) }, true);
}

/** What is said of a process that is under way. */
const pendings: Record<AnswerTo<"pending-process">, { status: string; message?: string }> = {
    empty: { status: "success" },
    fail: { status: "fail", message: "The process is still running, try again later." },
    status: { status: "running" },
};

const queryResult: Operation = {
    family: "sync",
    effect: "read",
    run(parameters, context) {
        const { projectId, taskType } = scopeOf(parameters, context);
        const processId = idOf(parameters, "AsyncProcessId");
        const { making, now } = context.store;
        const pending = making.settings.pending ?? pendings[answerTo("pending-process", context.store)];
        const process = making.processes.get(processId);
        const own = process?.projectId === projectId && process.taskType === taskType ? process : undefined;
        const counted = own !== undefined && own.polls > 0;
        const found = lookAt(own, now());
        const unknown = found === undefined ? answerTo("unknown-process", context.store) : undefined;
        if (unknown === "error") throw errors.invalidParameter(invalidProcess(processId));
        if (unknown === "fail") return syncFailure(invalidProcess(processId));
        if (found === undefined || found === "pending")
            return { ...syncReply({ Status: pending.status, Message: pending.message ?? null }), counted };
        if ("problem" in found) return syncFailure(found.problem);
        return syncReply({ Status: "success", Message: null, TaskContent: found.content });
    },
};

export const configOperations = {
    GenerateDISyncTaskConfigForCreating: once("GenerateDISyncTaskConfigForCreating", generateForCreating),
    GenerateDISyncTaskConfigForUpdating: once("GenerateDISyncTaskConfigForUpdating", generateForUpdating),
    QueryDISyncTaskConfigProcessResult: queryResult,
};
