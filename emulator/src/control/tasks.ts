// Control routes for tasks: what somebody in the console would do to them, and a look inside.
import { definition } from "../seed/read";
import { oneOf, object, text, time } from "../validation";
import { deploy, edit, productionVersion, remove, undeploy } from "../workspace/deployment";
import { courseAt } from "../workspace/course";
import type { Task } from "../workspace/model";
import { solutionStatus } from "../workspace/solution";
import { known, optional, reference } from "./reference";
import { ControlError, route } from "./route";
import type { TaskView } from "./types";

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
            else remove(task, to ?? "RECYCLE_BIN", state.now());
        },
    ),
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
        ...(task.solution ? { solutionStatus: solutionStatus(task.solution, now) } : {}),
    };
}
