// Control routes for tasks: what somebody in the console would do to them, and a look inside.
import type { Emulation } from "../emulation";
import { definition, projectId } from "../seed/read";
import { id, oneOf, shape, text, time } from "../shape";
import { deploy, edit, productionVersion, remove, undeploy } from "../workspace/deployment";
import { settled, statusAt } from "../workspace/instance";
import { instanceStatuses, taskTypes, type Task, type TaskType } from "../workspace/model";
import { allTasks, findTask } from "../workspace/world";
import { ControlError } from "./error";
import { route } from "./route";
import type { TaskView } from "./types";

const reference = { projectId, fileId: id };
const optional = { taskType: oneOf(...taskTypes) };

interface Reference {
    projectId: string;
    taskType?: TaskType;
    fileId: string;
}

function known({ world }: Emulation, { projectId, taskType = "DI_REALTIME", fileId }: Reference): Task {
    const task = findTask(world, { projectId, taskType, fileId });
    if (task) return task;
    throw new ControlError(404, `there is no ${taskType} task ${fileId} in the workspace ${projectId}`);
}

function deployedTask(emulation: Emulation, reference: Reference): Task {
    const task = known(emulation, reference);
    if (task.instance) return task;
    throw new ControlError(400, `task ${task.fileId} is not deployed: it has no instance`);
}

export const taskRoutes = {
    task: route(shape(reference, optional), (emulation, given): TaskView =>
        view(known(emulation, given), emulation.now()),
    ),

    editTask: route(
        shape({ ...reference, definition, user: text }, { ...optional, time }),
        (emulation, { user, time = emulation.now(), ...given }) =>
            edit(known(emulation, given), given.definition, { user, time }),
    ),

    deployTask: route(
        shape({ ...reference, user: text }, { ...optional, time }),
        (emulation, { user, time = emulation.now(), ...given }) =>
            deploy(known(emulation, given), { user, time }, emulation.world.rewrites),
    ),

    undeployTask: route(shape(reference, optional), (emulation, given) => undeploy(known(emulation, given))),

    deleteTask: route(
        shape(reference, { ...optional, to: oneOf("RECYCLE", "RECYCLE_BIN", "DELETED", "GONE") }),
        (emulation, { to, ...given }) => {
            const task = known(emulation, given);
            const workspace = emulation.world.workspaces.get(task.projectId);
            if (to === "GONE") (task.solution ? workspace?.solutions : workspace?.files)?.delete(task.fileId);
            else if (task.solution && to !== undefined)
                throw new ControlError(400, `a DI_SOLUTION is not put into ${to}: leave "to" out, or say "GONE"`);
            else remove(task, to ?? "RECYCLE_BIN");
        },
    ),

    setInstance: route(shape({ ...reference, status: oneOf(...instanceStatuses) }, {}), (emulation, given) => {
        deployedTask(emulation, given).instance = { status: given.status };
    }),

    settleInstances: route(shape({}, {}), ({ world }) => {
        for (const task of allTasks(world)) if (task.instance) task.instance = settled(task.instance);
    }),
};

function view(task: Task, now: number): TaskView {
    const production = productionVersion(task);
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
        ...(task.instance ? { instance: statusAt(task.instance, now) } : {}),
        ...(task.solution ? { solutionStatus: task.solution.status } : {}),
    };
}
