// How fast an instance changes its state, and what state it is in at a given time.
import { integer, oneOf, object, type Reader } from "../validation";
import type { Instance, InstanceStatus } from "./model";

/**
 * How an instance gets from one state to another:
 * `atOnce` (the default); `after` so many milliseconds; `byHand`, when `settleInstances` is called.
 * Until then a stopping instance is KILLING and a starting one is WAIT.
 */
export interface InstanceSettings {
    mode: "atOnce" | "after" | "byHand";
    /** For `after`: milliseconds; default 1000. */
    ms?: number;
}

export const readInstanceSettings: Reader<InstanceSettings> = object(
    { mode: oneOf("atOnce", "after", "byHand") },
    { ms: integer(0) },
);

export function statusAt(instance: Instance, now: number): InstanceStatus {
    const next = instance.next;
    return next?.at !== undefined && now >= next.at ? next.status : instance.status;
}

/** The instance on its way to `status`, through `through`. */
export function change(
    through: InstanceStatus,
    status: InstanceStatus,
    settings: InstanceSettings,
    now: number,
): Instance {
    if (settings.mode === "atOnce") return { status };
    if (settings.mode === "byHand") return { status: through, next: { status } };
    return { status: through, next: { status, at: now + (settings.ms ?? 1000) } };
}

/** The instance with the change that was under way behind it. */
export function settled(instance: Instance): Instance {
    return { status: instance.next?.status ?? instance.status };
}
