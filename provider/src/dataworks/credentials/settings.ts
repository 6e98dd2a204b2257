// What says where credentials come from: settings, and variables of the environment beside them.
import type { AccessKey } from "../access-key";

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
    /** The explicit provider that they are of, for messages. */
    readonly provider?: string | undefined;
}

/** A variable of the environment without the white space around it; undefined where nothing else is in it. */
export function variable(name: string): string | undefined {
    return process.env[name]?.trim() || undefined;
}

/** Whether a variable of the environment switches something on or off. */
export function isTrue(name: string): boolean {
    return variable(name)?.toLowerCase() === "true";
}
