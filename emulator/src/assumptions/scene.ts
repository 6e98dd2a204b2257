// Brings the task of a scene to stand as an observation needs it, by the API alone.
import type { Assumption, Observation, Reply, Scene, Standing } from "./assumption";
import { callsInvalid, dataOf, listOf, refusalOf, shown, textOf } from "./reply";

/** The task could not be brought to stand as an observation needs it. */
export class NotBroughtError extends Error {}

/** Looks are so far apart, in milliseconds. */
const pause = 1000;
/** How often it is looked whether a task has started, or stopped; and whether it is in production. */
const looks = { running: 300, stopped: 300, production: 10 };
/** How long a start may take to show. */
const slowToStart = 15;

const moving = ["RUN", "WAIT", "KILLING"];

/** Brings the task to where the assumption is told, and looks which answer holds. What stands in the way of that is "not seen". */
export async function see<A extends string>(assumption: Assumption<A>, scene: Scene): Promise<Observation<A>> {
    const { from, level } = assumption;
    if (level === "make" && !scene.making) return { notSeen: "it takes a task that is made for it" };
    try {
        if (from !== undefined) {
            if (scene.fileId === undefined) return { notSeen: "there is no task to look at" };
            if (scene.standing === undefined)
                return { notSeen: "it takes a task that may be deployed, started and stopped" };
            await bring(scene, from);
        }
        return await assumption.observe(scene);
    } catch (error) {
        if (error instanceof NotBroughtError) return { notSeen: error.message };
        throw error;
    }
}

/** A call about the task of the scene. */
export function call(scene: Scene, operation: string, more: Readonly<Record<string, string>> = {}): Promise<Reply> {
    const { service, projectId, fileId = "" } = scene;
    return service.call(operation, { ProjectId: projectId, TaskType: "DI_REALTIME", FileId: fileId, ...more });
}

/** The same of an operation on files, which know no type of task. */
export function callFile(scene: Scene, operation: string, more: Readonly<Record<string, string>> = {}): Promise<Reply> {
    const { service, projectId, fileId = "" } = scene;
    return service.call(operation, { ProjectId: projectId, FileId: fileId, ...more });
}

/** Deploys, starts, stops or undeploys the task until it stands so. Rejects where it cannot be. */
export async function bring(scene: Scene, wanted: Standing): Promise<void> {
    if (scene.standing === wanted) return;
    if (scene.standing === "running") await stop(scene);
    if (wanted === "undeployed") {
        await ask(scene, "TerminateDISyncInstance", "undeployed");
        return;
    }
    if (scene.standing === "undeployed") await deploy(scene);
    if (wanted === "running") await start(scene);
}

/** Deploys a task that is not deployed, and waits until it is in production, as far as that can be seen. */
async function deploy(scene: Scene): Promise<void> {
    await ask(scene, "DeployDISyncTask", "deployed");
    await untilInProduction(scene);
}

/** How often it was seen not to be there, until a version was in production and the task had an instance; undefined where neither is ever told. */
export async function untilInProduction(scene: Scene): Promise<number | undefined> {
    let isNot = 0;
    for (let look = 0; look < looks.production; look += 1) {
        const versions = await versionsOf(scene);
        const isIn = versions?.some((version) => version["IsCurrentProd"] === true) ?? true;
        const instance = await call(scene, "GetDISyncInstanceInfo");
        if (isIn && refusalOf(instance) === undefined) return isNot;
        // A refusal that says something else tells nothing.
        if (!isIn || callsInvalid(instance, scene.fileId ?? "")) isNot += 1;
        await scene.service.wait(pause);
    }
    return undefined;
}

/** The versions, newest first; undefined where they are not told, or not which of them is in production. */
export async function versionsOf(scene: Scene): Promise<Readonly<Record<string, unknown>>[] | undefined> {
    const reply = await callFile(scene, "ListFileVersions", { PageSize: "100" });
    if (refusalOf(reply) !== undefined) return undefined;
    const versions = listOf(dataOf(reply)["FileVersions"]);
    return versions.every((version) => typeof version["IsCurrentProd"] === "boolean") ? versions : undefined;
}

async function start(scene: Scene): Promise<void> {
    await ask(scene, "StartDISyncInstance", "running");
    for (let look = 0; look < looks.running; look += 1) {
        const status = await statusOf(scene);
        if (status === "RUN") return;
        if (look > slowToStart && !moving.includes(status)) break;
        await scene.service.wait(pause);
    }
    scene.standing = "running"; // nobody knows: it is stopped before anything else
    throw new NotBroughtError(`the task did not begin to run: its status is "${await statusOf(scene)}"`);
}

/** Stops a task that runs; gives the status that it comes to rest in. */
export async function stop(scene: Scene): Promise<string> {
    await ask(scene, "StopDISyncInstance", "deployed");
    for (let look = 0; look < looks.stopped; look += 1) {
        const status = await statusOf(scene);
        if (!["", "fail", ...moving].includes(status)) return status;
        await scene.service.wait(pause);
    }
    scene.standing = "running";
    throw new NotBroughtError(`the task did not stop: its status is "${await statusOf(scene)}"`);
}

export async function statusOf(scene: Scene): Promise<string> {
    return textOf(dataOf(await call(scene, "GetDISyncInstanceInfo"))["Status"]);
}

async function ask(scene: Scene, operation: string, then: Standing): Promise<void> {
    const reply = await call(scene, operation);
    if (refusalOf(reply) !== undefined) throw new NotBroughtError(`${operation} was refused: ${shown(reply)}`);
    scene.standing = then;
}
