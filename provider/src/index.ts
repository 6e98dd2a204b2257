// What a program imports.
export {
    DiSyncDeployment,
    type DeploymentStatus,
    type DiSyncDeploymentArgs,
    type OnDelete,
    type TaskType,
} from "./program/di-sync-deployment";
export { Provider, type ProviderArgs } from "./program/provider";
