// The credentials that calls are signed with: the given ones, or what the chain of @alicloud/credentials finds.
import Credential, { Config } from "@alicloud/credentials";
import { CredentialsError } from "./errors";

/** An access key, with the security token that belongs to it where it is a temporary one. */
export interface AccessKey {
    readonly accessKey: string;
    readonly secretKey: string;
    readonly securityToken?: string | undefined;
}

/** The given access key as a credential; without one, the default chain (environment, OIDC, CLI profile, ECS role). */
export function credentialFor(given: AccessKey | undefined): Credential {
    if (!given) return new Credential();
    const config = { accessKeyId: given.accessKey, accessKeySecret: given.secretKey };
    return new Credential(
        given.securityToken
            ? new Config({ ...config, type: "sts", securityToken: given.securityToken })
            : new Config({ ...config, type: "access_key" }),
    );
}

/**
 * The access key to sign one call with; asked for each call, because temporary ones change.
 *
 * @throws CredentialsError where none is found.
 */
export async function accessKeyOf(credential: Credential): Promise<AccessKey> {
    let reason = "what was found has no access key";
    try {
        const { accessKeyId, accessKeySecret, securityToken } = await credential.getCredential();
        if (accessKeyId && accessKeySecret) {
            return { accessKey: accessKeyId, secretKey: accessKeySecret, securityToken: securityToken || undefined };
        }
    } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
    }
    throw new CredentialsError(
        "No credentials for Alibaba Cloud were found, so no call was made. Set ALIBABA_CLOUD_ACCESS_KEY_ID and " +
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET in the environment, or the settings dataworks:accessKey and " +
            `dataworks:secretKey. (The credentials chain said: ${reason.slice(0, 300)})`,
    );
}
