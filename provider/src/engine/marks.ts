// How the engine's protocol marks values that are none of the plain ones.

/** The key that a marked value has. */
export const signature = "4dabf18193072939515e22adb298388d";
/** What stands under it in a secret. */
export const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** A value that the engine keeps as a secret. */
export function asSecret(value: unknown): object {
    return { [signature]: secretMark, value };
}
