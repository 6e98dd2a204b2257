// An explicit provider: another account or region in the same program.
import * as pulumi from "@pulumi/pulumi";

/**
 * The settings of a `Provider`. What is left out comes from the environment, or from the credentials chain; nothing is
 * taken from the stack's configuration. What is wrong with them is an error at preview.
 */
export interface ProviderArgs {
    /**
     * The region of the deployments, such as "cn-hangzhou". Default: ALIBABA_CLOUD_REGION_ID, ALIBABA_CLOUD_REGION or
     * ALICLOUD_REGION of the environment; none is an error at preview. A change replaces the deployments.
     */
    region?: pulumi.Input<string> | undefined;

    /**
     * The access key's id. Goes with `secretKey`: one without the other is an error at preview. Default: the environment's
     * ALIBABA_CLOUD_ACCESS_KEY_ID or ALICLOUD_ACCESS_KEY, with what belongs to it, else the credentials chain.
     */
    accessKey?: pulumi.Input<string> | undefined;

    /** The access key's secret. It is a secret in the state, whether or not it was marked as one. */
    secretKey?: pulumi.Input<string> | undefined;

    /** The token of temporary credentials; goes with `accessKey` and `secretKey`. It is a secret in the state. */
    securityToken?: pulumi.Input<string> | undefined;

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
}

/** Every setting, and whether it is a secret. */
const settings: Record<keyof ProviderArgs, "plain" | "secret"> = {
    region: "plain",
    accessKey: "plain",
    secretKey: "secret",
    securityToken: "secret",
    endpoint: "plain",
    network: "plain",
    clientConnectTimeout: "plain",
    clientReadTimeout: "plain",
};

/**
 * Carries another account or region in the same program.
 *
 * Changing a deployment from the default provider to an explicit one of the same region, or rotating keys, replaces
 * nothing and deploys nothing.
 *
 * @example
 * const shanghai = new dataworks.Provider("shanghai", { region: "cn-shanghai" });
 * new dataworks.DiSyncDeployment("orders", { projectId, taskType: "DI_REALTIME", fileId }, { provider: shanghai });
 */
export class Provider extends pulumi.ProviderResource {
    /**
     * @param name The name of the provider, unique among the providers of a stack.
     * @param args Its settings.
     * @param opts The usual options of a resource.
     * @throws pulumi.RunError for a setting that does not exist.
     */
    constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
        super("pulumi-nodejs", name, inputsOf(name, args), opts);
    }
}

/** The settings as the engine's host hands them to the provider: under the keys of the stack's configuration. */
function inputsOf(name: string, args: ProviderArgs): pulumi.Inputs {
    const inputs: pulumi.Inputs = {};
    for (const [setting, value] of Object.entries(args) as [string, pulumi.Input<string | number> | undefined][]) {
        if (!Object.hasOwn(settings, setting)) {
            const known = Object.keys(settings).join(", ");
            throw new pulumi.RunError(`dataworks.Provider "${name}" has no setting ${setting}: it has ${known}.`);
        }
        if (value === undefined) continue;
        inputs[`dataworks:${setting}`] =
            settings[setting as keyof ProviderArgs] === "secret" ? pulumi.secret(value) : value;
    }
    return inputs;
}
