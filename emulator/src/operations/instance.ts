// GetDISyncInstanceInfo, Start-, Stop- and TerminateDISyncInstance: the running side of a deployed task.
import { invalidInstance } from "../protocol/errors";
import { courseAt } from "../workspace/course";
import { undeploy } from "../workspace/deployment";
import { runs, startingInstance, startingSolution, statusAt, stoppingInstance } from "../workspace/instance";
import type { Instance, InstanceStatus, Solution, Task } from "../workspace/model";
import { changeSolution, stepsAt } from "../workspace/solution";
import { readStartParam, type StartParam } from "../workspace/startParam";
import { settingsOf } from "../workspace/store";
import {
    addressOf,
    jsonOf,
    liveTask,
    syncFailure,
    syncReply,
    type Context,
    type Operation,
    type Parameters,
} from "./operation";

const done = () => syncReply({ Status: "success", Message: null }, true);

const getInstance: Operation = {
    family: "sync",
    effect: "read",
    run(parameters, context) {
        const address = addressOf(parameters, context);
        const task = liveTask(context, address);
        const now = context.store.now();
        if (task?.solution)
            return syncReply({
                Status: "success",
                Message: null,
                SolutionInfo: solutionInfo(task, task.solution, now),
            });
        if (!task?.instance) return syncFailure(invalidInstance(address.fileId));
        const { status, message } = courseAt(task.instance, now);
        return syncReply({ Status: status, Message: message, Name: task.name });
    },
};

function solutionInfo(task: Task, solution: Solution, now: number) {
    return {
        Id: BigInt(task.fileId),
        CreatorName: task.owner,
        Status: runs(task, now) ? "run" : "stop",
        StepDetail: stepsAt(solution, now).map(({ name, status, info }, index) => ({
            StepId: BigInt(index + 1),
            StepName: name,
            Status: status,
            Info: info,
        })),
    };
}

const startInstance: Operation = {
    family: "sync",
    effect: "write",
    run(parameters, context) {
        const startParam = startParamOf(parameters);
        const { store } = context;
        const address = addressOf(parameters, context);
        const task = liveTask(context, address);
        if (!task?.instance && !task?.solution) return syncFailure(invalidInstance(address.fileId));
        const now = store.now();
        if (runs(task, now)) return syncFailure(`fileId[${address.fileId}] is running already`);
        const settings = settingsOf(task, store);
        if (settings.start?.refused !== undefined) return syncFailure(settings.start.refused);
        if (task.solution) {
            changeSolution(task.solution, startingSolution(settings, now));
            task.solution.startTime = now;
        } else {
            task.instance = startingInstance(settings, now);
            task.startParam = startParam;
        }
        return done();
    },
};

/** What the call says of the run; of a solution's it means nothing, whatever it is. */
function startParamOf({ StartParam: given, TaskType: taskType }: Parameters): StartParam | undefined {
    return given && taskType !== "DI_SOLUTION" ? jsonOf(given, "StartParam", readStartParam) : undefined;
}

/** The task and its instance's status, for the operations that only real-time tasks have. */
function running(parameters: Parameters, context: Context): RunningTask | { fileId: string; task?: undefined } {
    const address = addressOf(parameters, context, ["DI_REALTIME"]);
    const task = liveTask(context, address);
    if (!task?.instance) return { fileId: address.fileId };
    const { instance } = task;
    return { fileId: address.fileId, task, instance, status: statusAt(instance, context.store.now()) };
}

interface RunningTask {
    fileId: string;
    task: Task;
    instance: Instance;
    status: InstanceStatus;
}

const stopInstance: Operation = {
    family: "sync",
    effect: "write",
    run(parameters, context) {
        const found = running(parameters, context);
        if (!found.task) return syncFailure(invalidInstance(found.fileId));
        if (found.status === "NORUN") return syncFailure(`fileId[${found.fileId}] is not running`);
        const settings = settingsOf(found.task, context.store);
        if (settings.stop?.refused !== undefined) return syncFailure(settings.stop.refused);
        if (found.status !== "KILLING") found.task.instance = stoppingInstance(settings, context.store.now());
        return done();
    },
};

const terminateInstance: Operation = {
    family: "sync",
    effect: "write",
    run(parameters, context) {
        const found = running(parameters, context);
        if (!found.task) return syncFailure(invalidInstance(found.fileId));
        if (found.status !== "NORUN")
            return syncFailure(`fileId[${found.fileId}] is ${found.status}, stop the instance first`);
        undeploy(found.task);
        return done();
    },
};

export const instanceOperations = {
    GetDISyncInstanceInfo: getInstance,
    StartDISyncInstance: startInstance,
    StopDISyncInstance: stopInstance,
    TerminateDISyncInstance: terminateInstance,
};
