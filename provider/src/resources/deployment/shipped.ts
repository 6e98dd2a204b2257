// Says what a deployment ships beside what was deployed before: what was edited since, by whom.
import { InterruptedError } from "../../dataworks/calls/errors";
import type { DataWorks } from "../../dataworks/client";
import { describe } from "../../dataworks/task";
import { changedPlaces, compare, isSealed } from "../../definition/index";
import type { Context } from "../context";
import { editedBy, isUnedited, lastEditOf, leavingOut, type LastEdit } from "../last-edit";
import { shortList } from "../short-list";
import type { Reading } from "./reading";
import { taskOf, type Inputs, type Outputs } from "./state";

/** A deployment that ships an edit. */
export interface Shipped {
    /** The deployment before it, with the paths that are ignored now. */
    readonly before: Outputs;
    readonly reading: Reading;
    /** Since when, and what: as many places as a drift names. */
    readonly since: string;
    readonly places: string;
    /** A DiSyncTask of this run changed the task too: some of it is what that wrote. */
    readonly isWritten: boolean;
}

/**
 * The edits that a deployment ships; undefined where there are none: nothing but what a DiSyncTask of this run wrote, or nothing at all.
 * `olds` is the deployment of the same task before. What cannot be told is told.
 */
export function shippedBy(
    inputs: Inputs,
    olds: Outputs,
    reading: Reading,
    { claims, warn }: Pick<Context, "claims" | "warn">,
): Shipped | undefined {
    const task = taskOf(inputs);
    const written = claims.writtenOf(inputs.region, task);
    if (written.some((seal) => isSealed(reading.definition, seal))) return undefined;
    const ignored = inputs.ignoreDefinitionPaths ?? [];
    const { changes, uncompared, unreadable } = compare(olds.definition, reading.definition, ignored) ?? none;
    const notTold = unreadable ?? (uncompared.length > 0 ? notCompared(uncompared) : undefined);
    if (notTold !== undefined)
        warn(`${describe(task)}: whether this deployment also ships an edit cannot be told: ${notTold}`);
    if (changes.length === 0) return undefined;
    return {
        before: { ...olds, ignoreDefinitionPaths: ignored },
        reading,
        since: olds.deployedAt || "the import",
        places: changedPlaces(changes),
        isWritten: written.length > 0,
    };
}

const none = { changes: [], uncompared: [], unreadable: undefined };

function notCompared(uncompared: readonly string[]): string {
    const places = shortList(uncompared.map((path) => path || "all of it"));
    return `ignoreDefinitionPaths changed since the last one, so these parts of the definition are not compared: ${places}`;
}

/** Says it of a deployment that was made, in one line. The editor costs a call; that it fails, or is ended, costs the editor alone. */
export async function tellShipped(shipped: Shipped, dataworks: DataWorks, context: Context): Promise<void> {
    const { before, reading, since, places } = shipped;
    const edit = before.taskType === "DI_REALTIME" ? await lastEdit(shipped, dataworks) : undefined;
    const start = `${describe(taskOf(before))}: this deployment also ships what`;
    if (edit && isUnedited(edit, before)) {
        context.warn(
            `${start} DataWorks changed by itself since ${since}, and nobody edited: ${places}${leavingOut(before, reading.definition)}`,
        );
        return;
    }
    const editor = edit?.user ? `; ${editedBy(edit)}` : "";
    context.warn(`${start} was edited since ${since}: ${places}${editor}${besideWritten(shipped)}`);
}

/** Says it of a deployment that may have been made. */
export function tellPerhapsShipped(shipped: Shipped, { warn }: Pick<Context, "warn">): void {
    const { before, since, places } = shipped;
    warn(
        `${describe(taskOf(before))}: where this deployment was applied, it also ships what was edited since ${since}: ${places}` +
            besideWritten(shipped),
    );
}

function besideWritten({ isWritten }: Shipped): string {
    return isWritten ? "; among it is what a DiSyncTask of this run has changed" : "";
}

/** Not one that came after the definition was read: nobody knows whether that is shipped. */
async function lastEdit({ before, reading }: Shipped, dataworks: DataWorks): Promise<LastEdit | undefined> {
    try {
        const edit = await lastEditOf(before, dataworks);
        // `Date` tells seconds, and counts them down.
        return edit && reading.time !== undefined && edit.time >= reading.time + 1_000 ? undefined : edit;
    } catch (error) {
        if (error instanceof InterruptedError) return undefined;
        throw error;
    }
}
