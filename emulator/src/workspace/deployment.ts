// What editing, deploying, undeploying and deleting make of a task.
import { answerTo } from "./answers";
import { standing } from "./course";
import { runs } from "./instance";
import type { DeletedStatus, Task, Version } from "./model";
import { rewrite, type Rewrite } from "./rewrite";
import { changeSolution } from "./solution";
import type { Store } from "./store";

/** Who does it, and when. */
export interface Author {
    user: string;
    /** Milliseconds since 1970. */
    time: number;
}

export function productionVersion(task: Task): Version | undefined {
    return task.versions.find((version) => version.isCurrentProd);
}

/** Changes the definition as an editor does: nothing is committed or deployed. */
export function edit(task: Task, definition: string, author: Author): void {
    task.definition = definition;
    task.lastEditUser = author.user;
    task.lastEditTime = author.time;
    task.committed = false;
}

/** Commits the definition as a new version where it differs from the newest one. */
function commit(task: Task, author: Author, isAlwaysNew: boolean): Version {
    const newest = task.versions.at(-1);
    task.committed = true;
    if (newest?.definition === task.definition && !isAlwaysNew) return newest;
    const version: Version = {
        number: (newest?.number ?? 0) + 1,
        definition: task.definition,
        user: author.user,
        time: author.time,
        comment: "",
        deployed: false,
        isCurrentProd: false,
    };
    task.versions.push(version);
    return version;
}

/** What a deployment puts into a definition where it rewrites it. */
const ownForm: Rewrite = { path: "deployedForm", value: "1" };
/** How long a deployment takes to come to production that does so later, in milliseconds. */
const laterMs = 2000;

/** Commits and takes to production, or has it wait for an approval or for its time first. A deployed task that was running goes on running. */
export function deploy(task: Task, author: Author, store: Store): void {
    const isRewritten = answerTo("deploy-rewrites", store) === "rewritten";
    task.definition = rewrite(task.definition, [...store.rewrites, ...(isRewritten ? [ownForm] : [])]);
    const version = commit(task, author, answerTo("deploy-unchanged", store) === "new");
    const isLater = answerTo("deploy-in-production", store) === "later";
    if (version.isCurrentProd || !(task.approval || isLater)) {
        takeToProduction(task, version, author.time, store);
        return;
    }
    task.waiting = version;
    if (task.approval) return;
    task.dueAt = store.now() + laterMs;
    store.due.add(task);
}

/** Takes to production what waited for its time, once that has come. */
export function settleDeployments(store: Store): void {
    const now = store.now();
    for (const task of store.due) {
        if (task.waiting && (task.dueAt ?? 0) > now) continue;
        store.due.delete(task);
        if (task.waiting) takeToProduction(task, task.waiting, task.dueAt ?? now, store);
        task.dueAt = undefined;
    }
}

/** Lets the deployment that waits through; false where none does. */
export function approve(task: Task, store: Store): boolean {
    if (!task.waiting) return false;
    takeToProduction(task, task.waiting, store.now(), store);
    return true;
}

function takeToProduction(task: Task, version: Version, now: number, store: Store): void {
    const stops = runs(task, now) && answerTo("deploy-running", store) === "stops";
    for (const other of task.versions) other.isCurrentProd = other === version;
    version.deployed = true;
    task.waiting = undefined;
    task.deployments += 1;
    if (task.solution) {
        if (stops || !runs(task, now)) changeSolution(task.solution, standing("4", now));
        task.solution.submitTime = now;
    } else {
        if (stops) task.instance = undefined;
        task.instance ??= standing("NORUN", now);
    }
}

export function undeploy(task: Task): void {
    for (const version of task.versions) version.isCurrentProd = false;
    task.instance = undefined;
    task.startParam = undefined;
    if (task.dueAt !== undefined) [task.waiting, task.dueAt] = [undefined, undefined];
}

/** Deletes the task; what ran of it is undeployed. A solution has a status for it instead. */
export function remove(task: Task, to: DeletedStatus, now: number): void {
    undeploy(task);
    task.waiting = undefined;
    task.deletedStatus = to;
    if (task.solution) changeSolution(task.solution, standing("9", now));
}
