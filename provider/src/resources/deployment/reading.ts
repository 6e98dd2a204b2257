// Reads a task before it is deployed: what it is then, and the fingerprint of that.
import { NoAnswerError, RefusedError } from "../../dataworks/calls/errors";
import type { DataWorks } from "../../dataworks/client";
import { describe, type Task } from "../../dataworks/task";
import { closedTexts, definitionOf, fingerprint, whyUnreadable } from "../../definition/index";
import type { Context } from "../context";
import { shortList } from "../short-list";
import { taskOf, type Inputs } from "./state";

/** A task as it was read. */
export interface Reading {
    readonly definition: string;
    /** When that was, by the service's clock, in milliseconds since 1970; undefined where the reply did not tell. */
    readonly time?: number | undefined;
}

/** Undefined, and one warning, where it cannot be read: DeployDISyncTask is the authority, and is called all the same. */
export async function readBefore(inputs: Inputs, dataworks: DataWorks, context: Context): Promise<Reading | undefined> {
    const task = taskOf(inputs);
    try {
        const detail = await dataworks.getDISyncTask(task);
        const definition = definitionOf(detail);
        if (definition !== undefined) return { definition, time: detail.time };
        context.warn(noFingerprint(task, whyUnreadable(task.taskType)));
    } catch (error) {
        // What could not even be sent, or signed, says that DeployDISyncTask could not be either.
        if (!(error instanceof RefusedError || error instanceof NoAnswerError)) throw error;
        context.warn(noFingerprint(task, error.message));
    }
    return undefined;
}

function noFingerprint(task: Task, why: string): string {
    return `no fingerprint of ${describe(task)} could be taken, so edits after this deployment will not be seen as drift: ${why}`;
}

/** The fingerprint of what was read, without the parts that are ignored. */
export function fingerprintOf(inputs: Inputs, { definition, time }: Reading, context: Context): string {
    const ignored = inputs.ignoreDefinitionPaths ?? [];
    const closed = ignored.length > 0 ? closedTexts(definition, ignored) : [];
    if (closed.length > 0) {
        context.warn(
            `${describe(taskOf(inputs))}: ignoreDefinitionPaths has no effect inside ${shortList(closed.map((path) => path || "its definition"))}: ` +
                "that is no JSON that paths lead into (none at all, nested too deep, or with two values for one key)",
        );
    }
    return fingerprint(definition, context.randomHex(16), ignored, time);
}
