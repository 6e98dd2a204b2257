// What a look-up that found nothing names instead.
import { distance } from "fastest-levenshtein";

/** How many a message names at most. */
const mostNamed = 5;

/** Those whose names are the most similar, nearest first: as many as a message names. */
export function nearest<T>(name: string, all: readonly T[], nameOf: (one: T) => string): readonly T[] {
    const far = new Map(all.map((one) => [one, distance(nameOf(one).toLowerCase(), name.toLowerCase())]));
    return [...all].sort((a, b) => (far.get(a) ?? 0) - (far.get(b) ?? 0)).slice(0, mostNamed);
}

/** A list for a message, with how many more there are. */
export function shortList<T>(all: readonly T[], words: (one: T) => string): string {
    const more = all.length - mostNamed;
    return all.slice(0, mostNamed).map(words).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
