// What a control route is.
import type { Emulation } from "../emulation";
import type { Reader } from "../shape";

/** Reads the body and does what was asked; `stop` tells that nobody waits for the result any more. */
export type Route = (emulation: Emulation, body: unknown, stop: AbortSignal) => unknown;

export function route<T>(read: Reader<T>, act: (emulation: Emulation, given: T, stop: AbortSignal) => unknown): Route {
    return (emulation, body, stop) => act(emulation, read(body, ""), stop);
}
