// What every way of getting a CLI is given from outside: the environment, the clock, the time limits, the terminal.
import type { Progress } from "./progress";

/** All in milliseconds. */
export interface Limits {
    /** For a CLI that is asked its version. */
    readonly probe: number;
    /** For a go that is asked its version, and may fetch a newer go first. */
    readonly go: number;
    /** For the official download, after which it is given up. */
    readonly download: number;
    /** Between two signs of life on the terminal. */
    readonly sign: number;
}

export interface Context {
    readonly env: NodeJS.ProcessEnv;
    readonly progress: Progress;
    readonly limits: Limits;
    /** Aborted when the user interrupts. */
    readonly signal: AbortSignal;
    readonly now: () => number;
    /** The command that gets the official release; a version and a folder are its last two arguments. */
    readonly installer: readonly [string, ...string[]];
}

export const defaultLimits: Limits = {
    probe: 10_000,
    go: 120_000,
    download: 20_000,
    sign: 10_000,
};
