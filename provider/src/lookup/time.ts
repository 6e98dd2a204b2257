// Times as look-ups give them.

/** Milliseconds since 1970 as ISO 8601 in UTC, such as "2026-11-20T08:12:44.000Z"; what is no such number stays as it is. */
export function isoTime(text: string): string {
    return /^\d{1,15}$/.test(text) ? new Date(Number(text)).toISOString() : text;
}
