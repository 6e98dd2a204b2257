// Every resource that there is.
import { deployment } from "./deployment";
import { instance } from "./instance";
import { task } from "./task";

export const resources = { DiSyncDeployment: deployment, DiSyncInstance: instance, DiSyncTask: task } as const;
