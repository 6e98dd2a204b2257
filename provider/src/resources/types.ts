// The types that arguments have: how tables of arguments name one, and how a value of it is checked.
import { distance } from "fastest-levenshtein";
import { allowedIds, wrongId, type IdRange } from "../dataworks/id";
import { hasUnknown, unknown } from "./unknown";

/** Called with what is wrong with a value, and in which part of it: "ddl.addColumn". Never with the value, which may be a secret. */
export type Fail = (reason: string, path?: string) => void;

/** What a value is made of, as plain data: what the plugin's schema says of it. */
export type Form =
    | "id"
    | "text"
    | "flag"
    | "number"
    | "whole number"
    | "simple values"
    | "any object"
    | { readonly texts: readonly string[] }
    | { readonly list: Form }
    | { readonly fields: Readonly<Record<string, { readonly form: Form; readonly required: boolean }>> };

export interface ValueType {
    /** As tables of arguments say it; Markdown. */
    readonly text: string;
    readonly form: Form;
    /** What a value has to be, after "it": said of one that is missing. */
    readonly allowed: string;
    /** The value as it is stored, or as it came where it is wrong. It is asked about no value that is absent or not known yet. */
    readonly check: (value: unknown, fail: Fail) => unknown;
}

/** An id: digits, as a string, because a JavaScript number has no room for the longest. */
export function id(range: IdRange): ValueType {
    return {
        text: "string or number",
        form: "id",
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
        form: { texts },
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
    form: "flag",
    allowed: "has to be true or false",
    check: (value, fail) => {
        if (typeof value !== "boolean") fail(flag.allowed);
        return value;
    },
};

/** A number that is 1, 2, 3, ... times as large as `step`. */
export function multipleOf(step: number): ValueType {
    const allowed = `has to be a multiple of ${step}, and more than 0`;
    return {
        text: "number",
        form: "number",
        allowed,
        check: (value, fail) => {
            if (typeof value !== "number" || value <= 0 || !Number.isInteger(value / step)) fail(allowed);
            return value;
        },
    };
}

/** A number from `least` to `most`; a whole one. `what` it counts, such as "seconds". */
export function wholeNumber(what: string, least: number, most: number): ValueType {
    const allowed = `has to be a whole number of ${what}, from ${least} to ${most}`;
    return {
        text: "number",
        form: "whole number",
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

/**
 * An object of these fields and no others.
 *
 * @param alternatives Fields of which it has one, and not two.
 */
export function object(
    example: string,
    fields: Readonly<Record<string, Field>>,
    alternatives: readonly string[] = [],
): ValueType {
    const allowed = `has to be an object, such as ${example}`;
    return {
        text: `object: ${Object.keys(fields)
            .map((name) => `\`${name}\``)
            .join(", ")}`,
        form: {
            fields: Object.fromEntries(
                Object.entries(fields).map(([name, { type, required = false }]) => [
                    name,
                    { form: type.form, required },
                ]),
            ),
        },
        allowed,
        check: (value, fail) => {
            if (!isObject(value)) {
                fail(allowed);
                return value;
            }
            const given = new Map(
                Object.entries<unknown>({ ...value }).filter(([, entry]) => entry !== null && entry !== undefined),
            );
            for (const name of given.keys()) {
                if (!Object.hasOwn(fields, name)) fail(`has no ${name}: ${nearestOf(name, Object.keys(fields))}`);
            }
            const chosen = alternatives.filter((name) => given.has(name));
            if (alternatives.length > 0 && chosen.length === 0) fail(`has to have ${orOf(alternatives)}`);
            // One that is not known yet may still be absent.
            const known = chosen.filter((name) => given.get(name) !== unknown);
            if (known.length > 1) fail(`has ${known.join(" and ")}: leave out all but one`);
            const checked = Object.entries(fields).flatMap(([name, { type, required }]) => {
                const entry = given.get(name);
                const wrong = inside(name, fail);
                if (entry === unknown) return [[name, entry] as const];
                if (entry !== undefined) return [[name, type.check(entry, wrong)] as const];
                if (required) wrong(`is missing: it ${type.allowed}`);
                return [];
            });
            return Object.fromEntries(checked);
        },
    };
}

/** An object of any form, which is not empty. */
export function anyObject(example: string): ValueType {
    const allowed = `has to be an object that is not empty, such as ${example}`;
    return {
        text: "object",
        form: "any object",
        allowed,
        check: (value, fail) => {
            if (!isObject(value) || Object.keys(value).length === 0) fail(allowed);
            return value;
        },
    };
}

function isObject(value: unknown): value is object {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells what is wrong with a part, `name` or `[index]`, from the whole's side. */
function inside(part: string, fail: Fail): Fail {
    return (reason, path) => {
        fail(reason, path === undefined ? part : `${part}${path.startsWith("[") ? "" : "."}${path}`);
    };
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
        form: "simple values",
        allowed,
        check: (value, fail) => {
            if (!isObject(value)) fail(allowed);
            else {
                for (const [key, entry] of Object.entries(value)) {
                    if (["string", "number", "boolean"].includes(typeof entry) || hasUnknown(entry)) continue;
                    fail("has to be a string, a number or true or false", JSON.stringify(key));
                }
            }
            return value;
        },
    };
}

/** What is wrong with a text, to go on after "it"; undefined where nothing is. */
export type WrongText = (text: string) => string | undefined;

/** A text. `stored` is how one is stored that is right. */
export function text(
    allowed: string,
    wrong: WrongText = () => undefined,
    stored = (given: string) => given,
): ValueType {
    return {
        text: "string",
        form: "text",
        allowed,
        check: (value, fail) => {
            const reason = typeof value === "string" ? wrong(value) : allowed;
            if (reason === undefined) return stored(value as string);
            fail(reason);
            return value;
        },
    };
}

/** A name of something outside: not empty, and with nothing at its ends that nobody sees, such as the line feed of a secret in a pipeline. */
export function name(
    allowed: string,
    wrong: WrongText = () => undefined,
    stored?: (given: string) => string,
): ValueType {
    const wrongName: WrongText = (given) => {
        if (given === "") return allowed;
        if (given.trim() !== given) return "begins or ends with white space: take it away";
        return wrong(given);
    };
    return text(allowed, wrongName, stored);
}

/** A list. `what` it lists, such as "paths". */
export function list(what: string, example: string, of: ValueType): ValueType {
    const allowed = `has to be a list of ${what}, such as ${example}`;
    return {
        text: `list of ${of.text.replace(/^\w+/, "$&s")}`,
        form: { list: of.form },
        allowed,
        check: (value, fail) => {
            if (Array.isArray(value)) {
                return value.map((entry: unknown, index) =>
                    entry === unknown ? entry : of.check(entry, inside(`[${index}]`, fail)),
                );
            }
            fail(allowed);
            return value;
        },
    };
}

/** A list of one thing at least, and each of them once. `by` is the field that tells objects apart. */
export function set(one: string, example: string, of: ValueType, by?: string): ValueType {
    const all = list(`at least one ${one}`, example, of);
    return {
        ...all,
        check: (value, fail) => {
            const checked = all.check(value, fail);
            if (!Array.isArray(value)) return checked;
            if (value.length === 0) fail(all.allowed);
            const first = new Map<string, number>();
            value.forEach((entry: unknown, index) => {
                const key = by !== undefined && isObject(entry) ? (entry as Record<string, unknown>)[by] : entry;
                if (typeof key !== "string") return;
                const before = first.get(key);
                const path = by === undefined ? `[${index}]` : `[${index}].${by}`;
                if (before === undefined) first.set(key, index);
                else fail(`is the same as at [${before}]: name each once`, path);
            });
            return checked;
        },
    };
}

/** "a, b or c". */
function orOf(all: readonly string[]): string {
    return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} or ${all.at(-1) ?? ""}`;
}
