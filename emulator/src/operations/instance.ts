// GetDISyncInstanceInfo, Start-, Stop- and TerminateDISyncInstance: the running side of a deployed task.
import { invalidInstance } from "../protocol/errors";
import { courseAt } from "../workspace/course";
import { undeploy } from "../workspace/deployment";
import { change, statusAt } from "../workspace/instance";
import type { Instance, InstanceStatus, Task } from "../workspace/model";
import { readStartParam, type StartParam } from "../workspace/startParam";
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
        if (task?.solution) return syncReply({ Status: "success", Message: null, SolutionInfo: solutionInfo(task) });
        if (!task?.instance) return syncFailure(invalidInstance(address.fileId));
        const { status, message } = courseAt(task.instance, context.store.now());
        return syncReply({ Status: status, Message: message, Name: task.name });
    },
};

function solutionInfo(task: Task) {
    const running = task.solution?.status === "2";
    return {
        Id: BigInt(task.fileId),
        CreatorName: task.owner,
        Status: running ? "run" : "stop",
        StepDetail: [{ StepId: 1n, StepName: "deploy", Status: task.deployments > 0 ? "success" : "wait", Info: "{}" }],
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
        if (task?.solution) {
            task.solution.status = "2";
            task.solution.startTime = store.now();
            return done();
        }
        if (!task?.instance) return syncFailure(invalidInstance(address.fileId));
        const status = statusAt(task.instance, store.now());
        if (status !== "NORUN" && status !== "PAUSE")
            return syncFailure(`fileId[${address.fileId}] is running already`);
        if (store.instances.start?.refused !== undefined) return syncFailure(store.instances.start.refused);
        task.instance = change("start", store.instances, store.now());
        task.startParam = startParam;
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
        const { instances, now } = context.store;
        if (instances.stop?.refused !== undefined) return syncFailure(instances.stop.refused);
        if (found.status !== "KILLING") found.task.instance = change("stop", instances, now());
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
