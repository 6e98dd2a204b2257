// Control routes for tasks: what somebody in the console would do to them, and a look inside.
import { definition, projectId } from "../seed/read";
import type { EmulatorState } from "../state";
import { id, oneOf, object, text, time } from "../validation";
import { deploy, edit, productionVersion, remove, undeploy } from "../workspace/deployment";
import { advanced, courseAt, settled, standing } from "../workspace/course";
import { instanceStatuses, taskTypes, type Task, type TaskType } from "../workspace/model";
import { allTasks, findTask } from "../workspace/store";
import { ControlError, route } from "./route";
import type { TaskView } from "./types";

const reference = { projectId, fileId: id };
const optional = { taskType: oneOf(...taskTypes) };

interface Reference {
    projectId: string;
    taskType?: TaskType;
    fileId: string;
}

function known({ store }: EmulatorState, { projectId, taskType = "DI_REALTIME", fileId }: Reference): Task {
    const task = findTask(store, { projectId, taskType, fileId });
    if (task) return task;
    throw new ControlError(404, `there is no ${taskType} task ${fileId} in the workspace ${projectId}`);
}

function deployedTask(state: EmulatorState, reference: Reference): Task {
    const task = known(state, reference);
    if (task.instance) return task;
    throw new ControlError(400, `task ${task.fileId} is not deployed: it has no instance`);
}

export const taskRoutes = {
    task: route(object(reference, optional), (state, given): TaskView => view(known(state, given), state.now())),

    editTask: route(
        object({ ...reference, definition, user: text }, { ...optional, time }),
        (state, { user, time = state.now(), ...given }) => edit(known(state, given), given.definition, { user, time }),
    ),

    deployTask: route(
        object({ ...reference, user: text }, { ...optional, time }),
        (state, { user, time = state.now(), ...given }) =>
            deploy(known(state, given), { user, time }, state.store.rewrites),
    ),

    undeployTask: route(object(reference, optional), (state, given) => undeploy(known(state, given))),

    deleteTask: route(
        object(reference, { ...optional, to: oneOf("RECYCLE", "RECYCLE_BIN", "DELETED", "GONE") }),
        (state, { to, ...given }) => {
            const task = known(state, given);
            const workspace = state.store.workspaces.get(task.projectId);
            if (to === "GONE") (task.solution ? workspace?.solutions : workspace?.files)?.delete(task.fileId);
            else if (task.solution && to !== undefined)
                throw new ControlError(400, `a DI_SOLUTION is not put into ${to}: leave "to" out, or say "GONE"`);
            else remove(task, to ?? "RECYCLE_BIN");
        },
    ),

    setInstance: route(
        object({ ...reference, status: oneOf(...instanceStatuses) }, { message: text }),
        (state, given) => {
            deployedTask(state, given).instance = standing(given.status, state.now(), given.message);
        },
    ),

    advanceInstance: route(object(reference, {}), (state, given) => {
        const task = deployedTask(state, given);
        const on = task.instance && advanced(courseAt(task.instance, state.now()), state.now());
        if (!on) throw new ControlError(400, `nothing is under way with the instance of task ${task.fileId}`);
        task.instance = on;
    }),

    settleInstances: route(object({}, {}), ({ store }) => {
        for (const task of allTasks(store)) if (task.instance) task.instance = settled(task.instance, store.now());
    }),
};

function view(task: Task, now: number): TaskView {
    const production = productionVersion(task);
    const course = task.instance && courseAt(task.instance, now);
    return {
        projectId: task.projectId,
        taskType: task.taskType ?? "DI_REALTIME",
        fileId: task.fileId,
        name: task.name,
        folder: task.folder,
        owner: task.owner,
        definition: task.definition,
        ...(production ? { deployedDefinition: production.definition } : {}),
        deployments: task.deployments,
        versions: task.versions,
        committed: task.committed,
        deletedStatus: task.deletedStatus,
        lastEditUser: task.lastEditUser,
        lastEditTime: task.lastEditTime,
        ...(course ? { instance: course.status } : {}),
        ...(course?.message ? { instanceMessage: course.message } : {}),
        ...(task.startParam ? { startParam: task.startParam } : {}),
        ...(task.resourceGroup === undefined ? {} : { resourceGroup: task.resourceGroup }),
        ...(task.cu === undefined ? {} : { cu: task.cu }),
        ...(task.solution ? { solutionStatus: task.solution.status } : {}),
    };
}
