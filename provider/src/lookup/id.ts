// Checks an id that a look-up is given.
import { largestIds } from "../dataworks/task";
import { LookupError } from "./error";

/**
 * The id as digits.
 *
 * @throws LookupError where it is none.
 */
export function idOf(name: keyof typeof largestIds, value: unknown): string {
    if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value))
        throw new LookupError(`${name} is too long for a JavaScript number, which has lost digits of it: quote it`);
    const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
    if (/^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= largestIds[name]) return text;
    throw new LookupError(`${name} has to be an id from 1 to ${largestIds[name]}, as digits`);
}
