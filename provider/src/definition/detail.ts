// How much of a definition a fingerprint shows path by path, and what stays one digest.
import { partBytes } from "./digest";
import type { Tree } from "./tree";

/**
 * The objects and arrays to show member by member: as many as fit. Shallow ones come before deep ones, and small ones
 * before large ones of the same depth; what has no room stays one digest, and smaller ones after it still get a turn.
 * `most` is the room in bytes, `fits` says whether a choice keeps to it. Choosing none has to fit.
 */
export function detailOf(tree: Tree, most: number, fits: (shown: ReadonlySet<Tree>) => boolean): ReadonlySet<Tree> {
    // What a choice takes is known once it is compressed. So an estimate makes the choice, and a search sets its limit.
    let shown: ReadonlySet<Tree> = new Set();
    let [enough, tooMuch] = [0, 2 * most];
    for (let room = tooMuch; tooMuch - enough > most / 64; room = (enough + tooMuch) / 2) {
        const choice = choose(tree, room);
        if (fits(choice)) [shown, enough] = [choice, room];
        else tooMuch = room;
    }
    return shown;
}

type Container = Exclude<Tree, string>;

function choose(tree: Tree, room: number): Set<Tree> {
    const chosen = new Set<Tree>();
    const known = new Set<string>();
    let level = [tree];
    while (level.length > 0) {
        const containers = level.filter((each) => typeof each !== "string").sort((a, b) => sizeOf(a) - sizeOf(b));
        level = [];
        for (const each of containers) {
            const { cost, novel } = costOf(each, known, room);
            if (cost > room) continue;
            room -= cost;
            chosen.add(each);
            for (const text of novel) known.add(text);
            level.push(...each.values());
        }
    }
    return chosen;
}

function sizeOf(container: Container): number {
    return container instanceof Map ? container.size : container.length;
}

/**
 * About how many bytes it takes to show a container's members, or any number above `most`; and which keys and scalars
 * come up for the first time: those that came up before take next to nothing.
 */
function costOf(container: Container, known: ReadonlySet<string>, most: number): { cost: number; novel: Set<string> } {
    const novel = new Set<string>();
    let cost = 1 + sizeOf(container) - partBytes; // its own digest goes
    const add = (text: string, first: number, again: number): void => {
        const old = known.has(text) || novel.has(text);
        cost += old ? again : first;
        if (!old) novel.add(text);
    };
    for (const [key, member] of container.entries()) {
        if (cost > most) break;
        if (typeof key === "string") add(`key ${key}`, key.length + 1, 1 + key.length / 100);
        if (typeof member === "string") add(member, partBytes, 1);
        else cost += partBytes;
    }
    return { cost, novel };
}
