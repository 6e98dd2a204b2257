// How tasks are made and changed by the API: how long working out a definition takes, how it ends, and what the documentation leaves open.
import { id, integer, list, object, oneOf, text, ValidationError, type Reader } from "../validation";
import { courseAt, paced, settled, standing, type Course, type Pace } from "./course";
import type { DefinitionRules, WorkedOut } from "./definition";
import type { TaskType } from "./model";

/** How a process ends: with a definition, with a message ("fail"), or so that its id is not known any more. */
export type ProcessEnd = "success" | "lost" | { fails: string };

/**
 * How tasks are made and changed.
 * @example { mode: "after", polls: 2, first: ["lost", { fails: "no connection to the data source" }] }
 */
export interface MakingSettings extends Partial<Pace> {
    /** For `after`, in place of `ms`: how many QueryDISyncTaskConfigProcessResult of a process are answered "not yet". */
    polls?: number;
    /** What "not yet" looks like; it has no TaskContent. Default: the status "success" and no message. */
    pending?: { status: string; message?: string };
    /** How the processes end that begin next, in their order. Default: none. */
    first?: ProcessEnd[];
    /** How all others end. Default: "success". */
    end?: ProcessEnd;
    /** Tables that a definition leaves out though the script names them. Default: none. */
    leavesOut?: string[];
    /** Whether the tables of a change are the task's whole list, or are added to it. Default: "whole". */
    tables?: DefinitionRules["tables"];
    /** How a definition writes the tables of a single database. Default: "selectedTables". */
    written?: DefinitionRules["written"];
    /** Whether a ClientToken that comes again gets the answer that it got. Default: "honoured". */
    clientTokens?: "honoured" | "ignored";
    /** What DeleteDISyncTask deletes: any task, what does not run, or what is not deployed. Default: "notRunning". */
    deletes?: "any" | "notRunning" | "notDeployed";
    /** Whether the DISync operations find their parameters in a form body; TaskContent of CreateDISyncTask is found there always. Default: "read". */
    formBody?: "read" | "ignored";
    /** The id of the next task that is made; those after it count on. Default: 600000001. */
    nextFileId?: string | number;
}

const readEnd: Reader<ProcessEnd> = (value, path) =>
    typeof value === "string" ? oneOf("success", "lost")(value, path) : object({ fails: text }, {})(value, path);

const pacedMaking = paced({
    polls: integer(1),
    pending: object({ status: text }, { message: text }),
    first: list(readEnd),
    end: readEnd,
    leavesOut: list(text),
    tables: oneOf("whole", "added"),
    written: oneOf("selectedTables", "table"),
    clientTokens: oneOf("honoured", "ignored"),
    deletes: oneOf("any", "notRunning", "notDeployed"),
    formBody: oneOf("read", "ignored"),
    nextFileId: id,
});

export const readMakingSettings: Reader<MakingSettings> = (value, path) => {
    const given = pacedMaking(value, path);
    const at = path === "" ? "polls" : `${path}.polls`;
    if (given.polls !== undefined && given.mode !== "after")
        throw new ValidationError(at, 'goes with the mode "after"');
    if (given.polls !== undefined && given.ms !== undefined) throw new ValidationError(at, "goes without ms");
    return given;
};

/** The working out of one definition. */
export interface Process {
    projectId: string;
    taskType: TaskType;
    /** Undefined: its id is not known any more. */
    result: WorkedOut | undefined;
    /** How many queries are still answered "not yet". */
    polls: number;
    course: Course<"pending" | "done">;
}

/** The tasks' making as it stands. */
export interface Making {
    settings: MakingSettings;
    /** The ends that are left of the settings' `first`. */
    ends: ProcessEnd[];
    /** By process id. */
    processes: Map<string, Process>;
    /** By operation, workspace and token: what came with a ClientToken, and what it was answered. */
    answered: Map<string, { asked: string; reply: object }>;
    lastFileId: bigint;
}

export function newMaking(): Making {
    return { settings: {}, ends: [], processes: new Map(), answered: new Map(), lastFileId: 600_000_000n };
}

/** Takes the settings; what is under way goes on as it set out. */
export function beginMaking(making: Making, settings: MakingSettings): void {
    making.settings = settings;
    making.ends = [...(settings.first ?? [])];
    if (settings.nextFileId !== undefined) making.lastFileId = BigInt(settings.nextFileId) - 1n;
}

/** Process ids have all the digits of a Long: what rounds them asks for another process. */
const firstProcessId = 9_007_199_254_740_993n;

/** Begins a process with what it will find, unless the settings have another end for it; gives its id. */
export function begin(
    making: Making,
    of: Pick<Process, "projectId" | "taskType">,
    found: WorkedOut,
    now: number,
): string {
    const { mode = "atOnce", ms, polls = 0, end = "success" } = making.settings;
    const ends = making.ends.shift() ?? end;
    const result = ends === "success" ? found : ends === "lost" ? undefined : { problem: ends.fails };
    const pace: Pace = polls > 0 ? { mode: "atOnce" } : { mode, ...(ms === undefined ? {} : { ms }) };
    const course = { ...standing<"pending" | "done">("pending", now), next: [{ status: "done" as const, pace }] };
    const processId = String(firstProcessId + BigInt(making.processes.size));
    making.processes.set(processId, { ...of, result, polls, course });
    return processId;
}

/** What a query finds of a process: its result, or "pending"; undefined where its id is not known. Counts the query. */
export function lookAt(process: Process | undefined, now: number): WorkedOut | "pending" | undefined {
    if (!process?.result) return undefined;
    const pending = process.polls > 0 || courseAt(process.course, now).status === "pending";
    if (process.polls > 0) process.polls -= 1;
    return pending ? "pending" : process.result;
}

/** Lets every process come to its end. */
export function settleProcesses({ processes }: Making, now: number): void {
    for (const process of processes.values()) {
        process.polls = 0;
        process.course = settled(process.course, now);
    }
}
