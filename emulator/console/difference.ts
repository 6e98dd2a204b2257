// The difference of two texts, line by line: the fewest lines that are removed and added (E. W. Myers, 1986).

export interface Line {
    kind: "same" | "removed" | "added" | "left out";
    text: string;
}

/** Texts that differ in more lines are shown as one removed and one added: nobody reads such a difference. */
const mostChanges = 500;

/** The lines of both, what was removed before what was added in its place. */
export function difference(before: readonly string[], after: readonly string[]): Line[] {
    let start = 0;
    while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
    let end = 0;
    const rest = Math.min(before.length, after.length) - start;
    while (end < rest && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
    const same = (lines: readonly string[]) => lines.map((text): Line => ({ kind: "same", text }));
    return [
        ...same(before.slice(0, start)),
        ...changes(before.slice(start, before.length - end), after.slice(start, after.length - end)),
        ...same(before.slice(before.length - end)),
    ];
}

function changes(before: readonly string[], after: readonly string[]): Line[] {
    const steps = shortestWay(before, after);
    if (steps === undefined)
        return [
            ...before.map((text): Line => ({ kind: "removed", text })),
            ...after.map((text): Line => ({ kind: "added", text })),
        ];
    return steps;
}

/** The way with the fewest changes; undefined where it has more than `mostChanges`. */
function shortestWay(before: readonly string[], after: readonly string[]): Line[] | undefined {
    const most = Math.min(before.length + after.length, mostChanges);
    // furthest[k]: how many lines of `before` are behind the furthest way on the diagonal k (lines of `before` less lines of `after`).
    let furthest = new Map<number, number>([[1, 0]]);
    const trace: Map<number, number>[] = [];
    for (let count = 0; count <= most; count += 1) {
        const next = new Map<number, number>(furthest);
        trace.push(furthest);
        for (let k = -count; k <= count; k += 2) {
            let x = stepsDown(furthest, k, count) ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
            while (x < before.length && x - k < after.length && before[x] === after[x - k]) x += 1;
            next.set(k, x);
            if (x >= before.length && x - k >= after.length) return wayBack(before, after, trace, count);
        }
        furthest = next;
    }
    return undefined;
}

/** Whether the way to the diagonal k comes from the one above it, by a line that is added. */
function stepsDown(furthest: Map<number, number>, k: number, count: number): boolean {
    return k === -count || (k !== count && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
}

function wayBack(
    before: readonly string[],
    after: readonly string[],
    trace: readonly Map<number, number>[],
    changed: number,
): Line[] {
    const lines: Line[] = [];
    let [x, y] = [before.length, after.length];
    for (let count = changed; count >= 0; count -= 1) {
        const furthest = trace[count] ?? new Map<number, number>();
        const k = x - y;
        const down = stepsDown(furthest, k, count);
        const fromX = count === 0 ? 0 : (furthest.get(down ? k + 1 : k - 1) ?? 0);
        const fromY = count === 0 ? 0 : fromX - (down ? k + 1 : k - 1);
        const [toX, toY] = count === 0 ? [0, 0] : down ? [fromX, fromY + 1] : [fromX + 1, fromY];
        while (x > toX && y > toY) {
            lines.push({ kind: "same", text: before[x - 1] ?? "" });
            [x, y] = [x - 1, y - 1];
        }
        if (count > 0)
            lines.push(
                down ? { kind: "added", text: after[fromY] ?? "" } : { kind: "removed", text: before[fromX] ?? "" },
            );
        [x, y] = [fromX, fromY];
    }
    return lines.reverse();
}

/** The changed lines with so many lines around them; what is left out between is one line that says how much. */
export function excerpt(lines: readonly Line[], around = 3): Line[] {
    const near = new Uint8Array(lines.length);
    lines.forEach(({ kind }, index) => {
        if (kind !== "same") near.fill(1, Math.max(0, index - around), index + around + 1);
    });
    const shown: Line[] = [];
    let leftOut = 0;
    const close = () => {
        if (leftOut > 0) shown.push({ kind: "left out", text: `${leftOut} equal ${leftOut === 1 ? "line" : "lines"}` });
        leftOut = 0;
    };
    lines.forEach((line, index) => {
        if (near[index] !== 1) leftOut += 1;
        else {
            close();
            shown.push(line);
        }
    });
    close();
    return shown;
}
