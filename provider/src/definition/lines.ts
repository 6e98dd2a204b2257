// What a reviewer reads of the changes of a definition.
import type { Change } from "./compare";

/** The most changes that are named; the rest is a number. */
const mostNamed = 10;
/** The most bytes of a path, as JSON. Ten lines with such paths stay below 3,500 bytes. */
const longestPath = 280;

/**
 * A line for each change, such as `definition changed since 2026-11-20T08:12:44Z: steps[1].parameter.table`; ten at
 * most, and then `and 37 more`. `since` is a time, or "the import". As JSON, the list takes at most 3,500 bytes.
 */
export function changeLines(changes: readonly Change[], since: string): string[] {
    const lines = changes.slice(0, mostNamed).map(({ kind, path }) => {
        return `definition ${kind} since ${since}${path && `: ${shortened(path)}`}`;
    });
    const more = changes.length - lines.length;
    return more > 0 ? [...lines, `and ${more} more`] : lines;
}

/** A long path loses its middle: its start says where in the definition it is, and its end what it is. */
function shortened(path: string): string {
    if (path.length <= longestPath && bytesOf(path) <= longestPath) return path;
    for (let length = longestPath / 2; ; length--) {
        const start = path.slice(0, length).replace(/[\ud800-\udbff]$/, "");
        const end = path.slice(-length).replace(/^[\udc00-\udfff]/, "");
        const text = `${start}…${end}`;
        if (bytesOf(text) <= longestPath) return text;
    }
}

function bytesOf(text: string): number {
    return Buffer.byteLength(JSON.stringify(text));
}
