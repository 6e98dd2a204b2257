// The properties that a resource class hands to the SDK.
import type * as pulumi from "@pulumi/pulumi";
import { wholeSecret, type NamesSecret } from "./secrets";
import { textOf } from "./text";

/**
 * The arguments as they go to the engine, with what the SDK needs beside them: the provider's text, and every property's name,
 * because an output exists only where a property of its name is given. `names` says of arguments which keys in them name a secret.
 */
export function propertiesOf(
    name: string,
    properties: readonly string[],
    args: object,
    names: Readonly<Record<string, NamesSecret>> = {},
): pulumi.Inputs {
    const absent = properties.map((property) => [property, undefined] as const);
    const given = Object.entries(args).map(
        ([property, input]) => [property, wholeSecret(input, names[property])] as const,
    );
    return { ...Object.fromEntries([...absent, ...given]), __provider: textOf(name) };
}
