// The ids of resources, as far as they come from a task.
import { createHash } from "node:crypto";
import type { PlacedTask } from "./resource";

/** The id of a DiSyncTask and of a DiSyncInstance, such as "cn-hangzhou/10000/DI_REALTIME/510001". Each resource is imported by it. */
export function taskId({ region, projectId, taskType, fileId }: PlacedTask): string {
    return [region, projectId, taskType, fileId].join("/");
}

/** The id of a deployment that is taken over: derived from the task, so that the same task always gets the same one. */
export function adoptedId(task: PlacedTask): string {
    return `disync-${createHash("sha256").update(taskId(task)).digest("hex").slice(0, 16)}`;
}
