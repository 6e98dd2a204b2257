// A place in a definition, for a comparison that walks through it: its path, and the names around it.
import { isTable, nameOf, printNames, withoutSecret, type Name } from "../fingerprint/names";
import type { Matcher } from "../paths/matcher";
import { anyStep, join, Run, type Step } from "../paths/path";
import type { Tree } from "../tree/tree";

export class Location {
    private constructor(
        /** The place as the paths see it that were ignored when the fingerprint was taken, and are not now. */
        readonly formerly: Matcher,
        /** The place as the paths see it that are ignored now. */
        readonly ignored: Matcher,
        readonly path: string,
        /** The path with every index as `*`: places that are alike share it. */
        readonly likeness: string,
        readonly holder: Location | undefined,
        readonly depth: number,
        private readonly step?: Step | Run,
        private readonly names: () => readonly (Name | undefined)[] = () => [],
    ) {}

    /** The whole definition. */
    static root(formerly: Matcher, ignored: Matcher): Location {
        return new Location(formerly, ignored, "", "", undefined, 0);
    }

    /** What stands under a key. */
    member(key: string): Location {
        return this.into(key);
    }

    /** An element of a list; its name is that of what is there now, or what is known of it. */
    element(index: number, now: Tree | undefined, known?: Name): Location {
        return this.into(index, () => [now === undefined ? known : nameOf(now, this.key)]);
    }

    /** Elements of a list that stand beside one another: those from `first` on, and as many as `now` or `known` has. */
    run(first: number, now: readonly Tree[], known: readonly (Name | undefined)[] = []): Location {
        const count = Math.max(now.length, known.length);
        const names = (): readonly (Name | undefined)[] =>
            now.length > 0 ? [nameOf(now[0], this.key), nameOf(now.at(-1), this.key)] : [known[0], known.at(-1)];
        if (count === 1) return this.into(first, () => names().slice(0, 1));
        return this.into(new Run(first, first + count - 1), names);
    }

    /** The name of the innermost element on the way here, after that of its table: `srcTable "orders", name "id"`. */
    get name(): string | undefined {
        const names = this.innermost?.names() ?? [];
        const text = printNames(names);
        if (text === undefined || (names[0] && isTable(names[0]))) return text;
        for (let location = this.innermost?.holder?.innermost; location; location = location.holder?.innermost) {
            const around = location.names();
            if (around[0] && isTable(around[0])) return `${printNames(around)}, ${text}`;
        }
        return text;
    }

    /** The element that this place is in or is. */
    private get innermost(): Location | undefined {
        return typeof this.step === "number" || this.step instanceof Run ? this : this.holder?.innermost;
    }

    /** The key that a list stands under. */
    private get key(): Step | undefined {
        return this.step instanceof Run ? undefined : this.step;
    }

    private into(step: Step | Run, names?: () => readonly (Name | undefined)[]): Location {
        const first = step instanceof Run ? step.first : step;
        const shown = typeof step === "string" ? withoutSecret(step) : step;
        return new Location(
            this.formerly.into(first),
            this.ignored.into(first),
            join(this.path, shown),
            join(this.likeness, typeof shown === "string" ? shown : anyStep),
            this,
            this.depth + 1,
            step,
            names,
        );
    }
}
