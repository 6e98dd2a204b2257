// Deletes an instance: leaves it as it is, or stops it.
import { InvalidFileIdError } from "../../dataworks/calls/errors";
import type { Context } from "../context";
import { takesDown, type TakingDown } from "../on-delete";
import { NotReachedError, run } from "./run";
import { taskOf, type OnDelete, type Outputs } from "./state";

/** How an instance is taken down. */
export const stopping: TakingDown<Outputs> = {
    kind: "instance",
    claimOf: taskOf,
    onDelete: "stop" satisfies OnDelete,
    sharesIds: true,
    words: {
        done: "stopped",
        does: "stops",
        retained: "is left as it is",
        opposite: "runs or stops",
        failed: "bringing it to its state failed",
        made: "brought to its state",
        again: "`pulumi up --refresh` starts it again",
    },
};

/**
 * Stops the instance where `onDelete` says so; one that stands, or whose task is not deployed or gone, is as good.
 *
 * @throws where it does not stop; the resource has to stay then.
 */
export async function remove(id: string, olds: Outputs, context: Context): Promise<void> {
    if (!takesDown(stopping, id, olds, context)) return;
    try {
        await run({ ...olds, state: "stopped", restarts: false, startParam: undefined }, context);
    } catch (error) {
        if (!(error instanceof NotReachedError)) throw error;
        if (["notDeployed", "gone"].includes(error.course.live?.condition ?? "")) return;
        if (!(error.cause instanceof InvalidFileIdError)) throw error;
        await context.dataworks(olds.region).getProject(olds.projectId); // throws where the workspace does not answer: then nothing is certain
    }
}
