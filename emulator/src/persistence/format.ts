// What stands in a state file: a line that says what it is, and everything that the store holds, whatever that is.
import { createHash } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import { taskOf, workspaceOf } from "../seed/seeding";
import { newMaking } from "../workspace/making";
import { allTasks, nothing, type Holdings } from "../workspace/store";

/** What is kept over a restart. */
export interface Kept {
    store: Holdings;
    /** How many requests were numbered, so that no two deployments have the same request id. */
    requests: number;
}

/** Why a state file cannot be read, taken or written, in words for whoever named it. */
export class StateFileError extends Error {}

/** Raised with what older versions would read wrongly. A field that is new gets its default (`filled`). */
const format = 1;
const title = "dataworks-emulator state ";

/** Fails where the store holds what no file can keep, such as a function. Keeps Map, bigint, and which values are one and the same. */
export function bytesOf(kept: Kept): Buffer {
    const content = serialize(kept);
    return Buffer.concat([Buffer.from(`${title}${format} ${digest(content)}\n`), content]);
}

function digest(content: Buffer): string {
    return createHash("sha256").update(content).digest("hex");
}

/** @throws StateFileError whose message goes on from "The state FILE ". */
export function keptIn(bytes: Buffer): Kept {
    const line = bytes.subarray(0, title.length + 100).toString("latin1");
    if (!line.startsWith(title.slice(0, line.length)))
        throw new StateFileError(
            "is none that a dataworks-emulator kept. Give --state a file of its own (and what to start with to --seed).",
        );
    const [, found] = /^\D+(\d+) /.exec(line) ?? [];
    if (found !== undefined && found !== String(format))
        throw new StateFileError(
            `has the format ${found}, and this dataworks-emulator reads the format ${format}. Take the version that kept it, or another file.`,
        );
    const [head = "", sum] = /^\D+\d+ ([0-9a-f]{64})\n/.exec(line) ?? [];
    const content = bytes.subarray(head.length);
    if (sum === undefined || digest(content) !== sum)
        throw new StateFileError(
            "is cut, or was changed by something else. Put a copy of it back, or delete it to begin with the seed.",
        );
    const kept = read(content);
    if (!isKept(kept))
        throw new StateFileError(
            "holds something else than a dataworks-emulator keeps. Take another file, or delete it to begin with the seed.",
        );
    return filled(kept);
}

function read(content: Buffer): unknown {
    try {
        return deserialize(content);
    } catch {
        throw new StateFileError(
            `was kept by a newer Node.js than this one (${process.version}). Take that, or another file.`,
        );
    }
}

/** Whether it has a store, as far as that can be told: an older version knew fewer of its fields. */
function isKept(read: unknown): read is Kept {
    const { store } = (read ?? {}) as Partial<Record<keyof Kept, unknown>>;
    if (typeof store !== "object" || store === null) return false;
    const known = Object.entries(nothing()).filter(([name]) => name in store);
    const isAlike = ([name, field]: [string, object]) =>
        kindOf((store as Holdings)[name as keyof Holdings]) === kindOf(field);
    return known.length > 0 && known.every(isAlike);
}

/** Such as "[object Map]". */
function kindOf(value: unknown): string {
    return Object.prototype.toString.call(value);
}

/** With the defaults of what the version that kept it did not know yet: of the store, its making, its workspaces and tasks. */
function filled(kept: Kept): Kept {
    const { store } = kept;
    fill(store, nothing());
    fill(store.making, newMaking());
    for (const workspace of store.workspaces.values())
        fill(workspace, workspaceOf({ projectId: workspace.projectId }, undefined));
    for (const task of allTasks(store)) {
        const { fileId, fileType, projectId, createTime } = task;
        fill(task, taskOf({ fileId, fileType }, projectId, createTime));
    }
    return kept;
}

/** In place: what is one and the same stays so. */
function fill<T extends object>(kept: T, defaults: T): void {
    Object.assign(kept, { ...defaults, ...kept });
}
