// What a preview says, as lines for a person: what others named stays on its line.

/** @param {readonly import("./preview.mjs").Drift[]} drift */
export function driftLines(drift) {
    return drift.flatMap(({ name, lines }) => lines.map((line) => oneLine(`${name}: ${line}`)));
}

/** @param {readonly import("./preview.mjs").Change[]} changes */
export function changeLines(changes) {
    const width = Math.max(0, ...changes.map(({ op }) => op.length));
    return changes.map(({ op, name, properties }) =>
        oneLine(`${op.padEnd(width)} ${name}${properties.length > 0 ? ` (${properties.join(", ")})` : ""}`),
    );
}

/** @param {string} text */
export function oneLine(text) {
    return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ");
}
