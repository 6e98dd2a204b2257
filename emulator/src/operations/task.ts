// GetDISyncTask, UpdateDISyncTask, DeleteDISyncTask: the task as it can be edited.
import { errors, invalidTask } from "../protocol/errors";
import type { Json } from "../protocol/json";
import { edit, remove } from "../workspace/deployment";
import { statusAt } from "../workspace/instance";
import type { Task } from "../workspace/model";
import { findTask } from "../workspace/store";
import { addressOf, liveTask, syncFailure, syncReply, type Operation, type Parameters } from "./operation";

const getTask: Operation = {
    family: "sync",
    effect: "read",
    run(parameters, context) {
        const address = addressOf(parameters, context);
        const task = findTask(context.store, address);
        // A deleted solution is still known here: its status tells.
        if (!task || (!task.solution && task.deletedStatus !== "NORMAL"))
            return syncFailure(invalidTask(address.fileId));
        const content = task.solution ? { SolutionDetail: solutionDetail(task) } : { Code: task.definition };
        return syncReply({ Status: "success", Message: null, ...content, AlarmList: [] });
    },
};

function solutionDetail(task: Task): Json {
    const { solution } = task;
    return {
        Id: BigInt(task.fileId),
        Name: task.name,
        ProjectId: BigInt(task.projectId),
        CreatorName: task.owner,
        Type: solution?.type,
        SourceType: solution?.sourceType,
        Status: solution?.status,
        SubmitTime: apiTime(solution?.submitTime),
        StartTime: apiTime(solution?.startTime),
        ProcessContent: task.definition,
        ProcessExtra: solution?.processExtra,
    };
}

/** The API's SolutionDetail gives its times as text. */
function apiTime(ms: number | undefined): string | undefined {
    return ms === undefined ? undefined : String(ms);
}

const updateTask: Operation = {
    family: "sync",
    effect: "write",
    run(parameters, context) {
        const address = addressOf(parameters, context, ["DI_REALTIME"]);
        const folder = folderOf(parameters);
        const content = parameters.TaskContent;
        if (content === undefined && folder === undefined) throw errors.missing("TaskContent");
        const task = liveTask(context, address);
        if (!task) return syncFailure(invalidTask(address.fileId));
        if (folder !== undefined) task.folder = folder;
        if (content !== undefined) edit(task, content, { user: context.user, time: context.store.now() });
        return syncReply({ Status: "success", Message: null }, true);
    },
};

/** Of TaskParam only the folder means something here: resource groups are not emulated. */
function folderOf(parameters: Parameters): string | undefined {
    if (!parameters.TaskParam) return undefined;
    try {
        const read = JSON.parse(parameters.TaskParam) as { FileFolderPath?: unknown } | null;
        return typeof read?.FileFolderPath === "string" ? read.FileFolderPath : undefined;
    } catch {
        throw errors.invalidParameter("TaskParam must be JSON.");
    }
}

const deleteTask: Operation = {
    family: "sync",
    effect: "write",
    run(parameters, context) {
        const address = addressOf(parameters, context, ["DI_REALTIME"]);
        const task = liveTask(context, address);
        if (!task) return syncFailure(invalidTask(address.fileId));
        if (task.instance && statusAt(task.instance, context.store.now()) !== "NORUN")
            return syncFailure(`fileId:[${address.fileId}] is running, stop it first.`);
        remove(task, "RECYCLE_BIN");
        return syncReply({ Status: "success", Message: null }, true);
    },
};

export const taskOperations = {
    GetDISyncTask: getTask,
    UpdateDISyncTask: updateTask,
    DeleteDISyncTask: deleteTask,
};
