// What the statuses of an instance mean, and those of a solution.
import type { TaskType } from "./task";

/**
 * "starting" and "stopping" pass by themselves; "confirming" and "failed" are steps of a solution that wait for a person;
 * "unknown" is a status that nobody has told the meaning of.
 */
export type Condition = "running" | "stopped" | "starting" | "stopping" | "confirming" | "failed" | "unknown";

/** The documentation gives no meanings: these are assumed, and what is not here is not guessed. */
const realtime: Readonly<Record<string, Condition>> = {
    RUN: "running",
    NORUN: "stopped",
    PAUSE: "stopped",
    WAIT: "starting",
    KILLING: "stopping",
};

/** The documented meanings of `SolutionDetail.Status`, and what they come to. */
const solution: Readonly<Record<string, readonly [Condition, meaning: string]>> = {
    "0": ["running", "successful"],
    "1": ["stopped", "not running"],
    "2": ["running", "running"],
    "3": ["failed", "failed"],
    "4": ["stopped", "committed"],
    "5": ["confirming", "pending manual confirmation"],
    "6": ["starting", "manually confirmed"],
    "7": ["unknown", "others"],
    "8": ["starting", "waiting"],
};

/** What the status of a real-time task's instance means, or that of a solution. */
export function conditionOf(taskType: TaskType, status: string): Condition {
    const found = taskType === "DI_REALTIME" ? own(realtime, status) : own(solution, status)?.[0];
    return found ?? "unknown";
}

/** What is documented of a status: of a solution's number "running", for instance. */
export function meaningOf(taskType: TaskType, status: string): string | undefined {
    return taskType === "DI_SOLUTION" ? own(solution, status)?.[1] : undefined;
}

/** A status may be called as what every object has. */
function own<Value>(table: Readonly<Record<string, Value>>, status: string): Value | undefined {
    return Object.hasOwn(table, status) ? table[status] : undefined;
}
