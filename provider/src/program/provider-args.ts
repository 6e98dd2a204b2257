// The settings of an explicit provider, as a program writes them.
import type * as pulumi from "@pulumi/pulumi";

/** A RAM role to assume with the credentials that were found. */
export interface AssumeRoleArgs {
    /**
     * The ARN of the role.
     *
     * @example "acs:ram::123456789012:role/deployer"
     */
    roleArn: pulumi.Input<string>;

    /**
     * Names the session in the account's audit log: 2 to 64 letters, digits, and characters of `.@-_`. Default:
     * ALIBABA_CLOUD_ROLE_SESSION_NAME of the environment, else "pulumi-dataworks".
     */
    sessionName?: pulumi.Input<string> | undefined;

    /** A RAM policy as JSON text, of at most 2048 characters, that narrows what the role may do. Default: none. */
    policy?: pulumi.Input<string> | undefined;

    /**
     * Seconds that the role's credentials last, from 900 to 43200 and at most what the role allows; they are renewed
     * before they end. Default: 3600.
     */
    sessionExpiration?: pulumi.Input<number> | undefined;

    /** The external id that the role's trust policy asks for: 2 to 1224 characters. Default: none. */
    externalId?: pulumi.Input<string> | undefined;
}

/** A RAM role to assume with an OIDC token instead of an access key, as pipelines have one. */
export interface AssumeRoleWithOidcArgs {
    /**
     * The ARN of the OIDC provider in RAM.
     *
     * @example "acs:ram::123456789012:oidc-provider/pipeline"
     */
    oidcProviderArn: pulumi.Input<string>;

    /** The ARN of the role. */
    roleArn: pulumi.Input<string>;

    /** The path of the file that holds the token; it is read again at each renewal. Goes without `oidcToken`. */
    oidcTokenFile?: pulumi.Input<string> | undefined;

    /** The token itself, of 4 to 20000 characters. Goes without `oidcTokenFile`. */
    oidcToken?: pulumi.Input<string> | undefined;

    /** As `sessionName` of `assumeRole`. */
    roleSessionName?: pulumi.Input<string> | undefined;

    /** As `policy` of `assumeRole`. */
    policy?: pulumi.Input<string> | undefined;

    /** As `sessionExpiration` of `assumeRole`. */
    sessionExpiration?: pulumi.Input<number> | undefined;
}

/**
 * The settings of a `Provider`. What is left out comes from the environment, or from the credentials chain; nothing is
 * taken from the stack's configuration. What is wrong with them is an error at preview.
 */
export interface ProviderArgs {
    /**
     * The region of the deployments, such as "cn-hangzhou". Default: ALIBABA_CLOUD_REGION_ID, ALIBABA_CLOUD_REGION,
     * ALIBABACLOUD_REGION_ID or ALICLOUD_REGION of the environment, else the `region_id` of the CLI profile that `profile`
     * names; none is an error at preview. A change replaces the deployments.
     */
    region?: pulumi.Input<string> | undefined;

    /**
     * The access key's id. Goes with `secretKey`: one without the other is an error at preview. Default: the environment's
     * ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABACLOUD_ACCESS_KEY_ID or ALICLOUD_ACCESS_KEY, with what belongs to it, else the credentials chain.
     */
    accessKey?: pulumi.Input<string> | undefined;

    /** The access key's secret. It is a secret in the state, whether or not it was marked as one. */
    secretKey?: pulumi.Input<string> | undefined;

    /** The token of temporary credentials; goes with `accessKey` and `secretKey`. It is a secret in the state. */
    securityToken?: pulumi.Input<string> | undefined;

    /**
     * The profile of the Alibaba Cloud CLI (~/.aliyun/config.json), or else of the credentials file
     * (~/.alibabacloud/credentials), that has the credentials. At most one of `accessKey`, `profile`, `ecsRoleName` and
     * `assumeRoleWithOidc` may be given; two are an error at preview. Default: none; the credentials chain, where it is
     * asked, reads ALIBABA_CLOUD_PROFILE.
     */
    profile?: pulumi.Input<string> | undefined;

    /**
     * The RAM role of the ECS instance that Pulumi runs on, whose credentials the instance hands out. Default: none; the
     * credentials chain, where it is asked, reads ALIBABA_CLOUD_ECS_METADATA.
     */
    ecsRoleName?: pulumi.Input<string> | undefined;

    /**
     * A RAM role to assume with an OIDC token. It is a secret in the state as a whole. Default: none; the credentials
     * chain, where it is asked, reads ALIBABA_CLOUD_OIDC_PROVIDER_ARN, ALIBABA_CLOUD_OIDC_TOKEN_FILE and
     * ALIBABA_CLOUD_ROLE_ARN.
     */
    assumeRoleWithOidc?: pulumi.Input<AssumeRoleWithOidcArgs> | undefined;

    /**
     * A RAM role to assume with the credentials, wherever they were found. It is a secret in the state as a whole.
     * Default: none.
     *
     * @example { roleArn: "acs:ram::123456789012:role/deployer", sessionExpiration: 1800 }
     */
    assumeRole?: pulumi.Input<AssumeRoleArgs> | undefined;

    /**
     * Where the API answers instead of the region's own address: a host, or an address without a path. `https` only;
     * plain `http` to this machine only. Default: DATAWORKS_ENDPOINT of the environment, else by region.
     *
     * @example "dataworks.example.com"
     */
    endpoint?: pulumi.Input<string> | undefined;

    /** "vpc" for the region's endpoint inside a VPC. Default: "public". */
    network?: pulumi.Input<"public" | "vpc"> | undefined;

    /** Milliseconds for a connection to be made, from 1 to 9999999. Default: 10000. */
    clientConnectTimeout?: pulumi.Input<number> | undefined;

    /** Milliseconds of silence in a reply, from 1 to 9999999; a whole reply may take twice as long. Default: 60000. */
    clientReadTimeout?: pulumi.Input<number> | undefined;

    /**
     * Seconds that one create, update, read or delete may spend on trying calls again, from 1 to 86400. Default: 120.
     */
    maxRetryTimeout?: pulumi.Input<number> | undefined;

    /**
     * A ceiling for the calls of a second: a number above 0, at most 1000. Default: none; the calls adapt to the account's
     * quota by themselves.
     *
     * @example 0.5 // one call every two seconds
     */
    requestsPerSecond?: pulumi.Input<number> | undefined;
}
