// Translates between the engine's values and those of the lifecycle functions.
import { runtime } from "@pulumi/pulumi";
import { textForEngine } from "../engine/texts";
import { unknown } from "../resources/unknown";

/** The property that carries the provider's text; the lifecycle functions do not see it. */
export const providerKey = "__provider";

/**
 * The property by which a class tells check that the resource has the option `deleteBeforeReplace`: the engine tells no provider of it.
 * No state has it.
 */
export const deletesFirstKey = "__deletesFirst";

type Values = Readonly<Record<string, unknown>>;

/** Values from the engine, without what is there for the provider alone, with unknown ones marked. */
export function fromEngine(values: Values): Values {
    const own = Object.entries(values).filter(([name]) => name !== providerKey && name !== deletesFirstKey);
    return map(Object.fromEntries(own), (value) => (value === runtime.unknownValue ? unknown : value)) as Values;
}

/** Values for the engine. */
export function toEngine(values: Values): Record<string, unknown> {
    return map(values, (value) => {
        if (value === unknown) return runtime.unknownValue;
        return typeof value === "string" ? textForEngine(value) : value;
    }) as Record<string, unknown>;
}

function map(value: unknown, change: (leaf: unknown) => unknown): unknown {
    if (Array.isArray(value)) return value.map((entry) => map(entry, change));
    if (typeof value !== "object" || value === null) return change(value);
    return Object.fromEntries(
        Object.entries(value)
            .filter(([, entry]) => entry !== undefined) // the engine's protocol has no place for it
            .map(([key, entry]) => [textForEngine(key), map(entry, change)]),
    );
}
