// What a program imports.
export {
    DiSyncDeployment,
    type DeploymentStatus,
    type DiSyncDeploymentArgs,
    type OnDelete,
    type TaskType,
} from "./program/di-sync-deployment";
export { Provider } from "./program/provider";
export type { AssumeRoleArgs, AssumeRoleWithOidcArgs, ProviderArgs } from "./program/provider-args";
