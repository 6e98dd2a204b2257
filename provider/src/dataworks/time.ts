// Times: what the API says of one, and how people read it.

/** The milliseconds since 1970 that a text of the API says; undefined where it says no time. */
export function timeOf(text: string): number | undefined {
    return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** A text of the API as ISO 8601 in UTC, such as "2026-11-20T08:12:44.000Z"; what says no time stays as it is. */
export function isoTime(text: string): string {
    const time = timeOf(text);
    return time === undefined ? text : new Date(time).toISOString();
}

/** Milliseconds since 1970 as ISO 8601 in UTC, to the second: "2026-11-20T08:12:44Z". */
export function isoSeconds(milliseconds: number): string {
    return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}
