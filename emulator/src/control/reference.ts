// Which task a control request means.
import { projectId } from "../seed/read";
import type { EmulatorState } from "../state";
import { id, oneOf } from "../validation";
import { taskTypes, type Task, type TaskType } from "../workspace/model";
import { findTask } from "../workspace/store";
import { ControlError } from "./route";

export const reference = { projectId, fileId: id };
export const optional = { taskType: oneOf(...taskTypes) };

export interface Reference {
    projectId: string;
    taskType?: TaskType;
    fileId: string;
}

/** The task; throws where there is none. */
export function known({ store }: EmulatorState, { projectId, taskType = "DI_REALTIME", fileId }: Reference): Task {
    const task = findTask(store, { projectId, taskType, fileId });
    if (task) return task;
    throw new ControlError(404, `there is no ${taskType} task ${fileId} in the workspace ${projectId}`);
}
