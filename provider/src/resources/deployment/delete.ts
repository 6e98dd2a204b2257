// Deletes a deployment: leaves the task as it runs, or undeploys it.
import type { DataWorks } from "../../dataworks/client";
import { CallError, InvalidFileIdError } from "../../dataworks/calls/errors";
import { describe, type Task } from "../../dataworks/task";
import { taskOf, type Outputs } from "./state";
import type { Context } from "../context";

/** The status of an instance that has stopped, or never ran. */
const stopped = "NORUN";
const stopping = [stopped, "KILLING"];
/** Statuses of an instance that is still on its way to a stop. The API's documentation gives no meanings. */
const notYetStopped = ["RUN", "WAIT", "KILLING"];
/** How long an instance may take to stop, in milliseconds. */
const longestStop = 5 * 60_000;
const longestPause = 15_000;

/**
 * Undeploys the task where `onDelete` says so; a task that is gone already, or undeployed, is as good. In a replacement
 * that this run has planned, the new `onDelete` counts.
 *
 * @throws where the task is not undeployed; the resource has to stay then.
 */
export async function remove(id: string, olds: Outputs, context: Context): Promise<void> {
    const { claims } = context;
    if ((claims.onDeleteOf(id) ?? olds.onDelete) !== "undeploy" || olds.taskType !== "DI_REALTIME") return;
    const task = taskOf(olds);
    // The engine deletes the old half of a replacement after it created the new one. Where both are one task, undeploying
    // the old one would take down what was just deployed.
    const claim = claims.find(olds.region, task, id);
    if (claim === "refused") {
        throw new Error(
            `${describe(task)} is not undeployed: another resource of the program stands for it, and its deployment failed ` +
                "in this run. Run again once that one is deployed, or remove both.",
        );
    }
    if (claim === "announced") {
        throw new Error(
            `${describe(task)} is not undeployed: a resource of the program stands for it, and was not deployed before this ` +
                "one was to be deleted. Run again once that one is deployed. Where it is this resource itself that is " +
                "replaced, drop `deleteBeforeReplace` from it.",
        );
    }
    if (claim === "held") {
        context.warn(
            `${describe(task)} is not undeployed: the program has a resource that deploys it. ` +
                "For a renamed resource, `aliases` avoid the replacement.",
        );
        return;
    }
    claims.undeploy(id);
    const { announced, undeployed } = claims.extent();
    // A run with targets does not ask about what is outside of them, nor does `destroy`; nothing tells the two apart.
    if (undeployed === announced + 1) {
        context.warn(
            `${describe(task)} is undeployed. This run looked at ${announced || "no"} tasks of the program and undeploys more, as with ` +
                "--target, --exclude or destroy: whether a resource that stays deploys one of them was not looked at. " +
                "Where one does, change its `triggers`, and it is deployed again.",
        );
    }
    const dataworks = context.dataworks(olds.region);
    try {
        await stop(task, dataworks, context);
        await dataworks.terminateDISyncInstance(task);
    } catch (error) {
        if (!(error instanceof InvalidFileIdError)) throw error;
        await dataworks.getProject(task.projectId); // throws where the workspace does not answer: then nothing is certain
    }
}

/** Stops the instance if it runs, and waits until it has stopped. */
async function stop(task: Task, dataworks: DataWorks, context: Context): Promise<void> {
    let { status } = await dataworks.getDISyncInstance(task);
    if (!stopping.includes(status)) {
        const failure = await failureOf(dataworks.stopDISyncInstance(task));
        // Whatever was answered, what counts is what became of the instance: a reply that was lost may have told of a stop.
        status = await dataworks.getDISyncInstance(task).then(
            (instance) => instance.status,
            (error: unknown) => {
                throw failure ?? error;
            },
        );
        if (failure && !stopping.includes(status)) throw failure;
    }
    const began = context.now();
    for (let pause = 1000; notYetStopped.includes(status); pause = Math.min(2 * pause, longestPause)) {
        if (context.now() - began >= longestStop) {
            throw new Error(
                `${describe(task)} is not undeployed: its instance did not stop within ${longestStop / 60_000} minutes ` +
                    `(its status is ${status}). Look at it in DataWorks' Operation Center, and run again.`,
            );
        }
        await context.wait(pause);
        ({ status } = await dataworks.getDISyncInstance(task));
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
