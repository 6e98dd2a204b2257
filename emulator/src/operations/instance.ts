// GetDISyncInstanceInfo, Start-, Stop- and TerminateDISyncInstance: the running side of a deployed task.
import { invalidInstance } from "../protocol/errors";
import { answerTo, stands } from "../workspace/answers";
import { courseAt } from "../workspace/course";
import { undeploy } from "../workspace/deployment";
import { runs, start, statusAt, stop } from "../workspace/instance";
import type { Instance, Solution, Task } from "../workspace/model";
import { stepsAt } from "../workspace/solution";
import { readStartParam, type StartParam } from "../workspace/startParam";
import { settingsOf } from "../workspace/store";
import {
    addressOf,
    jsonOf,
    liveTask,
    syncFailure,
    syncReply,
    unknownTask,
    type Operation,
    type Parameters,
} from "./operation";

const nothingToDo = () => syncReply({ Status: "success", Message: null });
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
        if (!task) return unknownTask(context, invalidInstance(address.fileId));
        if (!task.instance)
            return answerTo("undeployed-instance", context.store) === "invalid"
                ? syncFailure(invalidInstance(address.fileId))
                : syncReply({ Status: "NORUN", Message: null, Name: task.name });
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
        if (!task) return unknownTask(context, invalidInstance(address.fileId));
        if (!task.instance && !task.solution)
            return syncFailure(
                answerTo("start-undeployed", store) === "invalid"
                    ? invalidInstance(address.fileId)
                    : `fileId[${address.fileId}] is not deployed, deploy it first`,
            );
        if (runs(task, store.now()) && answerTo("start-running", store) === "success") return nothingToDo();
        const refused = start(task, settingsOf(task, store), store.now(), startParam);
        return refused === undefined ? done() : syncFailure(refused);
    },
};

/** What the call says of the run; of a solution's it means nothing, whatever it is. */
function startParamOf({ StartParam: given, TaskType: taskType }: Parameters): StartParam | undefined {
    return given && taskType !== "DI_SOLUTION" ? jsonOf(given, "StartParam", readStartParam) : undefined;
}

type DeployedTask = Task & { instance: Instance };

function isDeployed(task: Task): task is DeployedTask {
    return task.instance !== undefined;
}

const stopInstance: Operation = {
    family: "sync",
    effect: "write",
    run(parameters, context) {
        const { fileId, ...address } = addressOf(parameters, context, ["DI_REALTIME"]);
        const task = liveTask(context, { fileId, ...address });
        if (!task) return unknownTask(context, invalidInstance(fileId));
        if (!isDeployed(task)) return syncFailure(invalidInstance(fileId));
        const { store } = context;
        if (stands(task.instance, store) && answerTo("stop-stopped", store) === "success") return nothingToDo();
        const refused = stop(task, settingsOf(task, store), store);
        return refused === undefined ? done() : syncFailure(refused);
    },
};

const terminateInstance: Operation = {
    family: "sync",
    effect: "write",
    run(parameters, context) {
        const { fileId, ...address } = addressOf(parameters, context, ["DI_REALTIME"]);
        const task = liveTask(context, { fileId, ...address });
        if (!task) return unknownTask(context, invalidInstance(fileId));
        const { store } = context;
        if (!isDeployed(task))
            return answerTo("terminate-undeployed", store) === "invalid"
                ? syncFailure(invalidInstance(fileId))
                : nothingToDo();
        const status = statusAt(task.instance, store.now());
        if (!stands(task.instance, store) && answerTo("terminate-running", store) === "refused")
            return syncFailure(`fileId[${fileId}] is ${status}, stop the instance first`);
        undeploy(task);
        return done();
    },
};

export const instanceOperations = {
    GetDISyncInstanceInfo: getInstance,
    StartDISyncInstance: startInstance,
    StopDISyncInstance: stopInstance,
    TerminateDISyncInstance: terminateInstance,
};
