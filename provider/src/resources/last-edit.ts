// Who edited a task last, as a line of a drift: good to know, and no drift by itself.
import { InterruptedError } from "../dataworks/calls/errors";
import type { DataWorks } from "../dataworks/client";
import { isoSeconds, timeOf } from "../dataworks/time";
import { entriesFor, isCovered, readAt, shortened } from "../definition/index";
import { approveStart } from "./approve-line";

/** How the line starts. */
const editedStart = "last edited ";
/** How it starts where nobody did since. */
export const byItselfStart = "nobody edited it since: DataWorks changed it by itself";
/** The most bytes of a name, in a line. */
const longestName = 64;
/** The most bytes of the entries that a line proposes, as JSON. */
const longestEntries = 240;
/** How much older than what was read then an edit has to be to be none since, in milliseconds: `Date` tells seconds, and counts them down. */
const clearlyBefore = 2_000;

/** A task as it was: its fingerprint, and what that leaves out. */
export interface Before {
    readonly projectId: string;
    readonly fileId: string;
    readonly definition: string;
    readonly ignoreDefinitionPaths?: readonly string[] | undefined;
}

export interface LastEdit {
    /** By the service's clock, in milliseconds since 1970. */
    readonly time: number;
    /** Fit for a line; "" where it is not known. */
    readonly user: string;
}

/** Undefined where the API does not tell, or fails: that is no reason to fail. What was ended is. */
export async function lastEditOf(
    { projectId, fileId }: Pick<Before, "projectId" | "fileId">,
    dataworks: DataWorks,
): Promise<LastEdit | undefined> {
    try {
        const { lastEditUser, lastEditTime } = await dataworks.getFile(projectId, fileId);
        const time = timeOf(lastEditTime);
        return time === undefined ? undefined : { time, user: shortened(lastEditUser, longestName) };
    } catch (error) {
        if (error instanceof InterruptedError) throw error;
        return undefined;
    }
}

/** True where nobody edited the task since its fingerprint was taken: both times are the service's. */
export function isUnedited(edit: LastEdit, { definition }: Before): boolean {
    const time = readAt(definition);
    return time !== undefined && edit.time < time - clearlyBefore;
}

export function editedBy({ time, user }: LastEdit): string {
    return `${editedStart}${isoSeconds(time)} by ${user}`;
}

/**
 * The line for a task that is not as it was; none where nobody can tell. `definition` is what it is now, where ignoring parts of that can
 * leave out how it differs.
 */
export async function lastEditLines(
    before: Before,
    definition: string | undefined,
    dataworks: DataWorks,
): Promise<string[]> {
    const edit = await lastEditOf(before, dataworks);
    if (!edit) return [];
    if (!isUnedited(edit, before)) return edit.user ? [editedBy(edit)] : [];
    return [byItselfStart + (definition === undefined ? "" : leavingOut(before, definition))];
}

/** What a user can do about it, as the end of a sentence: `; "steps[*].parameter.table" in ignoreDefinitionPaths leaves it out`. */
export function leavingOut({ definition: stored, ignoreDefinitionPaths = [] }: Before, definition: string): string {
    const entries = entriesFor(stored, definition, ignoreDefinitionPaths);
    const text = entries.map((entry) => JSON.stringify(entry)).join(", ");
    if (entries.length === 0 || Buffer.byteLength(JSON.stringify(text)) > longestEntries) return "";
    return `; ${text} in ignoreDefinitionPaths ${entries.length > 1 ? "leave" : "leaves"} it out`;
}

/**
 * What is left of a drift for a program that ignores these paths: lines that they cover are no drift, and who edited the
 * task last, or that nobody did, and how it is approved, say nothing by themselves.
 */
export function driftBeside(ignore: readonly string[], lines: readonly string[]): string[] {
    const left = lines.filter((line) => !isCovered(line, ignore));
    const isBeside = (line: string) =>
        [editedStart, byItselfStart, approveStart].some((start) => line.startsWith(start));
    return left.every(isBeside) ? [] : left;
}
