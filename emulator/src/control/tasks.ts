// Control routes for tasks: what somebody in the console would do to them, and a look inside.
import { isLive } from "../operations/operation";
import { definition } from "../seed/read";
import { flag, oneOf, object, text, time } from "../validation";
import { approve, deploy, edit, productionVersion, remove, undeploy } from "../workspace/deployment";
import { courseAt } from "../workspace/course";
import { start, stop } from "../workspace/instance";
import type { Instance, Task } from "../workspace/model";
import { solutionStatus } from "../workspace/solution";
import { readStartParam } from "../workspace/startParam";
import { settingsOf } from "../workspace/store";
import { known, optional, reference, type Reference } from "./reference";
import { ControlError, passing, route } from "./route";
import type { EmulatorState } from "../state";
import type { TaskView } from "./types";

export const taskRoutes = {
    task: passing(object(reference, optional), (state, given): TaskView => view(known(state, given), state.now())),

    editTask: route(
        object({ ...reference, definition, user: text }, { ...optional, time }),
        (state, { user, time = state.now(), ...given }) => edit(known(state, given), given.definition, { user, time }),
    ),

    deployTask: route(
        object({ ...reference, user: text }, { ...optional, time }),
        (state, { user, time = state.now(), ...given }) => deploy(known(state, given), { user, time }, state.store),
    ),

    setApproval: route(object({ ...reference, required: flag }, optional), (state, { required, ...given }) => {
        known(state, given).approval = required;
    }),

    approve: route(object(reference, optional), (state, given) => {
        const task = known(state, given);
        if (!approve(task, state.store))
            throw new ControlError(404, `no deployment of the task ${task.fileId} waits for an approval`);
    }),

    undeployTask: route(object(reference, optional), (state, given) => undeploy(known(state, given))),

    startTask: route(
        object(reference, { ...optional, startParam: readStartParam }),
        (state, { startParam, ...given }) => {
            const task = live(state, given);
            if (!task.solution && !task.instance) throw notDeployed(task);
            const refused = start(task, settingsOf(task, state.store), state.now(), startParam);
            if (refused !== undefined) throw new ControlError(400, refused);
        },
    ),

    stopTask: route(object(reference, optional), (state, given) => {
        const task = live(state, given);
        if (task.solution)
            throw new ControlError(400, "nothing stops a DI_SOLUTION: setSolution gives it another status");
        if (!hasInstance(task)) throw notDeployed(task);
        const refused = stop(task, settingsOf(task, state.store), state.store);
        if (refused !== undefined) throw new ControlError(400, refused);
    }),

    deleteTask: route(
        object(reference, { ...optional, to: oneOf("RECYCLE", "RECYCLE_BIN", "DELETED", "GONE") }),
        (state, { to, ...given }) => {
            const task = known(state, given);
            const workspace = state.store.workspaces.get(task.projectId);
            if (to === "GONE") (task.solution ? workspace?.solutions : workspace?.files)?.delete(task.fileId);
            else if (task.solution && to !== undefined)
                throw new ControlError(400, `a DI_SOLUTION is not put into ${to}: leave "to" out, or say "GONE"`);
            else remove(task, to ?? "RECYCLE_BIN", state.now());
        },
    ),
};

/** The task, unless there is none or it is deleted. */
function live(state: EmulatorState, given: Reference): Task {
    const task = known(state, given);
    if (isLive(task, state.now())) return task;
    throw new ControlError(400, `the task ${task.fileId} is deleted`);
}

function hasInstance(task: Task): task is Task & { instance: Instance } {
    return task.instance !== undefined;
}

function notDeployed({ fileId }: Task): ControlError {
    return new ControlError(400, `the task ${fileId} is not deployed: it has no instance`);
}

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
        ...(task.waiting ? { waiting: task.waiting.number } : {}),
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
        ...(task.solution ? { solutionStatus: solutionStatus(task.solution, now) } : {}),
    };
}
