// Reads settings from a stack configuration and an environment that are plain objects.
import type { Problem } from "../../provider/src/settings/problem";
import { readSettings, type Settings } from "../../provider/src/settings/settings";

export type Values = Readonly<Record<string, string>>;

export function reading(
    configuration: Values,
    environment: Values = {},
): { settings: Settings; problems: readonly Problem[] } {
    return readSettings((key) => configuration[key], environment);
}

/** The names of the settings that something is wrong with. A region is always set here unless it is the matter. */
export function wrongNames(configuration: Values, environment: Values = {}): string[] {
    return reading({ "dataworks:region": "cn-hangzhou", ...configuration }, environment).problems.map(
        ({ name }) => name,
    );
}
