// Walks through a definition and what a fingerprint knows of it, side by side, and finds where they differ.
import type { Digests } from "../fingerprint/digest";
import { DigestList, PartDigest, uncompared, type DigestTree } from "../fingerprint/digest-tree";
import { leftOut, type Tree } from "../tree/tree";
import { align } from "./align";
import type { Location } from "./location";

export interface Difference {
    readonly kind: "changed" | "added" | "removed";
    readonly location: Location;
    /** Whether the place itself differs, and not something inside it. */
    readonly exact: boolean;
}

export class Walk {
    readonly differences: Difference[] = [];
    /** The places that cannot be compared: they were ignored then and are not now, or something inside them may be. */
    readonly uncompared: Location[] = [];

    constructor(
        private readonly digests: Digests,
        /** The bytes of a part's digest. */
        private readonly bytes: number,
        /** Whether the first difference is enough. */
        private readonly glance = false,
    ) {}

    /** Compares what is known of a place with what is there now. Undefined is nothing, or nothing that counts. */
    meet(known: DigestTree, now: Tree | undefined, location: Location): void {
        if (now === leftOut) now = undefined;
        if (known === now) return;
        if (known === undefined) {
            if (location.formerly.named) this.uncompared.push(location);
            else this.differ("added", location);
        } else if (now === undefined) this.differ("removed", location);
        else if (known === uncompared) {
            // What was an object or a list, and is none any more, has changed; of the whole, nobody knows what it was.
            if (typeof now === "string" && location.depth > 0) this.differ("changed", location);
            else this.uncompared.push(location);
        } else if (known instanceof PartDigest) this.part(known, now, location);
        else if (known instanceof Map && now instanceof Map) this.members(known, now, location);
        else if (known instanceof DigestList && Array.isArray(now)) this.list(known, now, location);
        else this.differ("changed", location);
    }

    private differ(kind: Difference["kind"], location: Location, exact = true): void {
        this.differences.push({ kind, location, exact });
    }

    private get enough(): boolean {
        return this.glance && this.differences.length > 0;
    }

    private part(known: PartDigest, now: Tree, location: Location): void {
        const inside = known.container && typeof now !== "string";
        if (known.digest !== this.digests.of(now, this.bytes)) this.differ("changed", location, !inside);
    }

    private members(known: Map<string, DigestTree>, now: Map<string, Tree>, location: Location): void {
        for (const key of [...new Set([...known.keys(), ...now.keys()])].sort()) {
            if (this.enough) return;
            this.meet(known.get(key), now.get(key), location.member(key));
        }
    }

    private list(known: DigestList, now: Tree[], location: Location): void {
        if (known.inRuns) this.runs(known, now, location);
        else this.items(known, now, location);
    }

    /** A list of which each element is known. */
    private items({ units: allUnits, names }: DigestList, allNow: Tree[], location: Location): void {
        const units = untilLast(allUnits);
        const now = untilLast(
            allNow.map((item, at) => {
                if (item === leftOut) return undefined;
                const element = location.element(at, item);
                if (!element.formerly.named) return item;
                this.uncompared.push(element);
                return undefined;
            }),
        );
        if (this.glance && units.length !== now.length) {
            this.differ("changed", location);
            return;
        }

        const meet = (unit: number | undefined, element: number | undefined): void => {
            const item = element === undefined ? undefined : now[element];
            const name = unit === undefined ? undefined : names[unit];
            this.meet(
                unit === undefined ? undefined : units[unit],
                item,
                location.element(element ?? unit ?? 0, item, name),
            );
        };
        if (this.glance) {
            for (let at = 0; at < units.length && !this.enough; at++) meet(at, at);
            return;
        }
        const alike = new Map<number, boolean>();
        const same = (unit: number, element: number): boolean => {
            const pair = unit * (now.length + 1) + element;
            let found = alike.get(pair);
            if (found === undefined) {
                found = this.same(units[unit], now[element], location.element(element, now[element]));
                alike.set(pair, found);
            }
            return found;
        };
        const starts = Array.from({ length: units.length + 1 }, (_, at) => at);
        const matches = align(starts, now.length, same);
        // Where nothing is left of a long list of which only digests are known, it is the list that changed.
        const opaque = units.length > 16 && now.length > 0 && units.every((unit) => unit instanceof PartDigest);
        if (opaque && matches.length === 0) {
            this.differ("changed", location, false);
            return;
        }
        let [unit, element] = [0, 0];
        for (const [matched, at] of [...matches, [units.length, now.length] as const]) {
            while (unit < matched || element < at) {
                meet(unit < matched ? unit++ : undefined, element < at ? element++ : undefined);
            }
            // What is the same may hold parts that cannot be compared: it says which.
            if (unit < units.length) meet(unit++, element++);
        }
    }

    private same(known: DigestTree, now: Tree | undefined, location: Location): boolean {
        if (known === undefined || now === undefined) return known === now;
        const glance = new Walk(this.digests, this.bytes, true);
        glance.meet(known, now, location);
        return glance.differences.length === 0;
    }

    /** A list of which runs of elements are known. */
    private runs(list: DigestList, left: readonly Tree[], location: Location): void {
        const now = withIgnoredEnd(left, list.length, location);
        if (this.glance && list.length !== now.length) {
            this.differ("changed", location, false);
            return;
        }
        const starts = list.starts();
        const startOf = (unit: number): number => starts[unit] ?? 0;
        const end = list.units.length;
        const same = (unit: number, element: number): boolean => {
            const known = list.units[unit];
            if (!(known instanceof PartDigest)) return true;
            const items = now.slice(element, element + startOf(unit + 1) - startOf(unit));
            return known.digest === this.digests.ofRun(items, this.bytes);
        };
        const matches = align(starts, now.length, same);
        if (matches.length === 0) {
            this.differ("changed", location, false);
            return;
        }

        let [unit, element] = [0, 0];
        for (const [matched, at] of [...matches, [end, now.length] as const]) {
            if (unit < matched || element < at) this.gap(list, now, location, [unit, matched], [element, at]);
            [unit, element] = [matched + 1, at + startOf(matched + 1) - startOf(matched)];
            if (matched < end && list.units[matched] === uncompared) {
                this.uncompared.push(location.run(at, now.slice(at, element)));
            }
        }
    }

    /** Runs that are not there any more, and the elements that are in their place. */
    private gap(
        list: DigestList,
        now: readonly Tree[],
        location: Location,
        [unit, unitEnd]: readonly [number, number],
        [element, elementEnd]: readonly [number, number],
    ): void {
        const [start, end] = [list.startOf(unit), unitEnd < list.units.length ? list.startOf(unitEnd) : list.length];
        const items = now.slice(element, elementEnd);
        const more = items.length - (end - start);
        if (end === start) this.eachAdded(items, element, location);
        else if (items.length === 0 || more < 0) {
            const names = Array.from({ length: end - start }, (_, at) => list.names[start + at]);
            this.differ("removed", location.run(start, [], names), end - start === 1);
        } else if (more === 0) this.differ("changed", location.run(element, items), items.length === 1);
        else {
            const known = unitEnd - unit === 1 ? list.units[unit] : undefined;
            const at = known instanceof PartDigest ? this.insertedAt(known, items, more) : undefined;
            if (at !== undefined) this.eachAdded(items.slice(at, at + more), element + at, location);
            else this.differ("added", location.run(element, items), false);
        }
    }

    private eachAdded(items: readonly Tree[], first: number, location: Location): void {
        for (const [at, item] of items.entries()) this.meet(undefined, item, location.element(first + at, item));
    }

    /** Where in a run so many elements were put in, if that is all that happened to it: without them, it is as it was. */
    private insertedAt({ digest }: PartDigest, items: readonly Tree[], more: number): number | undefined {
        for (let at = 0; at + more <= items.length; at++) {
            const others = [...items.slice(0, at), ...items.slice(at + more)];
            if (this.digests.ofRun(others, this.bytes) === digest) return at;
        }
        return undefined;
    }
}

/** A list of so many elements that lost those at its end to paths that are ignored now, with places for them. */
function withIgnoredEnd(now: readonly Tree[], length: number, { ignored }: Location): readonly Tree[] {
    let end = length;
    while (end > now.length && ignored.into(end - 1).named) end--;
    return [...now, ...Array<Tree>(length - end).fill(leftOut)];
}

/** Without the gaps at the end. */
function untilLast<T>(items: readonly (T | undefined)[]): (T | undefined)[] {
    const kept = [...items];
    while (kept.length > 0 && kept.at(-1) === undefined) kept.pop();
    return kept;
}
