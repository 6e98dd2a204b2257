// Values as a text that does not depend on the order of their properties.

/** JSON with sorted keys; undefined for what JSON has no place for. Two values that a state would tell apart have two texts. */
export function canonical(value: unknown): string | undefined {
    return JSON.stringify(value, (_key, part: unknown) =>
        typeof part === "object" && part !== null && !Array.isArray(part)
            ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
            : part,
    );
}
