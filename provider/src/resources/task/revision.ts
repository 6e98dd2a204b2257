// What tells one state of a task from the next: when this resource changed it, and a few digits, as two changes may be of one second.
import { isoSeconds } from "../../dataworks/time";
import type { Context } from "../context";

/** A new one: "2026-11-27T08:12:44Z-3f2a9c". */
export function newRevision({ now, randomHex }: Pick<Context, "now" | "randomHex">): string {
    return `${isoSeconds(now())}-${randomHex(3)}`;
}

/** Since when its definition is as it was read back, as lines of drift say it. */
export function since(revision: string): string {
    return revision === "" ? "the import" : revision.replace(/-[^-]*$/, "");
}
