// Who edited a task last, as a line of a drift: good to know, and no drift by itself.
import { InterruptedError } from "../dataworks/calls/errors";
import type { DataWorks } from "../dataworks/client";
import { isoSeconds, timeOf } from "../dataworks/time";
import { isCovered, shortened } from "../definition/index";
import { approveStart } from "./approve-line";

/** How the line starts. */
const editedStart = "last edited ";
/** The most bytes of a name, in a line. */
const longestName = 64;

/** None where the API does not tell, or fails: that is no reason to fail. What was ended is. */
export async function lastEditLines(
    { projectId, fileId }: { readonly projectId: string; readonly fileId: string },
    dataworks: DataWorks,
): Promise<string[]> {
    try {
        const { lastEditUser, lastEditTime } = await dataworks.getFile(projectId, fileId);
        const time = timeOf(lastEditTime);
        if (!lastEditUser || time === undefined) return [];
        return [`${editedStart}${isoSeconds(time)} by ${shortened(lastEditUser, longestName)}`];
    } catch (error) {
        if (error instanceof InterruptedError) throw error;
        return [];
    }
}

/**
 * What is left of a drift for a program that ignores these paths: lines that they cover are no drift, and who edited the
 * task last, and how it is approved, say nothing by themselves.
 */
export function driftBeside(ignore: readonly string[], lines: readonly string[]): string[] {
    const left = lines.filter((line) => !isCovered(line, ignore));
    const isBeside = (line: string) => [editedStart, approveStart].some((start) => line.startsWith(start));
    return left.every(isBeside) ? [] : left;
}
