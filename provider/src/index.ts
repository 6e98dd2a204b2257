// What a program imports.
export type { DiSyncAlarmRule, DiSyncFile, DiSyncSolution } from "./lookup/types";
export {
    DiSyncDeployment,
    type DeploymentStatus,
    type DiSyncDeploymentArgs,
    type OnDelete,
    type TaskType,
} from "./program/di-sync-deployment";
export type {
    DiSyncTask,
    DiSyncTaskOutputs,
    GetDiSyncFileArgs,
    GetDiSyncFileOutputArgs,
    GetDiSyncTaskArgs,
    GetDiSyncTaskOutputArgs,
    LookupOptions,
} from "./program/lookup-types";
export { getDiSyncFile, getDiSyncFileOutput, getDiSyncTask, getDiSyncTaskOutput } from "./program/lookups";
export { Provider } from "./program/provider";
export type { AssumeRoleArgs, AssumeRoleWithOidcArgs, ProviderArgs } from "./program/provider-args";
