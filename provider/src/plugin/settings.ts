// The configuration that the engine hands a plugin: the stack's `dataworks:` keys, or the settings of an explicit provider.
import type { Failure, Values } from "../resources/resource";
import { hasUnknown } from "../resources/unknown";
import { nearestTo, warningsOf } from "../settings/keys";
import { readSettings } from "../settings/settings";
import {
    asSetting,
    nameIn as settingNameIn,
    providerNameKey,
    type Configuration,
    type Environment,
} from "../settings/source";
import { rowOf, table, type Key } from "../settings/table";
import { nameIn, projectIn } from "../urn";
import { holdsSecret, type Received } from "./values";

const space = "dataworks:";
const keys = Object.keys(table) as Key[];

/** The names of the settings that are secrets, whether or not they were marked as such. */
export const secretSettings: readonly string[] = keys.filter((key) => rowOf(key).secret);

/** The name of an explicit provider; undefined of the default one, which has the stack's configuration. */
export function providerIn(urn: string): string | undefined {
    const name = nameIn(urn);
    return /^default(_\d\w*)?$/.test(name) ? undefined : name;
}

/** The settings as texts. A plugin is handed no `alicloud:` key. */
export function configurationOf(settings: Values, provider: string | undefined): Configuration {
    return (key) => {
        if (key === providerNameKey) return provider;
        return key.startsWith(space) ? asSetting(settings[key.slice(space.length)]) : undefined;
    };
}

/** What is wrong with the settings of a provider, and what its user is warned of. */
export function checkSettings(
    urn: string,
    news: Received,
    environment: Environment,
): { readonly failures: readonly Failure[]; readonly warnings: readonly string[] } {
    const provider = providerIn(urn);
    const { values } = news;
    // The engine has keys of its own among them, such as "version".
    const own = Object.fromEntries(Object.entries(values).filter(([key]) => !engineKeys.includes(key)));
    const strangers = Object.keys(own).filter((key) => !keys.includes(key as Key));
    if (provider !== undefined && strangers.length > 0) {
        const failures = strangers.map((key) => ({
            property: "", // its value may be a secret
            reason: `${key} is no setting: did you mean ${nearestTo(key)}?`,
        }));
        return { failures, warnings: [] };
    }
    const warnings =
        provider === undefined
            ? warningsOf({
                  values: Object.fromEntries(
                      Object.entries(own).map(([key, value]) => [`${space}${key}`, asSetting(value) ?? ""]),
                  ),
                  // The engine hands over in clear, here, what the stack has as a secret and what it has not: nobody is warned of either.
                  isSecret: () => true,
                  project: projectIn(urn),
              })
            : [];
    // What depends on a value that is not known yet is for the run that knows it.
    if (hasUnknown(own)) return { failures: [], warnings };
    const { problems } = readSettings(configurationOf(own, provider), environment);
    const failures = problems.flatMap(({ name, reason, about }) => {
        const key = keys.find((each) => isOf(name, settingNameIn(provider, space + each)));
        // What is missing, or that no call reaches, each state may say by itself; what the environment says is told at the resources.
        return key === undefined || !["region", undefined].includes(about)
            ? []
            : [{ property: propertyOf(key, provider, news), reason }];
    });
    return { failures, warnings };
}

/** What the engine itself puts among a provider's inputs. */
const engineKeys = ["version", "pluginDownloadURL", "pluginChecksums", "__internal"];

/** True where a problem's name is that of a setting, or of a part of it. */
function isOf(name: string, setting: string): boolean {
    return name === setting || name.startsWith(`${setting}.`);
}

/** The settings whose values are never secret. */
const plainSettings = [
    "region",
    "network",
    "clientConnectTimeout",
    "clientReadTimeout",
    "maxRetryTimeout",
    "requestsPerSecond",
];

/**
 * The key as the property of a failure, of which the engine prints the value: "" where that may be a secret. Of the stack's configuration the
 * engine does not tell what is one.
 */
function propertyOf(key: string, provider: string | undefined, news: Received): string {
    return provider !== undefined && plainSettings.includes(key) && !holdsSecret(news, key) ? key : "";
}
