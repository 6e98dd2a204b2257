// The provider's text in the state, and the type that goes with it: fixed for ever, since every state holds them.

/**
 * What the engine's dynamic host runs to get the provider. It is written by hand, short and constant: an upgrade of the
 * package reaches resources of older versions, and the state holds neither code nor credentials.
 */
export const providerText = 'exports.handler=()=>require("pulumi-dataworks/provider").DiSyncDeployment;';

/** The resource's type, as a dynamic resource of module "dataworks". */
export const resourceType = "pulumi-nodejs:dynamic/dataworks:DiSyncDeployment";
