// Puts a seed into the store: what has the same id is overwritten, everything else stays.
import { standing } from "../workspace/course";
import { setMaking } from "../workspace/answers";
import type { Task, Version, Workspace, WorkspaceStatus } from "../workspace/model";
import { realtimeFileType } from "../workspace/model";
import type { DataSource } from "../workspace/sources";
import type { Store } from "../workspace/store";
import type { ReadSeed, ReadTask, ReadWorkspace } from "./read";

/** The credentials where a seed names none. */
export const defaultAccessKeyId = "emulator-access-key-id";
export const defaultAccessKeySecret = "emulator-access-key-secret";

export function applySeed(store: Store, seed: ReadSeed): void {
    for (const { accessKeyId, accessKeySecret, securityToken } of seed.credentials ?? [])
        store.credentials.set(accessKeyId, {
            accessKeyId,
            accessKeySecret,
            ...(securityToken === undefined ? {} : { securityToken }),
        });
    if (seed.instances) store.instances = seed.instances;
    if (seed.making) setMaking(store, seed.making);
    for (const one of seed.resourceGroups ?? []) store.resourceGroups.set(one.identifier, one);
    for (const one of seed.workspaces ?? []) {
        const workspace = workspaceOf(one, store.workspaces.get(one.projectId));
        store.workspaces.set(workspace.projectId, workspace);
        for (const each of one.tasks ?? []) {
            const task = taskOf(each, workspace.projectId, store.now());
            (task.solution ? workspace.solutions : workspace.files).set(task.fileId, task);
        }
    }
}

/** A workspace as a seed describes it, with what it has already, or the defaults, in place of what the seed leaves out. */
export function workspaceOf(seed: ReadWorkspace, known: Workspace | undefined): Workspace {
    const identifier = seed.identifier ?? known?.identifier ?? `workspace_${seed.projectId}`;
    return {
        projectId: seed.projectId,
        identifier,
        name: seed.name ?? known?.name ?? identifier,
        description: seed.description ?? known?.description ?? "",
        mode: seed.mode ?? known?.mode ?? "standard",
        status: statusOf(seed) ?? known?.status ?? "AVAILABLE",
        files: known?.files ?? new Map<string, Task>(),
        solutions: known?.solutions ?? new Map<string, Task>(),
        dataSources: new Map([
            ...(known?.dataSources ?? []),
            ...(seed.dataSources ?? []).map((one): [string, DataSource] => [one.name, one]),
        ]),
    };
}

function statusOf({ status, enabled }: ReadWorkspace): WorkspaceStatus | undefined {
    return enabled === undefined ? status : enabled ? "AVAILABLE" : "FORBIDDEN";
}

/** A task as a seed describes it, with the defaults of what it leaves out. */
export function taskOf(seed: ReadTask, projectId: string, now: number): Task {
    const fileType = seed.fileType ?? realtimeFileType;
    const taskType = seed.taskType ?? (fileType === realtimeFileType ? "DI_REALTIME" : undefined);
    const owner = seed.owner ?? "emulator";
    const createTime = seed.createTime ?? now;
    const definition = seed.definition ?? seed.versions?.at(-1)?.definition ?? "{}";
    const versions = versionsOf(seed, definition, owner, createTime);
    const deployed = versions.some((version) => version.isCurrentProd);
    const {
        status = "1",
        steps,
        type = "realtime",
        sourceType = "mysql",
        processExtra = "{}",
        ...times
    } = seed.solution ?? {};
    return {
        projectId,
        fileId: seed.fileId,
        taskType,
        fileType,
        useType: seed.useType ?? "NORMAL",
        nodeId: seed.nodeId,
        name: seed.name ?? `task_${seed.fileId}`,
        folder: seed.folder ?? "",
        owner,
        description: seed.description ?? "",
        createTime,
        definition,
        lastEditUser: seed.lastEditUser ?? owner,
        lastEditTime: seed.lastEditTime ?? createTime,
        committed: versions.at(-1)?.definition === definition,
        deletedStatus: seed.deletedStatus ?? "NORMAL",
        versions,
        deployments: 0,
        approval: seed.approval ?? false,
        waiting: undefined,
        dueAt: undefined,
        instance: deployed && taskType === "DI_REALTIME" ? standing(seed.instance ?? "NORUN", now) : undefined,
        settings: seed.instances,
        startParam: undefined,
        resourceGroup: undefined,
        cu: undefined,
        alarms: seed.alarms ?? [],
        solution:
            taskType === "DI_SOLUTION"
                ? { course: standing(status, now), steps, type, sourceType, processExtra, ...times }
                : undefined,
    };
}

function versionsOf(seed: ReadTask, definition: string, user: string, time: number): Version[] {
    const given = seed.versions ?? (seed.deployed ? [{ definition }] : []);
    const explicit = given.some((one) => one.inProduction);
    return given.map((one, index) => {
        const isCurrentProd = explicit
            ? one.inProduction === true
            : seed.deployed === true && index === given.length - 1;
        return {
            number: index + 1,
            definition: one.definition,
            user: one.user ?? user,
            time: one.time ?? time,
            comment: one.comment ?? "",
            deployed: isCurrentProd,
            isCurrentProd,
        };
    });
}
