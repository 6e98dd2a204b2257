// What an instance's inputs and outputs are, as the state holds them.
import type { StartParameters } from "../../dataworks/client";
import type { Task } from "../../dataworks/task";

/** What a program wants of an instance. */
export const states = ["running", "stopped"] as const;
export type State = (typeof states)[number];

/** What deleting the resource does to the instance: nothing, or stopping it. */
export const onDeleteValues = ["retain", "stop"] as const;
export type OnDelete = (typeof onDeleteValues)[number];

/** What may be done about a change of the source's tables while the instance runs. */
export const ddlActions = ["normal", "ignore", "warning", "critical"] as const;
/** These changes, under the names that a program has for them, with those of the API. */
export const ddlChanges = {
    addColumn: "ADDCOLUMN",
    dropColumn: "DROPCOLUMN",
    renameColumn: "RENAMECOLUMN",
    modifyColumn: "MODIFYCOLUMN",
    createTable: "CREATETABLE",
    dropTable: "DROPTABLE",
    renameTable: "RENAMETABLE",
    truncateTable: "TRUNCATETABLE",
} as const;

/** How an instance is started, as a program says it. */
export interface Start {
    readonly failoverLimit?: { readonly count: number; readonly intervalMinutes: number };
    readonly errorLimit?: { readonly records: number };
    readonly ddl?: Readonly<Partial<Record<keyof typeof ddlChanges, (typeof ddlActions)[number]>>>;
}

/** The inputs as check hands them on. Ids are digit strings. */
export interface Inputs extends Task {
    readonly state: State;
    readonly triggers?: Readonly<Record<string, string | number | boolean>> | undefined;
    readonly startParameters?: Start | undefined;
    readonly onDelete: OnDelete;
    /** Whether alarm rules that were removed or disabled are drift. */
    readonly compareAlarms?: boolean | undefined;
    /** Seconds that it has to run before a start counts. */
    readonly stableSeconds: number;
    /** Seconds that a start or stop may take. */
    readonly timeoutSeconds: number;
    readonly region: string;
    /** Where the option `ignoreChanges` names "state": the program does not own it. */
    readonly ignoresState?: true;
    /** Only where `ignoreChanges: ["drift"]` feeds the old one in. */
    readonly drift?: readonly string[];
}

/** What is still to be done: it was asked for, and did not come about. */
export type Pending = "start" | "stop" | "restart";

/** The outputs. A text that is not known is "". */
export interface Outputs extends Inputs {
    /** What the API said of it last, such as "RUN"; of a solution its number, such as "2". */
    readonly status: string;
    /** The task's name. */
    readonly name: string;
    /** The id of the last StartDISyncInstance or StopDISyncInstance request that was taken up. */
    readonly requestId: string;
    /** When this resource started it last, as ISO 8601. */
    readonly startedAt: string;
    readonly pending?: Pending;
    /** With `compareAlarms`: the names of the enabled alarm rules. */
    readonly alarms?: readonly string[];
}

/** A create failed before a start of its own was taken up: the state holds nothing that an instance was started with. */
export function wasNeverStarted({ pending, requestId, startedAt, triggers, startParameters }: Outputs): boolean {
    return pending === "start" && !requestId && !startedAt && !triggers && !startParameters;
}

/** A create failed of an instance whose state the program does not own afterwards: it is brought about first. */
export function wasNeverBrought({ pending, ignoresState }: Outputs): boolean {
    return pending !== undefined && ignoresState === true;
}

/** Only what an API call needs of a state. */
export function taskOf({ projectId, taskType, fileId }: Task): Task {
    return { projectId, taskType, fileId };
}

/** What the API takes of the start's parameters; undefined where there are none. */
export function startParamOf({ startParameters }: Inputs): StartParameters | undefined {
    if (!startParameters) return undefined;
    const { failoverLimit, errorLimit, ddl } = startParameters;
    const marks = Object.entries(ddl ?? {}).map(([change, action]) => [
        ddlChanges[change as keyof typeof ddlChanges],
        action.toUpperCase(),
    ]);
    return {
        ...(failoverLimit && {
            failoverLimit: { count: failoverLimit.count, interval: failoverLimit.intervalMinutes },
        }),
        ...(errorLimit && { errorLimit: { record: errorLimit.records } }),
        ...(marks.length > 0 && { ddlMarkMap: Object.fromEntries(marks) as Record<string, string> }),
    };
}

/**
 * The inputs that outputs hold. Not the triggers and start parameters while something is pending: the engine may still have the
 * inputs from before, by which it knows what is secret, and would store and print in clear what is so only now.
 */
export function inputsOf(outputs: Outputs): Inputs {
    const { triggers, startParameters, compareAlarms, ignoresState, drift, pending } = outputs;
    const { projectId, taskType, fileId, state, onDelete, stableSeconds, timeoutSeconds, region } = outputs;
    return {
        ...{ projectId, taskType, fileId, state, onDelete, stableSeconds, timeoutSeconds, region },
        ...(triggers && !pending && { triggers }),
        ...(startParameters && !pending && { startParameters }),
        ...(compareAlarms !== undefined && { compareAlarms }),
        ...(ignoresState && { ignoresState }),
        ...(drift && { drift }),
    };
}
