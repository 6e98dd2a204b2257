// A clock for one who waits at a time, over real connections too: it goes on at once by what it is asked to wait.
import type { Clock } from "../../provider/src/dataworks/clock";

export class SteppingClock implements Clock {
    /** What was waited, in milliseconds, each time. */
    readonly waits: number[] = [];

    /** @param time What it says at first, in milliseconds. */
    constructor(private time = 0) {}

    readonly now = (): number => this.time;

    readonly wait = (milliseconds: number, signal?: AbortSignal): Promise<void> => {
        if (signal?.aborted) return Promise.reject(signal.reason as Error);
        this.waits.push(milliseconds);
        this.time += milliseconds;
        return Promise.resolve();
    };

    /** Lets time pass that nobody waited. */
    pass(milliseconds: number): void {
        this.time += milliseconds;
    }
}
