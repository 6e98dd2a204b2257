// The settings' table: every key, the environment variables that stand in for it, its default, and which are secrets.

interface Row {
    /** Read where the configuration has nothing: the first that is set. */
    readonly variables?: readonly string[];
    /** The value where none is set. */
    readonly otherwise?: string | number;
    /** True of a number that need not be a whole one. */
    readonly fraction?: true;
    /** True where the value is hidden in the state and in whatever is shown. */
    readonly secret?: true;
}

/**
 * The keys of the stack's configuration (`dataworks:KEY`, else `alicloud:KEY`) and of an explicit provider. Beside them,
 * `alicloud:endpoints` may hold the endpoint, and HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment say how it is reached.
 */
export const table = {
    region: {
        variables: ["ALIBABA_CLOUD_REGION_ID", "ALIBABA_CLOUD_REGION", "ALIBABACLOUD_REGION_ID", "ALICLOUD_REGION"],
    },

    // Credentials: one whole source, which assumeRole may stand on. The variables are three families of three.
    accessKey: { variables: ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY"] },
    secretKey: {
        variables: ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABACLOUD_ACCESS_KEY_SECRET", "ALICLOUD_SECRET_KEY"],
        secret: true,
    },
    securityToken: {
        variables: ["ALIBABA_CLOUD_SECURITY_TOKEN", "ALIBABACLOUD_SECURITY_TOKEN", "ALICLOUD_SECURITY_TOKEN"],
        secret: true,
    },
    // Where nothing of these is set, the chain of @alicloud/credentials reads variables of its own.
    profile: {},
    ecsRoleName: {},
    assumeRoleWithOidc: { secret: true },
    assumeRole: { secret: true },

    endpoint: { variables: ["DATAWORKS_ENDPOINT"] },
    network: { otherwise: "public" },
    clientConnectTimeout: { otherwise: 10_000 },
    clientReadTimeout: { otherwise: 60_000 },
    maxRetryTimeout: { otherwise: 120 },
    requestsPerSecond: { fraction: true },
} as const satisfies Record<string, Row>;

export type Key = keyof typeof table;

/** A key's row, whatever it leaves out. */
export function rowOf(key: Key): Row {
    return table[key];
}
