// Deletes a task: leaves it as it is, or has DataWorks delete it.
import { aboutOf } from "../../dataworks/calls/codes";
import { InvalidFileIdError, RefusedError } from "../../dataworks/calls/errors";
import { describe, type Task } from "../../dataworks/task";
import type { Context } from "../context";
import { comesAfter, takesDown, type TakingDown } from "../on-delete";
import { lookFor } from "./create";
import type { OnDelete, Outputs } from "./state";

/**
 * What a task resource claims: its name in its folder, since the file id of one that is to be made is not known. No two tasks have
 * the same.
 */
export function claimOf({
    projectId,
    taskType,
    folder,
    name,
}: Pick<Outputs, "projectId" | "taskType" | "folder" | "name">): Task {
    return { projectId, taskType, fileId: `${folder ?? ""}/${name}` };
}

/** How a task is taken down. */
const deleting: TakingDown<Outputs> = {
    kind: "task",
    claimOf,
    onDelete: "delete" satisfies OnDelete,
    sharesIds: true,
    goesFirst: true,
    stays: (olds, claims) => {
        const { projectId, taskType, fileId, region } = olds;
        if (fileId === undefined) return undefined;
        const stands = (kind: "deployment" | "instance") =>
            claims.of(kind).find(region, { projectId, taskType, fileId }) !== undefined;
        const by = stands("deployment") ? "DiSyncDeployment" : stands("instance") ? "DiSyncInstance" : undefined;
        return (
            by && `a ${by} of the program stands for it. Remove that one too, and run again; or put this resource back.`
        );
    },
    words: {
        done: "deleted",
        does: "deletes",
        retained: "stays",
        opposite: "makes",
        failed: "making it failed",
        made: "made",
        again: "`pulumi up --refresh` makes it again",
    },
};

/**
 * Deletes the task where `onDelete` says so; one that is gone already, or was never made, is as good.
 *
 * @throws where it is not deleted, such as one that is deployed or runs; the resource has to stay then.
 */
export async function remove(id: string, olds: Outputs, context: Context): Promise<void> {
    if (!takesDown(deleting, id, olds, context)) {
        if (!comesAfter(deleting, olds, context)) return;
        throw new Error(
            `${describe(olds)} is not replaced: it stays in DataWorks and keeps its name ` +
                `${olds.taskType === "DI_REALTIME" ? '(onDelete "retain" in the state)' : "(DataWorks has no call that deletes a DI_SOLUTION)"}, ` +
                "so the one that is to take its place could not be made. Give that one another name" +
                `${olds.taskType === "DI_REALTIME" ? ', or set onDelete: "delete" and run `pulumi up` before this' : ""}. Nothing was changed.`,
        );
    }
    const { projectId, taskType, region, pending } = olds;
    const fileId = (await lookFor(olds, context))?.fileId;
    if (fileId === undefined) {
        if (pending && context.now() < pending.until) {
            context.warn(
                `${describe(olds)} may have been made by a run before, and is not there. Should it appear all the same, until ` +
                    `${new Date(pending.until).toISOString()}, delete it in DataWorks.`,
            );
        }
        return;
    }
    const task = { projectId, taskType, fileId };
    const dataworks = context.dataworks(region);
    try {
        await dataworks.deleteDISyncTask(task);
    } catch (error) {
        if (error instanceof InvalidFileIdError) {
            await dataworks.getProject(projectId); // throws where the workspace does not answer: then nothing is certain
            return;
        }
        if (!(error instanceof RefusedError) || aboutOf(error.facts.code) !== undefined) throw error;
        throw new Error(
            `${error.message} Where it is still deployed or runs, it has to be undeployed first: take back what replaces it, if anything does, set onDelete: "undeploy" on its ` +
                'DiSyncDeployment (and "stop" on its DiSyncInstance) and run `pulumi up`; where they are gone, undeploy it in the ' +
                "Operation Center.",
            { cause: error },
        );
    }
}
