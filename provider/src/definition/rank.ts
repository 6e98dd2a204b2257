// Which differences tell a reviewer the most.
import type { Difference } from "./walk";

/**
 * Differences that are alone in their object or list come before those that are among many, exact ones before those
 * somewhere inside a part, shallow ones before deep ones; beyond that, they keep the order of the definition's paths.
 */
export function mostTellingFirst(differences: readonly Difference[]): Difference[] {
    const crowds = new Map<string, number>();
    for (const each of differences) crowds.set(holderOf(each), crowdOf(each) + 1);
    return [...differences].sort(
        (a, b) => crowdOf(a) - crowdOf(b) || Number(b.exact) - Number(a.exact) || a.place.depth - b.place.depth,
    );

    function crowdOf(difference: Difference): number {
        return crowds.get(holderOf(difference)) ?? 0;
    }
}

/** Lists and objects that are alike count as one: a column that changed in each of 40 tables is 40 changes in one list. */
function holderOf({ place }: Difference): string {
    return place.holder?.likeness ?? "";
}
