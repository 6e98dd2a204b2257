// Whether reads and writes have quotas of their own: told by which of them are refused.

/** Calls that only read, and calls that may change something. */
export type CallKind = "read" | "write";

/** What was seen so far. */
export interface Evidence {
    /** The kind that was refused last. */
    readonly refused: CallKind;
    /** How often in a row, without a refusal of the other kind. */
    readonly times: number;
    /** How many calls of the other kind were let through meanwhile. */
    readonly others: number;
    /** How many refusals in a row are enough. */
    readonly enough: number;
    /** When a refusal was counted last, in milliseconds. */
    readonly at: number;
}

export const noEvidence: Evidence = { refused: "read", times: 0, others: 0, enough: 4, at: -Infinity };
/** Refusals that follow one another faster come from the same cause, and count once, in milliseconds. */
const sameCause = 1000;

export function notePass(seen: Evidence, kind: CallKind): Evidence {
    return kind === seen.refused ? seen : { ...seen, others: seen.others + 1 };
}

export function noteRefusal(seen: Evidence, kind: CallKind, now: number): Evidence {
    if (kind === seen.refused && now - seen.at < sameCause) return seen;
    return kind === seen.refused
        ? { ...seen, times: seen.times + 1, at: now }
        : { ...seen, refused: kind, times: 1, others: 0, at: now };
}

/** True where one kind is refused again and again while the other one is not. */
export function showsApart({ times, others, enough }: Evidence): boolean {
    return times >= enough && others >= 10;
}

/** After they were taken apart, and the other kind was refused too: it takes twice as much to be taken in again. */
export function refuted(seen: Evidence, kind: CallKind, now: number): Evidence {
    return { refused: kind, times: 1, others: 0, enough: 2 * seen.enough, at: now };
}
