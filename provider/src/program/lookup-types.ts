// What look-ups take and give.
import type * as pulumi from "@pulumi/pulumi";
import type {
    DataSourceTaskType,
    DataSourceUse,
    DiSyncAlarmRule,
    DiSyncSolution,
    DiSyncTaskOfDataSource,
    ResourceGroupType,
} from "../lookup/types";
import type { TaskType } from "./di-sync-deployment";
import type { Provider } from "./provider";

/** The options of a look-up. */
export interface LookupOptions {
    /**
     * The account and region to look in. Default: those of the stack's configuration, then of the environment, as for
     * deployments without an explicit provider.
     */
    provider?: Provider | undefined;
}

/** The arguments of `getDiSyncFile`. */
export interface GetDiSyncFileArgs {
    /**
     * The id of the DataWorks workspace, from 1 to 10000000000.
     *
     * @example "10000"
     */
    projectId: string | number;

    /**
     * The whole name of the real-time sync task, in its own case.
     *
     * @example "orders_to_maxcompute"
     */
    name: string;

    /**
     * The path of the task's folder, where several folders have a task of that name. Default: any folder.
     *
     * @example "Business Flow/shop"
     */
    folder?: string | undefined;
}

/** The arguments of `getDiSyncFileOutput`: those of `getDiSyncFile`, which may be outputs. */
export interface GetDiSyncFileOutputArgs {
    /** The id of the DataWorks workspace, from 1 to 10000000000. */
    projectId: pulumi.Input<string | number>;
    /** The whole name of the real-time sync task, in its own case. */
    name: pulumi.Input<string>;
    /** The path of the task's folder. Default: any folder. */
    folder?: pulumi.Input<string | undefined> | undefined;
}

/** The arguments of `getDiSyncTask`. */
export interface GetDiSyncTaskArgs {
    /** The id of the DataWorks workspace, from 1 to 10000000000. */
    projectId: string | number;
    /** `"DI_REALTIME"` for a real-time sync task, `"DI_SOLUTION"` for a sync solution. */
    taskType: TaskType;
    /** The file id of the real-time task, or the id of the solution, from 1 to 2^63-1. */
    fileId: string | number;
    /**
     * Whether to work out the digest of its definition, to be read and written into a program by a reviewed commit: an
     * `approvedDigest` that is looked up approves whatever is there. Default: false.
     */
    digest?: boolean | undefined;
    /** With `digest`: the `ignoreDefinitionPaths` of the deployment that it is for. Default: none. */
    ignoreDefinitionPaths?: string[] | undefined;
}

/** The arguments of `getDiSyncTaskOutput`: those of `getDiSyncTask`, which may be outputs. */
export interface GetDiSyncTaskOutputArgs {
    /** The id of the DataWorks workspace, from 1 to 10000000000. */
    projectId: pulumi.Input<string | number>;
    /** `"DI_REALTIME"` for a real-time sync task, `"DI_SOLUTION"` for a sync solution. */
    taskType: pulumi.Input<TaskType>;
    /** The file id of the real-time task, or the id of the solution, from 1 to 2^63-1. */
    fileId: pulumi.Input<string | number>;
    /** Whether to work out the digest of its definition. Default: false. */
    digest?: pulumi.Input<boolean | undefined> | undefined;
    /** With `digest`: the `ignoreDefinitionPaths` of the deployment that it is for. Default: none. */
    ignoreDefinitionPaths?: pulumi.Input<pulumi.Input<string>[] | undefined> | undefined;
}

/** A sync task as it is in DataWorks. What DataWorks does not say is "". */
export interface GetDiSyncTaskResult {
    /** The name of the task, or of the solution. */
    readonly name: string;
    /**
     * The status of its instance, as GetDISyncInstanceInfo says it: "RUN", "NORUN", "PAUSE", "KILLING" or "WAIT" of a real-time
     * task, such as "run" of a solution. "" where the task is not deployed.
     */
    readonly status: string;
    /** The definition that is being edited, as the API's text; of a solution its ProcessContent. A secret: it may hold passwords. */
    readonly definition: pulumi.Output<string>;
    /** The digest of its definition, as `approvedDigest` takes it; "" where it was not asked for. */
    readonly digest: string;
    /** Its alarm rules. */
    readonly alarmRules: readonly DiSyncAlarmRule[];
    /** What only a DI_SOLUTION has. */
    readonly solution?: DiSyncSolution | undefined;
}

/** What `getDiSyncTaskOutput` gives: an output of each, so that the secret one makes no secret of the others. */
export interface GetDiSyncTaskOutputResult {
    /** The name of the task, or of the solution. */
    readonly name: pulumi.Output<string>;
    /** The status of its instance; "" where the task is not deployed. */
    readonly status: pulumi.Output<string>;
    /** The definition that is being edited, as the API's text; a secret. */
    readonly definition: pulumi.Output<string>;
    /** The digest of its definition, as `approvedDigest` takes it; "" where it was not asked for. */
    readonly digest: pulumi.Output<string>;
    /** Its alarm rules. */
    readonly alarmRules: pulumi.Output<readonly DiSyncAlarmRule[]>;
    /** What only a DI_SOLUTION has. */
    readonly solution: pulumi.Output<DiSyncSolution | undefined>;
}

/** The arguments of `getDiSyncTasksOfDataSource`. */
export interface GetDiSyncTasksOfDataSourceArgs {
    /**
     * The id of the DataWorks workspace, from 1 to 10000000000.
     *
     * @example "10000"
     */
    projectId: string | number;

    /**
     * The whole name of the data source.
     *
     * @example "shop_mysql"
     */
    datasource: string;

    /** Which kind of task. Solutions are in no list of the API. Default: `"DI_REALTIME"`. */
    taskType?: DataSourceTaskType | undefined;

    /** Only the tasks that read from it, or only those that write to it. Default: both; then each side costs calls of its own. */
    usedAs?: DataSourceUse | undefined;
}

/** The arguments of `getDiSyncTasksOfDataSourceOutput`: those of `getDiSyncTasksOfDataSource`, which may be outputs. */
export interface GetDiSyncTasksOfDataSourceOutputArgs {
    /** The id of the DataWorks workspace, from 1 to 10000000000. */
    projectId: pulumi.Input<string | number>;
    /** The whole name of the data source. */
    datasource: pulumi.Input<string>;
    /** Which kind of task. Default: `"DI_REALTIME"`. */
    taskType?: pulumi.Input<DataSourceTaskType | undefined> | undefined;
    /** Only the tasks that read from it, or only those that write to it. Default: both. */
    usedAs?: pulumi.Input<DataSourceUse | undefined> | undefined;
}

/** The tasks that use a data source. */
export interface GetDiSyncTasksOfDataSourceResult {
    /** All of them, in the order of the API; one that reads from it and writes to it is there twice. */
    readonly tasks: readonly DiSyncTaskOfDataSource[];
}

/** The arguments of `getWorkspace`. */
export interface GetWorkspaceArgs {
    /**
     * The name of the workspace that is unique, in its own case: not the one that the console displays.
     *
     * @example "shop_prod"
     */
    identifier: string;
}

/** The arguments of `getWorkspaceOutput`: those of `getWorkspace`, which may be outputs. */
export interface GetWorkspaceOutputArgs {
    /** The name of the workspace that is unique, in its own case. */
    identifier: pulumi.Input<string>;
}

/** The arguments of `getResourceGroup`. */
export interface GetResourceGroupArgs {
    /**
     * The whole name of the resource group, in its own case.
     *
     * @example "shop_data_integration"
     */
    name: string;

    /** What it is for. Default: `"dataIntegration"`, which is what a `DiSyncTask` runs on. */
    type?: ResourceGroupType | undefined;
}

/** The arguments of `getResourceGroupOutput`: those of `getResourceGroup`, which may be outputs. */
export interface GetResourceGroupOutputArgs {
    /** The whole name of the resource group, in its own case. */
    name: pulumi.Input<string>;
    /** What it is for. Default: `"dataIntegration"`. */
    type?: pulumi.Input<ResourceGroupType | undefined> | undefined;
}
