// Checks an id of an input, which may not be known yet.
import { wrongId, type IdRange } from "../dataworks/id";
import { unknown } from "./unknown";

/** The id as a digit string, or the value as it came where it is not known yet or wrong. */
export function checkId(value: unknown, range: IdRange, fail: (reason: string) => void): unknown {
    if (value === unknown) return value;
    const wrong = wrongId(value, range);
    if (wrong !== undefined) fail(wrong);
    return wrong === undefined ? String(value) : value;
}
