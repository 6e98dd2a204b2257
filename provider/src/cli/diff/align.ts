// Which elements of two lists belong together: by their names, else by what they hold.
import { diffArrays } from "diff";
import { nameOf, write, type Tree } from "../../definition/index";

/** Elements that belong together, by their places; undefined on the side that has none. */
export type Pair = readonly [before: number | undefined, after: number | undefined];

/**
 * How many elements may have come or gone for the fewest to be found, which takes the longer the more they are; of lists that differ by
 * more, what is between the same ends is told place by place.
 */
const mostEdits = 600;

/** In the order of the lists, each element once. */
export function pairsOf(before: readonly Tree[], after: readonly Tree[], list: string | undefined): Pair[] {
    const [old, now] = [before, after].map((side) => side.map((element) => tellOf(element, list))) as [
        string[],
        string[],
    ];
    let head = 0;
    while (head < old.length && head < now.length && old[head] === now[head]) head++;
    let tail = 0;
    while (tail < Math.min(old.length, now.length) - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
    const middle = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)] as const;
    const pairs: Pair[] = Array.from({ length: head }, (_, at) => [at, at]);
    let [unit, element] = [head, head];
    let gone = 0;
    let come = 0;
    const gap = () => {
        pairs.push(...between(before, after, [unit - gone, unit], [element - come, element], list));
        [gone, come] = [0, 0];
    };
    const changes = diffArrays(...middle, { maxEditLength: mostEdits }) ?? [
        { removed: true, added: false, count: middle[0].length },
        { removed: false, added: true, count: middle[1].length },
    ];
    for (const { removed, added, count } of changes) {
        if (removed) [unit, gone] = [unit + count, gone + count];
        else if (added) [element, come] = [element + count, come + count];
        else {
            gap();
            for (let at = 0; at < count; at++) pairs.push([unit++, element++]);
        }
    }
    gap();
    for (let at = 0; at < tail; at++) pairs.push([unit++, element++]);
    return pairs;
}

function tellOf(element: Tree, list: string | undefined): string {
    const name = nameOf(element, list);
    return name ? `${name.key} ${name.value}` : write(element);
}

/** Elements that have none to belong to: as many as before are taken for the same ones, with other names. */
function between(
    before: readonly Tree[],
    after: readonly Tree[],
    [unit, unitEnd]: readonly [number, number],
    [element, elementEnd]: readonly [number, number],
    list: string | undefined,
): Pair[] {
    const isNamed = (tree: Tree | undefined) => tree !== undefined && nameOf(tree, list) !== undefined;
    const areAsMany = unitEnd - unit === elementEnd - element;
    const pairs: Pair[] = [];
    while (unit < unitEnd && element < elementEnd && (areAsMany || !(isNamed(before[unit]) || isNamed(after[element]))))
        pairs.push([unit++, element++]);
    while (unit < unitEnd) pairs.push([unit++, undefined]);
    while (element < elementEnd) pairs.push([undefined, element++]);
    return pairs;
}
