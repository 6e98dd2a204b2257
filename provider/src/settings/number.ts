// Reads the settings that are numbers.
import type { Wrong } from "./problem";
import type { Sources } from "./source";
import { table, type Key } from "./table";

/** The keys of numbers that have a default. */
type Limit = { [K in Key]: (typeof table)[K] extends { otherwise: number } ? K : never }[Key];

/** A whole number of a unit, from 1 to the given one; the default where none is set. */
export function readLimit(sources: Sources, key: Limit, unit: string, most: number, wrong: Wrong): number {
    const { otherwise } = table[key];
    const found = sources.first(key);
    if (!found) return otherwise;
    if (/^[1-9]\d{0,8}$/.test(found.value) && Number(found.value) <= most) return Number(found.value);
    wrong(found.name, `has to be a number of ${unit}, from 1 to ${most}`);
    return otherwise;
}

/** A number above 0, which may have a fraction; undefined where none is set. */
export function readRate(sources: Sources, key: Key, most: number, wrong: Wrong): number | undefined {
    const found = sources.first(key);
    if (!found) return undefined;
    const rate = /^\d{1,6}(\.\d{1,6})?$/.test(found.value) ? Number(found.value) : 0;
    if (rate > 0 && rate <= most) return rate;
    wrong(found.name, `has to be a number above 0 and at most ${most}, such as 5 or 0.5`);
    return undefined;
}
