// An explicit provider: another account or region in the same program.
import * as pulumi from "@pulumi/pulumi";
import { providerNameKey } from "../settings/source";
import { rowOf, table, type Key } from "../settings/table";
import type { ProviderArgs } from "./provider-args";
import { shown } from "./shown";

/** Every setting: the arguments are the table's keys, no more and no less. */
const settings: readonly (keyof ProviderArgs)[] = Object.keys(
    table satisfies Record<keyof ProviderArgs, object>,
) as Key[];

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
        const inputs = inputsOf(name, args);
        super("pulumi-nodejs", name, inputs, opts);
        given.set(this, inputs);
    }
}

/** The settings of the providers of this process, for look-ups. */
const given = new WeakMap<Provider, pulumi.Inputs>();

/**
 * The settings of a provider, under the keys of the stack's configuration.
 *
 * @throws pulumi.RunError for one that is none of this package's.
 */
export function settingsOf(provider: Provider): pulumi.Inputs {
    const settings = given.get(provider);
    if (settings) return settings;
    throw shown("opts.provider has to be a dataworks.Provider, made by this copy of pulumi-dataworks");
}

/** The settings as the engine's host hands them to the provider: under the keys of the stack's configuration. */
function inputsOf(name: string, args: ProviderArgs): pulumi.Inputs {
    const inputs: pulumi.Inputs = { [providerNameKey]: name };
    const unknown = Object.keys(args).find((setting) => !settings.includes(setting as Key));
    if (unknown !== undefined) {
        throw shown(`dataworks.Provider "${name}" has no setting ${unknown}: it has ${settings.join(", ")}.`);
    }
    for (const setting of settings) {
        const value: pulumi.Input<unknown> = args[setting];
        if (value !== undefined && value !== null)
            inputs[`dataworks:${setting}`] = rowOf(setting).secret ? pulumi.secret(value) : value;
    }
    return inputs;
}
