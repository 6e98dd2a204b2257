// The clock that calls go by: given from outside, so that a test takes no real time.
import { setTimeout as sleep } from "node:timers/promises";

export interface Clock {
    /** Milliseconds since some moment; never goes back. */
    readonly now: () => number;
    /** Resolves after that many milliseconds. Rejects with the signal's reason where that comes first; nothing waits on then. */
    readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** The real clock. It does not follow a clock on the wall that is set anew. */
export const realClock: Clock = {
    now: () => performance.now(),
    wait: async (milliseconds, signal) => {
        try {
            await sleep(Math.ceil(milliseconds), undefined, signal && { signal });
        } catch {
            throw signal?.reason as Error; // Node.js says only that it was one
        }
    },
};
