// Where settings come from: stack configuration under two names, then the environment.
import { rowOf, type Key } from "./table";

/** Looks up a key of the stack configuration, such as "dataworks:region"; an object or list comes as JSON. */
export type Configuration = (key: string) => string | undefined;

/** Environment variables, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The names that the stack configuration has for a key, in the order in which they win. */
export const spaces = ["dataworks", "alicloud"] as const;

/** A value, and the name of the place that it comes from: the one to change where it is wrong. */
export interface Found {
    readonly name: string;
    readonly value: string;
}

/** The key that tells an explicit provider's settings from the stack's configuration, and holds the provider's name. */
export const providerNameKey = "dataworks:providerName";

/** Where to look for settings. White space around a value is dropped, and an empty value counts as absent. */
export class Sources {
    /** The name of the explicit provider that the configuration is of; undefined where it is the stack's. */
    readonly provider: string | undefined;

    constructor(
        private readonly configuration: Configuration,
        private readonly environment: Environment,
    ) {
        this.provider = configuration(providerNameKey);
    }

    /** A key of the configuration, such as "dataworks:region", as a user would look for it. */
    nameOf(key: string): string {
        return nameIn(this.provider, key);
    }

    /** `dataworks:KEY`, else `alicloud:KEY`, else the first of the key's variables that is set. */
    first(key: Key): Found | undefined {
        const configured = spaces.map((space) => this.configured(`${space}:${key}`));
        const variables = (rowOf(key).variables ?? []).map((name) => this.variable(name));
        return [...configured, ...variables].find((found) => found !== undefined);
    }

    configured(key: string): Found | undefined {
        return found(this.nameOf(key), this.configuration(key));
    }

    variable(name: string): Found | undefined {
        return found(name, this.environment[name]);
    }
}

function found(name: string, given: string | undefined): Found | undefined {
    // What is pasted into a CI system's secret ends with a line feed.
    const value = given?.trim();
    return value ? { name, value } : undefined;
}

/** The name of a key: of the stack's configuration as it is, of an explicit provider as its argument. */
export function nameIn(provider: string | undefined, key: string): string {
    return provider === undefined ? key : `dataworks.Provider "${provider}": ${key.replace(/^\w+:/, "")}`;
}

/** A value of a configuration as a text: an object or list as JSON, null as nothing. */
export function asSetting(value: unknown): string | undefined {
    if (value === undefined || value === null) return undefined;
    return typeof value === "string" ? value : JSON.stringify(value);
}
