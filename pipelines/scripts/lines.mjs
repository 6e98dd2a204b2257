// What a preview says, as lines for a person: what others named stays on its line.

/** @param {readonly import("./preview.mjs").Drift[]} drift */
export function driftLines(drift) {
    return drift.flatMap(({ name, lines }) => lines.map((line) => oneLine(`${name}: ${line}`)));
}

/**
 * Of edits that the program approves. How they could be approved need not be said any more.
 *
 * @param {readonly import("./preview.mjs").Drift[]} approved
 */
export function approvedLines(approved) {
    return driftLines(approved).map((line) =>
        line.replace(/: approve it with approvedDigest: (\S+)$/, ": approved by approvedDigest: $1"),
    );
}

const ships = {
    edit: "ships what was edited in DataWorks",
    "no edit": "ships no edit that the refresh has found",
    refused: "is refused: what is in DataWorks is not what is approved",
    new: "is the first deployment of its task, and ships it as it is",
};

/** @param {readonly import("./preview.mjs").Deployment[]} deployments */
export function deploymentLines(deployments) {
    return deployments.flatMap((deployment) =>
        [`${deployment.name}: ${ships[deployment.ships]}`, ...deployment.lines.map((line) => `    ${line}`)].map(
            oneLine,
        ),
    );
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
