// GetDISyncTask and DeleteDISyncTask: the task as it can be edited, and its end.
import { invalidTask } from "../protocol/errors";
import type { Json } from "../protocol/json";
import type { Alarm } from "../workspace/alarm";
import { remove } from "../workspace/deployment";
import { answerTo, stands } from "../workspace/answers";
import type { Solution, Task } from "../workspace/model";
import { solutionStatus } from "../workspace/solution";
import { findTask } from "../workspace/store";
import { addressOf, liveTask, syncFailure, syncReply, unknownTask, type Context, type Operation } from "./operation";

const getTask: Operation = {
    family: "sync",
    effect: "read",
    run(parameters, context) {
        const address = addressOf(parameters, context);
        const task = findTask(context.store, address);
        // A deleted solution is still known here: its status tells.
        if (!task || (!task.solution && task.deletedStatus !== "NORMAL"))
            return unknownTask(context, invalidTask(address.fileId));
        const content = task.solution
            ? { SolutionDetail: solutionDetail(task, task.solution, context.store.now()) }
            : { Code: task.definition };
        return syncReply({ Status: "success", Message: null, ...content, AlarmList: task.alarms.map(alarmRule) });
    },
};

function alarmRule({ name, enabled = true, metric = "taskStatus", description = "" }: Alarm, index: number): Json {
    return {
        Id: BigInt(index + 1),
        RuleName: name,
        Description: description,
        Enabled: enabled,
        Metric: metric,
        AlarmRuleList: [{ Level: "WARNING", Threshold: 1n, Comparator: ">=", Aggregator: "COUNT", Duration: 5n }],
        NotifyRule: { Warning: ["MAIL"], Critical: ["MAIL", "SMS"], Interval: 10n },
    };
}

function solutionDetail(task: Task, solution: Solution, now: number): Json {
    return {
        Id: BigInt(task.fileId),
        Name: task.name,
        ProjectId: BigInt(task.projectId),
        CreatorName: task.owner,
        Type: solution.type,
        SourceType: solution.sourceType,
        Status: solutionStatus(solution, now),
        SubmitTime: apiTime(solution.submitTime),
        StartTime: apiTime(solution.startTime),
        ProcessContent: task.definition,
        ProcessExtra: solution.processExtra,
    };
}

/** The API's SolutionDetail gives its times as text. */
function apiTime(ms: number | undefined): string | undefined {
    return ms === undefined ? undefined : String(ms);
}

const deleteTask: Operation = {
    family: "sync",
    effect: "write",
    run(parameters, context) {
        const address = addressOf(parameters, context, ["DI_REALTIME"]);
        const task = liveTask(context, address);
        if (!task) return unknownTask(context, invalidTask(address.fileId));
        const refused = whyNotDeleted(task, context);
        if (refused !== undefined) return syncFailure(refused);
        const { store } = context;
        remove(task, "RECYCLE_BIN", store.now());
        if (answerTo("deleted-file", store) === "unknown")
            store.workspaces.get(task.projectId)?.files.delete(task.fileId);
        return syncReply({ Status: "success", Message: null }, true);
    },
};

/** Why the task is left where it is, as the settings have it. */
function whyNotDeleted({ fileId, instance }: Task, { store }: Context): string | undefined {
    const deletes = answerTo("delete-task", store);
    if (!instance || deletes === "any") return undefined;
    if (!stands(instance, store)) return `fileId:[${fileId}] is running, stop it first.`;
    return deletes === "notDeployed" ? `fileId:[${fileId}] is deployed, undeploy it first.` : undefined;
}

export const taskOperations = {
    GetDISyncTask: getTask,
    DeleteDISyncTask: deleteTask,
};
