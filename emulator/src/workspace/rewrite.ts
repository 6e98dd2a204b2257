// Rewrites fields of a definition at deployment, as a service does that normalizes what it is given.
import { ValidationError, object, list, text, type Reader } from "../validation";

/** One field to rewrite, such as { path: "steps[0].parameter.table", value: "ods_orders" }. */
export interface Rewrite {
    /** Names and indexes: `steps[0].parameter.table`. Where the definition has no such place, nothing is rewritten. */
    path: string;
    /** Any JSON value. */
    value: unknown;
}

const present: Reader<unknown> = (value) => value;
const oneRewrite = object({ path: text, value: present }, {});

export const readRewrites: Reader<Rewrite[]> = (value, path) =>
    list(oneRewrite)(value, path).map((one, index) => {
        if (steps(one.path) === undefined)
            throw new ValidationError(`${path}[${index}].path`, "must be written like steps[0].parameter.table");
        return one;
    });

/** "a.b[0]" as ["a", "b", 0]; undefined where it is not a path. */
function steps(path: string): (string | number)[] | undefined {
    if (!/^[^.[\]]+(\[\d+\]|\.[^.[\]]+)*$/.test(path)) return undefined;
    return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([step, index]) =>
        index === undefined ? step : Number(index),
    );
}

/** The definition's text with the rewrites made; a text that is no JSON stays as it is. */
export function rewrite(definition: string, rewrites: readonly Rewrite[]): string {
    if (rewrites.length === 0) return definition;
    const change = (tree: unknown) => {
        for (const { path, value } of rewrites) set(tree, steps(path) ?? [], value);
    };
    return altered(definition, JSON.stringify(rewrites), change) ?? definition;
}

/**
 * A text of JSON with its tree changed and the digits of its numbers kept, which the tree holds as texts: a change looks at none.
 * `added` holds what may be put into it. Undefined where the text is no JSON.
 */
export function altered(json: string, added: string, change: (tree: unknown) => void): string | undefined {
    const mark = unusedMark(json + added);
    let tree: unknown;
    try {
        tree = JSON.parse(numbersAsText(json, mark));
    } catch {
        return undefined;
    }
    change(tree);
    return textAsNumbers(JSON.stringify(tree), mark);
}

function set(tree: unknown, path: (string | number)[], value: unknown): void {
    const last = path.at(-1);
    let place = tree;
    for (const step of path.slice(0, -1)) place = isObject(place) ? place[step] : undefined;
    if (isObject(place) && last !== undefined && Array.isArray(place) === (typeof last === "number"))
        place[last] = value;
}

export function isObject(value: unknown): value is Record<string | number, unknown> {
    return typeof value === "object" && value !== null;
}

// JSON.parse would round integers of more than 15 digits, so numbers pass through it as marked texts.

function numbersAsText(json: string, mark: string): string {
    return json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
        token.startsWith('"') ? token : `"${mark}${token}"`,
    );
}

function textAsNumbers(json: string, mark: string): string {
    return json.replaceAll(new RegExp(`"${mark}([^"]*)"`, "g"), "$1");
}

function unusedMark(used: string): string {
    let mark = "#";
    while (used.includes(mark)) mark += "#";
    return mark;
}
