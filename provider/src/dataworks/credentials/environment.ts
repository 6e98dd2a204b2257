// The environment's variables that credentials are looked for by, beside the settings' own.

/** A variable without the white space around it; undefined where nothing else is in it. */
export function variable(name: string): string | undefined {
    return process.env[name]?.trim() || undefined;
}

/** Whether a variable switches something on or off. */
export function isTrue(name: string): boolean {
    return variable(name)?.toLowerCase() === "true";
}
