// Texts as the engine can take them.

/** A text for the engine. Its protocol never answers a call whose result or error holds half a surrogate. */
export function textForEngine(text: string): string {
    return text.toWellFormed();
}

/** Any thrown thing as a message for a user, in a form that the engine can take. */
export function messageOf(error: unknown): string {
    return textForEngine(error instanceof Error ? error.message : `an unexpected error: ${String(error)}`);
}
