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

/** What a call is about: a task, one that is still to be made, a file of a workspace, the workspace itself, or something else. */
export interface Subject {
    /** "" where it is about something else. */
    readonly projectId: string;
    readonly taskType?: TaskType;
    readonly fileId?: string;
    /** The name of a task that has no id yet. */
    readonly name?: string;
    /** In words, what it is about that has no id, such as `workspace "shop_prod"`. */
    readonly words?: string;
}

/** A task that is still to be made. */
export interface NewTask {
    readonly projectId: string;
    readonly taskType: TaskType;
    readonly name: string;
}

/** A subject as messages name it, such as "DI_REALTIME 100 of workspace 10000", or "DI_REALTIME "orders" of workspace 10000". */
export function describe(subject: Subject): string {
    if (subject.words !== undefined) return subject.words;
    const workspace = `workspace ${subject.projectId}`;
    const { taskType = "file", fileId, name } = subject;
    const which = fileId ?? (name === undefined ? undefined : JSON.stringify(name));
    return which === undefined ? workspace : `${taskType} ${which} of ${workspace}`;
}
