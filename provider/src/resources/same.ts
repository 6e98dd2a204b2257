// Whether an argument of a program says the same as that of a state.
import { canonical } from "./canonical";
import { hasUnknown } from "./unknown";

/** Compares plain values; one that is not known yet may become another. Key order does not count; empty is as absent. */
export function same(old: unknown, now: unknown): boolean {
    return !hasUnknown(now) && (canonical(old) === canonical(now) || (isEmpty(old ?? {}) && isEmpty(now ?? {})));
}

/** The same for an argument of this name. A trigger that is "" is as absent: it is the revision of a task that was imported. */
export function sameArgument(name: string, old: unknown, now: unknown): boolean {
    return name === "triggers" ? same(withoutEmpty(old), withoutEmpty(now)) : same(old, now);
}

function withoutEmpty(values: unknown): unknown {
    if (typeof values !== "object" || values === null) return values;
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}

function isEmpty(value: unknown): boolean {
    return typeof value === "object" && Object.keys(value ?? {}).length === 0;
}
