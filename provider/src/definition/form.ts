// The text of a fingerprint: what the state holds of a definition.
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { digest, keyBytes, partBytes, wholeBytes } from "./digest";
import { keysOf, leftOut, type Tree } from "./tree";

/** A part of a definition, as a fingerprint knows it: member by member, by its digest, or as a gap in an array. */
export type Known = PartDigest | Known[] | Map<string, Known> | undefined;

export class PartDigest {
    constructor(
        /** In base64url. */
        readonly digest: string,
        /** Whether it is an object's or an array's, and not a scalar's. */
        readonly container: boolean,
    ) {}
}

export interface Heading {
    readonly key: Buffer;
    /** The digest of the whole definition. */
    readonly whole: Buffer;
    /** The ignored paths, or their digest where they are too many to be stored. */
    readonly ignored: readonly string[] | string;
}

export interface Fingerprint extends Heading {
    readonly known: Known;
}

/**
 * A definition without its digests: null for a gap, 0 for a scalar, 1 for a container that is not shown; from 2 on, a
 * scalar that was there before, as so many digests from the first.
 */
type Outline = null | number | Outline[] | { [key: string]: Outline };

/** How a tree is shown, and the parts of it whose digests go with that, in order. */
export function outlineOf(tree: Tree, shown: ReadonlySet<Tree>): { outline: Outline; parts: Tree[] } {
    const parts: Tree[] = [];
    const drawn = new Map<Tree, number>();
    const draw = (part: Tree): Outline => {
        if (part === leftOut) return null;
        if (typeof part !== "string" && shown.has(part)) {
            if (Array.isArray(part)) return part.map(draw);
            return Object.fromEntries([...part].map(([key, member]) => [key, draw(member)]));
        }
        const before = drawn.get(part);
        if (before !== undefined) return before;
        drawn.set(part, parts.length + 2);
        parts.push(part);
        return typeof part === "string" ? 0 : 1;
    };
    return { outline: draw(tree), parts };
}

const version = "v2";
const checkBytes = 6;

/**
 * A version, the compressed outline, and a row of digests, in characters that JSON does not escape. The first digest is
 * of the text itself: one that was damaged is no fingerprint.
 */
export function encode({ key, whole, ignored }: Heading, outline: Outline, parts: readonly Buffer[]): string {
    const start = `${version}.${deflateRawSync(JSON.stringify([ignored, outline])).toString("base64url")}`;
    const row = Buffer.concat([key, whole, ...parts]);
    return `${start}.${Buffer.concat([check(start, row), row]).toString("base64url")}`;
}

/** What a text says; undefined where it is no fingerprint, or one of another version. */
export function decode(text: string): Fingerprint | undefined {
    const [head, packed = "", digests = "", more] = text.split(".");
    if (head !== version || more !== undefined) return undefined;
    const bytes = Buffer.from(digests, "base64url");
    const row = bytes.subarray(checkBytes);
    if (!check(`${head}.${packed}`, row).equals(bytes.subarray(0, checkBytes))) return undefined;

    const [ignored, outline] = JSON.parse(inflateRawSync(Buffer.from(packed, "base64url")).toString()) as [
        Heading["ignored"],
        Outline,
    ];
    let count = 0;
    const know = (part: Outline): Known => {
        if (part === null) return undefined;
        if (Array.isArray(part)) return part.map(know);
        if (typeof part === "object") return new Map(keysOf(part).map((key) => [key, know(part[key] ?? null)]));
        const start = keyBytes + wholeBytes + partBytes * (part < 2 ? count++ : part - 2);
        return new PartDigest(row.toString("base64url", start, start + partBytes), part === 1);
    };
    return {
        key: row.subarray(0, keyBytes),
        whole: row.subarray(keyBytes, keyBytes + wholeBytes),
        ignored,
        known: know(outline),
    };
}

function check(start: string, row: Buffer): Buffer {
    return digest(row.subarray(0, keyBytes), Buffer.concat([Buffer.from(start), row]), checkBytes);
}
