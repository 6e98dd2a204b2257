// The providers' texts in the state, and the types that go with them: fixed for ever, since every state holds them.

/**
 * What the engine's dynamic host runs to get the provider of the resource class of this name. It is short and constant: an
 * upgrade of the package reaches resources of older versions, and the state holds neither code nor credentials.
 */
export function textOf(name: string): string {
    return `exports.handler=()=>require("pulumi-dataworks/provider").${name};`;
}

/** The type of the resources of this class, as dynamic resources of module "dataworks". */
export function typeOf(name: string): string {
    return `pulumi-nodejs:dynamic/dataworks:${name}`;
}

export const providerText = textOf("DiSyncDeployment");
export const resourceType = typeOf("DiSyncDeployment");
