// Makes the API client of a region from the settings.
import { DataWorksClient, type DataWorks } from "../dataworks/client";
import { realClock } from "../dataworks/clock";
import { askAccessKey } from "../dataworks/credentials/credentials";
import { endpointOf } from "../dataworks/http/endpoints";
import { Gate } from "../dataworks/gate";
import { Http } from "../dataworks/http/http";
import { Sts } from "../dataworks/credentials/sts";
import { userAgent } from "../dataworks/http/user-agent";
import type { Problem } from "./problem";
import type { Settings } from "./settings";
import { nameIn } from "./source";

/**
 * Gives what one create, update, read, delete or look-up calls a region by. There is one client a region, so that connections
 * and what is known of the quota are shared, and all have the same credentials. The signal gives all their calls up.
 */
export function apiOf(
    settings: Settings,
    problems: readonly Problem[],
    signal?: AbortSignal,
): (region: string) => DataWorks {
    const http = {
        connectTimeout: settings.clientConnectTimeout,
        readTimeout: settings.clientReadTimeout,
        proxy: settings.proxy,
    };
    const gate = new Gate([passwordOf(settings.proxy)]);
    const vpcRegion = settings.network === "vpc" ? settings.region : undefined;
    const accessKey = askAccessKey(
        settings.credentials,
        new Sts(new Http(http), userAgent, vpcRegion, settings.regionFrom),
        {
            clock: realClock(signal),
            random: Math.random,
            maxRetryTimeout: settings.maxRetryTimeout,
            gate,
        },
    );
    const clients = new Map<string, DataWorksClient>();
    return (region) => {
        const made = clients.get(region);
        if (made) return made.forOperation();
        // A state says its region itself, so a region setting that is missing or wrong by now stands in nobody's way.
        const wrong = problems.filter(({ about }) => about === undefined);
        if (wrong.length > 0) throw new Error(wrong.map(({ reason }) => reason).join("; "));
        const client = new DataWorksClient({
            endpoint: chooseEndpoint(settings, region),
            ...http,
            ...(settings.endpoint === undefined
                ? { region, regionFrom: region === settings.region ? settings.regionFrom : undefined }
                : { endpointFrom: settings.endpointFrom }),
            accessKey,
            gate,
            maxRetryTimeout: settings.maxRetryTimeout,
            requestsPerSecond: settings.requestsPerSecond,
            userAgent,
            signal,
        });
        clients.set(region, client);
        return client.forOperation();
    };
}

/** A library may say the password of a proxy back. */
function passwordOf(proxy: Settings["proxy"]): string | undefined {
    return proxy && decodeURIComponent(new URL(proxy.address).password);
}

function chooseEndpoint({ provider, endpoint, network, region: configured }: Settings, region: string): string {
    if (endpoint !== undefined) {
        if (configured === region) return endpoint;
        throw new Error(
            `the deployment is in region ${region}, but the settings say ${configured ?? "no region"} and name an ` +
                `endpoint (${endpoint}), which may answer for another region: no call was made. Set the region back to ` +
                `${region}, or remove the endpoint setting, for this run.`,
        );
    }
    const known = endpointOf(region, network);
    if (known !== undefined) return known;
    throw new Error(
        `no endpoint inside a VPC is known for region ${region}: set ${nameIn(provider, "dataworks:endpoint")}, ` +
            `or ${nameIn(provider, "dataworks:network")} to public`,
    );
}
