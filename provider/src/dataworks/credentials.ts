// The credentials that calls are signed with: found once, and asked again now and then, because temporary ones change.
import type { CredentialsProvider } from "@alicloud/credentials";
import { CredentialsError } from "./errors";
import { chain, reasonOf, sourcesOf } from "./sources";
import type { Sts } from "./sts";

/** An access key, with the security token that belongs to it where it is a temporary one. */
export interface AccessKey {
    readonly accessKey: string;
    readonly secretKey: string;
    readonly securityToken?: string | undefined;
}

/** Gives the access key to sign a call with. */
export type AskAccessKey = () => Promise<AccessKey>;

/** A RAM role to assume. */
export interface Role {
    readonly roleArn: string;
    readonly sessionName?: string;
    /** Narrows what the role may do; JSON. */
    readonly policy?: string;
    /** Seconds that its credentials last. */
    readonly sessionExpiration?: number;
    readonly externalId?: string;
}

/** A RAM role to assume with an OIDC token, which is given or is in a file. */
export interface OidcRole extends Omit<Role, "sessionName" | "externalId"> {
    readonly oidcProviderArn: string;
    readonly oidcToken?: string;
    readonly oidcTokenFile?: string;
    readonly roleSessionName?: string;
}

/** Where credentials come from: at most one of the first four, else the default chain; and a role to assume with them. */
export interface CredentialSettings {
    readonly accessKey?: AccessKey | undefined;
    /** A profile of the Alibaba Cloud CLI, or of a credentials file. */
    readonly profile?: string | undefined;
    /** The RAM role of the ECS instance that this runs on. */
    readonly ecsRoleName?: string | undefined;
    readonly assumeRoleWithOidc?: OidcRole | undefined;
    readonly assumeRole?: Role | undefined;
}

/**
 * Gives the access key to sign a call with. Credentials are looked for once, at the first call; what was found is asked
 * again now and then, so that temporary credentials are renewed before they end.
 *
 * @throws CredentialsError, from the returned function: no credentials were found, or they could not be renewed.
 */
export function askAccessKey(settings: CredentialSettings, sts: Sts, now: () => number = Date.now): AskAccessKey {
    let found: Promise<CredentialsProvider> | undefined;
    return async () => {
        found ??= find(settings, sts, now);
        return keyOf(await found, settings.assumeRole);
    };
}

/** The first source that has credentials, or the role that is assumed with them. */
async function find(settings: CredentialSettings, sts: Sts, now: () => number): Promise<CredentialsProvider> {
    const named = sourcesOf(settings, sts);
    const tried: string[] = [];
    for (const { name, open } of named.length > 0 ? named : chain(sts)) {
        try {
            const provider = holding(open(), now);
            await provider.getCredentials();
            return settings.assumeRole ? holding(sts.assume(settings.assumeRole, provider), now) : provider;
        } catch (error) {
            tried.push(`${name}: ${reasonOf(error)}`);
        }
    }
    const failed = "No credentials for Alibaba Cloud were found, so no call was made.";
    const list = tried.map((each) => `\n  - ${each}`).join("");
    if (named.length > 0) {
        const heading = `${failed} The settings name what was tried:`;
        throw new CredentialsError(heading + list, `${heading} ${tried.join("; ")}`);
    }
    const advice =
        `${failed} Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET in the environment, or the ` +
        "settings dataworks:accessKey and dataworks:secretKey.";
    throw new CredentialsError(`${advice} Beside these, there was tried:${list}`, advice);
}

/**
 * Asks a provider at most once a minute, and takes what it said, good or bad, for an answer to everybody who asks in
 * between: a run makes many calls at once. The library's own providers renew long before that minute could matter.
 */
function holding(provider: CredentialsProvider, now: () => number): CredentialsProvider {
    let asked: { readonly at: number; readonly answer: ReturnType<CredentialsProvider["getCredentials"]> } | undefined;
    return {
        getProviderName: () => provider.getProviderName(),
        getCredentials: () => {
            if (!asked || now() - asked.at >= 60_000) asked = { at: now(), answer: provider.getCredentials() };
            return asked.answer;
        },
    };
}

async function keyOf(provider: CredentialsProvider, role: Role | undefined): Promise<AccessKey> {
    try {
        const { accessKeyId, accessKeySecret, securityToken } = await provider.getCredentials();
        return { accessKey: accessKeyId, secretKey: accessKeySecret, securityToken: securityToken || undefined };
    } catch (error) {
        const what = role ? `The role ${role.roleArn} could not be assumed` : "The credentials could not be renewed";
        throw new CredentialsError(`${what}, so no call was made: ${reasonOf(error)}`);
    }
}
