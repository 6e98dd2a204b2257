// Compares a definition with a fingerprint that was taken of it before.
import { withIgnored } from "../fingerprint/change-ignored";
import { Digests } from "../fingerprint/digest";
import { decodeFirstFormat, differsFrom } from "../fingerprint/first-format";
import { decode, Unreadable, type Fingerprint } from "../fingerprint/format";
import { isSameList } from "../fingerprint/ignored-list";
import { matcherOf, normalized, without } from "../paths/matcher";
import { treeOf } from "../tree/tree";
import { Location } from "./location";
import { Walk, type Difference } from "./walk";

export interface Change {
    readonly kind: "changed" | "added" | "removed";
    /** As in `steps[1].parameter.table`, or `tables[320..335]` for elements side by side; "" for the whole definition. */
    readonly path: string;
    /** The name of the element that it is in or is, as in `srcTable "orders"`. */
    readonly name?: string;
}

export interface Comparison {
    /** All changes, the most telling ones first. */
    readonly changes: readonly Change[];
    /** The paths of what could not be compared because other paths are ignored than before; "" for all of it. */
    readonly uncompared: readonly string[];
    /** Why nothing could be compared, where the fingerprint is one that cannot be read. */
    readonly unreadable?: string;
}

const everything: Change = { kind: "changed", path: "" };

/**
 * What changed in a definition since its fingerprint was taken, apart from what `ignore` names. Undefined where there is
 * no fingerprint.
 */
export function compare(stored: string, definition: string, ignore: readonly string[]): Comparison | undefined {
    if (stored === "") return undefined;
    const fingerprint = decode(stored);
    if (fingerprint instanceof Unreadable) return cannot(fingerprint.reason);
    if (fingerprint) return compareWith(fingerprint, definition, ignore);
    const first = decodeFirstFormat(stored);
    if (!first) {
        return cannot(
            isNewer(stored)
                ? "its fingerprint in the state was made by a newer version of pulumi-dataworks than this one"
                : "its fingerprint in the state is damaged",
        );
    }
    if (normalized(ignore).length > 0) return { changes: [], uncompared: [""] };
    return { changes: differsFrom(first, definition) ? [everything] : [], uncompared: [] };
}

function cannot(unreadable: string): Comparison {
    return { changes: [], uncompared: [], unreadable };
}

function isNewer(stored: string): boolean {
    return Number(/^(?:v|\{"v":)(\d{1,3})[.,}]/.exec(stored)?.[1] ?? 0) > 3;
}

function compareWith(found: Fingerprint, definition: string, ignore: readonly string[]): Comparison {
    const listed = isSameList(ignore, found.ignored, found.key);
    const { key, whole, formerly, bytes, known } = listed ? found : withIgnored(found, undefined, ignore).fingerprint;
    const ignored = matcherOf(ignore);
    const tree = without(treeOf(definition), ignored);
    const digests = new Digests(key);
    if (whole && digests.ofWhole(tree).equals(whole)) return { changes: [], uncompared: [] };

    const walk = new Walk(digests, bytes);
    walk.meet(known, tree, Location.root(matcherOf(formerly), ignored));
    const changes = mostTellingFirst(walk.differences).map(({ kind, location: { path, name } }) => {
        return { kind, path, ...(name !== undefined && { name }) };
    });
    return {
        // Where no part differs and the whole does, two digests of a part are equal by chance.
        changes: changes.length > 0 || !whole ? changes : [everything],
        uncompared: walk.uncompared.map(({ path }) => path),
    };
}

/**
 * Differences that are alone in their object or list come before those that are among many, exact ones before those
 * somewhere inside a part, shallow ones before deep ones; beyond that, they keep the order of the definition's paths.
 */
function mostTellingFirst(differences: readonly Difference[]): Difference[] {
    const crowds = new Map<string, number>();
    for (const each of differences) crowds.set(holderOf(each), crowdOf(each) + 1);
    return [...differences].sort(
        (a, b) => crowdOf(a) - crowdOf(b) || Number(b.exact) - Number(a.exact) || a.location.depth - b.location.depth,
    );

    function crowdOf(difference: Difference): number {
        return crowds.get(holderOf(difference)) ?? 0;
    }
}

/** Lists and objects that are alike count as one: a column that changed in each of 40 tables is 40 changes in one list. */
function holderOf({ location }: Difference): string {
    return location.holder?.likeness ?? "";
}
