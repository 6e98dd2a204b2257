// What a control route is, and how it says that it cannot do what it was asked.
import type { EmulatorState } from "../state";
import type { Reader } from "../validation";

/** Reads the body and does what was asked; `stop` tells that nobody waits for the result any more. */
export type Route = (state: EmulatorState, body: unknown, stop: AbortSignal) => unknown;

export function route<T>(read: Reader<T>, act: (state: EmulatorState, given: T, stop: AbortSignal) => unknown): Route {
    return (state, body, stop) => act(state, read(body, ""), stop);
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
