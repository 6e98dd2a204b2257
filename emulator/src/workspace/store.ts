// Everything the emulated DataWorks knows at one time, and how a task is found in it.
import type { Answers } from "../assumptions";
import { newMaking, type Making } from "./making";
import type { Credential, Task, TaskType, Workspace } from "./model";
import type { Rewrite } from "./rewrite";
import type { ResourceGroup } from "./resource-group";
import type { InstanceSettings } from "./settings";

/** All of it that is data. */
export interface Holdings {
    /** By workspace id. */
    workspaces: Map<string, Workspace>;
    /** By identifier. */
    resourceGroups: Map<string, ResourceGroup>;
    /** By access key id. */
    credentials: Map<string, Credential>;
    /** Of the tasks that have no settings of their own. */
    instances: InstanceSettings;
    making: Making;
    /** What is answered where the documentation is silent; what is not here, as the emulator does by itself. */
    assumed: Answers;
    /** The same as it was said at the start. */
    assumedAtStart: Answers;
    /** Tasks whose deployment comes to production by itself. */
    due: Set<Task>;
    rewrites: Rewrite[];
}

export interface Store extends Holdings {
    now: () => number;
}

export function nothing(): Holdings {
    return {
        workspaces: new Map(),
        resourceGroups: new Map(),
        credentials: new Map(),
        instances: {},
        making: newMaking(),
        assumed: {},
        assumedAtStart: {},
        due: new Set(),
        rewrites: [],
    };
}

export interface TaskAddress {
    projectId: string;
    taskType: TaskType;
    fileId: string;
}

export function findTask(store: Store, address: TaskAddress): Task | undefined {
    const workspace = store.workspaces.get(address.projectId);
    if (address.taskType === "DI_SOLUTION") return workspace?.solutions.get(address.fileId);
    const file = workspace?.files.get(address.fileId);
    return file?.taskType === "DI_REALTIME" ? file : undefined;
}

/** How the task starts, stops and is deployed where it runs. */
export function settingsOf(task: Task, store: Store): InstanceSettings {
    return task.settings ?? store.instances;
}

export function allTasks(store: Holdings): Task[] {
    return [...store.workspaces.values()].flatMap(({ files, solutions }) => [...files.values(), ...solutions.values()]);
}

/** An id for a new task, that no file and no solution has. */
export function nextFileId({ workspaces, making }: Store): string {
    const taken = (fileId: string) =>
        [...workspaces.values()].some(({ files, solutions }) => files.has(fileId) || solutions.has(fileId));
    do making.lastFileId += 1n;
    while (taken(String(making.lastFileId)));
    return String(making.lastFileId);
}
