// A definition as a tree, the same one for all spellings of the same JSON.
import { LosslessNumber, parse } from "lossless-json";
import { shapeOf } from "./nesting";
import { exactNumber } from "./number";

/** A scalar is its canonical text; the members of an object stand in the order of their keys. */
export type Tree = string | Tree[] | Map<string, Tree>;

/** Stands for an element of an array that is left out, so that those after it keep their places. No scalar reads so. */
export const leftOut = "_";

/** Objects and arrays that stand deeper in one another than this are read as text: no caller's stack is too short for it. */
const deepestNesting = 256;

/**
 * The tree of a definition. Key order, white space and the way a number or character is spelt do not count; numbers are
 * exact; a string that holds an object or an array is read as what it holds. A definition that is no JSON is one scalar.
 */
export function treeOf(definition: string): Tree {
    return parseTree(definition) ?? `text ${JSON.stringify(definition)}`;
}

/** The tree of a JSON text that stands so deep in other JSON; undefined where it is none, or is nested too deep. */
export function parseTree(text: string, depth = 0): Tree | undefined {
    const { deepest, members } = shapeOf(text);
    if (depth + deepest > deepestNesting) return undefined;
    return parseFast(text, depth, members) ?? parseExact(text, depth);
}

/** A number that JavaScript's own parser may not keep: with a fraction or an exponent, or too long. */
const inexact = /(?:^|[[:,\s])-?(?:\d{16}|\d+[.eE])/;

/** With JavaScript's own parser, which takes a tenth of the time; undefined where it may have lost something. */
function parseFast(text: string, depth: number, members: number): Tree | undefined {
    if (inexact.test(text)) return undefined;
    try {
        const grown = { members: 0 };
        const tree = grow(JSON.parse(text), depth, grown);
        return grown.members === members ? tree : undefined; // of two values for one key, it keeps the second
    } catch {
        return undefined;
    }
}

function parseExact(text: string, depth: number): Tree | undefined {
    try {
        return grow(parse(text), depth, { members: 0 });
    } catch {
        return undefined; // no JSON, or an object with two values for one key
    }
}

/** The canonical text of a tree. Different trees have different texts. Those of the elements of lists go into `texts`. */
export function write(tree: Tree, texts?: Map<Tree, string>): string {
    if (typeof tree === "string") return tree;
    let text = "";
    if (Array.isArray(tree)) {
        for (const item of tree) {
            const own = write(item, texts);
            if (typeof item !== "string") texts?.set(item, own);
            text += `${text && ","}${own}`;
        }
        return `[${text}]`;
    }
    for (const [key, member] of tree) {
        text += `${text && ","}${isPlain.test(key) ? `"${key}"` : JSON.stringify(key)}:${write(member, texts)}`;
    }
    return `{${text}}`;
}

/** Keys that JSON has nothing to escape in: quoting them so is faster. */
const isPlain = /^\w+$/;

/** The keys of an object in the order that a tree has them in, whatever order they came in. */
export function keysOf(object: object): string[] {
    return Object.keys(object).sort();
}

/** What a string that holds an object or an array starts with. Others are not parsed, as a failure costs time. */
const opening = /^\s*(?:\{\s*["}]|\[\s*[[\]{"\dtfn-])/;

/** `grown` counts the members of all objects. */
function grow(value: unknown, depth: number, grown: { members: number }): Tree {
    if (typeof value === "number") return exactNumber(String(value));
    if (value instanceof LosslessNumber) return exactNumber(value.value);
    if (typeof value === "string") {
        return (opening.test(value) ? parseTree(value, depth) : undefined) ?? JSON.stringify(value);
    }
    if (Array.isArray(value)) return value.map((item) => grow(item, depth + 1, grown));
    if (typeof value === "object" && value !== null) {
        const members = value as Record<string, unknown>;
        const keys = keysOf(members);
        grown.members += keys.length;
        return new Map(keys.map((key) => [key, grow(members[key], depth + 1, grown)]));
    }
    return JSON.stringify(value); // true, false or null
}
