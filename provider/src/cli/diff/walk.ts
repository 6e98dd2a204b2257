// Walks through a definition as it was and as it is, side by side, and writes both as JSON, line by line.
import { leftOut, Location, matcherOf, withoutSecret, write, type Tree } from "../../definition/index";
import { pairsOf } from "./align";
import { isHidden, isHiddenElement, isSecretText } from "./hidden";
import { remembered } from "./remembered";
import { scalar } from "./values";

/** " ": of both; "-": of what was; "+": of what is. */
export type Mark = " " | "-" | "+";

export interface Line {
    readonly mark: Mark;
    readonly text: string;
    readonly place: Place;
    /** The index of the change that the line is of; of a line of both sides, of the next one. */
    readonly change: number;
}

/** What differs, with its values as a line shows them. */
export interface Change {
    readonly kind: "changed" | "added" | "removed";
    readonly place: Place;
    readonly before?: Shown;
    readonly after?: Shown;
}

/** A value to be shown; what is hidden stands in it as a text. */
export type Shown = string | readonly Shown[] | ReadonlyMap<string, Shown>;

/** A place on the way into a definition. */
export interface Place {
    readonly holder: Place | undefined;
    readonly step: string | number;
    readonly tree: Tree;
}

/** The path of a place as drift prints it, and the name beside it. */
export function locate(place: Place): { path: string; name: string | undefined } {
    const way: Place[] = [];
    for (let at = place; at.holder; at = at.holder) way.unshift(at);
    const { path, name } = way.reduce(
        (location, { step, tree }) => (typeof step === "string" ? location.member(step) : location.element(step, tree)),
        Location.root(matcherOf([]), matcherOf([])),
    );
    return { path, name };
}

const hidden = '"***"';
/** The tree of what is hidden. */
const secret: Tree = hidden;
const hiddenChange = '"(changed)"';

/** Whether another member or element follows on a side: then there is a comma. */
interface Follows {
    readonly before: boolean;
    readonly after: boolean;
}
const nothing: Follows = { before: false, after: false };

export class Walk {
    readonly lines: Line[] = [];
    readonly changes: Change[] = [];

    /** `before` is undefined where there was nothing. */
    constructor(before: Tree | undefined, after: Tree) {
        const root: Place = { holder: undefined, step: "", tree: after };
        if (before === undefined) this.alone("+", after, root, 0, "", nothing);
        else this.both(before, after, root, 0, "", nothing);
    }

    private line(mark: Mark, indent: number, text: string, place: Place, follows: Follows = nothing): void {
        const comma = (mark === "-" ? follows.before : follows.after) ? "," : "";
        this.lines.push({ mark, text: `${"  ".repeat(indent)}${text}${comma}`, place, change: this.changes.length });
    }

    private both(before: Tree, after: Tree, place: Place, indent: number, start: string, follows: Follows): void {
        if (before instanceof Map && after instanceof Map && before.size > 0 && after.size > 0) {
            this.line(" ", indent, `${start}{`, place);
            this.members(before, after, place, indent + 1);
            this.line(" ", indent, "}", place, follows);
        } else if (Array.isArray(before) && Array.isArray(after) && before.length > 0 && after.length > 0) {
            this.line(" ", indent, `${start}[`, place);
            this.elements(before, after, place, indent + 1);
            this.line(" ", indent, "]", place, follows);
        } else if (isSame(before, after)) this.one(" ", after, place, indent, start, follows);
        else {
            const areSecret = isSecretText(before) && isSecretText(after);
            this.one("-", before, { ...place, tree: before }, indent, start, follows);
            if (areSecret) this.line("+", indent, `${start}${hiddenChange}`, place, follows);
            else this.one("+", after, place, indent, start, follows);
            const now = areSecret ? hiddenChange : shown(after);
            this.changes.push({ kind: "changed", place, before: shown(before), after: now });
        }
    }

    private members(before: Map<string, Tree>, after: Map<string, Tree>, holder: Place, indent: number): void {
        const last = { before: [...before.keys()].at(-1), after: [...after.keys()].at(-1) };
        for (const key of [...new Set([...before.keys(), ...after.keys()])].sort()) {
            const [old, now] = [before.get(key), after.get(key)];
            const place: Place = { holder, step: key, tree: now ?? old ?? "" };
            const start = startOf(key);
            const follows = { before: key !== last.before, after: key !== last.after };
            const isSecret = isHidden(key, old, before) || isHidden(key, now, after);
            if (old === undefined || now === undefined) {
                const mark = old === undefined ? "+" : "-";
                this.alone(mark, isSecret ? secret : place.tree, place, indent, start, follows);
            } else if (isSecret) this.secrets(isSame(old, now), place, indent, start, follows);
            else this.both(old, now, place, indent, start, follows);
        }
    }

    /** What both sides have and nobody is shown. */
    private secrets(areSame: boolean, place: Place, indent: number, start: string, follows: Follows): void {
        if (areSame) this.line(" ", indent, `${start}${hidden}`, place, follows);
        else {
            this.line("-", indent, `${start}${hidden}`, place, follows);
            this.line("+", indent, `${start}${hiddenChange}`, place, follows);
            this.changes.push({ kind: "changed", place, before: hidden, after: hiddenChange });
        }
    }

    private elements(before: readonly Tree[], after: readonly Tree[], holder: Place, indent: number): void {
        const list = typeof holder.step === "string" ? holder.step : undefined;
        for (const [unit, element] of pairsOf(before, after, list)) {
            const old = unit === undefined ? undefined : before[unit];
            const now = element === undefined ? undefined : after[element];
            const place: Place = { holder, step: element ?? unit ?? 0, tree: now ?? old ?? "" };
            const follows = { before: unit !== before.length - 1, after: element !== after.length - 1 };
            const isSecret = isHiddenElement(before, unit) || isHiddenElement(after, element);
            if (old === undefined || now === undefined) {
                const mark = now === undefined ? "-" : "+";
                this.alone(mark, isSecret ? secret : place.tree, place, indent, "", follows);
            } else if (isSecret) this.secrets(isSame(old, now), place, indent, "", follows);
            else this.both(old, now, place, indent, "", follows);
        }
    }

    /** What only one side has. */
    private alone(mark: "-" | "+", tree: Tree, place: Place, indent: number, start: string, follows: Follows): void {
        this.one(mark, tree, place, indent, start, follows);
        const value = shown(tree);
        this.changes.push(
            mark === "-" ? { kind: "removed", place, before: value } : { kind: "added", place, after: value },
        );
    }

    /** A value whole. */
    private one(mark: Mark, tree: Tree, place: Place, indent: number, start: string, follows: Follows): void {
        const line = (text: string, by = 0) => {
            this.line(mark, indent + by, text, place, follows);
        };
        if (typeof tree === "string") line(`${start}${isSecretText(tree) ? hidden : scalar(tree)}`);
        else if (Array.isArray(tree)) {
            if (tree.length === 0) {
                line(`${start}[]`);
                return;
            }
            this.line(mark, indent, `${start}[`, place);
            for (const [at, element] of tree.entries()) {
                const more = at < tree.length - 1;
                const inside = { holder: place, step: at, tree: element };
                const value = isHiddenElement(tree, at) ? secret : element;
                this.one(mark, value, inside, indent + 1, "", { before: more, after: more });
            }
            line("]");
        } else {
            if (tree.size === 0) {
                line(`${start}{}`);
                return;
            }
            this.line(mark, indent, `${start}{`, place);
            const last = [...tree.keys()].at(-1);
            for (const [key, member] of tree) {
                const [more, inside] = [key !== last, { holder: place, step: key, tree: member }];
                const value = isHidden(key, member, tree) ? secret : member;
                this.one(mark, value, inside, indent + 1, startOf(key), { before: more, after: more });
            }
            line("}");
        }
    }
}

const startOf = remembered((key) => `${scalar(JSON.stringify(withoutSecret(key)))}: `);

function isSame(one: Tree, other: Tree): boolean {
    return one === other || write(one) === write(other);
}

/** The value without what is hidden in it. */
function shown(tree: Tree): Shown {
    if (typeof tree === "string")
        return isSecretText(tree) ? hidden : tree === leftOut ? JSON.stringify(scalar(tree)) : scalar(tree);
    if (Array.isArray(tree)) return tree.map((each, at) => (isHiddenElement(tree, at) ? hidden : shown(each)));
    return new Map(
        [...tree].map(([key, member]) => [withoutSecret(key), isHidden(key, member, tree) ? hidden : shown(member)]),
    );
}
