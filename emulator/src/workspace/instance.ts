// How tasks are started and stopped: what they pass, when, and with what end; and why they are not.
import { answerTo, stands } from "./answers";
import { courseAt, type Course, type Pace } from "./course";
import type { Instance, InstanceStatus, SolutionStatus, Task } from "./model";
import type { InstanceSettings, StartSettings } from "./settings";
import { changeSolution } from "./solution";
import type { Store } from "./store";
import type { StartParam } from "./startParam";

/** Starts a solution or a deployed task; gives the reason where it is refused. */
export function start(
    task: Task,
    settings: InstanceSettings,
    now: number,
    startParam?: StartParam,
): string | undefined {
    if (runs(task, now)) return `fileId[${task.fileId}] is running already`;
    if (settings.start?.refused !== undefined) return settings.start.refused;
    if (task.solution) {
        changeSolution(task.solution, startingSolution(settings, now));
        task.solution.startTime = now;
    } else {
        task.instance = startingInstance(settings, now);
        task.startParam = startParam;
    }
    return undefined;
}

/** Stops the instance of a deployed task; gives the reason where it is refused. One that stops already goes on with that. */
export function stop(
    task: Task & { instance: Instance },
    settings: InstanceSettings,
    store: Store,
): string | undefined {
    const now = store.now();
    const status = statusAt(task.instance, now);
    if (stands(task.instance, store)) return `fileId[${task.fileId}] is not running`;
    if (settings.stop?.refused !== undefined) return settings.stop.refused;
    if (status !== "KILLING") task.instance = stoppingInstance(settings, answerTo("stopped-status", store), now);
    return undefined;
}

function startingInstance(settings: InstanceSettings, now: number): Instance {
    return course<InstanceStatus>(["WAIT", "RUN", "NORUN"], settings.start, settings, now);
}

function stoppingInstance(settings: InstanceSettings, rest: "NORUN" | "PAUSE", now: number): Instance {
    return course<InstanceStatus>(["KILLING", rest, rest], settings.stop, settings, now);
}

function startingSolution(settings: InstanceSettings, now: number): Course<SolutionStatus> {
    return course<SolutionStatus>(["8", "2", "3"], settings.start, settings, now);
}

/** Through a status to another one, and where it fails there to a third. */
function course<S extends string>(
    [through, to, failed]: [S, S, S],
    own: StartSettings = {},
    { mode, ms }: Partial<Pace>,
    since: number,
): Course<S> {
    const next: Course<S>["next"] = [{ status: to, pace: own.mode ? pace(own) : pace({ mode, ms }) }];
    if (!own.fails) return { status: through, since, message: null, next };
    const { message, ...when } = own.fails;
    const end = { status: failed, pace: when, ...(message === undefined ? {} : { message }) };
    return { status: through, since, message: null, next: [...next, end] };
}

function pace({ mode = "atOnce", ms }: { [K in keyof Pace]?: Pace[K] | undefined }): Pace {
    return ms === undefined ? { mode } : { mode, ms };
}

export function statusAt(instance: Instance, now: number): InstanceStatus {
    return courseAt(instance, now).status;
}

const runningStatuses: readonly string[] = ["RUN", "WAIT", "KILLING", "2", "5", "6", "8"];

/** Whether the task runs, or is on its way to run or to stop. */
export function runs({ instance, solution }: Task, now: number): boolean {
    const one = solution?.course ?? instance;
    return one !== undefined && runningStatuses.includes(courseAt<string>(one, now).status);
}
