// Secrets inside of arguments.
import * as pulumi from "@pulumi/pulumi";

/** Whether a value is a secret by the key that it stands under. */
export type NamesSecret = (key: string) => boolean;

/**
 * An argument that is a secret as a whole where any part of it is one, or stands under a key that names one. Where nothing else
 * changes, the engine keeps the outputs of before, and hides among them the whole properties that are secret now, but nothing
 * inside of them.
 */
export function wholeSecret(input: unknown, names: NamesSecret = () => false): unknown {
    if (pulumi.Output.isInstance(input) || input instanceof Promise) {
        return pulumi.output(input).apply((value) => wholeSecret(value, names));
    }
    if (typeof input !== "object" || input === null) return input;
    return holdsSecret(input, names).then((secret) => (secret ? pulumi.secret(input) : input));
}

/** What an output says of itself; the SDK's types leave it out. */
interface Promised {
    readonly isSecret: Promise<boolean>;
    promise(withUnknowns: boolean): Promise<unknown>;
}

async function holdsSecret(value: unknown, names: NamesSecret, above: readonly object[] = []): Promise<boolean> {
    if (pulumi.Output.isInstance(value)) {
        const output = value as unknown as Promised;
        return (await output.isSecret) || holdsSecret(await output.promise(true), names, above);
    }
    if (value instanceof Promise) return holdsSecret(await value, names, above);
    if (typeof value !== "object" || value === null || above.includes(value)) return false;
    if (Object.keys(value).some(names)) return true;
    const parts = await Promise.all(Object.values(value).map((part) => holdsSecret(part, names, [...above, value])));
    return parts.includes(true);
}
