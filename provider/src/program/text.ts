// The providers' texts in the state, and the types that go with them: fixed for ever, since every state holds them.
import { tokenOf } from "../urn";

/**
 * What the engine's dynamic host runs to get the provider of the resource class of this name. It is short and constant: an
 * upgrade of the package reaches resources of older versions, and the state holds neither code nor credentials.
 */
export function textOf(name: string): string {
    return `exports.handler=()=>require("pulumi-dataworks/provider").${name};`;
}

export const providerText = textOf("DiSyncDeployment");

/** The resources' types, as dynamic resources of module "dataworks". */
export const resourceType = "pulumi-nodejs:dynamic/dataworks:DiSyncDeployment";
export const instanceType = "pulumi-nodejs:dynamic/dataworks:DiSyncInstance";
export const taskResourceType = "pulumi-nodejs:dynamic/dataworks:DiSyncTask";

/** The type of the same resource in the plugin. */
export function nativeTypeOf(type: string): string {
    return tokenOf(type.split(":").at(-1) ?? "");
}
