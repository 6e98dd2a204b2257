// The seed: the workspaces, tasks and credentials an emulator starts with, as a program or a JSON file writes them.
import type { Alarm } from "../workspace/alarm";
import type { MakingSettings } from "../workspace/making";
import type { DeletedStatus, InstanceStatus, SolutionStatus, TaskType, WorkspaceStatus } from "../workspace/model";
import type { ResourceGroup } from "../workspace/resource-group";
import type { InstanceSettings } from "../workspace/settings";
import type { DataSource } from "../workspace/sources";

/** An id: digits as text, or a number where it is small enough to keep its digits (below 2^53). */
export type Id = string | number;
/** Milliseconds since 1970, or ISO 8601 text. */
export type Time = number | string;

export interface Seed {
    /** Default: one pair, `defaultAccessKeyId` and `defaultAccessKeySecret`. */
    credentials?: SeedCredential[];
    /** How tasks start, stop and are deployed where they run. Default: as they do already, at once at the start. */
    instances?: InstanceSettings;
    /** How tasks are made and changed. Default: as they are already, by the defaults at the start. */
    making?: MakingSettings;
    workspaces?: SeedWorkspace[];
    /** What the account's tasks can run on, by their identifiers. Default: none. */
    resourceGroups?: ResourceGroup[];
}

export interface SeedCredential {
    accessKeyId: string;
    accessKeySecret: string;
    /** With it the pair is a temporary one: calls must carry this token. */
    securityToken?: string;
}

export interface SeedWorkspace {
    /** 1 to 10000000000. */
    projectId: Id;
    /** Default: "workspace_" and the id. */
    identifier?: string;
    /** The display name. Default: the identifier. */
    name?: string;
    /** Default: "". */
    description?: string;
    /** Default: "standard" (development and production apart). */
    mode?: "standard" | "basic";
    /** Default: "AVAILABLE". With any other it refuses every call but GetProject and ListProjects. */
    status?: WorkspaceStatus;
    /** In place of `status`: true is "AVAILABLE", and false "FORBIDDEN". */
    enabled?: boolean;
    /** What tasks can be made to read from and write to. Default: none. */
    dataSources?: DataSource[];
    tasks?: SeedTask[];
}

export interface SeedTask {
    /** The file id, or the id of the solution. 1 to 2^63-1. */
    fileId: Id;
    /** Default: "DI_REALTIME"; none where `fileType` is another than 900. */
    taskType?: TaskType;
    /** 900, a real-time task, by default. Another makes a plain file, such as 10 for SQL, that only the file operations know. */
    fileType?: number;
    /** Default: "NORMAL". */
    useType?: string;
    /** The scheduling node's id. Default: none. */
    nodeId?: Id;
    /** Default: "task_" and the id. */
    name?: string;
    /** The folder's path. Default: "". */
    folder?: string;
    /** Default: "emulator". */
    owner?: string;
    /** Default: "". */
    description?: string;
    /** Default: the time of seeding. */
    createTime?: Time;
    /** The text behind `Code` (`ProcessContent` of a solution), or an object that is written as JSON. Default: the newest version's, or "{}". */
    definition?: string | object;
    /** Default: the owner. */
    lastEditUser?: string;
    /** Default: `createTime`. */
    lastEditTime?: Time;
    /** Whether the task is in production: its newest version, or the definition as version 1. Default: false. */
    deployed?: boolean;
    /** Whether its deployments are accepted and wait for an approval before they take effect. Default: false. */
    approval?: boolean;
    /** Oldest first, numbered from 1. */
    versions?: SeedVersion[];
    /** Default: "NORMAL". */
    deletedStatus?: DeletedStatus;
    /** The state of a deployed DI_REALTIME's instance. Default: "NORUN". */
    instance?: InstanceStatus;
    /** How this task starts, stops and is deployed where it runs, in place of what holds for all. */
    instances?: InstanceSettings;
    /** The alarm rules of a DI_REALTIME. Default: none. */
    alarms?: Alarm[];
    /** What only a DI_SOLUTION has. */
    solution?: SeedSolution;
}

export interface SeedVersion {
    definition: string | object;
    /** Who committed it. Default: the owner. */
    user?: string;
    /** When. Default: `createTime`. */
    time?: Time;
    /** Default: "". */
    comment?: string;
    /** Whether this one is in production; for one that is not the newest. */
    inProduction?: boolean;
}

export interface SeedStep {
    name: string;
    /** Such as "success"; the documentation names no other. */
    status: string;
    /** JSON, or an object that is written as JSON. Default: "{}". */
    info?: string | object;
}

export interface SeedSolution {
    /** "0" to "9". Default: "1", not running. */
    status?: SolutionStatus;
    /** Until the status changes. Default: "deploy" and "synchronize", with statuses that follow from the solution's. */
    steps?: SeedStep[];
    /** Default: "realtime". */
    type?: string;
    /** Default: "mysql". */
    sourceType?: string;
    /** Default: "{}". */
    processExtra?: string;
    submitTime?: Time;
    startTime?: Time;
}
