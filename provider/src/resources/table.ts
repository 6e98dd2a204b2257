// Every resource that there is.
import { deployment } from "./deployment";
import { instance } from "./instance";

export const resources = { DiSyncDeployment: deployment, DiSyncInstance: instance } as const;
