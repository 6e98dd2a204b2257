// Walks through a definition and what a fingerprint knows of it, side by side, and finds where they differ.
import { PartDigest, type Known } from "./form";
import type { Place } from "./place";
import { leftOut, type Tree } from "./tree";

export interface Difference {
    readonly kind: "changed" | "added" | "removed";
    readonly place: Place;
    /** Whether the place itself differs, and not something inside it. */
    readonly exact: boolean;
}

export class Walk {
    readonly differences: Difference[] = [];
    /** The paths that cannot be compared: they were ignored then and are not now, or something inside them may be. */
    readonly uncompared: string[] = [];

    constructor(
        private readonly digestOf: (tree: Tree) => string,
        /** Whether the first difference is enough. */
        private readonly glance = false,
    ) {}

    /** Compares what is known of a place with what is there now. Undefined is nothing, or nothing that counts. */
    meet(known: Known, now: Tree | undefined, place: Place): void {
        if (now === leftOut) now = undefined;
        if (place.ignoredNow.named || known === now) return;
        if (place.ignoredThen.named) this.uncompared.push(place.path);
        else if (known === undefined) this.differ("added", place);
        else if (now === undefined) this.differ("removed", place);
        else if (known instanceof PartDigest) this.part(known, now, place);
        else if (known instanceof Map && now instanceof Map) this.members(known, now, place);
        else if (Array.isArray(known) && Array.isArray(now)) this.items(known, now, place);
        else this.differ("changed", place);
    }

    private differ(kind: Difference["kind"], place: Place, exact = true): void {
        this.differences.push({ kind, place, exact });
    }

    private part(known: PartDigest, now: Tree, place: Place): void {
        const opaque = known.container && typeof now !== "string";
        if (opaque && (place.ignoredNow.reached || place.ignoredThen.reached)) this.uncompared.push(place.path);
        else if (known.digest !== this.digestOf(now)) this.differ("changed", place, !opaque);
    }

    private members(known: Map<string, Known>, now: Map<string, Tree>, place: Place): void {
        for (const key of [...new Set([...known.keys(), ...now.keys()])].sort()) {
            this.meet(known.get(key), now.get(key), place.into(key));
        }
    }

    /** Where there are more or fewer items than before, those that are the same at both ends stand in for themselves. */
    private items(allKnown: Known[], allNow: Tree[], place: Place): void {
        const known = watched(allKnown, place);
        const now = watched(allNow, place);
        for (const [at, item] of allNow.entries()) {
            if (now[at] === undefined) this.meet(undefined, item, place.into(at));
        }
        const shorter = Math.min(known.length, now.length);
        const longer = Math.max(known.length, now.length);
        let [head, tail] = [0, 0];
        if (shorter < longer && !this.glance) {
            while (head < shorter && this.same(known[head], now[head], place.into(head))) head++;
            const same = (fromEnd: number): boolean =>
                this.same(known.at(-fromEnd), now.at(-fromEnd), place.into(now.length - fromEnd));
            while (tail < shorter - head && same(tail + 1)) tail++;
        }
        for (let at = head; at < longer - tail && !(this.glance && this.differences.length > 0); at++) {
            const was = at < known.length - tail ? known[at] : undefined;
            this.meet(was, at < now.length - tail ? now[at] : undefined, place.into(at));
        }
    }

    private same(known: Known, now: Tree | undefined, place: Place): boolean {
        if (known === undefined || now === undefined) return known === now;
        const glance = new Walk(this.digestOf, true);
        glance.meet(known, now, place);
        return glance.differences.length === 0;
    }
}

/** The items of a list with a gap for each that is or was ignored, and none at the end. */
function watched<T extends Known | Tree>(items: T[], { ignoredNow, ignoredThen }: Place): (T | undefined)[] {
    const kept = items.map((item, at) => {
        return item === leftOut || ignoredNow.into(at).named || ignoredThen.into(at).named ? undefined : item;
    });
    while (kept.length > 0 && kept.at(-1) === undefined) kept.pop();
    return kept;
}
