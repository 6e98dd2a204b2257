// What a preview says, as lines for a person: what others named stays on its line.
import { approveStart } from "../../../resources/approve-line";
import { shortList } from "../../../resources/short-list";
import { digestIn, type Ships, type Untold } from "../engine/approval";
import type { Change, Deployment, Drift } from "../engine/steps";

export function driftLines(drift: readonly Drift[]): string[] {
    return drift.flatMap(({ name, lines, secret }) => {
        const digest = secret && digestIn(lines);
        // The line that would approve it may be there already.
        const told = digest
            ? [...lines.slice(0, -1), `its digest is ${digest}: whether approvedDigest is that, nobody can tell`]
            : lines;
        return told.map((line) => oneLine(`${name}: ${line}`));
    });
}

/** Of edits that the program approves. How they could be approved need not be said any more. */
export function approvedLines(approved: readonly Drift[]): string[] {
    const told = (line: string) =>
        line.startsWith(approveStart) ? `approved by approvedDigest: ${line.slice(approveStart.length)}` : line;
    return driftLines(approved.map((each) => ({ ...each, lines: each.lines.map(told) })));
}

const ships: Readonly<Record<Exclude<Ships, Untold>, string>> = {
    edit: "ships what was edited in DataWorks",
    rewritten: "ships what DataWorks changed by itself",
    "no edit": "ships no edit that the refresh has found",
    refused: "is refused: what is in DataWorks is not what is approved",
    new: "is the first deployment of its task, and ships it as it is",
    "new to approve":
        "is the first deployment of its task, and is refused unless that is what is approved: this review has not looked at it",
};

/** Why nobody can tell. */
const untold: Readonly<Record<Untold, string>> = {
    secret: "its approvedDigest is a secret, which a digest need not be",
    "not known": "its approvedDigest is not known before the deployment",
    "other list":
        "its ignoreDefinitionPaths change with what is approved, and the digest that the refresh has found is of the old ones",
};

const isUntold = (what: Ships): what is Untold => what in untold;

export function deploymentLines(deployments: readonly Deployment[]): string[] {
    return deployments.flatMap(({ name, ships: what, lines }) => {
        const says = isUntold(what) ? `is refused, or not: nobody can tell, because ${untold[what]}` : ships[what];
        // How what was found is approved says nothing there.
        const told = isUntold(what) ? lines.filter((line) => !line.startsWith(approveStart)) : lines;
        return [`${name}: ${says}`, ...told.map((line) => `    ${line}`)].map(oneLine);
    });
}

export function changeLines(changes: readonly Change[]): string[] {
    const width = Math.max(0, ...changes.map(({ op }) => op.length));
    return changes.flatMap(({ op, name, properties, tables }) =>
        [
            `${op.padEnd(width)} ${name}${properties.length > 0 ? ` (${properties.join(", ")})` : ""}`,
            ...(tables && tables.added.length > 0 ? [`    adds tables: ${shortList(tables.added)}`] : []),
            ...(tables && tables.removed.length > 0 ? [`    removes tables: ${shortList(tables.removed)}`] : []),
        ].map(oneLine),
    );
}

export function oneLine(text: string): string {
    return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ");
}
