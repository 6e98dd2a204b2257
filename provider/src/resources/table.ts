// Every resource that there is.
import { deployment } from "./deployment";

export const resources = { DiSyncDeployment: deployment } as const;
