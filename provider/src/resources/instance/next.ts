// What to do next about an instance: decided by what is live, what is wanted, and what was asked for already.
import type { Condition } from "./live";
import type { State } from "./state";

/** What was asked for in this operation last. */
export interface Asked {
    /** How long ago, in milliseconds. */
    readonly ago: number;
    /** Whether it was seen on its way since, or there. */
    readonly moved: boolean;
    /** False where the reply was lost: nobody knows whether it was taken up. */
    readonly certain: boolean;
    /** How often. */
    readonly times: number;
}

export type Step =
    | "done"
    /** Start or stop it, whichever is wanted. */
    | "ask"
    | "wait"
    /** It runs as wanted, and has to go on for a while before that counts. */
    | "watch"
    /** It did what was asked for, and no longer does; or it never began to. */
    | "fell"
    /** It was asked for again and again, and no reply came, nor did anything happen. */
    | "unanswered"
    /** Nobody knows what to do: what is live says so. */
    | "stuck";

/** A status may need so long to follow what was asked for, in milliseconds. */
export const slowness = 15_000;
/** How often something is asked for whose replies are lost. */
export const mostTimes = 3;

/**
 * @param asked Undefined where nothing was asked for in this operation.
 * @param waited Whether it was seen in another condition before.
 */
export function next(condition: Condition, wanted: State, asked: Asked | undefined, waited: boolean): Step {
    switch (condition) {
        case "running":
        case "stopped":
            if (condition === wanted) return condition === "running" && (asked || waited) ? "watch" : "done";
            return opposite(wanted, asked);
        case "starting":
            return wanted === "running" ? "wait" : opposite(wanted, asked);
        case "stopping":
            return "wait";
        case "unknown":
            // On its way it may pass what nobody knows; where it stands so, nothing is guessed.
            return asked || waited ? "wait" : "stuck";
        default:
            return "stuck";
    }
}

/** It is not on its way to what is wanted. */
function opposite(wanted: State, asked: Asked | undefined): Step {
    if (!asked) return "ask";
    if (asked.moved) return "fell";
    if (asked.ago < slowness) return "wait";
    if (!asked.certain) return asked.times < mostTimes ? "ask" : "unanswered";
    return wanted === "running" ? "fell" : "wait"; // an instance may run on for long before it stops
}
