// A command that is told to end hands the signal on to what it runs, waits for that, cleans up, and ends as a shell reports it.
import { constants } from "node:os";
import process from "node:process";

/** @typedef {"SIGINT" | "SIGTERM" | "SIGHUP"} Signal */

/** @type {readonly Signal[]} */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

export class Interrupted extends Error {
    /** @param {Signal} signal */
    constructor(signal) {
        super(`Interrupted by ${signal}.`);
        /** What a shell reports of a program that the signal ended. */
        this.exitCode = 128 + constants.signals[signal];
    }
}

const controller = new AbortController();
/** @type {Set<(signal: Signal) => void>} */
const told = new Set();

/** Aborted, with an {@link Interrupted}, by the first signal: for what waits for something other than a process. */
export const interrupted = controller.signal;

/** Has this process end by `untilInterrupted` alone, and not by a signal or by a reader of its output that has gone. */
export function catchSignals() {
    for (const signal of signals) {
        process.on(signal, () => {
            if (!interrupted.aborted) controller.abort(new Interrupted(signal));
            for (const tell of told) tell(signal);
        });
    }
    // With the terminal or the pipe goes what would be read there, never what is being deployed.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}

/**
 * Has every signal of this process told, each as often as it comes, until the function that is given back is called.
 *
 * @param {(signal: Signal) => void} tell
 * @returns {() => void}
 */
export function handOn(tell) {
    told.add(tell);
    return () => void told.delete(tell);
}
