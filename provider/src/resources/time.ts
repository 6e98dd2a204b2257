// Times as the state and messages have them.

/** Milliseconds since 1970 as ISO 8601 in UTC, to the second: "2026-11-20T08:12:44Z". */
export function isoSeconds(milliseconds: number): string {
    return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}
