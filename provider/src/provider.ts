// What the texts in the state require. Public for ever: states of every version name these.
import { Host } from "./dynamic/host";
import { DynamicProvider } from "./dynamic/provider";
import { resources } from "./resources/table";

const host = new Host();

/** The provider of `DiSyncDeployment` resources: one for each process of the engine's dynamic host. */
export const DiSyncDeployment = new DynamicProvider(resources.DiSyncDeployment, host);

/** The provider of `DiSyncInstance` resources. */
export const DiSyncInstance = new DynamicProvider(resources.DiSyncInstance, host);

/** The provider of `DiSyncTask` resources. */
export const DiSyncTask = new DynamicProvider(resources.DiSyncTask, host);
