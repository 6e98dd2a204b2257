// The clock that calls go by: given from outside, so that a test takes no real time.

export interface Clock {
    /** Milliseconds since some moment; never goes back. */
    readonly now: () => number;
    /** Resolves after that many milliseconds. */
    readonly wait: (milliseconds: number) => Promise<void>;
}

/** The real clock. It does not follow a clock on the wall that is set anew. */
export const realClock: Clock = {
    now: () => performance.now(),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.ceil(milliseconds))),
};
