// What a program says of tasks that are taken over, in whichever language: what stands for one task is wired together.
import { taskId } from "../../resources/ids";
import type { resources } from "../../resources/table";
import type { ImportedDefinition } from "./definitions";
import type { ImportedInstance } from "./instances";
import type { FoundTask, ImportedTask } from "./task";

/** What is taken over: tasks by their deployments, and beside these what was asked for. */
export interface Imported {
    readonly tasks: readonly ImportedTask[];
    readonly definitions: readonly ImportedDefinition[];
    readonly instances: readonly ImportedInstance[];
}

export type Kind = keyof typeof resources;

/** A resource as a program declares it. */
export interface Declaration {
    readonly kind: Kind;
    readonly name: string;
    /** Texts, lists, objects, and outputs of the declarations of the same task. */
    readonly args: Readonly<Record<string, unknown>>;
}

/** An output of the resource of this kind that stands for the same task. */
export class OutputOf {
    constructor(
        readonly kind: Kind,
        readonly output: string,
    ) {}
}

/** The declarations of each task. A change of the task is deployed, and after a deployment the instance restarts. */
export function declarationsOf({ tasks, definitions, instances }: Imported): Declaration[][] {
    const [definitionsOf, deploymentsOf, instancesOf] = [byTask(definitions), byTask(tasks), byTask(instances)];
    const keys = new Set([...tasks, ...definitions, ...instances].map(keyOf));
    return [...keys].map((key) => {
        const [definition, deployment, instance] = [
            definitionsOf.get(key),
            deploymentsOf.get(key),
            instancesOf.get(key),
        ];
        return [
            definition && ofDefinition(definition),
            deployment && ofDeployment(deployment, definition),
            instance && ofInstance(instance, definition),
        ].filter((declaration) => declaration !== undefined);
    });
}

function ofDefinition({ name, projectId, told }: ImportedDefinition): Declaration {
    return { kind: "DiSyncTask", name, args: { projectId, ...told } };
}

function ofDeployment(task: ImportedTask, definition: ImportedDefinition | undefined): Declaration {
    const { name, projectId, taskType, fileId, onDelete, approvedDigest } = task;
    const args = {
        ...{ projectId, taskType, fileId: definition ? new OutputOf("DiSyncTask", "fileId") : fileId },
        ...(onDelete !== "retain" && { onDelete }),
        ...(definition && { triggers: { revision: new OutputOf("DiSyncTask", "revision") } }),
        ...(approvedDigest !== undefined && { approvedDigest }),
    };
    return { kind: "DiSyncDeployment", name, args };
}

function ofInstance(instance: ImportedInstance, definition: ImportedDefinition | undefined): Declaration {
    const { name, projectId, taskType, fileId, state, onDelete, deployment } = instance;
    const args = {
        ...{ projectId, taskType, fileId: definition ? new OutputOf("DiSyncTask", "fileId") : fileId, state },
        ...(onDelete !== "retain" && { onDelete }),
        ...(deployment !== undefined && { triggers: { deployment: new OutputOf("DiSyncDeployment", "deployedAt") } }),
    };
    return { kind: "DiSyncInstance", name, args };
}

export function byTask<T extends FoundTask>(all: readonly T[]): ReadonlyMap<string, T> {
    return new Map(all.map((each) => [keyOf(each), each]));
}

export function keyOf(task: FoundTask): string {
    return taskId({ ...task, region: "" });
}
