// The one door from settings to calls: what an account's settings come to, and the API of each of its regions.
import { DataWorksClient, type DataWorks, type DataWorksOptions } from "../dataworks/client";
import { realClock } from "../dataworks/clock";
import { askAccessKey, type FoundCredentials } from "../dataworks/credentials/credentials";
import { Sanitizer } from "../dataworks/sanitizer";
import { endpointOf } from "../dataworks/http/endpoints";
import { Http } from "../dataworks/http/http";
import { Sts } from "../dataworks/credentials/sts";
import { version } from "../version";
import { SettingsError, type Problem } from "./problem";
import { noEndpoint, readSettings, type Settings } from "./settings";
import { nameIn, type Configuration, type Environment } from "./source";

/** What the API is told of who calls. */
const userAgent = `pulumi-dataworks/${version}`;

export interface Account {
    /** The region of the settings; undefined where none is set, or what is set is none. */
    readonly region: string | undefined;
    /** All that is wrong with the settings. */
    readonly problems: readonly Problem[];
    /**
     * What one create, update, read or delete calls the region of its resource by. There is one client a region, so that
     * connections and what is known of the quota are shared, and all have the same credentials. The signal ends its calls at once; its
     * reason is an error whose message ends a sentence, such as "the run was interrupted".
     *
     * @throws SettingsError where the settings do not allow to call it.
     */
    readonly api: (region: string, signal?: AbortSignal) => DataWorks;
    /** The same for the region of the settings. */
    readonly ownApi: (signal?: AbortSignal) => DataWorks;
    /**
     * What calls are signed with, as far as anybody may see it.
     *
     * @throws CredentialsError where there is nothing to sign with.
     */
    readonly credentials: () => Promise<Credentials>;
}

/** Credentials without their secrets. */
export interface Credentials {
    /** Where they were found, such as "access key" or "RAM role of the ECS instance". */
    readonly source: string;
    /** The role that was assumed with them; undefined where none is set. */
    readonly role: string | undefined;
    /** The last four characters of the access key's id; "" of one that is too short to be shown in part. */
    readonly ending: string;
    /** Whether a security token belongs to them. */
    readonly isTemporary: boolean;
    /** When they end, in milliseconds since 1970; undefined where they do not, or nobody says it. */
    readonly end: number | undefined;
}

export interface AccountOptions {
    /** Ends all calls that no signal of their own does, those that wait and those that are on their way, and every connection. */
    readonly signal?: AbortSignal;
    /** Tells the user something that is no error. */
    readonly warn: (text: string) => void;
}

/** Opens the account that the settings say. What is wrong with them is said in `problems`, and where a call is to be made. */
export function openAccount(configuration: Configuration, environment: Environment, options: AccountOptions): Account {
    return accountOf(readSettings(configuration, environment), options);
}

/** The accounts of a process. Whoever has the same settings has the same account: its calls keep one quota and one ceiling. */
export class Accounts {
    private readonly opened = new Map<string, Account>();

    /** `options` count for the first one that opens an account. */
    open(configuration: Configuration, environment: Environment, options: AccountOptions): Account {
        const read = readSettings(configuration, environment);
        const key = JSON.stringify(read);
        const account = this.opened.get(key) ?? accountOf(read, options);
        this.opened.set(key, account);
        return account;
    }
}

/**
 * What a client of the region of the settings is made of: for who has to see replies as they came.
 *
 * @throws SettingsError where the settings do not allow to call it.
 */
export function ownClientOptions(
    configuration: Configuration,
    environment: Environment,
    options: AccountOptions,
): DataWorksOptions & { readonly region: string } {
    const { settings, problems } = readSettings(configuration, environment);
    if (problems.length > 0) throw new SettingsError(problems);
    const region = settings.region ?? "";
    return { ...accessOf(settings, options).optionsOf(region), region };
}

function accountOf({ settings, problems }: ReturnType<typeof readSettings>, options: AccountOptions): Account {
    const { optionsOf, accessKey, found } = accessOf(settings, options);
    const clients = new Map<string, DataWorksClient>();
    const open = (region: string) => {
        const client = new DataWorksClient(optionsOf(region));
        clients.set(region, client);
        return client;
    };
    const call = (region: string, wrong: readonly Problem[], ends?: AbortSignal) => {
        if (wrong.length > 0) throw new SettingsError(wrong);
        return (clients.get(region) ?? open(region)).forOperation(ends);
    };
    return {
        region: settings.region,
        problems,
        // A state says its region itself, so a region setting that is missing or wrong by now stands in nobody's way.
        api: (region, ends) =>
            call(
                region,
                problems.filter(({ about }) => about === undefined),
                ends,
            ),
        ownApi: (ends) => call(settings.region ?? "", problems, ends),
        credentials: async () => {
            const { accessKey: id, securityToken } = await accessKey();
            return {
                source: found()?.source ?? "",
                role: settings.credentials.assumeRole?.roleArn,
                ending: id.length < 8 ? "" : id.slice(-4),
                isTemporary: securityToken !== undefined,
                end: found()?.end(),
            };
        },
    };
}

/** How the settings' account is reached: one access key for all of its regions, and what the client of each is made of. */
function accessOf(settings: Settings, { signal, warn }: AccountOptions) {
    const { maxRetryTimeout, requestsPerSecond, proxy } = settings;
    const http = { connectTimeout: settings.clientConnectTimeout, readTimeout: settings.clientReadTimeout, proxy };
    const sanitizer = new Sanitizer([passwordOf(proxy)]);
    const vpcRegion = settings.network === "vpc" ? settings.region : undefined;
    let found: FoundCredentials | undefined;
    const accessKey = askAccessKey(
        settings.credentials,
        new Sts(new Http(http), userAgent, vpcRegion, settings.regionFrom),
        {
            ...{ clock: realClock, random: Math.random, maxRetryTimeout, sanitizer, signal },
            onFound: (where) => (found = where),
        },
    );
    const optionsOf = (region: string): DataWorksOptions => ({
        ...{ ...http, ...placeOf(settings, region), accessKey, sanitizer },
        ...{ maxRetryTimeout, requestsPerSecond, userAgent, signal, warn },
    });
    return { optionsOf, accessKey, found: () => found };
}

/** A library may say the password of a proxy back. */
function passwordOf(proxy: Settings["proxy"]): string | undefined {
    return proxy && decodeURIComponent(new URL(proxy.address).password);
}

/** Where the API of a region answers, and by which setting. */
function placeOf(settings: Settings, region: string) {
    const { provider, endpoint, endpointFrom, network, region: configured, regionFrom } = settings;
    if (endpoint !== undefined) {
        if (configured === region) return { endpoint, endpointFrom };
        throw refused(
            nameIn(provider, "dataworks:endpoint"),
            `the deployment is in region ${region}, but the settings say ${configured ?? "no region"} and name an ` +
                `endpoint (${endpoint}), which may answer for another region: no call was made. Set the region back to ` +
                `${region}, or remove the endpoint setting, for this run.`,
        );
    }
    const known = endpointOf(region, network);
    if (known !== undefined)
        return { endpoint: known, region, regionFrom: region === configured ? regionFrom : undefined };
    const name = nameIn(provider, "dataworks:network");
    throw refused(name, `${name} ${noEndpoint(region, provider)}`);
}

function refused(name: string, reason: string): SettingsError {
    return new SettingsError([{ name, reason }]);
}
