// A definition as a tree, the same one for all spellings of the same JSON.
import { LosslessNumber, parse } from "lossless-json";
import { shapeOf } from "./nesting";

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
        const grown = new Grown();
        const tree = grow(JSON.parse(text), depth, grown);
        return grown.members === members ? tree : undefined; // of two values for one key, it keeps the second
    } catch {
        return undefined;
    }
}

function parseExact(text: string, depth: number): Tree | undefined {
    try {
        return grow(parse(text), depth, new Grown());
    } catch {
        return undefined; // no JSON, or an object with two values for one key
    }
}

/** The canonical text of a tree. Different trees have different texts. Those of the elements of lists go into `texts`. */
export function write(tree: Tree, texts?: Map<Tree, string>): string {
    return writeWith(new Map(), tree, texts);
}

/** `quoted` are the keys as JSON: few keys stand in many objects. */
function writeWith(quoted: Map<string, string>, tree: Tree, texts: Map<Tree, string> | undefined): string {
    if (typeof tree === "string") return tree;
    // Joining makes one text of many at once; adding one to another leaves a tree of texts for later.
    const parts: string[] = [];
    if (Array.isArray(tree)) {
        for (const item of tree) {
            const own = writeWith(quoted, item, texts);
            if (typeof item !== "string") texts?.set(item, own);
            parts.push(own);
        }
        return `[${parts.join(",")}]`;
    }
    for (const [key, member] of tree) {
        let start = quoted.get(key);
        if (start === undefined) quoted.set(key, (start = JSON.stringify(key)));
        parts.push(`${start}:${writeWith(quoted, member, texts)}`);
    }
    return `{${parts.join(",")}}`;
}

/** The keys of an object in the order that a tree has them in, whatever order they came in. */
export function keysOf(object: object): string[] {
    return Object.keys(object).sort();
}

/** What a string that holds an object or an array starts with. Others are not parsed, as a failure costs time. */
const opening = /^\s*(?:\{\s*["}]|\[\s*[[\]{"\dtfn-])/;

/** What is known while a tree grows. */
class Grown {
    /** How many members all objects have. */
    members = 0;
    /** The canonical texts of scalars: most stand in a definition many times, and a text that is shared costs nothing. */
    private readonly scalars = new Map<string | number, string>();

    scalar(value: string | number): string {
        let text = this.scalars.get(value);
        if (text === undefined) {
            text = typeof value === "number" ? exactNumber(String(value)) : JSON.stringify(value);
            this.scalars.set(value, text);
        }
        return text;
    }
}

function grow(value: unknown, depth: number, grown: Grown): Tree {
    if (typeof value === "number") return grown.scalar(value);
    if (value instanceof LosslessNumber) return exactNumber(value.value);
    if (typeof value === "string") {
        return (opening.test(value) ? parseTree(value, depth) : undefined) ?? grown.scalar(value);
    }
    if (Array.isArray(value)) return value.map((item) => grow(item, depth + 1, grown));
    if (typeof value === "object" && value !== null) {
        const members = value as Record<string, unknown>;
        const tree = new Map<string, Tree>();
        for (const key of keysOf(members)) {
            tree.set(key, grow(members[key], depth + 1, grown));
            grown.members++;
        }
        return tree;
    }
    return JSON.stringify(value); // true, false or null
}

/**
 * A JSON number as digits without trailing zeros and a power of ten: 1.0, 1 and 10e-1 are one number, 1.1 another. The
 * work grows with the length of the text, not with the size of the number.
 */
function exactNumber(number: string): string {
    if (/^[1-9]$/.test(number)) return `${number}e0`;
    const [, sign = "", whole = "", fraction = "", minus = "", exponent = "0"] =
        /^(-?)(\d+)(?:\.(\d+))?(?:[eE]\+?(-?)0*(\d+))?$/.exec(number) ?? [];
    const digits = (whole + fraction).replace(/^0+/, "");
    let end = digits.length;
    while (digits[end - 1] === "0") end--; // /0+$/ would walk through each run of zeros many times
    if (end === 0) return "0";
    const shift = digits.length - end - fraction.length;
    // An exponent of hundreds of digits stays as it is spelt: reading it costs more than it can mean.
    const power = exponent.length > 300 ? `${minus}${exponent} and ${shift}` : BigInt(minus + exponent) + BigInt(shift);
    return `${sign}${digits.slice(0, end)}e${power}`;
}
