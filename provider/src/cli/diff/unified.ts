// A unified diff of a definition: each change is a piece under its own path, with three lines around it, as far as no other change has them.
import { locate, type Line } from "./walk";

/** The lines around what differs. */
const around = 3;

/** The lines of a unified diff, without a heading; none where nothing differs. */
export function unified(lines: readonly Line[]): string[] {
    const differs = lines.flatMap(({ mark }, at) => (mark === " " ? [] : [at]));
    const hunks: { first: number; last: number; from: number; to: number }[] = [];
    for (const at of differs) {
        const open = hunks.at(-1);
        if (open && lines[open.first]?.change === lines[at]?.change) [open.last, open.to] = [at, at + around + 1];
        else {
            const from = Math.max(open ? open.last + 1 : 0, at - around);
            if (open) open.to = Math.min(open.to, from);
            hunks.push({ first: at, last: at, from, to: at + around + 1 });
        }
    }
    let [done, before, after] = [0, 1, 1];
    return hunks.flatMap(({ first, from, to }) => {
        const skipped = counted(lines.slice(done, from));
        [before, after] = [before + skipped.before, after + skipped.after];
        const hunk = lines.slice(from, to);
        const { before: old, after: now } = counted(hunk);
        const heading = `@@ -${rangeOf(before, old)} +${rangeOf(after, now)} @@${placeOf(lines[first])}`;
        [done, before, after] = [to, before + old, after + now];
        return [heading, ...hunk.map(({ mark, text }) => `${mark}${text}`)];
    });
}

function counted(lines: readonly Line[]): { before: number; after: number } {
    const of = (mark: string) => lines.filter((line) => line.mark !== mark).length;
    return { before: of("+"), after: of("-") };
}

/** Of no lines, the line before it is named. */
function rangeOf(first: number, count: number): string {
    return count === 1 ? String(first) : `${count === 0 ? first - 1 : first},${count}`;
}

function placeOf(line: Line | undefined): string {
    if (!line) return "";
    const { path, name } = locate(line.place);
    return `${path && " "}${path}${name === undefined ? "" : ` (${name})`}`;
}
