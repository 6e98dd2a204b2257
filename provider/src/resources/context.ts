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
    /** Resolves after that many milliseconds. */
    readonly wait: (milliseconds: number) => Promise<void>;
    /** Random hex digits, two for each byte. */
    readonly randomHex: (bytes: number) => string;
    /** Tells the user something that is no error. */
    readonly warn: (text: string) => void;
    /** Tells the user how a long operation goes on. */
    readonly say: (text: string) => void;
    /** What the program of this run wants of its tasks. */
    readonly claims: Claims;
    /** The URN of the resource, where the adapter is told it. */
    readonly urn?: string;
}

/** The real clock and random, with the rest as given. */
export function realContext(outside: Pick<Context, "dataworks" | "warn" | "say" | "claims">): Context {
    return {
        ...outside,
        now: () => Date.now(),
        wait: realClock().wait,
        randomHex: (bytes) => randomBytes(bytes).toString("hex"),
    };
}
