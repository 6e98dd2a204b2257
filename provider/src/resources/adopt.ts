// What all resources have in common that are taken over: their task has to be there, and a second time gives the same.
import type { DataWorks, TaskDetail } from "../dataworks/client";
import { describe, type Task } from "../dataworks/task";
import { fingerprint, whyUnreadable } from "../definition/index";
import { detailOf } from "./gone";
import type { PlacedTask } from "./resource";

/** @throws where it is not there, on positive evidence, or where anything stands in the way of telling. */
export async function existing(task: PlacedTask, dataworks: DataWorks): Promise<TaskDetail> {
    const detail = await detailOf(task, dataworks);
    if (!detail) throw notThere(task);
    return detail;
}

export function notThere(task: PlacedTask): Error {
    return new Error(
        `${describe(task)} is not in DataWorks (${task.region}), or was deleted there, so it cannot be imported. Look at the region, the ` +
            "workspace and the id; `npx pulumi-dataworks import --native --project ID` finds the real-time tasks of a workspace.",
    );
}

/**
 * The fingerprint of a resource that is taken over; "" where its definition cannot be read. It is salted by the resource's id: a random
 * salt would not give the same again.
 */
export function fingerprintOf(definition: string | undefined, id: string): string {
    return definition === undefined ? "" : fingerprint(definition, id, []);
}

/** What a user is told of a task that is taken over without a fingerprint. */
export function withoutFingerprint(task: Task): string {
    return (
        `${describe(task)} is taken over without a fingerprint, so edits will not be seen as drift until its next deployment: ` +
        whyUnreadable(task.taskType)
    );
}
