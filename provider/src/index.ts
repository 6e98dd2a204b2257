// What a program imports.
export type {
    DataSourceTaskType,
    DataSourceUse,
    DiSyncAlarmRule,
    DiSyncFile,
    DiSyncSolution,
    DiSyncTaskOfDataSource,
    ResourceGroup,
    ResourceGroupType,
    Workspace,
} from "./lookup/types";
export {
    DiSyncDeployment,
    type DeploymentStatus,
    type DiSyncDeploymentArgs,
    type OnDelete,
    type TaskType,
} from "./program/di-sync-deployment";
export {
    DiSyncInstance,
    type DdlAction,
    type DdlActions,
    type DiSyncInstanceArgs,
    type ErrorLimit,
    type FailoverLimit,
    type InstanceOnDelete,
    type InstancePending,
    type InstanceState,
    type StartParameters,
} from "./program/di-sync-instance";
export {
    DiSyncTask,
    type DestinationType,
    type DiSyncTaskArgs,
    type TaskDatabase,
    type TaskDataSource,
    type TaskDataSourceOfDatabases,
    type TaskDataSourceOfTables,
    type TaskDestination,
    type TaskOnDelete,
    type TaskPending,
    type TaskSource,
    type TaskStatus,
} from "./program/di-sync-task";
export type {
    GetDiSyncFileArgs,
    GetDiSyncFileOutputArgs,
    GetDiSyncTaskArgs,
    GetDiSyncTaskOutputArgs,
    GetDiSyncTaskOutputResult,
    GetDiSyncTaskResult,
    GetDiSyncTasksOfDataSourceArgs,
    GetDiSyncTasksOfDataSourceOutputArgs,
    GetDiSyncTasksOfDataSourceResult,
    GetResourceGroupArgs,
    GetResourceGroupOutputArgs,
    GetWorkspaceArgs,
    GetWorkspaceOutputArgs,
    LookupOptions,
} from "./program/lookup-types";
export {
    getDiSyncFile,
    getDiSyncFileOutput,
    getDiSyncTask,
    getDiSyncTaskOutput,
    getDiSyncTasksOfDataSource,
    getDiSyncTasksOfDataSourceOutput,
    getResourceGroup,
    getResourceGroupOutput,
    getWorkspace,
    getWorkspaceOutput,
} from "./program/lookups";
export { Provider } from "./program/provider";
export type { AssumeRoleArgs, AssumeRoleWithOidcArgs, ProviderArgs } from "./program/provider-args";
