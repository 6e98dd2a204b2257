// What a reviewer reads of an instance that is not as it was left, beside its state: the status that stands in the way, and alarms.
import { shortened } from "../../definition/index";
import { shortList } from "../short-list";
import { shownStatus, type Live } from "./live";
import type { Outputs } from "./state";

/** How a line starts that is about alarm rules. */
const alarmsStart = "alarm rules removed or disabled: ";
const longestName = 64;

/** The lines of what was found, where `alarms` are the enabled rules of now; undefined where they are not compared. */
export function driftLines(olds: Outputs, live: Live, alarms: readonly string[] | undefined): string[] {
    const lost = olds.alarms && alarms ? olds.alarms.filter((name) => !alarms.includes(name)) : [];
    return [
        ...statusLines(olds, live),
        ...(lost.length > 0
            ? [alarmsStart + shortList(lost.map((name) => JSON.stringify(shortened(name, longestName))))]
            : []),
    ];
}

function statusLines({ taskType }: Outputs, { condition, status, why }: Live): string[] {
    const shown = shownStatus(taskType, status);
    const because = why ? `: ${why}` : "";
    if (condition === "notDeployed") return [`the task is not deployed${because.replace(/ \([^()]*\)$/, "")}`];
    if (condition === "unknown") return [`status is ${shown}, and nobody has documented what that means`];
    if (condition === "failed") return [`the solution has failed${because}`];
    if (condition === "confirming") return [`the solution waits for somebody's confirmation${because}`];
    return condition === "stopped" && taskType === "DI_SOLUTION"
        ? [`the solution does not run: its status is ${shown}`]
        : [];
}

/** The lines about alarm rules. */
export function alarmLines(drift: readonly string[] = []): string[] {
    return drift.filter((line) => line.startsWith(alarmsStart));
}
