// What editing, deploying, undeploying and deleting make of a task.
import { standing } from "./course";
import { runs } from "./instance";
import type { DeletedStatus, Task, Version } from "./model";
import { rewrite, type Rewrite } from "./rewrite";
import { changeSolution } from "./solution";

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
function commit(task: Task, author: Author, comment: string): Version {
    const newest = task.versions.at(-1);
    task.committed = true;
    if (newest?.definition === task.definition) return newest;
    const version: Version = {
        number: (newest?.number ?? 0) + 1,
        definition: task.definition,
        user: author.user,
        time: author.time,
        comment,
        deployed: false,
        isCurrentProd: false,
    };
    task.versions.push(version);
    return version;
}

/** Commits and takes to production, or has it wait for an approval first. A deployed task that was running goes on running. */
export function deploy(task: Task, author: Author, rewrites: readonly Rewrite[] = []): void {
    task.definition = rewrite(task.definition, rewrites);
    const version = commit(task, author, "");
    if (task.approval && !version.isCurrentProd) task.waiting = version;
    else takeToProduction(task, version, author.time);
}

/** Lets the deployment that waits through; false where none does. */
export function approve(task: Task, now: number): boolean {
    if (!task.waiting) return false;
    takeToProduction(task, task.waiting, now);
    return true;
}

function takeToProduction(task: Task, version: Version, now: number): void {
    for (const other of task.versions) other.isCurrentProd = other === version;
    version.deployed = true;
    task.waiting = undefined;
    task.deployments += 1;
    if (task.solution) {
        if (!runs(task, now)) changeSolution(task.solution, standing("4", now));
        task.solution.submitTime = now;
    } else {
        task.instance ??= standing("NORUN", now);
    }
}

export function undeploy(task: Task): void {
    for (const version of task.versions) version.isCurrentProd = false;
    task.instance = undefined;
    task.startParam = undefined;
}

/** Deletes the task; what ran of it is undeployed. A solution has a status for it instead. */
export function remove(task: Task, to: DeletedStatus, now: number): void {
    undeploy(task);
    task.waiting = undefined;
    task.deletedStatus = to;
    if (task.solution) changeSolution(task.solution, standing("9", now));
}
