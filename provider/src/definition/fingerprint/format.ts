// The format of a fingerprint: what the state holds of a definition.
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { keysOf } from "../tree/tree";
import { digest, keyBytes, wholeBytes } from "./digest";
import { DigestList, PartDigest, uncompared, type DigestTree } from "./digest-tree";
import type { Name } from "./names";

/** The most bytes that a fingerprint takes as JSON. */
export const mostBytes = 4096;

export interface Fingerprint {
    readonly key: Buffer;
    /** The digest of the whole definition. Undefined where other paths are ignored since it was taken. */
    readonly whole: Buffer | undefined;
    /** The ignored paths that `known` goes with, or their digest where they are too many to be stored. */
    readonly ignored: readonly string[] | string;
    /** The paths that were ignored when it was taken, and are no more: what stands there was never known. */
    readonly formerly: readonly string[];
    /** The bytes of a part's digest. */
    readonly bytes: number;
    readonly known: DigestTree;
    /** When the definition was read, by the service's clock, in milliseconds since 1970; to the second. Undefined where that is not known. */
    readonly time?: number | undefined;
}

/**
 * A definition without its digests: null for a gap, true for what is not compared, 0 for a scalar, 1 for a container that
 * is not shown; from 2 on, a part that was there before, as so many digests from the first. A list in runs is a text: how
 * many elements in how many runs, and the runs that are not compared, as in "3000/750/1,2".
 */
type Outline = null | true | number | string | Outline[] | { [key: string]: Outline };

/** The names of a list's elements: their key, and their values; 0 where there are none. */
type Names = 0 | readonly string[];

const version = "v3";
const checkBytes = 6;

/**
 * A version, the compressed outline, and a row of digests, in characters that JSON does not escape. The first digest is
 * of the text itself: one that was damaged is no fingerprint.
 */
export function encode({ key, whole, ignored, formerly, bytes, known, time }: Fingerprint): string {
    const parts: string[] = [];
    const names: Names[] = [];
    const drawn = new Map<string, number>();
    const draw = (part: DigestTree): Outline => {
        if (part === undefined) return null;
        if (part === uncompared) return true;
        if (part instanceof Map) return Object.fromEntries([...part].map(([name, member]) => [name, draw(member)]));
        if (part instanceof DigestList) return drawList(part);
        const likeness = `${part.digest}${part.container ? "1" : "0"}`;
        const before = drawn.get(likeness);
        if (before !== undefined) return before;
        drawn.set(likeness, parts.length + 2);
        parts.push(part.digest);
        return part.container ? 1 : 0;
    };
    const drawList = (list: DigestList): Outline => {
        names.push(packNames(list.names));
        if (!list.inRuns) return list.units.map(draw);
        const blind: number[] = [];
        for (const [at, unit] of list.units.entries()) {
            if (unit instanceof PartDigest) parts.push(unit.digest);
            else blind.push(at);
        }
        return `${list.length}/${list.units.length}${blind.length > 0 ? `/${blind.join(",")}` : ""}`;
    };
    const outline = draw(known);
    while (names.at(-1) === 0) names.pop();

    // What stands behind the names is for those who know of it: versions that do not read the rest as it is.
    const more = time === undefined ? [] : [Math.floor(time / 1000)];
    const content = JSON.stringify([whole ? 1 : 0, bytes, ignored, formerly, outline, names, ...more]);
    const start = `${version}.${deflateRawSync(content).toString("base64url")}`;
    const row = Buffer.concat([key, whole ?? Buffer.alloc(0), Buffer.from(parts.join(""), "latin1")]);
    return `${start}.${Buffer.concat([check(start, row), row]).toString("base64url")}`;
}

/** Why a text cannot be read as a fingerprint. */
export class Unreadable {
    constructor(readonly reason: string) {}
}

/** When the definition of a fingerprint was read, by the service's clock, in milliseconds since 1970; undefined where it does not tell. */
export function readAt(stored: string): number | undefined {
    const found = decode(stored);
    return found instanceof Unreadable ? undefined : found?.time;
}

/** What a text of the second or third format says; undefined where it is of neither. */
export function decode(text: string): Fingerprint | Unreadable | undefined {
    const [head, packed = "", digests = "", more] = text.split(".");
    if (head !== "v2" && head !== version) return undefined;
    const bytes = Buffer.from(digests, "base64url");
    const row = bytes.subarray(checkBytes);
    if (more !== undefined || !check(`${head}.${packed}`, row).equals(bytes.subarray(0, checkBytes))) return damaged;
    try {
        const content: unknown = JSON.parse(inflateRawSync(Buffer.from(packed, "base64url")).toString());
        return head === "v2" ? secondFormat(content as SecondFormat, row) : thirdFormat(content as ThirdFormat, row);
    } catch {
        return damaged;
    }
}

const damaged = new Unreadable("its fingerprint in the state is damaged");

type SecondFormat = [ignored: readonly string[] | string, outline: Outline];
type ThirdFormat = [
    whole: 0 | 1,
    bytes: number,
    ignored: readonly string[] | string,
    formerly: readonly string[],
    outline: Outline,
    names: readonly Names[],
    /** In seconds since 1970. */
    time?: number,
];

function secondFormat([ignored, outline]: SecondFormat, row: Buffer): Fingerprint {
    return read(row, true, 6, outline, [], { ignored, formerly: [] });
}

function thirdFormat([whole, bytes, ignored, formerly, outline, names, time]: ThirdFormat, row: Buffer): Fingerprint {
    const found = read(row, whole === 1, bytes, outline, names, { ignored, formerly });
    return { ...found, ...(time !== undefined && { time: time * 1000 }) };
}

function read(
    row: Buffer,
    hasWhole: boolean,
    bytes: number,
    outline: Outline,
    names: readonly Names[],
    lists: Pick<Fingerprint, "ignored" | "formerly">,
): Fingerprint {
    const first = keyBytes + (hasWhole ? wholeBytes : 0);
    const parts: PartDigest[] = [];
    const next = (container: boolean): PartDigest => {
        const start = first + bytes * parts.length;
        const part = new PartDigest(row.toString("latin1", start, start + bytes), container);
        parts.push(part);
        return part;
    };
    let listsRead = 0;
    const know = (part: Outline): DigestTree => {
        if (part === null) return undefined;
        if (part === true) return uncompared;
        if (Array.isArray(part)) {
            const own = unpackNames(names[listsRead++]);
            return new DigestList(part.length, part.map(know), own);
        }
        if (typeof part === "string") return knowRuns(part);
        if (typeof part === "object") return new Map(keysOf(part).map((key) => [key, know(part[key] ?? null)]));
        return part < 2 ? next(part === 1) : parts[part - 2];
    };
    const knowRuns = (text: string): DigestList => {
        const own = unpackNames(names[listsRead++]);
        const [length = "", count = "", blind] = text.split("/");
        const gone = new Set(blind?.split(",").map(Number));
        const units = Array.from({ length: Number(count) }, (_, at) => (gone.has(at) ? uncompared : next(true)));
        return new DigestList(Number(length), units, own);
    };
    return {
        key: row.subarray(0, keyBytes),
        whole: hasWhole ? row.subarray(keyBytes, first) : undefined,
        bytes,
        known: know(outline),
        ...lists,
    };
}

/** Elements of one list are named by one key; one that is named by another has no name here. */
function packNames(names: readonly (Name | undefined)[]): Names {
    const key = names.find((name) => name)?.key;
    if (key === undefined) return 0;
    return [key, ...names.map((name) => (name?.key === key ? name.value : ""))];
}

function unpackNames(names: Names | undefined): (Name | undefined)[] {
    if (!names) return [];
    const [key = "", ...values] = names;
    return values.map((value) => (value ? { key, value } : undefined));
}

function check(start: string, row: Buffer): Buffer {
    return digest(row.subarray(0, keyBytes), Buffer.concat([Buffer.from(start), row]), checkBytes);
}
