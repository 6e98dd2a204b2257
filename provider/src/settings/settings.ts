// The settings' table: each setting's names, default and allowed values, and what is wrong with those that were found.
import type { AccessKey } from "../dataworks/credentials";
import type { Network } from "../dataworks/endpoints";
import { readAccessKey } from "./access-key";
import { readEndpoint } from "./endpoint";
import type { Problem, Wrong } from "./problem";
import { Sources, type Configuration, type Environment } from "./source";

/** The settings of a provider, as far as they could be understood. */
export interface Settings {
    /** The region, such as "cn-hangzhou". Absent where none is set. */
    readonly region?: string | undefined;
    /** Absent where none is set: then the default credentials chain is asked at the first call. */
    readonly accessKey?: AccessKey | undefined;
    /** Where the API answers, instead of the region's own address: scheme, host and port. */
    readonly endpoint?: string | undefined;
    readonly network: Network;
    /** Milliseconds for a connection to be made. */
    readonly clientConnectTimeout: number;
    /** Milliseconds of silence in a reply. */
    readonly clientReadTimeout: number;
}

const regionVariables = ["ALIBABA_CLOUD_REGION_ID", "ALIBABA_CLOUD_REGION", "ALICLOUD_REGION"];

/** Reads the settings, with all that is wrong with them. */
export function readSettings(
    configuration: Configuration,
    environment: Environment,
): { readonly settings: Settings; readonly problems: readonly Problem[] } {
    const sources = new Sources(configuration, environment);
    const problems: Problem[] = [];
    const wrong = (name: string, reason: string) => void problems.push({ name, reason: `${name} ${reason}` });

    const settings: Settings = {
        region: readRegion(sources, wrong),
        accessKey: readAccessKey(sources, wrong),
        endpoint: readEndpoint(sources, wrong),
        network: readNetwork(sources, wrong),
        clientConnectTimeout: readMilliseconds(sources, "clientConnectTimeout", 10_000, wrong),
        clientReadTimeout: readMilliseconds(sources, "clientReadTimeout", 60_000, wrong),
    };
    return { settings, problems };
}

function readRegion(sources: Sources, wrong: Wrong): string | undefined {
    const found = sources.first("region", regionVariables);
    if (!found) {
        wrong("region", "is not set: `pulumi config set dataworks:region cn-hangzhou`, or set ALIBABA_CLOUD_REGION_ID");
        return undefined;
    }
    if (!/^[a-z]{2}(-[a-z0-9]+)+$/.test(found.value)) {
        wrong(found.name, 'has to be a region id, such as "cn-hangzhou"');
        return undefined;
    }
    return found.value;
}

function readNetwork(sources: Sources, wrong: Wrong): Network {
    const found = sources.first("network");
    if (found && found.value !== "public" && found.value !== "vpc") {
        wrong(found.name, 'has to be "public" or "vpc"');
    }
    return found?.value === "vpc" ? "vpc" : "public";
}

function readMilliseconds(sources: Sources, key: string, otherwise: number, wrong: Wrong): number {
    const found = sources.first(key);
    if (!found) return otherwise;
    if (!/^[1-9]\d{0,6}$/.test(found.value)) {
        wrong(found.name, "has to be a number of milliseconds, from 1 to 9999999");
        return otherwise;
    }
    return Number(found.value);
}
