// A definition as a tree, the same one for all spellings of the same JSON.
import { LosslessNumber, parse } from "lossless-json";
import { nesting } from "./nesting";
import { exactNumber } from "./number";

/** A scalar is its canonical text; the members of an object stand in the order of their keys. */
export type Tree = string | Tree[] | Map<string, Tree>;

/** Stands for an element of an array that is left out, so that those after it keep their places. No scalar reads so. */
export const leftOut = "_";

/** Objects and arrays that stand deeper in one another than this are read as text: no caller's stack is too short for it. */
const deepest = 256;

/**
 * The tree of a definition. Key order, white space and the way a number or character is spelt do not count; numbers are
 * exact; a string that holds an object or an array is read as what it holds. A definition that is no JSON is one scalar.
 */
export function treeOf(definition: string): Tree {
    return parseTree(definition) ?? `text ${JSON.stringify(definition)}`;
}

/** The tree of a JSON text that stands so deep in other JSON; undefined where it is none, or is nested too deep. */
export function parseTree(text: string, depth = 0): Tree | undefined {
    if (depth + nesting(text) > deepest) return undefined;
    try {
        return grow(parse(text), depth);
    } catch {
        return undefined; // no JSON, or an object with two values for one key
    }
}

/** The canonical text of a tree. Different trees have different texts. */
export function write(tree: Tree): string {
    if (typeof tree === "string") return tree;
    let text = "";
    if (Array.isArray(tree)) {
        for (const item of tree) text += `${text && ","}${write(item)}`;
        return `[${text}]`;
    }
    for (const [key, member] of tree) text += `${text && ","}${JSON.stringify(key)}:${write(member)}`;
    return `{${text}}`;
}

/** The keys of an object in the order that a tree has them in, whatever order they came in. */
export function keysOf(object: object): string[] {
    return Object.keys(object).sort();
}

/** What a string that holds an object or an array starts with. Others are not parsed, as a failure costs time. */
const opening = /^\s*(?:\{\s*["}]|\[\s*[[\]{"\dtfn-])/;

function grow(value: unknown, depth: number): Tree {
    if (value instanceof LosslessNumber) return exactNumber(value.value);
    if (typeof value === "string") {
        return (opening.test(value) ? parseTree(value, depth) : undefined) ?? JSON.stringify(value);
    }
    if (Array.isArray(value)) return value.map((item) => grow(item, depth + 1));
    if (typeof value === "object" && value !== null) {
        const members = value as Record<string, unknown>;
        return new Map(keysOf(members).map((key) => [key, grow(members[key], depth + 1)]));
    }
    return JSON.stringify(value); // true, false or null
}
