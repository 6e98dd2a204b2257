// Aligns a list as it was with the list as it is: which of its parts are still there, and where.

/** A part of the old list, by its number, that is in the new one, from this element on. */
export type Match = readonly [unit: number, element: number];

/** How many insertions, removals and replacements are told apart; lists that differ by more are compared place by place. */
const mostEdits = 64;
/** How many steps the search may take. */
const mostSteps = 20_000;

interface Step {
    /** How many units are behind it, and by how much the elements are ahead of them. */
    readonly unit: number;
    readonly ahead: number;
    /** The first of the units that match one after another, up to here. */
    readonly from: number;
    readonly before: Step | undefined;
}

/**
 * The parts that are still there, in order: as many as there can be, found by the fewest edits. `starts` says where each
 * unit of the old list starts, and how long that list was; `count` is the length of the new one.
 */
export function align(
    starts: readonly number[],
    count: number,
    same: (unit: number, element: number) => boolean,
): Match[] {
    const units = starts.length - 1;
    const startOf = (unit: number): number => starts[unit] ?? 0;
    const lengthOf = (unit: number): number => startOf(unit + 1) - startOf(unit);

    // What is the same at both ends stands for itself.
    let head = 0;
    while (head < units && startOf(head + 1) <= count && same(head, startOf(head))) head++;
    const ahead = count - startOf(units);
    let end = units;
    while (end > head && startOf(end - 1) + ahead >= startOf(head) && same(end - 1, startOf(end - 1) + ahead)) end--;
    const last = startOf(end) + ahead;

    const matches: Match[] = Array.from({ length: head }, (_, unit) => [unit, startOf(unit)] as const);
    if (head < end && startOf(head) < last) {
        for (let step = search(); step; step = step.before) {
            for (let unit = step.from; unit < step.unit; unit++) matches.push([unit, startOf(unit) + step.ahead]);
        }
    }
    for (let unit = end; unit < units; unit++) matches.push([unit, startOf(unit) + ahead]);
    return matches.sort(([a], [b]) => a - b);

    /** The way through the middle with the fewest edits: of all ways with one more, the furthest for each shift. */
    function search(): Step | undefined {
        let steps = 0;
        let front = new Map([[0, follow(head, 0, undefined)]]);
        for (let edits = 0; edits < mostEdits && steps < mostSteps; edits++) {
            const done = front.get(ahead);
            if (done?.unit === end) return done;
            const next = new Map<number, Step>();
            const reach = (unit: number, by: number, before: Step): void => {
                const known = next.get(by);
                if (startOf(unit) + by > last || (known && known.unit >= unit)) return;
                next.set(by, { unit, ahead: by, from: unit, before });
            };
            // A replacement comes first: where it does as well as a removal and an insertion, it is what is said.
            for (const step of front.values()) if (step.unit < end) reach(step.unit + 1, step.ahead, step);
            for (const step of front.values()) {
                if (step.unit < end) reach(step.unit + 1, step.ahead - lengthOf(step.unit), step);
                reach(step.unit, step.ahead + 1, step);
            }
            for (const [by, step] of next) next.set(by, follow(step.unit, by, step.before));
            steps += next.size;
            front = next;
        }
        return undefined;
    }

    function follow(from: number, by: number, before: Step | undefined): Step {
        let unit = from;
        while (unit < end && startOf(unit + 1) + by <= last && same(unit, startOf(unit) + by)) unit++;
        return { unit, ahead: by, from, before };
    }
}
