// Makes a task: never twice, and none is lost.
import { InterruptedError, NoAnswerError, RefusedError, wasNotApplied, whyUnknown } from "../../dataworks/calls/errors";
import type { DataWorks } from "../../dataworks/client";
import { reasonOf } from "../../dataworks/signal";
import { describe } from "../../dataworks/task";
import { nameIn, typeIn } from "../../urn";
import type { Context } from "../context";
import { taskId } from "../ids";
import { filesOfName, findMade } from "./find";
import type { Inputs, Pending } from "./state";
import { definitionOfNew } from "./worked-out";

/** CreateDISyncTask went out, and nobody can tell whether it made the task: the next run looks for it. */
export class MadeUnknownError extends Error {
    override readonly name = "MadeUnknownError";

    constructor(
        message: string,
        readonly pending: Pending,
    ) {
        super(message);
    }
}

/** How often CreateDISyncTask is tried that gets no answer, and how far apart in milliseconds. */
const mostTries = 3;
const pause = 2000;
/** How often it is looked for what was made beside the task that is known. */
const mostLooks = 5;
/** How long after a try it may still take effect, in milliseconds. */
const afterwards = 10 * 60 * 1000;

/**
 * Has DataWorks work the definition out, and makes the task. Gives its file id. `before` is what is known of an earlier creation by
 * the same inputs, which may still come about: it is the same one.
 *
 * @throws MadeUnknownError where it may have been made; any other error means that it was not.
 */
export async function make(inputs: Inputs, context: Context, before?: Pending): Promise<string> {
    const { content, time } = await definitionOfNew(inputs, context);
    const began = context.now();
    const serviceTime = time ?? began;
    const since = before?.since ?? serviceTime;
    const clientToken = before?.clientToken ?? context.randomHex(16);
    const pending = (): Pending => ({ since, until: serviceTime + context.now() - began + afterwards, clientToken });
    return createOnce(inputs, content, pending, context);
}

/** One creation, by one token. After a try whose outcome nobody knows, it looks for the task before it tries again. */
async function createOnce(
    inputs: Inputs,
    content: string,
    pendingNow: () => Pending,
    context: Context,
): Promise<string> {
    const { projectId, taskType, name, folder, resourceGroup, cu, region } = inputs;
    const dataworks = context.dataworks(region);
    const { clientToken } = pendingNow();
    const creation = { projectId, taskType, name, folder, resourceGroup, cu, content, clientToken };
    let isInDoubt = false;
    /** Why nobody knows what became of it. */
    let doubt: unknown;
    for (let tries = 1; ; tries++) {
        try {
            const { fileId } = await dataworks.createDISyncTask(creation);
            if (isInDoubt) await tellOthers(fileId, inputs, pendingNow(), dataworks, context);
            return fileId;
        } catch (error) {
            // After a try that may have been applied, no refusal proves anything: that the name is taken may be by that one.
            isInDoubt ||= !wasNotApplied(error);
            if (!isInDoubt) throw await refused(inputs, error, dataworks, context.urn);
            const pending = pendingNow();
            // That a later try was given up says nothing of the one that may have been applied.
            if (!(error instanceof InterruptedError && doubt)) doubt = error;
            const unknownFor = (more: string) => unknown(inputs, doubt, more, pending);
            const found = await findMade(inputs, pending, dataworks).catch((reason: unknown) => {
                throw unknownFor(
                    reason instanceof InterruptedError
                        ? `It was not looked for: ${reason.reason}.`
                        : `Nor could it be looked for: ${messageOf(reason)}`,
                );
            });
            const [fileId, ...others] = found;
            if (fileId !== undefined && others.length === 0) return fileId;
            if (others.length > 0) throw unknownFor(`It may be any of ${found.join(", ")}.`);
            if (!(error instanceof NoAnswerError) || tries === mostTries) throw unknownFor("");
            await context.wait(pause).catch(() => {
                throw unknownFor(`It was not there yet, and was not tried again: ${reasonOf(context.signal)}.`);
            });
        }
    }
}

/**
 * Says which other tasks the tries before may have made: they are none of the resource's. A task may come into the list some time after it
 * was made, so it is looked again until the one that was made last is there.
 */
async function tellOthers(
    fileId: string,
    inputs: Inputs,
    pending: Pending,
    dataworks: DataWorks,
    context: Context,
): Promise<void> {
    const made = `${describe(inputs)} was made as file ${fileId}, after a try whose outcome nobody knows`;
    let others: string[];
    try {
        others = await othersThan(fileId, inputs, pending, dataworks, context);
    } catch (reason) {
        context.warn(`${made}. Whether that one made another task of the name is not known: ${messageOf(reason)}`);
        return;
    }
    if (others.length === 0) return;
    context.warn(
        `${made}. By its name and the time of its making, that one may have made ${others.join(", ")}: look at it in DataWorks, and ` +
            "delete it there where nobody else has made it.",
    );
}

async function othersThan(
    fileId: string,
    inputs: Inputs,
    pending: Pending,
    dataworks: DataWorks,
    context: Context,
): Promise<string[]> {
    for (let looks = 1; ; looks++) {
        const found = await findMade(inputs, pending, dataworks);
        const others = found.filter((other) => other !== fileId);
        if (others.length < found.length || inputs.taskType === "DI_SOLUTION") return others;
        if (looks === mostLooks) {
            if (others.length > 0) return others;
            throw new Error("it is not in the list of files yet");
        }
        await context.wait(pause);
    }
}

/** How DataWorks says that a name is taken is not documented: by an error too, perhaps. */
function saysTaken({ said, facts: { code = "" } }: RefusedError): boolean {
    return [code, said].some(
        (text) => /exists?\b|already|duplicate|\btaken\b/i.test(text) && !/not\W*exist/i.test(text),
    );
}

/** A refusal, with the task that has the name already, where there is one. */
async function refused(inputs: Inputs, error: unknown, dataworks: DataWorks, urn?: string): Promise<unknown> {
    if (!(error instanceof RefusedError) || !(error.facts.status === 200 || saysTaken(error))) return error;
    try {
        const [taken] = await filesOfName(inputs, dataworks);
        if (!taken) return error;
        return new Error(
            `${describe(inputs)} was not made, because the name is taken: file ${taken.fileId}` +
                `${taken.folder ? ` in ${taken.folder}` : ""} has it, and is not taken over without a word. Give another name or ` +
                `folder; or rename or delete that one; or take it over by \`${importOf(inputs, taken.fileId, urn)}\`, and give the resource of ` +
                "the program the name and arguments that it writes. " +
                `${replacedBySelf(inputs)} DataWorks said: ${error.message}`,
        );
    } catch {
        return error; // what was refused is what counts
    }
}

/** The command that takes a task over. Where the adapter is told a URN, the engine itself imports. */
function importOf({ region, projectId, taskType }: Inputs, fileId: string, urn: string | undefined): string {
    if (urn === undefined)
        return `npx pulumi-dataworks import --with-definitions --project ${projectId} --file-id ${fileId}`;
    return `pulumi import ${typeIn(urn)} ${nameIn(urn)} ${taskId({ region, projectId, taskType, fileId })}`;
}

/** With `--replace`, or after `pulumi state taint`, the engine makes the new one first, whatever a difference says. */
function replacedBySelf({ onDelete }: Inputs): string {
    return onDelete === "delete"
        ? "Where it is this resource's own, replaced by --replace or `pulumi state taint`, set the option deleteBeforeReplace: true."
        : 'Where it is this resource\'s own, replaced by --replace or `pulumi state taint`: with onDelete "retain" no replacement can ' +
              "keep the name. Do not set deleteBeforeReplace: it would lose the resource, and not the task.";
}

function unknown(inputs: Inputs, error: unknown, more: string, pending: Pending): MadeUnknownError {
    const next =
        inputs.taskType === "DI_REALTIME"
            ? "The next `pulumi up` looks for it by its name and the time of its making, and makes it where it is not there."
            : "A solution is in no list of the API: look for it in the console.";
    const parts = [`CreateDISyncTask may have made ${describe(inputs)}: ${whyUnknown(error).trim()}`, more, next];
    return new MadeUnknownError(parts.filter(Boolean).join(" "), pending);
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : "an unexpected error";
}
