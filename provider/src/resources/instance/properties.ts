// The arguments and outputs of an instance.
import { ids } from "../../dataworks/id";
import { taskTypes } from "../../dataworks/task";
import type { Argument, ArgumentNames, Output, Values } from "../resource";
import { flag, id, object, oneOf, simpleValues, wholeNumber } from "../types";
import { ddlActions, ddlChanges, onDeleteValues, states, type Inputs, type Outputs } from "./state";

const isSolution = ({ taskType }: Values) => taskType === "DI_SOLUTION";
/** The most of what is counted: what 32 bits hold. */
const most = 2 ** 31 - 1;
/** The longest time that is waited for anything, in seconds. */
const day = 24 * 60 * 60;

const ddl = object('{ addColumn: "ignore" }', fields(Object.keys(ddlChanges), oneOf(ddlActions)));
const startParameters = object("{ failoverLimit: { count: 3, intervalMinutes: 10 } }", {
    failoverLimit: {
        type: object("{ count: 3, intervalMinutes: 10 }", {
            count: { type: wholeNumber("failovers", 0, most), required: true },
            intervalMinutes: { type: wholeNumber("minutes", 1, most), required: true },
        }),
    },
    errorLimit: {
        type: object("{ records: 0 }", { records: { type: wholeNumber("dirty records", 0, most), required: true } }),
    },
    ddl: { type: ddl },
});

function fields<T>(names: readonly string[], type: T): Record<string, { type: T }> {
    return Object.fromEntries(names.map((name) => [name, { type }]));
}

export const inputs: Readonly<Record<ArgumentNames<Inputs>, Argument>> = {
    projectId: {
        meaning: "The DataWorks workspace's id, 1 to 10000000000. A change replaces the resource.",
        type: id(ids.projectId),
        required: true,
        replaces: true,
    },
    taskType: {
        meaning:
            "A real-time sync task, or a sync solution made in Data Integration: a solution can be started and watched, not stopped. A change replaces the resource.",
        type: oneOf(taskTypes, 'has to be "DI_REALTIME" (a real-time sync task) or "DI_SOLUTION" (a sync solution)', {
            DI_OFFLINE: "Batch tasks have no instance that runs on: they are scheduled",
        }),
        required: true,
        replaces: true,
    },
    fileId: {
        meaning:
            "The file id of the real-time task, or the id of the solution, 1 to 2^63-1. Write ids of more than 15 digits as strings. A change replaces the resource.",
        type: id(ids.fileId),
        required: true,
        replaces: true,
    },
    state: {
        meaning:
            'What is wanted: `"running"` or `"stopped"`. What is so already is left as it is. `"stopped"` is for DI_REALTIME only.',
        type: oneOf(states),
        required: true,
        conflict: (value, inputs) =>
            value === "stopped" && isSolution(inputs)
                ? '"stopped" is for DI_REALTIME only: DataWorks has no call that stops a DI_SOLUTION'
                : undefined,
    },
    triggers: {
        meaning:
            "Any change restarts what runs: it is stopped and started again. Such as `{ deployment: deployment.deployedAt }`. Default: none.",
        type: simpleValues("{ deployment: deployment.deployedAt }"),
    },
    startParameters: {
        meaning:
            'How it is started; DI_REALTIME only. `failoverLimit` `{ count, intervalMinutes }`: after more failovers in that time it stops. `errorLimit` `{ records }`: how many dirty records are allowed. `ddl`: what becomes of a change of the source\'s tables (`addColumn`, `dropColumn`, `renameColumn`, `modifyColumn`, `createTable`, `dropTable`, `renameTable`, `truncateTable`: `"normal"`, `"ignore"`, `"warning"` or `"critical"`). A change restarts what runs. Default: what the task says.',
        type: startParameters,
        conflict: (_value, inputs) =>
            isSolution(inputs) ? "is for DI_REALTIME only: it has no effect on a DI_SOLUTION" : undefined,
    },
    onDelete: {
        meaning:
            'What destroying does to the instance. Default: `"retain"`, nothing. `"stop"` stops it; DI_REALTIME only.',
        type: oneOf(onDeleteValues),
        otherwise: "retain",
        stored: true,
        conflict: (value, inputs) =>
            value === "stop" && isSolution(inputs)
                ? '"stop" is for DI_REALTIME only: DataWorks has no call that stops a DI_SOLUTION'
                : undefined,
    },
    compareAlarms: {
        meaning:
            "Whether a refresh also finds that alarm rules were removed or disabled; DI_REALTIME only, one call more at the first `up` and each refresh. `up` accepts what a refresh found, and restores none. Default: false.",
        type: flag,
        stored: true,
        conflict: (value, inputs) =>
            value === true && isSolution(inputs)
                ? "is for DI_REALTIME only: DataWorks tells no alarm rules of a DI_SOLUTION"
                : undefined,
    },
    stableSeconds: {
        meaning:
            "For how many seconds it has to run before a start counts, 0 to 3600, and less than `timeoutSeconds`. Default: 10.",
        type: wholeNumber("seconds", 0, 3600),
        otherwise: 10,
        stored: true,
        conflict: (value, { timeoutSeconds }) =>
            typeof value === "number" &&
            typeof timeoutSeconds === "number" &&
            timeoutSeconds > 0 &&
            value >= timeoutSeconds
                ? `is ${value}, and has to be less than timeoutSeconds, which is ${timeoutSeconds}: no start could count in time`
                : undefined,
    },
    timeoutSeconds: {
        meaning:
            "For how many seconds a start, a stop or a restart may take, with the wait for it, 1 to 86400. Default: 600.",
        type: wholeNumber("seconds", 1, day),
        otherwise: 600,
        stored: true,
    },
};

export const outputs: Readonly<Record<Exclude<keyof Outputs, ArgumentNames<Inputs>>, Output>> = {
    status: {
        meaning: 'What DataWorks said of it last, such as `"RUN"`; of a solution its number, such as `"2"`.',
    },
    name: { meaning: 'The task\'s name; `""` where it is not known.', otherwise: "" },
    requestId: {
        meaning:
            'The RequestId of the last StartDISyncInstance or StopDISyncInstance, for Alibaba Cloud\'s support; `""` where there was none.',
    },
    region: {
        meaning: "The region that the task is in; remembered.",
        fedIn: "is no argument: it comes from the settings (dataworks:region), or from a dataworks.Provider. Leave it out",
    },
    startedAt: { meaning: 'When this resource started it last, as ISO 8601; `""` where it never did.', otherwise: "" },
    pending: {
        meaning: 'What is still to be done: `"start"`, `"stop"` or `"restart"`; absent where nothing is.',
    },
    ignoresState: {
        meaning:
            "`true` where the option `ignoreChanges` names `state`; absent elsewhere. The class says it: after the first `up`, nothing is started, stopped or restarted then.",
        byClass: true,
    },
    alarms: { meaning: "With `compareAlarms`: the names of the enabled alarm rules." },
    drift: {
        meaning: "What a refresh found that is no state, a list of lines; absent where nothing is.",
        fedIn: "is no argument: a refresh finds it. Leave it out",
    },
};
