// Inputs of which some are not known yet, and whether what was foreseen of an operation came true.
import assert from "node:assert/strict";
import fc from "fast-check";
import { canonical } from "../../provider/src/resources/canonical";
import type { Values } from "../../provider/src/resources/resource";
import { hasUnknown, unknown } from "../../provider/src/resources/unknown";

/** Which properties are not known yet in a preview; often none. */
export const notKnown = (...names: readonly string[]) =>
    fc.oneof(fc.constant<string[]>([]), fc.subarray([...names], { minLength: 1, maxLength: 3 }));

/** The inputs with these properties not known yet; `parts`: where it is an object, with the first of its values alone. */
export function withUnknown(inputs: Values, names: readonly string[], parts: boolean): Values {
    const hidden = names.map((name) => {
        const [key] = Object.keys(Object(inputs[name]) as object);
        const isPart = parts && key !== undefined && typeof inputs[name] === "object" && !Array.isArray(inputs[name]);
        return [name, isPart ? { ...(inputs[name] as object), [key]: unknown } : unknown] as const;
    });
    return { ...inputs, ...Object.fromEntries(hidden) };
}

/** Fails where an output that was known came otherwise. */
export function cameTrue(foreseen: Values, real: Values): void {
    for (const name of new Set([...Object.keys(foreseen), ...Object.keys(real)])) {
        assert.ok(agrees(foreseen[name], real[name]), `${name}: ${shown(foreseen[name])} became ${shown(real[name])}`);
    }
}

function agrees(foreseen: unknown, real: unknown): boolean {
    if (foreseen === unknown) return true;
    if (!hasUnknown(foreseen)) return canonical(foreseen) === canonical(real);
    const [one, other] = [foreseen as Values, (real ?? {}) as Values];
    return Object.keys({ ...one, ...other }).every((key) => agrees(one[key], other[key]));
}

function shown(value: unknown): string {
    if (value === undefined) return "absent";
    return JSON.stringify(value, (_key, part: unknown) => (part === unknown ? "(unknown)" : part));
}

/** Without what is absent. */
export function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
    const entries = Object.entries(values).filter(([, value]) => value !== undefined);
    return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
