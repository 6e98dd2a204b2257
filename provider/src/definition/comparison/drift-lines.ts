// What a reviewer reads of the changes of a definition.
import { matcherOf, type Matcher } from "../paths/matcher";
import { Run, scan } from "../paths/path";
import type { Change } from "./compare";

/** The most changes that are named; the rest is a number. */
const mostNamed = 10;
/** The most bytes of a path with the name beside it, as JSON. Ten lines with such paths stay below 3,500 bytes. */
const longestPath = 280;
/** The most bytes of that name. */
const longestName = 140;

/**
 * A line for each change, such as `definition changed since 2026-11-20T08:12:44Z: steps[1].parameter.table`; ten at
 * most, and then `and 37 more`. `since` is a time, or "the import". As JSON, the list takes at most 3,500 bytes.
 */
export function changeLines(changes: readonly Change[], since: string): string[] {
    const lines = changes.slice(0, mostNamed).map((change) => {
        const place = placeOf(change);
        return `definition ${change.kind} since ${since}${place && `: ${place}`}`;
    });
    const more = changes.length - lines.length;
    return more > 0 ? [...lines, `and ${more} more`] : lines;
}

/** The places of changes in one text, as long as those lines: `steps[1].parameter.table (name "Writer"), type and 37 more`. */
export function changedPlaces(changes: readonly Change[]): string {
    const places = changes.slice(0, mostNamed).map((change) => placeOf(change) || "its definition");
    const more = changes.length - places.length;
    return `${places.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** A path with the name beside it. */
function placeOf({ path, name }: Change): string {
    const named = name === undefined ? "" : ` (${shortened(name, longestName - 3)})`;
    // The quotes around it are no part of the room that the name takes.
    const room = longestPath - (bytesOf(named) - 2);
    return path && `${shortened(path, room)}${named}`;
}

/** Whether ignored paths cover all that a line of a drift tells: what it names lies in what they name. */
export function isCovered(line: string, ignore: readonly string[]): boolean {
    const whole = matcherOf(ignore);
    const [, , path] = /^definition (changed|added|removed) since (?:the import|\S+?)(?:: (.*))?$/s.exec(line) ?? [];
    if (path === undefined) return /^definition (changed|added|removed) since /.test(line) && whole.named;
    const { steps, rest } = scan(path);
    // Of a path that was shortened nobody knows where it leads, although what is left of it may be read as another.
    if (path.includes(cut) || (rest !== "" && !/^ \(.*\)$/s.test(rest))) return false;
    const covers = (matcher: Matcher, at: number): boolean => {
        const step = steps[at];
        if (matcher.named || step === undefined) return matcher.named;
        if (typeof step === "symbol") return false;
        if (!(step instanceof Run)) return covers(matcher.into(step), at + 1);
        for (let index = step.first; index <= step.last; index++) {
            if (!covers(matcher.into(index), at + 1)) return false;
        }
        return true;
    };
    return covers(whole, 0);
}

/** Stands for what a long text lost. */
const cut = "…";

/** A long text loses its middle: the start of a path says where in the definition it is, and its end what it is. */
export function shortened(text: string, most: number): string {
    if (text.length <= most && bytesOf(text) <= most) return text;
    for (let length = most >> 1; ; length--) {
        const start = text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
        const end = text.slice(-length).replace(/^[\udc00-\udfff]/, "");
        const short = `${start}${cut}${end}`;
        if (bytesOf(short) <= most) return short;
    }
}

function bytesOf(text: string): number {
    return Buffer.byteLength(JSON.stringify(text));
}
