// Makes a task: never twice, and none is lost.
import { CredentialsError, NoAnswerError, RefusedError, UnreachableError } from "../../dataworks/calls/errors";
import type { DataWorks } from "../../dataworks/client";
import { describe } from "../../dataworks/task";
import { filesOfName, findMade } from "./find";
import { creatingScript } from "./script";
import type { Wanted, Pending } from "./state";
import { workOut, type Waiting } from "./work-out";

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
/** How long after a try it may still take effect, in milliseconds. */
const afterwards = 10 * 60 * 1000;

/**
 * Has DataWorks work the definition out, and makes the task. Gives its file id.
 *
 * @throws MadeUnknownError where it may have been made; any other error means that it was not.
 */
export async function make(
    inputs: Wanted & { readonly timeoutSeconds: number },
    dataworks: DataWorks,
    waiting: Waiting,
): Promise<string> {
    const { projectId, taskType, name, timeoutSeconds } = inputs;
    const task = { projectId, taskType, name };
    const script = creatingScript(inputs);
    const { content, time } = await workOut(
        {
            name: describe(task),
            begin: (clientToken) => dataworks.generateDISyncTaskConfigForCreating(task, script, clientToken),
            ask: (processId, again) =>
                (again ? dataworks.yielding() : dataworks).queryDISyncTaskConfigProcessResult(task, processId),
            timeoutSeconds,
        },
        waiting,
    );
    const began = waiting.now();
    const since = time ?? began;
    const clientToken = waiting.randomHex(16);
    const pending = (): Pending => ({ since, until: since + waiting.now() - began + afterwards, clientToken });
    return createOnce(inputs, content, pending, dataworks, waiting);
}

/** One creation, by one token. After a try whose outcome nobody knows, it looks for the task before it tries again. */
async function createOnce(
    inputs: Wanted,
    content: string,
    pendingNow: () => Pending,
    dataworks: DataWorks,
    waiting: Waiting,
): Promise<string> {
    const { projectId, taskType, name, folder, resourceGroup, cu } = inputs;
    const { clientToken } = pendingNow();
    const creation = { projectId, taskType, name, folder, resourceGroup, cu, content, clientToken };
    let isInDoubt = false;
    for (let tries = 1; ; tries++) {
        try {
            return (await dataworks.createDISyncTask(creation)).fileId;
        } catch (error) {
            // After a try that may have been applied, no refusal proves anything: that the name is taken may be by that one.
            isInDoubt ||= !isCertain(error);
            if (!isInDoubt) throw await refused(inputs, error, dataworks);
            const pending = pendingNow();
            const found = await findMade(inputs, pending, dataworks).catch((reason: unknown) => {
                throw unknown(inputs, error, `Nor could it be looked for: ${messageOf(reason)}`, pending);
            });
            const [fileId, ...others] = found;
            if (fileId !== undefined && others.length === 0) return fileId;
            if (others.length > 0) throw unknown(inputs, error, `It may be any of ${found.join(", ")}.`, pending);
            if (!(error instanceof NoAnswerError) || tries === mostTries) throw unknown(inputs, error, "", pending);
            await waiting.wait(pause);
        }
    }
}

/** True where the task was not made, for certain: CreateDISyncTask is not sent twice by one call. */
function isCertain(error: unknown): boolean {
    return error instanceof RefusedError || error instanceof UnreachableError || error instanceof CredentialsError;
}

/** A refusal, with the task that has the name already, where there is one. */
async function refused(inputs: Wanted, error: unknown, dataworks: DataWorks): Promise<unknown> {
    if (!(error instanceof RefusedError) || error.facts.status !== 200) return error;
    try {
        const [taken] = await filesOfName(inputs, dataworks);
        if (!taken) return error;
        return new Error(
            `${describe(inputs)} was not made, because the name is taken: file ${taken.fileId}` +
                `${taken.folder ? ` in ${taken.folder}` : ""} has it, and is not this program's. Give another name or ` +
                `folder, or rename or delete that one. DataWorks said: ${error.message}`,
        );
    } catch {
        return error; // what was refused is what counts
    }
}

function unknown(inputs: Wanted, error: unknown, more: string, pending: Pending): MadeUnknownError {
    const next =
        inputs.taskType === "DI_REALTIME"
            ? "The next `pulumi up` looks for it by its name and the time of its making, and makes it where it is not there."
            : "A solution is in no list of the API: look for it in the console.";
    const parts = [`CreateDISyncTask may have made ${describe(inputs)}: ${messageOf(error)}`, more, next];
    return new MadeUnknownError(parts.filter(Boolean).join(" "), pending);
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : "an unexpected error";
}
