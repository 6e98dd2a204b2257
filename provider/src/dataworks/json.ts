// Reads the JSON of replies without losing digits: integers too long for a number become digit strings.
import { parse, stringify } from "lossless-json";

/** A JSON object of a reply. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON object that a text holds, or undefined where it holds anything else. */
export function parseObject(text: string): JsonObject | undefined {
    let value: unknown;
    try {
        value = parse(text, undefined, numberOrDigits);
    } catch {
        return undefined; // no JSON, or nested too deep to be read
    }
    return asObject(value);
}

/**
 * The value of a text, with numbers that `textOf` gives as they were written.
 *
 * @throws SyntaxError where it is no JSON: its message quotes the text.
 */
export function parseExactly(text: string): unknown {
    return parse(text);
}

/** The text of a value that `parseExactly` gave. */
export function textOf(value: unknown, indent: string | number | undefined): string {
    return stringify(value, undefined, indent) ?? "";
}

export function asObject(value: unknown): JsonObject | undefined {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** A string; "" for anything else. */
export function asString(value: unknown): string {
    return typeof value === "string" ? value : "";
}

/** A string or number as text; "" for anything else. */
export function asText(value: unknown): string {
    return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

function numberOrDigits(text: string): number | string {
    const number = Number(text);
    return Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number;
}
