// Reads a seed: every field checked, ids as digits, times as milliseconds.
import {
    anyText,
    fields,
    flag,
    id,
    integer,
    list,
    oneOf,
    object,
    ValidationError,
    text,
    time,
    type Reader,
} from "../validation";
import { readMakingSettings } from "../workspace/making";
import { readAlarms } from "../workspace/alarm";
import {
    deletedStatuses,
    instanceStatuses,
    realtimeFileType,
    solutionStatuses,
    taskTypes,
    workspaceStatuses,
    type Step,
} from "../workspace/model";
import { readResourceGroup } from "../workspace/resource-group";
import { readInstanceSettings } from "../workspace/settings";
import { readDataSource } from "../workspace/sources";

/** An object is written as JSON; a text stays as it is. */
export const definition: Reader<string> = (value, path) =>
    typeof value === "string" ? value : JSON.stringify(fields(value, path));

/** A workspace id: 1 to 10000000000. */
export const projectId: Reader<string> = (value, path) => {
    const digits = id(value, path);
    if (BigInt(digits) > 10_000_000_000n) throw new ValidationError(path, "a workspace id is at most 10000000000");
    return digits;
};

const version = object({ definition }, { user: text, time, comment: anyText, inProduction: flag });

const steps = list(object({ name: text, status: text }, { info: definition }));

/** The steps of a solution; what a step tells is written as a definition is. */
export const readSteps: Reader<Step[]> = (value, path) =>
    steps(value, path).map(({ info = "{}", ...step }) => ({ ...step, info }));

const solution = object(
    {},
    {
        status: oneOf(...solutionStatuses),
        steps: readSteps,
        type: text,
        sourceType: text,
        processExtra: anyText,
        submitTime: time,
        startTime: time,
    },
);

const taskFields = object(
    { fileId: id },
    {
        taskType: oneOf(...taskTypes),
        fileType: integer(0),
        useType: text,
        nodeId: id,
        name: text,
        folder: anyText,
        owner: text,
        description: anyText,
        createTime: time,
        definition,
        lastEditUser: text,
        lastEditTime: time,
        deployed: flag,
        approval: flag,
        versions: list(version),
        deletedStatus: oneOf(...deletedStatuses),
        instance: oneOf(...instanceStatuses),
        instances: readInstanceSettings,
        alarms: readAlarms,
        solution,
    },
);

const task: Reader<ReturnType<typeof taskFields>> = (value, path) => {
    const read = taskFields(value, path);
    const plainFile = (read.fileType ?? realtimeFileType) !== realtimeFileType;
    const inProduction = (read.versions ?? []).filter((one) => one.inProduction).length;
    const deployed = read.deployed === true || inProduction > 0;
    if (plainFile && read.taskType)
        throw new ValidationError(`${path}.taskType`, `a file of type ${read.fileType ?? ""} has none`);
    if (read.taskType === "DI_SOLUTION" && read.fileType !== undefined)
        throw new ValidationError(`${path}.fileType`, "a DI_SOLUTION is no file");
    if (read.solution && read.taskType !== "DI_SOLUTION")
        throw new ValidationError(`${path}.solution`, "is for tasks of the type DI_SOLUTION");
    if (inProduction > 1) throw new ValidationError(`${path}.versions`, "at most one version is in production");
    if (read.deployed === false && inProduction > 0)
        throw new ValidationError(`${path}.deployed`, "is false, but a version is in production");
    if (read.instance && (!deployed || plainFile || read.taskType === "DI_SOLUTION"))
        throw new ValidationError(`${path}.instance`, "only a deployed DI_REALTIME task has one");
    if (read.alarms && (plainFile || read.taskType === "DI_SOLUTION"))
        throw new ValidationError(`${path}.alarms`, "only a DI_REALTIME task has them");
    if (read.approval && plainFile)
        throw new ValidationError(`${path}.approval`, "is for tasks: a file is not deployed");
    if (read.instances && plainFile)
        throw new ValidationError(`${path}.instances`, "is for tasks: a file does not run");
    return read;
};

const workspaceFields = object(
    { projectId },
    {
        identifier: text,
        name: text,
        description: anyText,
        mode: oneOf("standard", "basic"),
        status: oneOf(...workspaceStatuses),
        enabled: flag,
        dataSources: list(readDataSource),
        tasks: list(task),
    },
);

const workspace: Reader<ReturnType<typeof workspaceFields>> = (value, path) => {
    const read = workspaceFields(value, path);
    if (read.status !== undefined && read.enabled !== undefined)
        throw new ValidationError(`${path}.enabled`, "contradicts status: say one of them");
    return read;
};

const credential = object({ accessKeyId: text, accessKeySecret: text }, { securityToken: text });

export const readSeed = object(
    {},
    {
        credentials: list(credential),
        instances: readInstanceSettings,
        making: readMakingSettings,
        workspaces: list(workspace),
        resourceGroups: list(readResourceGroup),
    },
);

export type ReadSeed = ReturnType<typeof readSeed>;
export type ReadWorkspace = ReturnType<typeof workspaceFields>;
export type ReadTask = ReturnType<typeof taskFields>;
