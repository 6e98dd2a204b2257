// Ids: which the API has, and what is wrong with a value that is none.

export interface IdRange {
    /** What the id stands for, for messages. */
    readonly what: string;
    /** The largest one; the smallest is 1. */
    readonly most: bigint;
}

/** The ids that the API takes. */
export const ids = {
    projectId: { what: "a DataWorks workspace id", most: 10_000_000_000n },
    fileId: { what: "the file id of a real-time task, or the id of a solution", most: 2n ** 63n - 1n },
    processId: { what: "the id of a process that works a definition out", most: 2n ** 63n - 1n },
} as const satisfies Record<string, IdRange>;

/** What a value has to be, for messages. */
export function allowedIds({ what, most }: IdRange): string {
    return `${what}, from 1 to ${most}, as digits`;
}

/** Why a value is no such id, in digits, to go on after its name: "is missing: it has to be ..."; undefined where it is one. */
export function wrongId(value: unknown, range: IdRange): string | undefined {
    const allowed = allowedIds(range);
    if (value === undefined || value === "") return `is missing: it has to be ${allowed}`;
    if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value))
        return "is too long for a number, which has lost digits of it: write it as a string, in quotes";
    if ((typeof value !== "string" && typeof value !== "number") || !/^[1-9]\d*$/.test(String(value)))
        return `has to be ${allowed}`;
    return BigInt(value) > range.most ? `is too large: it has to be ${allowed}` : undefined;
}
