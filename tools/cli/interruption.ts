// Turns the signals that would end this process into an orderly end of a piece of work.
import { constants } from "node:os";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export class Interrupted extends Error {
    /** What a shell reports of a program that the signal ended. */
    readonly exitCode: number;
    constructor(signal: NodeJS.Signals) {
        super(`Interrupted by ${signal}.`);
        this.exitCode = 128 + constants.signals[signal];
    }
}

/** The work is told by its signal, has to reject with that signal's reason, and has cleaned up by then. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const interrupt = (signal: NodeJS.Signals) => controller.abort(new Interrupted(signal));
    for (const signal of signals) process.on(signal, interrupt);
    try {
        return await work(controller.signal);
    } finally {
        for (const signal of signals) process.removeListener(signal, interrupt);
    }
}
