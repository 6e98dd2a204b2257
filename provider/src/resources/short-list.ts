// A list of names as messages say it.

/** The first of many, and how many more there are. */
export function shortList(names: readonly string[]): string {
    const shown = names.slice(0, 10).join(", ");
    return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
