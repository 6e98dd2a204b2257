// What the emulated DataWorks holds: workspaces, and in them tasks with versions and an instance.
import type { Alarm } from "./alarm";
import type { Course } from "./course";
import type { InstanceSettings } from "./settings";
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

export const solutionStatuses = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;
/** 0 successful, 1 not running, 2 running, 3 failed, 4 committed, 5 waits for a person, 6 confirmed, 7 others, 8 waiting, 9 deleted. */
export type SolutionStatus = (typeof solutionStatuses)[number];

/** One step of a solution. */
export interface Step {
    name: string;
    /** "success" is documented, and no other. */
    status: string;
    /** JSON. */
    info: string;
}

/** What only a DI_SOLUTION has. */
export interface Solution {
    course: Course<SolutionStatus>;
    /** As they were set beside the status that it has. Undefined: they follow from that. */
    steps: Step[] | undefined;
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
    /** From when on it is in lists, where that is not since it was made. */
    listedAt?: number;
    deletedStatus: DeletedStatus;
    /** Oldest first. A DI_SOLUTION has them too, but the API shows them of files alone. */
    versions: Version[];
    /** How many deployments took effect. */
    deployments: number;
    /** Whether a deployment is accepted first, and takes effect once it is approved. */
    approval: boolean;
    /** The version whose deployment waits for that, or for its time. */
    waiting: Version | undefined;
    /** When it comes to production by itself, where it does. */
    dueAt: number | undefined;
    /** Undefined while the task is not deployed. */
    instance: Instance | undefined;
    /** How it starts, stops and is deployed where it runs. Undefined: as all do. */
    settings: InstanceSettings | undefined;
    /** What the last start since then was told. */
    startParam: StartParam | undefined;
    /** What CreateDISyncTask or UpdateDISyncTask was told last. */
    resourceGroup: string | undefined;
    cu: number | undefined;
    alarms: Alarm[];
    solution: Solution | undefined;
}

/** By the number that the API has for each, from 0 on. */
export const workspaceStatuses = [
    "AVAILABLE",
    "DELETED",
    "INITIALIZING",
    "INIT_FAILED",
    "FORBIDDEN",
    "DELETING",
    "DEL_FAILED",
    "FROZEN",
    "UPDATING",
    "UPDATE_FAILED",
] as const;
/** FORBIDDEN is disabled by hand, FROZEN for overdue payment. */
export type WorkspaceStatus = (typeof workspaceStatuses)[number];

export interface Workspace {
    projectId: string;
    identifier: string;
    name: string;
    description: string;
    mode: "standard" | "basic";
    /** Any but AVAILABLE refuses every call but those that tell of it. */
    status: WorkspaceStatus;
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
