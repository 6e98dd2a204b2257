// Values of a state, with what is in them changed. Encrypted ones are never opened.
import type { JsonObject } from "../../dataworks/json";

/** A value with every text in it changed: of lists and objects, whatever they are in. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
    if (typeof value === "string") return change(value);
    if (Array.isArray(value)) return value.map((each) => mapTexts(each, change));
    // Numbers are objects that keep their digits.
    if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, change)]));
}

/** An object with other keys; undefined for one that is dropped. */
export function mapKeys(object: JsonObject, change: (key: string) => string | undefined): JsonObject {
    return Object.fromEntries(
        Object.entries(object).flatMap(([key, value]) => {
            const changed = change(key);
            return changed === undefined ? [] : [[changed, value] as const];
        }),
    );
}
