// What a look-up that found nothing, or too much, says.

/** A look-up failed. The message is for a user, and holds no secret. */
export class LookupError extends Error {
    override readonly name = "LookupError";
}
