// The fingerprint of a definition: tells which paths of it changed, and shows no value of it but names.
import { matcherOf, without } from "../paths/matcher";
import type { Step } from "../paths/path";
import { leftOut, treeOf, type Tree } from "../tree/tree";
import { Digests, keyOf, partSizes } from "./digest";
import { DigestList, PartDigest, type DigestTree } from "./digest-tree";
import { encode, mostBytes } from "./format";
import { granularityOf, type Granularity } from "./granularity";
import { storedList } from "./ignored-list";
import { nameOf } from "./names";

/**
 * The fingerprint of a definition without the parts that `ignore` names. The salt is another one for each deployment,
 * and random: without it, a guess at the definition could be confirmed. `time` is when the definition was read, by the
 * service's clock, in milliseconds since 1970. At most 4,096 bytes as JSON.
 */
export function fingerprint(definition: string, salt: string, ignore: readonly string[], time?: number): string {
    const key = keyOf(salt);
    const tree = without(treeOf(definition), matcherOf(ignore));
    const ignored = storedList(ignore, key);
    const digests = new Digests(key);
    const whole = digests.ofWhole(tree);

    const encodeWith = (granularity: Granularity, runs: RunDigest): string => {
        const known = digestTreeOf(tree, granularity, digests, runs);
        return encode({ key, whole, ignored, formerly: [], bytes: granularity.bytes, known, time });
    };
    // Digests of runs take the same room whatever they are, and each try has other runs.
    const blank: RunDigest = (_, bytes) => "\0".repeat(bytes);
    const fits = (granularity: Granularity): boolean =>
        JSON.stringify(encodeWith(granularity, blank)).length <= mostBytes;
    return encodeWith(granularityOf(tree, partSizes, mostBytes, fits), (items, bytes) => digests.ofRun(items, bytes));
}

type RunDigest = (items: readonly Tree[], bytes: number) => string;

/** What a fingerprint of this granularity knows of a definition. */
function digestTreeOf(
    tree: Tree,
    { shown, runs, named, bytes }: Granularity,
    digests: Digests,
    digestOf: RunDigest,
): DigestTree {
    const know = (part: Tree, under?: Step): DigestTree => {
        if (part === leftOut) return undefined;
        if (part instanceof Map && shown.has(part)) {
            return new Map([...part].map(([key, member]) => [key, know(member, key)]));
        }
        const inRuns = runs.get(part);
        if (!Array.isArray(part) || (inRuns === undefined && !shown.has(part))) {
            return new PartDigest(digests.of(part, bytes), typeof part !== "string");
        }
        const names = part.slice(0, named.get(part) ?? 0).map((item) => nameOf(item, under));
        if (inRuns === undefined)
            return new DigestList(
                part.length,
                part.map((item, at) => know(item, at)),
                names,
            );
        const run = (_: unknown, at: number): DigestTree => {
            const [start, end] = [at, at + 1].map((unit) => Math.floor((unit * part.length) / inRuns));
            return new PartDigest(digestOf(part.slice(start, end), bytes), true);
        };
        return new DigestList(part.length, Array.from({ length: inRuns }, run), names);
    };
    return know(tree);
}
