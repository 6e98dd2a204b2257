// A task in one line, for lists: what is deployed, what was edited since, and what runs.
import type { TaskView } from "./types";
import { isLive } from "../operations/operation";
import { courseAt } from "../workspace/course";
import { productionVersion } from "../workspace/deployment";
import { runs } from "../workspace/instance";
import type { InstanceStatus, SolutionStatus, Task } from "../workspace/model";

export interface TaskSummary extends Pick<TaskView, Shared> {
    /** Workspace, type and id: what no other task has. */
    key: string;
    deleted: boolean;
    deployed: boolean;
    /** Whether the definition is another one than that in production. */
    edited: boolean;
    /** Whether a deployment waits for an approval. */
    waiting: boolean;
    /** Whether it runs, or is on its way to run or to stop. */
    running: boolean;
    /** Of the instance, or of the solution. Absent: not deployed. */
    status?: InstanceStatus | SolutionStatus;
    /** Why it has this status, where it is nothing that was asked for. */
    message?: string;
}

/** What it says as the view of a task does. */
type Shared =
    "projectId" | "taskType" | "fileId" | "name" | "folder" | "owner" | "deployments" | "lastEditUser" | "lastEditTime";

/** Undefined for a file that is no task. */
export function summaryOf(task: Task, now: number): TaskSummary | undefined {
    if (!task.taskType) return undefined;
    const production = productionVersion(task);
    const course = task.solution?.course ?? task.instance;
    const reached = course && courseAt<InstanceStatus | SolutionStatus>(course, now);
    const summary: TaskSummary = {
        key: `${task.projectId}/${task.taskType}/${task.fileId}`,
        projectId: task.projectId,
        taskType: task.taskType,
        fileId: task.fileId,
        name: task.name,
        folder: task.folder,
        owner: task.owner,
        deleted: !isLive(task, now),
        deployed: production !== undefined,
        edited: production !== undefined && production.definition !== task.definition,
        waiting: task.waiting !== undefined,
        running: runs(task, now),
        deployments: task.deployments,
        lastEditUser: task.lastEditUser,
        lastEditTime: task.lastEditTime,
    };
    if (reached) summary.status = reached.status;
    if (reached?.message) summary.message = reached.message;
    return summary;
}
