// What the emulator's journal tells about a run.
import type { JournalEntry } from "dataworks-emulator";

/** From the first call that was received to the last one that was replied to, in seconds. */
export function makespan(journal: readonly JournalEntry[]): number {
    const first = Math.min(...journal.map(({ receivedAt }) => receivedAt));
    return (Math.max(...journal.map(({ repliedAt = -Infinity }) => repliedAt)) - first) / 1000;
}

/** The part of the calls that the quota refused, in percent. */
export function refused(journal: readonly JournalEntry[]): number {
    return (100 * journal.filter(isRefused).length) / journal.length;
}

/** How many tasks this operation was done to. */
export function reached(journal: readonly JournalEntry[], operation: string): number {
    const done = journal.filter((call) => call.operation === operation && call.applied);
    return new Set(done.map(({ parameters }) => parameters["FileId"])).size;
}

/** The smaller part that one of two runs had of the calls let through, in percent, while both ran; the second's file ids begin at `second`. */
export function smallerShare(journal: readonly JournalEntry[], second: number): number {
    const ofSecond = ({ parameters }: JournalEntry) => Number(parameters["FileId"]) >= second;
    const runs = [journal.filter((call) => !ofSecond(call)), journal.filter(ofSecond)].map((calls) =>
        calls.map(({ receivedAt }) => receivedAt),
    );
    const from = Math.max(...runs.map((times) => Math.min(...times)));
    const to = Math.min(...runs.map((times) => Math.max(...times)));
    const together = journal.filter((call) => call.receivedAt >= from && call.receivedAt <= to && !isRefused(call));
    const part = (100 * together.filter(ofSecond).length) / together.length;
    return Math.min(part, 100 - part);
}

function isRefused({ code }: JournalEntry): boolean {
    return code?.startsWith("Throttling") ?? false;
}
