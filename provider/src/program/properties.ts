// The properties that a resource class hands to the SDK.
import type * as pulumi from "@pulumi/pulumi";
import { wholeSecret } from "./secrets";
import { textOf } from "./text";

/**
 * The arguments as they go to the engine, with what the SDK needs beside them: the provider's text, and every property's name,
 * because an output exists only where a property of its name is given.
 */
export function propertiesOf(name: string, properties: readonly string[], args: object): pulumi.Inputs {
    const absent = properties.map((property) => [property, undefined] as const);
    const given = Object.entries(args).map(([property, input]) => [property, wholeSecret(input)] as const);
    return { ...Object.fromEntries([...absent, ...given]), __provider: textOf(name) };
}
