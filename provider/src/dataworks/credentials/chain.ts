// Where credentials are looked for, and what is said where there are none: never what a library says as it says it.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import {
    CLIProfileCredentialsProvider,
    ECSRAMRoleCredentialsProvider,
    ProfileCredentialsProvider,
    StaticAKCredentialsProvider,
    StaticSTSCredentialsProvider,
    URICredentialsProvider,
    type CredentialsProvider,
} from "@alicloud/credentials";
import type { AccessKey } from "../access-key";
import { isTrue, variable, type CredentialSettings } from "./settings";
import { HttpFailure } from "../http/http";
import { StsFailure, type Sts } from "./sts";

/** A place that may have credentials. */
export interface Source {
    readonly name: string;
    /** Throws where the place is not set up, or switched off; what it gives throws NotSetUp where only asking tells that. */
    readonly open: () => CredentialsProvider;
}

/** A place has no credentials because nobody has put any there: the next one may be asked. */
export class NotSetUp extends Error {}

/** The sources that the settings name; none where they leave it to the default chain. */
export function namedSources(settings: CredentialSettings, sts: Sts): Source[] {
    const { accessKey, profile, ecsRoleName, assumeRoleWithOidc } = settings;
    if (accessKey) return [{ name: "access key", open: () => fixed(accessKey) }];
    if (profile) return profiles(profile, sts);
    if (ecsRoleName) return [ecsRole(ecsRoleName)];
    if (assumeRoleWithOidc) return [{ name: "assumeRoleWithOidc", open: () => sts.assumeWithOidc(assumeRoleWithOidc) }];
    return [];
}

/**
 * The default chain of `@alicloud/credentials` after the environment's access key, in its order. It is not used as one
 * object: that does not say what it tried, is of no use after it failed once, and knows no proxy.
 */
export function defaultChain(sts: Sts): Source[] {
    return [
        { name: "OIDC token of the environment", open: () => oidcOfEnvironment(sts) },
        ...profiles(variable("ALIBABA_CLOUD_PROFILE"), sts),
        ecsRole(variable("ALIBABA_CLOUD_ECS_METADATA")),
        { name: "ALIBABA_CLOUD_CREDENTIALS_URI", open: () => fromUri(variable("ALIBABA_CLOUD_CREDENTIALS_URI")) },
    ];
}

function fixed({ accessKey, secretKey, securityToken }: AccessKey): CredentialsProvider {
    return securityToken
        ? StaticSTSCredentialsProvider.builder()
              .withAccessKeyId(accessKey)
              .withAccessKeySecret(secretKey)
              .withSecurityToken(securityToken)
              .build()
        : StaticAKCredentialsProvider.builder().withAccessKeyId(accessKey).withAccessKeySecret(secretKey).build();
}

function oidcOfEnvironment(sts: Sts): CredentialsProvider {
    const names = [
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
        "ALIBABA_CLOUD_ROLE_ARN",
    ] as const;
    const [oidcProviderArn, oidcTokenFile, roleArn] = names.map(variable);
    if (oidcProviderArn && oidcTokenFile && roleArn)
        return sts.assumeWithOidc({ oidcProviderArn, oidcTokenFile, roleArn });
    throw new Error(`${names.filter((name) => !variable(name)).join(", ")} not set`);
}

function profiles(profile: string | undefined, sts: Sts): Source[] {
    const named = profile ? ` "${profile}"` : "";
    return [
        { name: `profile${named} of the Alibaba Cloud CLI`, open: () => cliProfile(profile, sts) },
        { name: `profile${named} of the credentials file`, open: () => fileProfile(profile, sts) },
    ];
}

/** What a file says of its profiles, and what the library makes of one of them. */
interface ProfileReader<File> extends CredentialsProvider {
    getCredentialsProvider: (file: File, profile: string) => CredentialsProvider;
}

interface CliFile {
    readonly profiles: readonly Readonly<Record<string, unknown>>[];
}

function cliProfile(profile: string | undefined, sts: Sts): CredentialsProvider {
    if (isTrue("ALIBABA_CLOUD_CLI_PROFILE_DISABLED")) throw new Error("the CLI profile is disabled");
    const builder = Object.assign(CLIProfileCredentialsProvider.builder(), { profileName: profile });
    const provider = builder.build() as unknown as ProfileReader<CliFile>;
    const read = provider.getCredentialsProvider.bind(provider);
    let isBase = false; // the library asks here again for the profile that another one stands on
    provider.getCredentialsProvider = (file, given) => {
        const { profiles: all } = trimmed(file);
        const name = given.trim();
        const found = all.find((each) => each["name"] === name);
        if (!found && !isBase) throw new NotSetUp(`unable to get profile with '${name}'`);
        if (found?.["mode"] === "AK") checkKey(found, isBase);
        isBase = true;
        return sts.sending(read({ ...trimmed(file) }, name));
    };
    return asking(provider, (error) => {
        return (
            /^no any configured profiles/.test(error.message) || !existsSync(join(homedir(), ".aliyun", "config.json"))
        );
    });
}

function fileProfile(profile: string | undefined, sts: Sts): CredentialsProvider {
    const builder = Object.assign(ProfileCredentialsProvider.builder(), { profileName: profile });
    const provider = builder.build() as unknown as ProfileReader<Readonly<Record<string, unknown>>>;
    const read = provider.getCredentialsProvider.bind(provider);
    const name = profile ?? "default";
    provider.getCredentialsProvider = (file) => {
        const all = trimmed(file);
        const found = all[name];
        if (!found) throw new NotSetUp(`there is no profile "${name}"`);
        if ((found as Record<string, unknown>)["type"] === "access_key")
            checkKey(found as Record<string, unknown>, true);
        return sts.sending(read(all, name));
    };
    const named = variable("ALIBABA_CLOUD_CREDENTIALS_FILE") !== undefined;
    return asking(provider, (error) => !named && (error as NodeJS.ErrnoException).code === "ENOENT");
}

/** The library would take what is missing of a key from the environment: a key never meets a secret from another place. */
function checkKey(profile: Readonly<Record<string, unknown>>, isMeant: boolean): void {
    const missing = ["access_key_id", "access_key_secret"].filter((part) => !profile[part]);
    if (missing.length === 2 && !isMeant) throw new NotSetUp("it holds no access key");
    if (missing.length > 0) throw new Error(`it lacks ${missing.join(" and ")}`);
}

/** The texts in a file's values, without the white space around them. */
function trimmed<T>(file: T): T {
    const trim = (_key: string, value: unknown): unknown => (typeof value === "string" ? value.trim() : value);
    return JSON.parse(JSON.stringify(file), trim) as T;
}

/** A provider that asks another one. */
interface Asking extends CredentialsProvider {
    readonly asked: CredentialsProvider;
}

/** Asks a provider of the library; tells by its error where its place is not set up. */
function asking(provider: CredentialsProvider, isNotSetUp: (error: Error) => boolean): Asking {
    return {
        asked: provider,
        getProviderName: () => provider.getProviderName(),
        getCredentials: async () => {
            try {
                return await provider.getCredentials();
            } catch (error) {
                if (error instanceof NotSetUp || !(error instanceof Error) || !isNotSetUp(error)) throw error;
                throw Object.assign(new NotSetUp(error.message), { cause: error });
            }
        },
    };
}

/** When the credentials that a provider gave last end, in milliseconds since 1970; undefined where they do not, or nobody says it. */
export function endOf(provider: CredentialsProvider): number | undefined {
    // The library keeps to itself what it was told, and what a profile leads to.
    const { session, asked, innerProvider } = provider as Partial<Asking> & {
        readonly session?: { readonly expiration?: string };
        readonly innerProvider?: CredentialsProvider;
    };
    const end = Date.parse(session?.expiration ?? "");
    if (!Number.isNaN(end)) return end;
    const next = asked ?? innerProvider;
    return next && endOf(next);
}

/** Without a name, nobody has said that this machine is an ECS instance: where nobody answers there, it is none. */
function ecsRole(roleName: string | undefined): Source {
    const isNone = ({ name, message, code }: Error & { code?: string }) =>
        roleName === undefined &&
        (name === "RequestTimeoutError" ||
            /^E(CONNREFUSED|HOSTUNREACH|NETUNREACH|HOSTDOWN)$/.test(code ?? "") ||
            /^get role name failed: .* 404$/.test(message));
    return {
        name: "RAM role of the ECS instance",
        open: () => {
            if (isTrue("ALIBABA_CLOUD_ECS_METADATA_DISABLED")) throw new Error("IMDS credentials is disabled");
            return asking(Object.assign(ECSRAMRoleCredentialsProvider.builder(), { roleName }).build(), isNone);
        },
    };
}

function fromUri(uri: string | undefined): CredentialsProvider {
    if (!uri) throw new Error("it is not set");
    return URICredentialsProvider.builder().withCredentialsURI(uri).build();
}

/**
 * Why a source gave nothing, in a few words. The library's own texts end in whatever came back to it: whole files and
 * replies, and addresses with signatures. Only what stands before that is shown, and an error code and RequestId of STS.
 */
export function whyNothing(error: unknown): string {
    if (error instanceof HttpFailure) return error.what;
    if (error instanceof StsFailure) return error.message;
    if (!(error instanceof Error)) return "no reason given";
    const { code, path } = (error instanceof NotSetUp && error.cause ? error.cause : error) as NodeJS.ErrnoException;
    if (code) return [code, path].filter(Boolean).join(" ");
    if (error instanceof SyntaxError || error instanceof TypeError) return "what came back cannot be read";
    const [said = ""] = error.message.split(/: |https?:|[{<]/);
    const trace = ["Code", "RequestId"].flatMap((field) => {
        const value = new RegExp(`"${field}"\\s*:\\s*"([\\w.-]{1,80})"`).exec(error.message)?.[1];
        return value ? [`${field} ${value}`] : [];
    });
    return said.trim() + (trace.length > 0 ? ` (${trace.join(", ")})` : "");
}
