// Only what was approved: whether a task's definition is the one that `approvedDigest` names, before it is deployed and after.
import { CredentialsError, InterruptedError, messageOf } from "../../dataworks/calls/errors";
import type { DataWorks, TaskDetail } from "../../dataworks/client";
import { describe, type Task } from "../../dataworks/task";
import { isoSeconds } from "../../dataworks/time";
import { changeLines, compare, definitionOf, digestOf } from "../../definition/index";
import { approveStart } from "../approve-line";
import type { Context } from "../context";
import { editedBy, lastEditLines, lastEditOf } from "../last-edit";
import type { Reading } from "./reading";
import { sameTask, taskOf, type Inputs, type Outputs } from "./state";

/** A deployment that was not made, because its definition is not the approved one, or could not be read. */
export class NotApprovedError extends Error {
    override readonly name = "NotApprovedError";
}

/** Inputs that approve something. */
export interface Approving extends Inputs {
    readonly approvedDigest: string;
}

export function approves(inputs: Inputs): inputs is Approving {
    return inputs.approvedDigest !== undefined;
}

/**
 * Reads the task of the inputs, and gives it where its definition is the approved one. `olds` are the outputs of the deployment before,
 * if there is one. `wasTried`: DeployDISyncTask was called already.
 *
 * @throws NotApprovedError where it is another one, or cannot be read: nothing is deployed unseen. What ended the operation, and missing
 * credentials, as they are.
 */
export async function readApproved(
    inputs: Approving,
    olds: Outputs | undefined,
    dataworks: DataWorks,
    wasTried = false,
): Promise<Reading> {
    const heading = `${describe(taskOf(inputs))} is not deployed${wasTried ? " by a further try" : ""}`;
    const found = await read(inputs, dataworks, heading);
    if (found.digest === inputs.approvedDigest) return found.reading;
    const { definition } = found.reading;
    const since = olds && sameTask(olds, inputs) ? sinceThen(olds, inputs, definition) : [];
    // That nobody edited it since goes with what changed since.
    const before = since.some((line) => line.startsWith("definition ")) ? (olds?.definition ?? "") : "";
    const editor =
        inputs.taskType === "DI_REALTIME"
            ? await lastEditLines({ ...inputs, definition: before }, definition, dataworks)
            : [];
    throw notApproved(heading, inputs, found.digest, [...since, ...editor]);
}

/**
 * Whether the task that is to take another one's place has the approved definition.
 *
 * @throws NotApprovedError where it has not, or where that cannot be told.
 */
export async function tryApproved(inputs: Approving, dataworks: DataWorks, replaced: Task): Promise<void> {
    const [old, task] = [describe(taskOf(replaced)), describe(taskOf(inputs))];
    const heading = `${old} is not replaced${old === task ? "" : ` by ${task}`}, and nothing is deleted`;
    const { digest } = await read(inputs, dataworks, heading);
    if (digest !== inputs.approvedDigest) throw notApproved(heading, inputs, digest, []);
}

/** What a task is now, with its digest. `heading`: what does not happen where it cannot be read, as part of a sentence. */
async function read(
    inputs: Inputs,
    dataworks: DataWorks,
    heading: string,
): Promise<{ readonly reading: Reading; readonly digest: string }> {
    const cannot = (why: string, cause?: unknown) =>
        new NotApprovedError(
            `${heading}: approvedDigest deploys only a definition that was read, and this one could not be. ${why}`,
            { cause },
        );
    let detail: TaskDetail;
    try {
        detail = await dataworks.getDISyncTask(taskOf(inputs));
    } catch (error) {
        if (error instanceof CredentialsError || error instanceof InterruptedError) throw error;
        throw cannot(messageOf(error), error);
    }
    const definition = definitionOf(detail);
    if (definition === undefined) {
        throw cannot(
            "GetDISyncTask answered without it. Look at the task in DataWorks; where it has none there either, take approvedDigest out, " +
                "and it is deployed unseen.",
        );
    }
    try {
        const digest = await digestOf(definition, inputs, inputs.ignoreDefinitionPaths ?? []);
        return { reading: { definition, time: detail.time }, digest };
    } catch (error) {
        throw cannot(`Its digest could not be worked out: ${messageOf(error)}. Run again.`, error);
    }
}

/** How a definition differs from what was deployed last, as far as the fingerprint of that tells. */
function sinceThen(olds: Outputs, inputs: Inputs, definition: string): string[] {
    const since = olds.deployedAt || "the import";
    const comparison = compare(olds.definition, definition, inputs.ignoreDefinitionPaths ?? []);
    if (!comparison || comparison.unreadable !== undefined) return [];
    const { changes, uncompared } = comparison;
    if (changes.length > 0) return changeLines(changes, since);
    return uncompared.length > 0
        ? []
        : [
              `nothing changed in its definition since ${since}, so approvedDigest was taken of another task, of another list of ` +
                  "ignoreDefinitionPaths, or of a definition that is not there any more",
          ];
}

function notApproved(
    heading: string,
    { approvedDigest }: Approving,
    digest: string,
    known: readonly string[],
): NotApprovedError {
    const facts = known.length > 0 ? ` (${known.join("; ")})` : "";
    return new NotApprovedError(
        `${heading}: its definition has the digest ${digest}, and ${approvedDigest} is approved${facts}. ` +
            `Look at it in DataWorks. Where it is to be deployed as it is, ${approveStart}${digest}`,
    );
}

/**
 * True where an update that only approves has nothing to deploy: what is approved is what was deployed or imported, apart from what
 * either list ignores. A deployment whose outcome is unknown is not asked for: its update deploys.
 */
export async function isDeployed(olds: Outputs, news: Inputs, { definition }: Reading): Promise<boolean> {
    const [before, now] = [olds.ignoreDefinitionPaths ?? [], news.ignoreDefinitionPaths ?? []];
    const comparison = compare(olds.definition, definition, [...before, ...now]);
    if (!comparison || comparison.unreadable !== undefined || comparison.changes.length > 0) return false;
    // What a fingerprint has in one digest with a path that is ignored since, only the digest of before can tell.
    if (comparison.uncompared.length === 0) return true;
    return Boolean(olds.digest) && (await digestOf(definition, olds, before)) === olds.digest;
}

/** What became of the definition while it was deployed. */
export type Window = "as it was" | "edited" | "moved";

/** By how much a time that DataWorks says may be too late for what it is of, in milliseconds. */
const late = 2000;

/**
 * Reads the task once more after it was deployed. "edited": nobody knows what was deployed, since somebody edited it after the reading, or
 * nobody can tell. "moved": DataWorks rewrote it by itself, or it is a solution, of which no call tells who changed it. Whatever fails
 * costs a warning, never the deployment.
 */
export async function windowOf(
    inputs: Approving,
    before: Reading,
    dataworks: DataWorks,
    context: Context,
): Promise<Window> {
    const task = describe(taskOf(inputs));
    let now: { readonly digest: string };
    try {
        now = await read(inputs, dataworks, `${task} is deployed, as approved`);
    } catch (error) {
        context.warn(
            `${task} is deployed. Whether its definition was still the approved one then is not known, because it could not be read once ` +
                `more: ${messageOf(error instanceof NotApprovedError && error.cause ? error.cause : error)}`,
        );
        return "as it was";
    }
    if (now.digest === inputs.approvedDigest) return "as it was";
    const moved = `${task} had the approved digest ${inputs.approvedDigest} right before it was deployed, and has ${now.digest} right after`;
    if (inputs.taskType === "DI_SOLUTION") {
        context.warn(
            `${moved}: DataWorks rewrote it, or somebody edited it meanwhile, and of a solution no call tells. Look at it in DataWorks; ` +
                `where it is right, ${approveStart}${now.digest}`,
        );
        return "moved";
    }
    const edit = await lastEditOf(inputs, dataworks).catch(() => undefined); // what ended it ends no deployment that is made
    if (edit && before.time !== undefined && edit.time < before.time - late) {
        context.warn(
            `${moved}. Nobody edited it meanwhile (the last edit is of ${isoSeconds(edit.time)}): DataWorks rewrote it by itself. ` +
                `Where it is right, ${approveStart}${now.digest}`,
        );
        return "moved";
    }
    const who = edit ? `it was ${editedBy(edit)}` : "whether somebody edited it meanwhile could not be asked";
    context.warn(
        `${moved}: ${who}, and nobody knows which of the two was deployed. The next \`pulumi up\` deploys again, where it finds the ` +
            `approved one; where the new one is right, ${approveStart}${now.digest}`,
    );
    return "edited";
}
