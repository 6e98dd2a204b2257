// Secrets inside of arguments.
import * as pulumi from "@pulumi/pulumi";

/**
 * An argument that is a secret as a whole where any part of it is one. Where nothing else changes, the engine keeps the outputs
 * of before, and hides among them the whole properties that are secret now, but nothing inside of them.
 */
export function wholeSecret(input: unknown): unknown {
    if (pulumi.Output.isInstance(input) || input instanceof Promise) return pulumi.output(input).apply(wholeSecret);
    if (typeof input !== "object" || input === null) return input;
    return holdsSecret(input).then((secret) => (secret ? pulumi.secret(input) : input));
}

/** What an output says of itself; the SDK's types leave it out. */
interface Promised {
    readonly isSecret: Promise<boolean>;
    promise(withUnknowns: boolean): Promise<unknown>;
}

async function holdsSecret(value: unknown, above: readonly object[] = []): Promise<boolean> {
    if (pulumi.Output.isInstance(value)) {
        const output = value as unknown as Promised;
        return (await output.isSecret) || holdsSecret(await output.promise(true), above);
    }
    if (value instanceof Promise) return holdsSecret(await value, above);
    if (typeof value !== "object" || value === null || above.includes(value)) return false;
    const parts = await Promise.all(Object.values(value).map((part) => holdsSecret(part, [...above, value])));
    return parts.includes(true);
}
