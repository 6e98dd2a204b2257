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

/** Where to look for settings. An empty value counts as absent. */
export class Sources {
    constructor(
        private readonly configuration: Configuration,
        private readonly environment: Environment,
    ) {}

    /** `dataworks:KEY`, else `alicloud:KEY`, else the first of the key's variables that is set. */
    first(key: Key): Found | undefined {
        const configured = spaces.map((space) => this.configured(`${space}:${key}`));
        const variables = (rowOf(key).variables ?? []).map((name) => this.variable(name));
        return [...configured, ...variables].find((found) => found !== undefined);
    }

    configured(name: string): Found | undefined {
        return found(name, this.configuration(name));
    }

    variable(name: string): Found | undefined {
        return found(name, this.environment[name]);
    }
}

function found(name: string, value: string | undefined): Found | undefined {
    return value === undefined || value === "" ? undefined : { name, value };
}
