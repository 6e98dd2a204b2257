// Judges where settings come from: which place counts, by what the reader of the settings makes of them, and never what they say.
import { warningsOf } from "../../settings/keys";
import type { Problem } from "../../settings/problem";
import { readSettings } from "../../settings/settings";
import { Sources, spaces, type Configuration, type Environment } from "../../settings/source";
import { rowOf, table, type Key } from "../../settings/table";
import { failed, ok, skipped, warning, type Check } from "./check";

export interface SettingsSeen {
    /** The stack's configuration, objects as JSON. */
    readonly values: ReadonlyMap<string, string>;
    /** Its keys whose values are secrets. */
    readonly secrets: ReadonlySet<string>;
    /** Whether there is a stack whose configuration could not be read: what is missing may stand there. */
    readonly isUnread?: boolean;
    /** The project's name; "" where there is none. */
    readonly project: string;
    readonly environment: Environment;
}

interface Place {
    readonly name: string;
    readonly value: string;
    readonly isVariable: boolean;
}

const keys = Object.keys(table) as Key[];

/** A line for each setting that is set or wrong, and one for each thing that is strange about the configuration. */
export function settingsChecks(seen: SettingsSeen): Check[] {
    const { values, environment, isUnread = false } = seen;
    const configuration: Configuration = (key) => values.get(key);
    const { problems } = readSettings(configuration, environment);
    const left = new Set(problems);
    const ofKeys = keys.flatMap((key) => {
        const ofKey = problems.filter((problem) => isOf(problem, key));
        for (const each of ofKey) left.delete(each);
        const places = placesOf(key, configuration, environment);
        if (isUnread && ofKey.some(({ about }) => about === "no region")) return [skipped(`setting ${key}`, notRead)];
        if (ofKey.length > 0) return ofKey.map(({ reason }) => failed(`setting ${key}`, reason, whatItTakes));
        return places.length === 0 ? [] : [sourceCheck(key, places, configuration, environment)];
    });
    const others = [...left].map((problem) => failed(`setting ${problem.name}`, problem.reason, whatItTakes));
    return [...ofKeys, ...others, ...namespacesCheck(configuration), ...strangeKeys(seen)];
}

/** The places where a key is set, in the order in which they win. */
function placesOf(key: Key, configuration: Configuration, environment: Environment): Place[] {
    const sources = new Sources(configuration, environment);
    const configured = configuredKeys(key).map((each) => sources.configured(each));
    const variables = (rowOf(key).variables ?? []).map((name) => sources.variable(name));
    return [
        ...configured.map((found) => found && { ...found, isVariable: false }),
        ...variables.map((found) => found && { ...found, isVariable: true }),
    ].filter((place) => place !== undefined);
}

function configuredKeys(key: Key): string[] {
    return [...spaces.map((space) => `${space}:${key}`), ...(key === "endpoint" ? ["alicloud:endpoints"] : [])];
}

function isOf({ name }: Problem, key: Key): boolean {
    const places = [key, ...configuredKeys(key), ...(rowOf(key).variables ?? [])];
    return places.some((place) => name === place || name.startsWith(`${place}.`));
}

const notRead = "the environment does not say it, and the stack's configuration could not be read";

/** What a setting that is wrong is told with. */
const whatItTakes = "docs/settings.md says what each setting takes, and where it may be set.";

function sourceCheck(
    key: Key,
    places: readonly Place[],
    configuration: Configuration,
    environment: Environment,
): Check {
    const name = `setting ${key}`;
    const winner = places.find((place) => doesCount(place, configuration, environment));
    const others = places.filter((place) => place !== winner);
    if (!winner) {
        const set = listOf(others);
        return warning(
            name,
            `set in ${set}, and does not count: another source has the credentials, and a source is used whole`,
            `Take it away (${others.map(removal).join("; ")}), or the credentials that win over it (docs/settings.md, "Where credentials come from").`,
        );
    }
    const different = others.filter(({ value }) => value !== winner.value);
    const same = others.filter(({ value }) => value === winner.value);
    const also = same.length === 0 ? "" : `; the same in ${listOf(same)}`;
    if (different.length === 0) return ok(name, `from ${winner.name}${also}`);
    return warning(
        name,
        `from ${winner.name}${also}; ${listOf(different)} ${different.length === 1 ? "says" : "say"} something else, and ${different.length === 1 ? "does" : "do"} not count`,
        `Where that is not meant, take one of them away: ${[winner, ...different].map(removal).join("; ")}.`,
    );
}

function removal({ name, isVariable }: Place): string {
    return isVariable ? `\`unset ${name}\`` : `\`pulumi config rm ${name}\``;
}

function listOf(places: readonly Place[]): string {
    return places.map(({ name }) => name).join(", ");
}

/**
 * Whether another value at this place would be another outcome: so what wins is said in one place, the reader of the settings. It has a
 * space in it, which no part of a key may have: of a key that is wrong already, another right part would make no difference.
 */
function doesCount(
    { name, value, isVariable }: Place,
    configuration: Configuration,
    environment: Environment,
): boolean {
    const other = `${value} 0`;
    const changed = isVariable
        ? readSettings(configuration, { ...environment, [name]: other })
        : readSettings((key) => (key === name ? other : configuration(key)), environment);
    return JSON.stringify(changed) !== JSON.stringify(readSettings(configuration, environment));
}

function namespacesCheck(configuration: Configuration): Check[] {
    const ofSpace = (space: string) =>
        keys.flatMap(configuredKeys).filter((key) => key.startsWith(`${space}:`) && configuration(key)?.trim());
    const [own, others] = spaces.map(ofSpace) as [string[], string[]];
    if (own.length === 0 || others.length === 0) return [];
    return [
        warning(
            "dataworks: and alicloud:",
            `the stack's configuration has both, ${own.join(", ")} and ${others.join(", ")}: of a key that both have, and of credentials as a whole, ` +
                "dataworks: counts; for all else, alicloud: does",
            "Where only one is meant, `pulumi config rm` the other. The plugin and programs in other languages see dataworks: alone.",
        ),
    ];
}

/** Keys that are misspelt, and secrets that stand in clear. */
function strangeKeys({ values, secrets, project }: SettingsSeen): Check[] {
    const stack = { values: Object.fromEntries(values), isSecret: (key: string) => secrets.has(key), project };
    return warningsOf(stack).map((text) => warning("configuration", text));
}
