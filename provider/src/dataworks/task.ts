// What a call is about, and how messages name it.

/** The kinds of sync task that DeployDISyncTask deploys. */
export const taskTypes = ["DI_REALTIME", "DI_SOLUTION"] as const;

/** "DI_REALTIME": a real-time sync task. "DI_SOLUTION": a sync solution made in Data Integration. */
export type TaskType = (typeof taskTypes)[number];

/** A sync task. Ids are digit strings, because they reach 19 digits. */
export interface Task {
    readonly projectId: string;
    readonly taskType: TaskType;
    readonly fileId: string;
}

/** What a call is about: a task, a file of a workspace, or the workspace itself. */
export interface Subject {
    readonly projectId: string;
    readonly taskType?: TaskType;
    readonly fileId?: string;
}

/** A subject as messages name it, such as "DI_REALTIME 100 of workspace 10000". */
export function describe(subject: Subject): string {
    const workspace = `workspace ${subject.projectId}`;
    return subject.fileId === undefined ? workspace : `${subject.taskType ?? "file"} ${subject.fileId} of ${workspace}`;
}
