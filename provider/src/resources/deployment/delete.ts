// Deletes a deployment: leaves the task as it runs, or undeploys it.
import type { DataWorks } from "../../dataworks/client";
import { CallError, InvalidFileIdError } from "../../dataworks/calls/errors";
import { reasonOf } from "../../dataworks/signal";
import { describe, type Task } from "../../dataworks/task";
import { awaits, comes } from "./landing";
import { taskOf, type OnDelete, type Outputs } from "./state";
import type { Context } from "../context";
import { takesDown, type TakingDown } from "../on-delete";

/** The status of an instance that has stopped, or never ran. */
const stopped = "NORUN";
const stopping = [stopped, "KILLING"];
/** One that stands too, as far as anybody knows: it may have to be stopped, or cannot be. */
const paused = "PAUSE";
/** Statuses of an instance that is still on its way to a stop. The API's documentation gives no meanings. */
const notYetStopped = ["RUN", "WAIT", "KILLING"];
/** How long an instance may take to stop, in seconds, where `customTimeouts` says nothing else. */
const longestStop = 5 * 60;
const longestPause = 15_000;

/** How a deployment is taken down. */
export const undeploying: TakingDown<Outputs> = {
    kind: "deployment",
    claimOf: taskOf,
    onDelete: "undeploy" satisfies OnDelete,
    stays: (olds, claims) =>
        claims.of("instance").isWanted(olds.region, olds, "state", "running")
            ? "a DiSyncInstance of the program wants it running, and undeploying stops it. Remove that one too or give it " +
              'state "stopped", and run again; or put this resource back.'
            : undefined,
    words: {
        done: "undeployed",
        does: "undeploys",
        retained: "stays deployed",
        opposite: "deploys",
        failed: "its deployment failed",
        made: "deployed",
        again: "change its `triggers`, and it is deployed again",
    },
};

/**
 * Undeploys the task where `onDelete` says so; a task that is gone already, or undeployed, is as good.
 *
 * @throws where the task is not undeployed; the resource has to stay then.
 */
export async function remove(id: string, olds: Outputs, context: Context): Promise<void> {
    if (!takesDown(undeploying, id, olds, context)) return;
    const dataworks = context.dataworks(olds.region);
    const isAwaited = awaits(olds);
    if (isAwaited) await comes(olds, dataworks, context);
    if (await undeploy(olds, dataworks, context)) return;
    // It is not deployed: was it undeployed already, or is it still to be deployed?
    if (!isAwaited && (await comes(olds, dataworks, context))) await undeploy(olds, dataworks, context);
}

/** False where nothing shows that the task was deployed. */
async function undeploy(olds: Outputs, dataworks: DataWorks, context: Context): Promise<boolean> {
    const task = taskOf(olds);
    let status = "";
    try {
        ({ status } = await dataworks.getDISyncInstance(task));
        await stop(task, status, dataworks, context);
        // Noted before it is done: another resource of the task, which finds it undeployed, waits for nothing then.
        context.claims.undeploy(olds.region, task);
        await dataworks.terminateDISyncInstance(task);
        return true;
    } catch (error) {
        if (!(error instanceof InvalidFileIdError)) throw error;
        await dataworks.getProject(task.projectId); // throws where the workspace does not answer: then nothing is certain
        return ![stopped, ""].includes(status);
    }
}

/** Stops an instance of this status if it runs, and waits until it has stopped. */
async function stop(task: Task, first: string, dataworks: DataWorks, context: Context): Promise<void> {
    let status = first;
    if (!stopping.includes(status)) {
        const failure = await failureOf(dataworks.stopDISyncInstance(task));
        // Whatever was answered, what counts is what became of the instance: a reply that was lost may have told of a stop.
        status = await dataworks.getDISyncInstance(task).then(
            (instance) => instance.status,
            (error: unknown) => {
                throw failure ?? error;
            },
        );
        if (failure && ![...stopping, paused].includes(status)) throw failure;
    }
    const began = context.now();
    const { limit = longestStop } = context;
    for (let pause = 1000; notYetStopped.includes(status); pause = Math.min(2 * pause, longestPause)) {
        if (context.now() - began >= limit * 1000) {
            const within = limit === longestStop ? `${limit / 60} minutes` : `${limit} s (customTimeouts)`;
            throw new Error(
                `${describe(task)} is not undeployed: its instance did not stop within ${within} ` +
                    `(its status is ${status}). Look at it in DataWorks' Operation Center, and run again.`,
            );
        }
        await context.wait(pause).catch((cause: unknown) => {
            throw new Error(
                `${describe(task)} is not undeployed: ${reasonOf(context.signal)} while its ` +
                    `instance stopped (its status was ${status}). Run again.`,
                { cause },
            );
        });
        ({ status } = await dataworks.yielding().getDISyncInstance(task));
    }
}

async function failureOf(call: Promise<string>): Promise<CallError | undefined> {
    try {
        await call;
        return undefined;
    } catch (error) {
        if (error instanceof CallError) return error;
        throw error;
    }
}
