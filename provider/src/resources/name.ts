// How messages name a resource of a task, whatever its state looks like.
import { describe, type Task } from "../dataworks/task";
import type { Values } from "./resource";

/** What is not known, or no text, is "?". */
export function nameOf(resource: string, values: Values): string {
    const [projectId, taskType, fileId] = ["projectId", "taskType", "fileId"].map((name) => values[name]);
    if (projectId === undefined && fileId === undefined) return `a ${resource}`;
    const text = (value: unknown) => (typeof value === "string" ? value : "?");
    return describe({ projectId: text(projectId), taskType: text(taskType) as Task["taskType"], fileId: text(fileId) });
}
