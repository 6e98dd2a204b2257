// The configuration that the engine's host hands over, as texts: the stack's, or the settings of an explicit provider.
import type { dynamic } from "@pulumi/pulumi";
import { signature } from "../engine/marks";
import { asSetting, type Configuration } from "../settings/source";

export function configurationOf(config: dynamic.Config): Configuration {
    // An explicit provider's settings keep their types, whatever the declared one is.
    return (key) => asSetting(unwrap(config.get(key)));
}

function unwrap(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(unwrap);
    if (typeof value !== "object" || value === null) return value;
    if (signature in value) return unwrap((value as { value?: unknown }).value);
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, unwrap(entry)]));
}
