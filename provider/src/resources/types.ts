// The types that arguments have: how tables of arguments name one, and how a value of it is checked.
import { distance } from "fastest-levenshtein";
import { allowedIds, wrongId, type IdRange } from "../dataworks/id";
import { hasUnknown, unknown } from "./unknown";

/** Called with what is wrong with a value; never with the value, which may be a secret. */
export type Fail = (reason: string) => void;

export interface ValueType {
    /** As tables of arguments say it; Markdown. */
    readonly text: string;
    /** What a value has to be, after "it": said of one that is missing. */
    readonly allowed: string;
    /** The value as it is stored, or as it came where it is wrong. It is asked about no value that is absent or not known yet. */
    readonly check: (value: unknown, fail: Fail) => unknown;
}

/** An id: digits, as a string, because a JavaScript number has no room for the longest. */
export function id(range: IdRange): ValueType {
    return {
        text: "string or number",
        allowed: `has to be ${allowedIds(range)}`,
        check: (value, fail) => {
            const wrong = wrongId(value, range);
            if (wrong !== undefined) fail(wrong);
            return wrong === undefined ? String(value) : value;
        },
    };
}

/**
 * One of a few texts.
 *
 * @param allowed What a value has to be, where the texts alone do not say enough.
 * @param others Texts that somebody may take for allowed, each with why it is not.
 */
export function oneOf(
    texts: readonly string[],
    allowed = `has to be ${orOf(texts.map((text) => JSON.stringify(text)))}`,
    others: Readonly<Record<string, string>> = {},
): ValueType {
    return {
        text: orOf(texts.map((text) => `\`${JSON.stringify(text)}\``)),
        allowed,
        check: (value, fail) => {
            if (texts.some((text) => text === value)) return value;
            const why = typeof value === "string" && Object.hasOwn(others, value) ? others[value] : undefined;
            fail(why === undefined ? allowed : `${allowed}. ${why}`);
            return value;
        },
    };
}

export const flag: ValueType = {
    text: "boolean",
    allowed: "has to be true or false",
    check: (value, fail) => {
        if (typeof value !== "boolean") fail(flag.allowed);
        return value;
    },
};

/** A number from `least` to `most`; a whole one. `what` it counts, such as "seconds". */
export function wholeNumber(what: string, least: number, most: number): ValueType {
    const allowed = `has to be a whole number of ${what}, from ${least} to ${most}`;
    return {
        text: "number",
        allowed,
        check: (value, fail) => {
            const isRight = Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
            if (!isRight) fail(allowed);
            return value;
        },
    };
}

/** A part of an object. */
interface Field {
    readonly type: ValueType;
    readonly required?: true;
}

/** An object of these fields and no others. What is wrong names the field by its path. */
export function object(example: string, fields: Readonly<Record<string, Field>>): ValueType {
    const allowed = `has to be an object, such as ${example}`;
    return {
        text: `object: ${Object.keys(fields)
            .map((name) => `\`${name}\``)
            .join(", ")}`,
        allowed,
        check: (value, fail) => {
            if (typeof value !== "object" || value === null || Array.isArray(value)) {
                fail(allowed);
                return value;
            }
            const given = Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined);
            for (const [name] of given) {
                if (!Object.hasOwn(fields, name)) fail(`has no ${name}: ${nearestOf(name, Object.keys(fields))}`);
            }
            const checked = Object.entries(fields).flatMap(([name, { type, required }]) => {
                const entry: unknown = new Map(given).get(name);
                const wrong = (reason: string) => fail(inside(name, reason));
                if (entry === unknown) return [[name, entry] as const];
                if (entry !== undefined) return [[name, type.check(entry, wrong)] as const];
                if (required) wrong(`is missing: it ${type.allowed}`);
                return [];
            });
            return Object.fromEntries(checked);
        },
    };
}

/** What is wrong with a part, from the whole's side. */
function inside(name: string, reason: string): string {
    const [, path, rest] = /^is wrong at (\S+): (.*)$/s.exec(reason) ?? [];
    return path === undefined ? `is wrong at ${name}: it ${reason}` : `is wrong at ${name}.${path}: ${rest ?? ""}`;
}

/** "did you mean NAME?", or the names that there are. */
export function nearestOf(given: string, names: readonly string[]): string {
    const nearest = names
        .map((known) => ({ known, far: distance(known.toLowerCase(), given.toLowerCase()) }))
        .sort((a, b) => a.far - b.far)[0];
    return nearest && nearest.far <= 3 ? `did you mean ${nearest.known}?` : `it has ${names.join(", ")}`;
}

/** An object of strings, numbers and booleans, under any keys. */
export function simpleValues(example: string): ValueType {
    const allowed = `has to be an object, such as ${example}`;
    return {
        text: "object of strings, numbers, booleans",
        allowed,
        check: (value, fail) => {
            if (typeof value !== "object" || Array.isArray(value)) fail(allowed);
            else {
                for (const [key, entry] of Object.entries(value as object)) {
                    if (["string", "number", "boolean"].includes(typeof entry) || hasUnknown(entry)) continue;
                    fail(`is wrong at ${JSON.stringify(key)}: it has to be a string, a number or true or false`);
                }
            }
            return value;
        },
    };
}

/** A list of texts; `wrong` says what is wrong with one, where anything is. */
export function texts(what: string, example: string, wrong: (text: string) => string | undefined): ValueType {
    const allowed = `has to be a list of ${what}, such as ${example}`;
    return {
        text: "list of strings",
        allowed,
        check: (value, fail) => {
            if (!Array.isArray(value)) fail(allowed);
            else {
                value.forEach((entry: unknown, index) => {
                    if (entry === unknown) return;
                    const reason = typeof entry === "string" ? wrong(entry) : "has to be a string";
                    if (reason !== undefined) fail(`is wrong at [${index}]: it ${reason}`);
                });
            }
            return value;
        },
    };
}

/** "a, b or c". */
function orOf(all: readonly string[]): string {
    return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} or ${all.at(-1) ?? ""}`;
}
