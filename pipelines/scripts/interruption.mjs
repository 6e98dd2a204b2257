// A command that is told to end hands the signal on to what it runs, waits for that, cleans up, and ends as a shell reports it.
//
// A stop often reaches every process of a job, as one of a container or of a systemd unit does: each script then gets its own copy, and
// those that the scripts above it hand on. Copies that come together are one wish to end; a later signal is a second wish.
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

/** How long after the first one, in milliseconds, a signal is a copy of it. */
export const together = 1_000;

/**
 * Tells of each signal whether it is a new wish to end, or a copy of the last one.
 *
 * @param {() => number} now A clock that only goes forward, in milliseconds.
 * @returns {() => boolean} To be called with each signal that comes.
 */
export function wishes(now) {
    let last = -Infinity;
    return () => {
        const time = now();
        if (time - last < together) return false;
        last = time;
        return true;
    };
}

const controller = new AbortController();
/** @type {Set<(signal: Signal) => void>} */
const told = new Set();

/** Aborted, with an {@link Interrupted}, by the first signal: for what waits for something other than a process. */
export const interrupted = controller.signal;

/** Has this process end by `untilInterrupted` alone, and not by a signal or by a reader of its output that has gone. */
export function catchSignals() {
    const isWish = wishes(() => performance.now());
    for (const signal of signals) {
        process.on(signal, () => {
            if (!isWish()) return;
            if (!interrupted.aborted) controller.abort(new Interrupted(signal));
            for (const tell of told) tell(signal);
        });
    }
    // With the terminal or the pipe goes what would be read there, never what is being deployed.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}

/**
 * Has every wish to end told, until the function that is given back is called.
 *
 * @param {(signal: Signal) => void} tell
 * @returns {() => void}
 */
export function handOn(tell) {
    told.add(tell);
    return () => void told.delete(tell);
}
