// How finely a fingerprint shows a definition: which parts path by path, and which as one digest.
import type { Step } from "../paths/path";
import type { Tree } from "../tree/tree";
import { nameOf } from "./names";

/** Which parts of a definition a fingerprint shows, and how finely. */
export interface Granularity {
    /** The objects and lists that are shown member by member. */
    readonly shown: ReadonlySet<Tree>;
    /** Lists that are shown in so many runs of elements. */
    readonly runs: ReadonlyMap<Tree, number>;
    /** Lists of whose elements so many of the first have their names kept. */
    readonly named: ReadonlyMap<Tree, number>;
    /** The bytes of a part's digest. */
    readonly bytes: number;
}

/**
 * All detail, or, where that does not fit, as much as does with digests of the fewest bytes. `sizes` are the bytes that
 * the parts' digests may have, most first; `most` is the room in bytes, and `fits` says whether a choice keeps to it,
 * which choosing none has to.
 */
export function granularityOf(
    tree: Tree,
    sizes: readonly number[],
    most: number,
    fits: (granularity: Granularity) => boolean,
): Granularity {
    const bytes = sizes.at(-1) ?? 0;
    // What a choice takes is known once it is compressed. So an estimate makes the choice, and a search sets its limit.
    let [enough, tooMuch] = [0, 2 * most];
    for (const each of sizes) {
        const all = new Choice(tree, each, tooMuch);
        if ((all.complete || each === bytes) && fits(all)) return all;
    }
    let best: Granularity = new Choice(tree, bytes, 0);
    for (let room = most; tooMuch - enough > most / 128; room = (enough + tooMuch) / 2) {
        const choice = new Choice(tree, bytes, room);
        if (fits(choice)) [best, enough] = [choice, room];
        else tooMuch = room;
    }
    return best;
}

type Container = Exclude<Tree, string>;

/** An object or list of more members than this waits until the short ones around it are shown, and shares what is left. */
const short = 16;

/** The bytes of a text that deflate has met before, about. */
const again = 0.3;

/**
 * Shallow parts come before deep ones, and small ones before large ones of the same depth; what has no room stays one
 * digest, and smaller ones after it still get a turn. The long lists of the short parts share the room that is left
 * evenly: each is shown element by element, or, where its share is too small for that, in runs of elements. Then come the
 * names of elements, and then what is inside of them, in the same way.
 */
class Choice implements Granularity {
    readonly shown = new Set<Tree>();
    readonly runs = new Map<Tree, number>();
    readonly named = new Map<Tree, number>();
    /** Whether nothing is left to be shown. */
    complete = true;
    private readonly known = new Set<string>();
    private readonly keys = new Map<Tree, Step>();

    constructor(
        tree: Tree,
        readonly bytes: number,
        private room: number,
    ) {
        let inside: readonly Tree[] = [tree];
        while (inside.length > 0) {
            const { long, lists } = this.showShort(inside);
            const { elements, shown } = this.showLong(long);
            this.keepNames([...lists, ...shown].sort((a, b) => a.length - b.length));
            inside = elements;
        }
    }

    /** Shows what is short, as deep as it goes; gives the long parts that it comes to, and the short lists. */
    private showShort(parts: readonly Tree[]): { long: Container[]; lists: Tree[][] } {
        const [long, lists]: [Container[], Tree[][]] = [[], []];
        let level = parts;
        while (level.length > 0) {
            const containers = level.filter(isContainer);
            long.push(...containers.filter((each) => sizeOf(each) > short));
            const next: Tree[] = [];
            for (const each of bySize(containers.filter((each) => sizeOf(each) <= short))) {
                if (!this.show(each, this.room)) continue;
                for (const member of each.values()) next.push(member);
                if (Array.isArray(each)) lists.push(each);
            }
            level = next;
        }
        return { long, lists };
    }

    /** Shows what is long, each by its share of the room; gives what is inside, and the lists. */
    private showLong(long: readonly Container[]): { elements: Tree[]; shown: Tree[][] } {
        const [elements, shown]: [Tree[], Tree[][]] = [[], []];
        for (const [at, each] of bySize(long).entries()) {
            const share = this.room / (long.length - at);
            if (this.show(each, share)) {
                for (const member of each.values()) elements.push(member);
                if (Array.isArray(each)) shown.push(each);
            } else if (Array.isArray(each)) {
                const runs = Math.min(each.length - 1, Math.floor((share - 4) / this.bytes));
                if (runs < 2) continue;
                this.room -= runs * this.bytes + 4;
                this.runs.set(each, runs);
                shown.push(each);
            }
        }
        return { elements, shown };
    }

    private keepNames(lists: readonly Tree[][]): void {
        for (const list of lists) {
            let count = 0;
            for (const item of list) {
                const name = nameOf(item, this.keys.get(list));
                const text = name && `name ${name.value}`;
                const cost = text === undefined || this.known.has(text) ? again : 1 + 0.7 * text.length;
                if (cost > this.room) {
                    this.complete = false;
                    break;
                }
                if (text !== undefined) this.known.add(text);
                this.room -= cost;
                count++;
            }
            if (count > 0) this.named.set(list, count);
        }
    }

    /** Shows a part member by member, if that takes at most so many bytes, about. */
    private show(part: Container, most: number): boolean {
        const novel = new Set<string>();
        let cost = 1 - this.bytes; // its own digest goes
        const add = (text: string, first: number, more: number): void => {
            const old = this.known.has(text) || novel.has(text);
            cost += old ? more : first;
            if (!old) novel.add(text);
        };
        for (const [key, member] of part.entries()) {
            if (cost > most) break;
            if (typeof key === "string") add(`key ${key}`, key.length + 1, again + key.length / 100);
            if (typeof member === "string") add(member, this.bytes + again, 1);
            else cost += this.bytes + again;
        }
        if (cost > most) {
            this.complete = false;
            return false;
        }
        this.room -= cost;
        this.shown.add(part);
        for (const text of novel) this.known.add(text);
        if (part instanceof Map) {
            for (const [key, member] of part) if (Array.isArray(member)) this.keys.set(member, key);
        }
        return true;
    }
}

function isContainer(part: Tree): part is Container {
    return typeof part !== "string";
}

function bySize(containers: readonly Container[]): Container[] {
    return [...containers].sort((a, b) => sizeOf(a) - sizeOf(b));
}

function sizeOf(container: Container): number {
    return container instanceof Map ? container.size : container.length;
}
