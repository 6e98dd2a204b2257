// What is printed of a comparison: for people, as a unified diff under a heading, and as JSON.
import { visible } from "../../definition/index";
import { parseExactly, textOf } from "../../dataworks/json";
import type { Outcome } from "./read";
import type { Compared } from "./tasks";
import { locate, type Change, type Shown } from "./walk";

/** How a line of text is coloured, by what it is. */
export type Style = (line: string, kind: "heading" | "place" | "gone" | "new") => string;

export const plain: Style = (line) => line;

/** As in `orders: DI_REALTIME 100 of workspace 10000 in cn-hangzhou`. */
export function nameOf({ resource, region, projectId, taskType, fileId }: Compared): string {
    const name = resource === undefined ? "" : `${resource}: `;
    return `${name}${taskType} ${fileId} of workspace ${projectId} in ${region}`;
}

/** Of a task that could be compared. Every line comes through here: what a terminal would obey is escaped before it is coloured. */
export function asText(outcome: Exclude<Outcome, { result: "failed" }>, styled: Style): string {
    const style: Style = (line, kind) => styled(visible(line), kind);
    const { task, result, version, committed, digest, difference } = outcome;
    const runs = version === "" ? "no version in production" : `version ${version} in production`;
    if (result === "same") return `${style(`${nameOf(task)}: the same as ${runs}`, "heading")}\n`;
    const lines = [
        style(nameOf(task), "heading"),
        style(`--- ${runs}${committed && `, ${committed}`}`, "heading"),
        style(`+++ what the next deployment would ship, approvedDigest: ${digest}`, "heading"),
        ...difference.lines.map((line) => {
            const kind = ({ "@": "place", "-": "gone", "+": "new" } as const)[line[0] ?? ""];
            return kind ? style(line, kind) : visible(line);
        }),
    ];
    return `${lines.join("\n")}\n`;
}

export function asJson(outcomes: readonly Outcome[]): string {
    const tasks = outcomes.map((outcome) => {
        const { resource, region, projectId, fileId } = outcome.task;
        const task = { resource, region, projectId, fileId, result: outcome.result };
        if (outcome.result === "failed") return { ...task, message: outcome.message };
        const { version, digest, difference } = outcome;
        const changes = difference.changes.map(changeOf);
        return { ...task, version, digest, changes, diff: difference.lines.map((line) => `${line}\n`).join("") };
    });
    // What is no line's end in it stands in a text, as JSON.
    return textOf({ tasks }, 4).split("\n").map(visible).join("\n");
}

function changeOf({ kind, place, before, after }: Change): object {
    return { kind, ...locate(place), before: before && valueOf(before), after: after && valueOf(after) };
}

function valueOf(shown: Shown): unknown {
    return parseExactly(jsonOf(shown));
}

function jsonOf(shown: Shown): string {
    if (typeof shown === "string") return shown;
    if (shown instanceof Map) {
        const members = [...(shown as ReadonlyMap<string, Shown>)];
        return `{${members.map(([key, each]) => `${JSON.stringify(key)}:${jsonOf(each)}`).join(",")}}`;
    }
    return `[${(shown as readonly Shown[]).map(jsonOf).join(",")}]`;
}
