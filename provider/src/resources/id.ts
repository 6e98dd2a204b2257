// Checks an id: digits only, within its range, as a string.
import { unknown } from "./unknown";

export interface IdRange {
    /** What the id stands for, for messages. */
    readonly what: string;
    /** The largest one; the smallest is 1. */
    readonly most: bigint;
}

/** The id as a digit string, or the value as it came where it is not known yet or wrong. */
export function checkId(value: unknown, range: IdRange, fail: (reason: string) => void): unknown {
    if (value === unknown) return value;
    const allowed = `${range.what}, from 1 to ${range.most}, as digits`;
    if (value === undefined || value === "") {
        fail(`is missing: it has to be ${allowed}`);
    } else if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) {
        fail("is too long for a JavaScript number, which has lost digits of it: write it as a string, in quotes");
    } else if ((typeof value !== "string" && typeof value !== "number") || !/^[1-9]\d*$/.test(String(value))) {
        fail(`has to be ${allowed}`);
    } else if (BigInt(value) > range.most) {
        fail(`is too large: it has to be ${allowed}`);
    } else {
        return String(value);
    }
    return value;
}
