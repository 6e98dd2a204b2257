// What a control route is, and how it says that it cannot do what it was asked.
import type { EmulatorState } from "../state";
import type { Reader } from "../validation";

type Act<T> = (state: EmulatorState, given: T, stop: AbortSignal) => unknown;

export interface Route {
    /** Reads the body and does what was asked; `stop` tells that nobody waits for the result any more. */
    act: Act<unknown>;
    /** Whether it may change what a state file keeps. */
    changes: boolean;
}

export function route<T>(read: Reader<T>, act: Act<T>): Route {
    return { act: (state, body, stop) => act(state, read(body, ""), stop), changes: true };
}

/** A route that looks, or changes only what no state file keeps. */
export function passing<T>(read: Reader<T>, act: Act<T>): Route {
    return { ...route(read, act), changes: false };
}

/** A control request that cannot be done; the message is for the person who made it. */
export class ControlError extends Error {
    constructor(
        readonly status: 400 | 404 | 408,
        message: string,
    ) {
        super(message);
    }
}
