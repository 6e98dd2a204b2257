// Compares a definition with a fingerprint that was taken of it before.
import { digest, partBytes, wholeBytes } from "./digest";
import { decodeFirstForm, differsFrom } from "./first-form";
import { decode, type Fingerprint } from "./form";
import { ignoredPaths, normalized, spotOf, without } from "./ignore";
import { Place } from "./place";
import { mostTellingFirst } from "./rank";
import { treeOf, write, type Tree } from "./tree";
import { Walk } from "./walk";

export interface Change {
    readonly kind: "changed" | "added" | "removed";
    /** As in `steps[1].parameter.table`; "" for the whole definition. */
    readonly path: string;
}

export interface Comparison {
    /** All changes, the most telling ones first. */
    readonly changes: readonly Change[];
    /** The paths of what could not be compared because other paths are ignored than before; "" for all of it. */
    readonly uncompared: readonly string[];
}

const everything: Change = { kind: "changed", path: "" };

/**
 * What changed in a definition since its fingerprint was taken, apart from what `ignore` names. Undefined where there is
 * no fingerprint: "", a form of a version to come, or a damaged text.
 */
export function compare(stored: string, definition: string, ignore: readonly string[]): Comparison | undefined {
    const form = decode(stored);
    if (form) return compareWith(form, definition, ignore);
    const first = decodeFirstForm(stored);
    if (!first) return undefined;
    if (normalized(ignore).length > 0) return { changes: [], uncompared: [""] };
    return { changes: differsFrom(first, definition) ? [everything] : [], uncompared: [] };
}

function compareWith(
    { key, whole, ignored, known }: Fingerprint,
    definition: string,
    ignore: readonly string[],
): Comparison {
    const now = normalized(ignore);
    const changed = JSON.stringify(ignored) !== JSON.stringify(ignoredPaths(now, key));
    if (changed && typeof ignored === "string") return { changes: [], uncompared: [""] };

    const tree = without(treeOf(definition), spotOf(now));
    if (!changed && digest(key, write(tree), wholeBytes).equals(whole)) return { changes: [], uncompared: [] };

    const then = typeof ignored === "string" ? now : ignored;
    const digests = new Map<Tree, string>();
    const walk = new Walk((part) => {
        let found = digests.get(part);
        if (found === undefined) digests.set(part, (found = digest(key, write(part), partBytes).toString("base64url")));
        return found;
    });
    const ignoredNow = spotOf(now.filter((path) => !then.includes(path)));
    const ignoredThen = spotOf(then.filter((path) => !now.includes(path)));
    walk.meet(known, tree, Place.root(ignoredNow, ignoredThen));

    const changes = mostTellingFirst(walk.differences).map(({ kind, place: { path } }) => ({ kind, path }));
    // Where no part differs and the whole does, two digests of a part are equal by chance.
    return { changes: changes.length > 0 || changed ? changes : [everything], uncompared: walk.uncompared };
}
