// Reads the settings of table.ts, each checked, with all that is wrong with them.
import type { CredentialSettings } from "../dataworks/credentials/settings";
import { endpointOf, type Network } from "../dataworks/http/endpoints";
import type { Proxy } from "../dataworks/http/proxy";
import { strangeKey } from "./access-key";
import { readCredentials } from "./credentials";
import { readEndpoint } from "./endpoint";
import { readLimit, readRate } from "./number";
import type { Problem, Wrong } from "./problem";
import { cliProfiles, readProfile, type CliProfiles, type Profile } from "./profile";
import { readProxy } from "./proxy";
import { nameIn, Sources, type Configuration, type Environment } from "./source";
import { table } from "./table";

/** The settings of a provider, as far as they could be understood. */
export interface Settings {
    /** The name of the explicit provider that they are of, for messages. Absent where they are the stack's. */
    readonly provider?: string | undefined;
    /** The region, such as "cn-hangzhou". Absent where none is set. */
    readonly region?: string | undefined;
    /** The name of the place that the region comes from, such as "dataworks:region". */
    readonly regionFrom?: string | undefined;
    /** Empty where none are set: then the default credentials chain is asked at the first call. */
    readonly credentials: CredentialSettings;
    /** Where the API answers, instead of the region's own address: scheme, host and port. */
    readonly endpoint?: string | undefined;
    /** The name of the place that the endpoint comes from, such as "DATAWORKS_ENDPOINT". */
    readonly endpointFrom?: string | undefined;
    readonly network: Network;
    /** Milliseconds for a connection to be made. */
    readonly clientConnectTimeout: number;
    /** Milliseconds of silence in a reply. */
    readonly clientReadTimeout: number;
    /** Seconds that one create, update, read or delete may spend on trying again. */
    readonly maxRetryTimeout: number;
    /** A ceiling for the calls of a second. Absent where there is none. */
    readonly requestsPerSecond?: number | undefined;
    /** The proxy of the environment. Absent where there is none. */
    readonly proxy?: Proxy | undefined;
}

/** Reads the settings, with all that is wrong with them. */
export function readSettings(
    configuration: Configuration,
    environment: Environment,
    profiles: CliProfiles = () => cliProfiles(environment),
): { readonly settings: Settings; readonly problems: readonly Problem[] } {
    const sources = new Sources(configuration, environment);
    const problems: Problem[] = [];
    const wrong: Wrong = (name, reason, about) => void problems.push({ name, reason: `${name} ${reason}`, about });

    const credentials = readCredentials(sources, wrong);
    const profile = credentials.profile === undefined ? undefined : readProfile(credentials.profile, profiles);
    for (const { name, holds } of profile?.strange ?? []) wrong(name, strangeKey(holds));
    const region = readRegion(sources, profile, wrong);
    const endpoint = readEndpoint(sources, wrong);
    const network = readNetwork(sources, wrong);
    if (region !== undefined && endpoint === undefined && endpointOf(region, network) === undefined)
        wrong(sources.first("network")?.name ?? "network", noEndpoint(region, sources.provider), "unreachable region");
    const settings: Settings = {
        provider: sources.provider,
        region,
        regionFrom: (sources.first("region") ?? profile?.region)?.name,
        credentials,
        endpoint: endpoint?.value,
        endpointFrom: endpoint?.name,
        network,
        clientConnectTimeout: readLimit(sources, "clientConnectTimeout", "milliseconds", 9_999_999, wrong),
        clientReadTimeout: readLimit(sources, "clientReadTimeout", "milliseconds", 9_999_999, wrong),
        maxRetryTimeout: readLimit(sources, "maxRetryTimeout", "seconds", 86_400, wrong),
        requestsPerSecond: readRate(sources, "requestsPerSecond", 1_000, wrong),
        proxy: readProxy(sources, wrong),
    };
    return { settings, problems };
}

function readRegion(sources: Sources, profile: Profile | undefined, wrong: Wrong): string | undefined {
    const found = sources.first("region") ?? profile?.region;
    if (!found) {
        wrong(
            sources.provider === undefined ? "region" : sources.nameOf("dataworks:region"),
            noRegion(sources),
            "no region",
        );
        return undefined;
    }
    const reason = wrongRegion(found.value);
    if (reason === undefined) return found.value;
    wrong(found.name, reason, "region");
    return undefined;
}

function noRegion({ provider }: Sources): string {
    const [variable] = table.region.variables;
    if (provider === undefined)
        return `is not set: \`pulumi config set dataworks:region cn-hangzhou\`, or set ${variable}`;
    return (
        `is not set, and an explicit provider takes none from the stack's configuration: ` +
        `new dataworks.Provider("${provider}", { region: "cn-hangzhou" }), or set ${variable}`
    );
}

/** Why a text is no id of a region, to go on after its name; undefined where it may be one, such as "cn-hangzhou". */
export function wrongRegion(text: string): string | undefined {
    return /^[a-z]{2,3}(-[a-z0-9]+)+$/.test(text) ? undefined : 'has to be a region id, such as "cn-hangzhou"';
}

/** Why the network "vpc" does not lead to a region, to go on after the setting's name. */
export function noEndpoint(region: string, provider: string | undefined): string {
    return `is "vpc", and no endpoint inside a VPC is known for region ${region}: set it to public, or set ${nameIn(provider, "dataworks:endpoint")}`;
}

function readNetwork(sources: Sources, wrong: Wrong): Network {
    const found = sources.first("network");
    if (!found) return table.network.otherwise;
    if (found.value === "public" || found.value === "vpc") return found.value;
    wrong(found.name, 'has to be "public" or "vpc"');
    return table.network.otherwise;
}
