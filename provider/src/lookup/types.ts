// What look-ups find, as programs get it.

/** The file of a real-time sync task. What DataWorks does not say is "". */
export interface DiSyncFile {
    /** The file id, as digits: the `fileId` of a deployment. */
    readonly fileId: string;
    /** The task's name. */
    readonly name: string;
    /** The path of its folder. */
    readonly folder: string;
    /** The `taskType` of a deployment. */
    readonly taskType: "DI_REALTIME";
    /** The id of its owner. */
    readonly owner: string;
    /** The id of who edited it last. */
    readonly lastEditUser: string;
    /** When, as ISO 8601 in UTC. */
    readonly lastEditTime: string;
    /** The number of the newest version that was committed. */
    readonly currentVersion: string;
    /** Whether that version holds the task as it is now. */
    readonly committed: boolean;
}

/** A DataWorks workspace. What DataWorks does not say is "". */
export interface Workspace {
    /** The id of the workspace, as digits: the `projectId` of every resource. */
    readonly projectId: string;
    /** Its name, which is unique. */
    readonly identifier: string;
    /** The name that the console displays. */
    readonly name: string;
    /** What somebody wrote about it. */
    readonly description: string;
    /**
     * "AVAILABLE" where it is as it should be; "DELETED", "INITIALIZING", "INIT_FAILED", "FORBIDDEN" (disabled by hand), "DELETING",
     * "DEL_FAILED", "FROZEN" (an overdue payment), "UPDATING" or "UPDATE_FAILED".
     */
    readonly status: string;
}

/** A resource group of the account. What DataWorks does not say is "". */
export interface ResourceGroup {
    /** What tasks name it by: the `resourceGroup` of a `DiSyncTask`. */
    readonly identifier: string;
    /** The name that the console displays. */
    readonly name: string;
    /**
     * "normal" where it is as it should be; "frozen", "released", "creating", "creation failed", "updating", "update failed",
     * "deleting", "deletion failed" or "timed out".
     */
    readonly status: string;
    /** "ISOLATE" (exclusive), "SHARE" (shared) or "DEVELOP". */
    readonly mode: string;
}

/** What a resource group is for. */
export type ResourceGroupType = "dataIntegration" | "scheduling" | "dataService";

/** A sync task that uses a data source. */
export interface DiSyncTaskOfDataSource {
    /**
     * What DataWorks calls its NodeId, as digits. Its documentation says that it is the id of the task, and not whether that is the
     * `fileId` of a deployment: find that one by the name, with `getDiSyncFile`.
     */
    readonly nodeId: string;
    /** The task's name. */
    readonly name: string;
    /** What kind of task it is. */
    readonly taskType: DataSourceTaskType;
    /** What it has the data source for. */
    readonly usedAs: DataSourceUse;
}

/** The kinds of task that can be found by a data source: real-time ones, and batch ones. */
export type DataSourceTaskType = "DI_REALTIME" | "DI_OFFLINE";

/** What a task has a data source for: to read from it, or to write to it. */
export type DataSourceUse = "source" | "destination";

/** An alarm rule of a sync task. */
export interface DiSyncAlarmRule {
    /** The id of the rule. */
    readonly id: string;
    /** The name of the rule. */
    readonly name: string;
    /** What somebody wrote about it; "" where nobody did. */
    readonly description: string;
    /** Whether it is switched on. */
    readonly enabled: boolean;
    /** What it watches, as DataWorks names it. */
    readonly metric: string;
}

/** What DataWorks says of a sync solution. */
export interface DiSyncSolution {
    /** The name of its creator. */
    readonly owner: string;
    /** What kind of solution it is, as GetDISyncTask says it. */
    readonly type: string;
    /** The kind of its data source, as GetDISyncTask says it. */
    readonly sourceType: string;
    /** "0" successful, "1" not running, "2" running, "3" failed, "4" committed, "5" to be confirmed, "6" confirmed, "8" waiting, "9" deleted. */
    readonly status: string;
    /** As ISO 8601 in UTC. */
    readonly submitTime: string;
    /** As ISO 8601 in UTC. */
    readonly startTime: string;
}
