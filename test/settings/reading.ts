// Reads settings from a stack configuration and an environment that are plain objects.
import { openAccount, type Account } from "../../provider/src/settings/account";
import type { Problem } from "../../provider/src/settings/problem";
import { readSettings, type Settings } from "../../provider/src/settings/settings";

export type Values = Readonly<Record<string, string>>;

/** A region, the one setting that has to be there: with nothing beside it, nothing is wrong. */
export const placed: Values = { "dataworks:region": "cn-hangzhou" };

interface Reading {
    readonly settings: Settings;
    readonly problems: readonly Problem[];
    /** The names of the settings that something is wrong with. */
    readonly names: readonly string[];
    /** What is wrong, as it is told. */
    readonly reasons: readonly string[];
}

export function reading(configuration: Values, environment: Values = {}): Reading {
    const { settings, problems } = readSettings((key) => configuration[key], environment);
    const [names, reasons] = [problems.map(({ name }) => name), problems.map(({ reason }) => reason)];
    return { settings, problems, names, reasons };
}

/** The account that a configuration is of, which warns of nothing. */
export function accountOf(configuration: Values): Account {
    return openAccount((key) => configuration[key], {}, { warn: () => undefined });
}
