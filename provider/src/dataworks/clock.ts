// The clock that calls go by: given from outside, so that a test takes no real time.

export interface Clock {
    /** Milliseconds since some moment; never goes back. */
    readonly now: () => number;
    /** Resolves after that many milliseconds. */
    readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * The real clock. It does not follow a clock on the wall that is set anew. The signal gives its waits up: those that wait
 * then wait for ever, and none keeps the process alive.
 */
export function realClock(signal?: AbortSignal): Clock {
    const timers = new Set<NodeJS.Timeout>();
    signal?.addEventListener("abort", () => timers.forEach((timer) => clearTimeout(timer)));
    const wait = (milliseconds: number) =>
        new Promise<void>((resolve) => {
            if (signal?.aborted) return;
            const timer = setTimeout(() => {
                timers.delete(timer);
                resolve();
            }, Math.ceil(milliseconds));
            timers.add(timer);
        });
    return { now: () => performance.now(), wait };
}
