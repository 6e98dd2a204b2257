// The fingerprint of a definition: tells which paths of it changed, and shows no value of it but names.
import { detailOf, type Detail } from "./detail";
import { Digests, keyOf, partSizes } from "./digest";
import { encode } from "./form";
import { ignoredPaths, spotOf, without } from "./ignore";
import { KnownList, PartDigest, type Known } from "./known";
import { nameOf } from "./name";
import type { Step } from "./path";
import { leftOut, treeOf, type Tree } from "./tree";

/** The most bytes that a fingerprint takes as JSON. */
export const mostBytes = 4096;

/**
 * The fingerprint of a definition without the parts that `ignore` names. The salt is another one for each deployment,
 * and random: without it, a guess at the definition could be confirmed. At most 4,096 bytes as JSON.
 */
export function fingerprint(definition: string, salt: string, ignore: readonly string[]): string {
    const key = keyOf(salt);
    const tree = without(treeOf(definition), spotOf(ignore));
    const ignored = ignoredPaths(ignore, key);
    const digests = new Digests(key);
    const whole = digests.ofWhole(tree);

    const encodeWith = (detail: Detail, runs: RunDigest): string => {
        const known = knownOf(tree, detail, digests, runs);
        return encode({ key, whole, ignored, formerly: [], bytes: detail.bytes, known });
    };
    // Digests of runs take the same room whatever they are, and each try has other runs.
    const blank: RunDigest = (_, bytes) => "\0".repeat(bytes);
    const fits = (detail: Detail): boolean => JSON.stringify(encodeWith(detail, blank)).length <= mostBytes;
    return encodeWith(detailOf(tree, partSizes, mostBytes, fits), (items, bytes) => digests.ofRun(items, bytes));
}

type RunDigest = (items: readonly Tree[], bytes: number) => string;

/** What a fingerprint with this detail knows of a definition. */
function knownOf(tree: Tree, { shown, runs, named, bytes }: Detail, digests: Digests, digestOf: RunDigest): Known {
    const know = (part: Tree, under?: Step): Known => {
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
            return new KnownList(
                part.length,
                part.map((item, at) => know(item, at)),
                names,
            );
        const run = (_: unknown, at: number): Known => {
            const [start, end] = [at, at + 1].map((unit) => Math.floor((unit * part.length) / inRuns));
            return new PartDigest(digestOf(part.slice(start, end), bytes), true);
        };
        return new KnownList(part.length, Array.from({ length: inRuns }, run), names);
    };
    return know(tree);
}
