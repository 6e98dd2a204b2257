// What the lifecycle functions need from outside: the API, the clock, random and a place for warnings.
import { randomBytes } from "node:crypto";
import type { DataWorks } from "../dataworks/client";
import { realClock } from "../dataworks/clock";
import type { Claims } from "./claims/ledger";

export interface Context {
    /** The API of a region. Throws where the settings do not allow to call it. */
    readonly dataworks: (region: string) => DataWorks;
    /** Milliseconds since 1970. */
    readonly now: () => number;
    /** Resolves after that many milliseconds. Rejects with the signal's reason where that comes first. */
    readonly wait: (milliseconds: number) => Promise<void>;
    /** Random hex digits, two for each byte. */
    readonly randomHex: (bytes: number) => string;
    /** Tells the user something that is no error. */
    readonly warn: (text: string) => void;
    /** Tells the user how a long operation goes on. */
    readonly say: (text: string) => void;
    /** What the program of this run wants of its tasks. */
    readonly claims: Claims;
    /** True where previews show what `foresee` gives: what depends on the resource shows no change that an update does not make. */
    readonly foresees?: boolean;
    /** The URN of the resource, where the adapter is told it. */
    readonly urn?: string;
    /**
     * Ends the operation at once: its calls and waits. The reason is an error whose message ends a sentence, such as "the run was
     * interrupted". Where it is absent, nothing does.
     */
    readonly signal?: AbortSignal | undefined;
    /**
     * Seconds that the operation may take by the resource's `customTimeouts`: they count in place of its `timeoutSeconds`. The signal
     * has to end the operation by then.
     */
    readonly limit?: number | undefined;
}

/** The real clock and random, with the rest as given. `dataworks` has to end its calls by the same signal. */
export function realContext(outside: Omit<Context, "now" | "wait" | "randomHex">): Context {
    return {
        ...outside,
        now: () => Date.now(),
        wait: (milliseconds) => realClock.wait(milliseconds, outside.signal),
        randomHex: (bytes) => randomBytes(bytes).toString("hex"),
    };
}
