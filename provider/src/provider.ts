// What the text in the state requires. Public for ever: states of every version name it.
import { DiSyncDeploymentProvider } from "./dynamic/provider";

/** The provider of `DiSyncDeployment` resources: one for each process of the engine's dynamic host. */
export const DiSyncDeployment = new DiSyncDeploymentProvider();
