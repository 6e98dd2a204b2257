// Control routes for what runs: how tasks start and stop, in what status they are, and what watches them.
import { readSteps } from "../seed/read";
import { object, oneOf, text } from "../validation";
import { readAlarms } from "../workspace/alarm";
import { advanced, courseAt, paced, settled, standing, type Course } from "../workspace/course";
import { instanceStatuses, solutionStatuses, type Task } from "../workspace/model";
import { instanceSettings } from "../workspace/settings";
import { changeSolution } from "../workspace/solution";
import { allTasks } from "../workspace/store";
import { known, optional, reference } from "./reference";
import { ControlError, route } from "./route";

const oneTask = object(reference, optional);

export const instanceRoutes = {
    setInstances: route(paced({ ...instanceSettings, task: oneTask }), (state, { task, ...settings }) => {
        if (!task) state.store.instances = settings;
        else known(state, task).settings = Object.keys(settings).length > 0 ? settings : undefined;
    }),

    setInstance: route(
        object({ ...reference, status: oneOf(...instanceStatuses) }, { message: text }),
        (state, { status, message, ...given }) => {
            const task = known(state, given);
            if (!task.instance) throw new ControlError(400, `task ${task.fileId} is not deployed: it has no instance`);
            task.instance = standing(status, state.now(), message);
        },
    ),

    setSolution: route(
        object({ ...reference, status: oneOf(...solutionStatuses) }, { steps: readSteps }),
        (state, { status, steps, ...given }) => {
            const task = known(state, { ...given, taskType: "DI_SOLUTION" });
            task.solution &&= { ...task.solution, course: standing(status, state.now()), steps };
        },
    ),

    advanceInstance: route(oneTask, (state, given) => {
        const task = known(state, given);
        const now = state.now();
        if (!takeOn(task, (course) => advanced(courseAt(course, now), now)))
            throw new ControlError(400, `nothing is under way with the task ${task.fileId}`);
    }),

    settleInstances: route(object({}, {}), ({ store }) => {
        const now = store.now();
        for (const task of allTasks(store)) takeOn(task, (course) => advanced(course, now) && settled(course, now));
    }),

    setAlarms: route(object({ ...reference, alarms: readAlarms }, {}), (state, { alarms, ...given }) => {
        known(state, given).alarms = alarms;
    }),
};

/** Takes a task on by what gives the course that it is on next; gives whether there was one. */
function takeOn(task: Task, next: <S extends string>(course: Course<S>) => Course<S> | undefined): boolean {
    const instance = task.instance && next(task.instance);
    if (instance) task.instance = instance;
    const course = task.solution && next(task.solution.course);
    if (course && task.solution) changeSolution(task.solution, course);
    return (instance ?? course) !== undefined;
}
