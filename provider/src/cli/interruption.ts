// What signals do to the command: most commands end at once. One that is told to end in its own time hands the signal on to what it runs,
// waits for that, cleans up, and ends as a shell reports it.
//
// A stop often reaches every process of a job, as one of a container or of a systemd unit does: each process then gets its own copy, and
// those that the processes above it hand on. Copies that come together are one wish to end; a later signal is a second wish.
import { constants } from "node:os";

export type Signal = "SIGINT" | "SIGTERM" | "SIGHUP";

const signals: readonly Signal[] = ["SIGINT", "SIGTERM", "SIGHUP"];

export class Interrupted extends Error {
    /** What a shell reports of a program that the signal ended. */
    readonly exitCode: number;

    constructor(signal: Signal) {
        super(`Interrupted by ${signal}.`);
        this.exitCode = 128 + constants.signals[signal];
    }
}

/** How long after the first one, in milliseconds, a signal is a copy of it. */
export const together = 1_000;

/**
 * Tells of each signal whether it is a new wish to end, or a copy of the last one: to be called with each signal that comes. `now`: a
 * clock that only goes forward, in milliseconds.
 */
export function wishes(now: () => number): () => boolean {
    let last = -Infinity;
    return () => {
        const time = now();
        if (time - last < together) return false;
        last = time;
        return true;
    };
}

const controller = new AbortController();
const told = new Set<(signal: Signal) => void>();
let endsInItsOwnTime = false;

/** Aborted, with an {@link Interrupted}, by the first signal: for what waits for something other than a process. */
export const interrupted: AbortSignal = controller.signal;

const handlers = new Map<Signal, () => void>();

/**
 * Computes what may take seconds, of a command that ends at once: as no handler runs meanwhile, signals are left to the system, which
 * ends the process by them. A shell reports the same.
 */
export function endingAtOnce<T>(compute: () => T): T {
    for (const [signal, handler] of handlers) process.off(signal, handler);
    try {
        return compute();
    } finally {
        for (const [signal, handler] of handlers) process.on(signal, handler);
    }
}

/** Catches the signals of this process. */
export function catchSignals(): void {
    const isWish = wishes(() => performance.now());
    for (const signal of signals) {
        const handler = () => {
            if (!endsInItsOwnTime) process.exit(128 + constants.signals[signal]);
            if (!isWish()) return;
            if (!interrupted.aborted) controller.abort(new Interrupted(signal));
            for (const tell of told) tell(signal);
        };
        handlers.set(signal, handler);
        process.on(signal, handler);
    }
    process.once("SIGQUIT", () => process.exit(128 + constants.signals.SIGQUIT));
}

/** From now on this process ends when it has cleaned up, and not by a signal. */
export function endInOwnTime(): void {
    endsInItsOwnTime = true;
}

/** Has every wish to end told, until the function that is given back is called. */
export function handOn(tell: (signal: Signal) => void): () => void {
    told.add(tell);
    return () => void told.delete(tell);
}
