// Which elements of two lists belong together: by their names, else by what they hold.
import { diffArrays } from "diff";
import { nameOf, namesOf, write, type Tree } from "../../definition/index";

/** Elements that belong together, by their places; undefined on the side that has none. */
export type Pair = readonly [before: number | undefined, after: number | undefined];

/** Places of both lists, one side beside the other, in the order of both. */
type Kept = readonly [before: number, after: number];

/** What tells an element from others of its list; undefined where nothing does. */
type Tell = (element: Tree) => string | undefined;

/** Finds what belongs together among elements that are known by what tells them. */
type Way = (old: readonly (string | undefined)[], now: readonly (string | undefined)[]) => readonly Kept[];

/** A stretch of a list. */
interface Stretch {
    readonly list: readonly Tree[];
    readonly from: number;
    readonly to: number;
}

/**
 * In the order of the lists, each element once. By all names of an element first, then, among those of the same names, by what they
 * hold; then by the most telling name alone.
 */
export function pairsOf(before: readonly Tree[], after: readonly Tree[], list: string | undefined): Pair[] {
    const all: Tell = (element) => namesOf(element) ?? write(element);
    const first: Tell = (element) => {
        const name = nameOf(element, list);
        return name && `${name.key} ${name.value}`;
    };
    const ways: readonly (readonly [Tell, Way])[] = [
        [all, ofSingles],
        [write, ofSingles],
        [all, ofSeveral],
        [first, ofSingles],
    ];
    const whole = (side: readonly Tree[]): Stretch => ({ list: side, from: 0, to: side.length });
    return [...aligned(whole(before), whole(after), ways, (tree) => first(tree) !== undefined)];
}

/** By the first of the ways, and what stands between by the others. */
function* aligned(
    old: Stretch,
    now: Stretch,
    ways: readonly (readonly [Tell, Way])[],
    isNamed: (tree: Tree) => boolean,
): Generator<Pair> {
    const [way, ...others] = ways;
    if (!way || old.from === old.to || now.from === now.to) {
        yield* between(old, now, isNamed);
        return;
    }
    const [tell, find] = way;
    const told = ({ list, from, to }: Stretch) => list.slice(from, to).map((element) => tell(element));
    let [unit, element] = [old.from, now.from];
    for (const [was, is] of find(told(old), told(now))) {
        const [oldEnd, nowEnd] = [old.from + was, now.from + is];
        yield* aligned({ ...old, from: unit, to: oldEnd }, { ...now, from: element, to: nowEnd }, others, isNamed);
        yield [oldEnd, nowEnd];
        [unit, element] = [oldEnd + 1, nowEnd + 1];
    }
    yield* aligned({ ...old, from: unit }, { ...now, from: element }, others, isNamed);
}

/** Those that each side has once: as many as stand in the same order on both. It takes no longer for the more that differ. */
const ofSingles: Way = (old, now) => {
    const [was, is] = [placesOf(old), placesOf(now)];
    const both = [...was].flatMap(([tell, unit]) => {
        const element = is.get(tell);
        return unit === undefined || element === undefined ? [] : [[unit, element] as const];
    });
    return longestInOrder(both);
};

/** By what tells them; undefined for what stands there several times. */
function placesOf(tells: readonly (string | undefined)[]): Map<string, number | undefined> {
    const places = new Map<string, number | undefined>();
    for (const [at, tell] of tells.entries())
        if (tell !== undefined) places.set(tell, places.has(tell) ? undefined : at);
    return places;
}

/** The most of them whose places rise on both sides; they rise on the first. */
function longestInOrder(pairs: readonly Kept[]): Kept[] {
    interface End {
        readonly pair: Kept;
        readonly previous: End | undefined;
    }
    /** By its length less one: the row that ends at the lowest place. */
    const rows: End[] = [];
    for (const pair of pairs) {
        let [low, high] = [0, rows.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((rows[middle]?.pair[1] ?? 0) < pair[1]) low = middle + 1;
            else high = middle;
        }
        rows[low] = { pair, previous: rows[low - 1] };
    }
    const kept: Kept[] = [];
    for (let end = rows.at(-1); end; end = end.previous) kept.push(end.pair);
    return kept.reverse();
}

/** How many of the same may have come or gone for the fewest to be found, which takes the longer the more they are. */
const mostEdits = 600;

/** Those of which there are several alike: the fewest that came or went, or, of too many, the first with the first, and so on. */
const ofSeveral: Way = (old, now) => {
    const ofBoth = (side: typeof old, other: typeof old) => {
        const known = new Set(other);
        return side.flatMap((tell, at) => (tell !== undefined && known.has(tell) ? [{ tell, at }] : []));
    };
    const [was, is] = [ofBoth(old, now), ofBoth(now, old)];
    const texts = (side: typeof was) => side.map(({ tell }) => tell);
    const changes = diffArrays(texts(was), texts(is), { maxEditLength: mostEdits });
    if (!changes) return ofSingles(numbered(old), numbered(now));
    const kept: Kept[] = [];
    let [unit, element] = [0, 0];
    for (const { removed, added, count } of changes) {
        if (!removed && !added)
            for (let at = 0; at < count; at++) {
                const [one, other] = [was[unit + at], is[element + at]];
                if (one && other) kept.push([one.at, other.at]);
            }
        if (!added) unit += count;
        if (!removed) element += count;
    }
    return kept;
};

/** Each with which of those alike it is. */
function numbered(tells: readonly (string | undefined)[]): (string | undefined)[] {
    const counts = new Map<string, number>();
    return tells.map((tell) => {
        if (tell === undefined) return undefined;
        const count = (counts.get(tell) ?? 0) + 1;
        counts.set(tell, count);
        return `${count} ${tell}`;
    });
}

/** Elements that have none to belong to: as many as before are taken for the same ones, with other names. */
function* between(old: Stretch, now: Stretch, isNamed: (tree: Tree) => boolean): Generator<Pair> {
    let [unit, element] = [old.from, now.from];
    const areAsMany = old.to - unit === now.to - element;
    const hasName = (tree: Tree | undefined) => tree !== undefined && isNamed(tree);
    while (unit < old.to && element < now.to && (areAsMany || !(hasName(old.list[unit]) || hasName(now.list[element]))))
        yield [unit++, element++];
    while (unit < old.to) yield [unit++, undefined];
    while (element < now.to) yield [undefined, element++];
}
