// What the emulated DataWorks holds: workspaces, and in them tasks with versions and an instance.
import type { Course } from "./course";
import type { DataSource } from "./sources";
import type { StartParam } from "./startParam";

export const taskTypes = ["DI_REALTIME", "DI_SOLUTION"] as const;
export type TaskType = (typeof taskTypes)[number];

/** The file type of a real-time synchronization task. */
export const realtimeFileType = 900;

export const instanceStatuses = ["NORUN", "RUN", "PAUSE", "KILLING", "WAIT"] as const;
export type InstanceStatus = (typeof instanceStatuses)[number];

export const deletedStatuses = ["NORMAL", "RECYCLE", "RECYCLE_BIN", "DELETED"] as const;
export type DeletedStatus = (typeof deletedStatuses)[number];

/** The running side of a deployed task. */
export type Instance = Course<InstanceStatus>;

export interface Version {
    number: number;
    definition: string;
    user: string;
    /** Milliseconds since 1970. */
    time: number;
    comment: string;
    deployed: boolean;
    isCurrentProd: boolean;
}

/** What only a DI_SOLUTION has. */
export interface Solution {
    /** "0" to "9"; "9" is deleted. */
    status: string;
    type: string;
    sourceType: string;
    processExtra: string;
    submitTime?: number;
    startTime?: number;
}

export interface Task {
    projectId: string;
    fileId: string;
    /** Undefined for a file that is no synchronization task. */
    taskType: TaskType | undefined;
    fileType: number;
    useType: string;
    nodeId: string | undefined;
    name: string;
    folder: string;
    owner: string;
    description: string;
    createTime: number;
    definition: string;
    lastEditUser: string;
    lastEditTime: number;
    /** Whether the newest version holds the definition as it is now. */
    committed: boolean;
    deletedStatus: DeletedStatus;
    /** Oldest first. A DI_SOLUTION has them too, but the API shows them of files alone. */
    versions: Version[];
    /** How many deployments took effect. */
    deployments: number;
    /** Undefined while the task is not deployed. */
    instance: Instance | undefined;
    /** What the last start since then was told. */
    startParam: StartParam | undefined;
    /** What CreateDISyncTask or UpdateDISyncTask was told last. */
    resourceGroup: string | undefined;
    cu: number | undefined;
    solution: Solution | undefined;
}

export interface Workspace {
    projectId: string;
    identifier: string;
    name: string;
    mode: "standard" | "basic";
    enabled: boolean;
    /** Files by id: real-time tasks and files of other types. */
    files: Map<string, Task>;
    /** Solutions by id: they have ids of their own, and are no files. */
    solutions: Map<string, Task>;
    /** By name. */
    dataSources: Map<string, DataSource>;
}

export interface Credential {
    accessKeyId: string;
    accessKeySecret: string;
    securityToken?: string;
}
