// Where credentials are looked for, and what is said where there are none: never what a library says as it says it.
import {
    CLIProfileCredentialsProvider,
    ECSRAMRoleCredentialsProvider,
    ProfileCredentialsProvider,
    StaticAKCredentialsProvider,
    StaticSTSCredentialsProvider,
    URICredentialsProvider,
    type CredentialsProvider,
} from "@alicloud/credentials";
import type { AccessKey, CredentialSettings } from "./credentials";
import { HttpFailure } from "./http";
import type { Sts } from "./sts";

/** A place that may have credentials. */
export interface Source {
    readonly name: string;
    /** Throws where the place is not set up, or switched off. */
    readonly open: () => CredentialsProvider;
}

/** The sources that the settings name; none where they leave it to the default chain. */
export function sourcesOf(settings: CredentialSettings, sts: Sts): Source[] {
    const { accessKey, profile, ecsRoleName, assumeRoleWithOidc } = settings;
    if (accessKey) return [{ name: "access key", open: () => fixed(accessKey) }];
    if (profile) return profiles(profile);
    if (ecsRoleName) return [ecsRole(ecsRoleName)];
    if (assumeRoleWithOidc) return [{ name: "assumeRoleWithOidc", open: () => sts.assumeWithOidc(assumeRoleWithOidc) }];
    return [];
}

/**
 * The default chain of `@alicloud/credentials` after the environment's access key, in its order. It is not used as one
 * object: that does not say what it tried, is of no use after it failed once, and knows no proxy.
 */
export function chain(sts: Sts): Source[] {
    return [
        { name: "OIDC token of the environment", open: () => oidcOfEnvironment(sts) },
        ...profiles(process.env["ALIBABA_CLOUD_PROFILE"]),
        ecsRole(process.env["ALIBABA_CLOUD_ECS_METADATA"]),
        { name: "ALIBABA_CLOUD_CREDENTIALS_URI", open: () => fromUri(process.env["ALIBABA_CLOUD_CREDENTIALS_URI"]) },
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
    const [oidcProviderArn, oidcTokenFile, roleArn] = names.map((name) => process.env[name]);
    if (oidcProviderArn && oidcTokenFile && roleArn)
        return sts.assumeWithOidc({ oidcProviderArn, oidcTokenFile, roleArn });
    throw new Error(`${names.filter((name) => !process.env[name]).join(", ")} not set`);
}

function profiles(profile: string | undefined): Source[] {
    const named = profile ? ` "${profile}"` : "";
    return [
        {
            name: `profile${named} of the Alibaba Cloud CLI`,
            open: () => Object.assign(CLIProfileCredentialsProvider.builder(), { profileName: profile }).build(),
        },
        {
            name: `profile${named} of the credentials file`,
            open: () => Object.assign(ProfileCredentialsProvider.builder(), { profileName: profile }).build(),
        },
    ];
}

function ecsRole(roleName: string | undefined): Source {
    return {
        name: "RAM role of the ECS instance",
        open: () => Object.assign(ECSRAMRoleCredentialsProvider.builder(), { roleName }).build(),
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
export function reasonOf(error: unknown): string {
    if (error instanceof HttpFailure) return error.what;
    if (!(error instanceof Error)) return "no reason given";
    const { code, path } = error as NodeJS.ErrnoException;
    if (code) return [code, path].filter(Boolean).join(" ");
    if (error instanceof SyntaxError || error instanceof TypeError) return "what came back cannot be read";
    const [said = ""] = error.message.split(/: |https?:|[{<]/);
    const trace = ["Code", "RequestId"].flatMap((field) => {
        const value = new RegExp(`"${field}"\\s*:\\s*"([\\w.-]{1,80})"`).exec(error.message)?.[1];
        return value ? [`${field} ${value}`] : [];
    });
    return said.trim().slice(0, 150) + (trace.length > 0 ? ` (${trace.join(", ")})` : "");
}
