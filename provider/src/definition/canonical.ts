// The canonical form of a definition: one text for all spellings of the same JSON.
import { parse, LosslessNumber } from "lossless-json";

/**
 * The canonical form. Key order, white space and the way a number or character is spelt do not count; numbers are
 * exact; a string that holds an object or an array is read as what it holds. A definition that is no JSON is its own
 * canonical form.
 */
export function canonical(definition: string): string {
    const value = parseJson(definition);
    return value === undefined ? JSON.stringify(definition) : write(value);
}

function write(value: unknown): string {
    if (value instanceof LosslessNumber) return exact(value.value);
    if (typeof value === "string") {
        const held = /^\s*[[{]/.test(value) ? parseJson(value) : undefined;
        return held === undefined ? JSON.stringify(value) : write(held);
    }
    if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
    if (typeof value === "object" && value !== null) {
        const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
        return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${write(member)}`).join(",")}}`;
    }
    return JSON.stringify(value); // true, false or null
}

/** A JSON number as digits without trailing zeros and a power of ten: 1.0, 1 and 10e-1 are one number, 1.1 another. */
function exact(number: string): string {
    const [, sign = "", whole = "", fraction = "", exponent = "0"] =
        /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
    const digits = (whole + fraction).replace(/^0+/, "");
    const significant = digits.replace(/0+$/, "");
    if (!significant) return "0";
    const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
    return `${sign}${significant}e${power}`;
}

function parseJson(text: string): unknown {
    try {
        return parse(text);
    } catch {
        return undefined; // no JSON, or nested too deep to be read
    }
}
