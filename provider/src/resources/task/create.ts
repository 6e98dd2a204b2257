// Creates a task, or finds out what became of a creation that nobody knows the outcome of.
import { describe } from "../../dataworks/task";
import type { Context } from "../context";
import { KeptError } from "../resource";
import { same } from "../same";
import { findMade } from "./find";
import { make, MadeUnknownError } from "./make";
import { readBack } from "./read-back";
import { newRevision } from "./revision";
import { makingNames, type Inputs, type Outputs, type Pending } from "./state";

/** @throws KeptError where the task was made, or may have been; any other error means that it was not. */
export async function create(news: Inputs, context: Context): Promise<Outputs> {
    return makeAndRead(news, undefined, context);
}

/** A task that a creation of unknown outcome has made; with another creation where it is not there. */
export async function heal(
    olds: Outputs,
    news: Inputs,
    context: Context,
): Promise<{ readonly found: Outputs } | { readonly made: Outputs }> {
    const found = await lookFor(olds, context);
    if (found) {
        context.warn(
            `${describe(news)} was made by the run before, as file ${found.fileId ?? "?"}. Its id in the state is a made-up one until the ` +
                "next `pulumi refresh`: till then, previews show its fileId as not known.",
        );
        return { found };
    }
    // The same creation again, by its token: should the first one still come about, it is one.
    const isSame = makingNames.every((name) => same(olds[name], news[name]));
    return { made: await makeAndRead(news, isSame ? olds.pending : undefined, context) };
}

/**
 * The outputs with the file id that is found; undefined where there is no such task.
 *
 * @throws where it may be any of several, or is a solution: that is in no list.
 */
export async function lookFor(olds: Outputs, context: Context): Promise<Outputs | undefined> {
    const { pending, ...kept } = olds;
    if (!pending) return olds;
    const what = `${describe(olds)} may have been made by a run before`;
    if (olds.taskType === "DI_SOLUTION") {
        throw new Error(
            `${what}, and a solution is in no list of the API: look for it in Data Integration. Where it is there, delete it there; then ` +
                "remove this resource from the state with `pulumi state delete`, and run again.",
        );
    }
    const found = await findMade(olds, pending, context.dataworks(olds.region));
    const [fileId, ...others] = found;
    if (others.length > 0) {
        throw new Error(
            `${what}, and may be any of the files ${found.join(", ")}, which have its name and were made in its time. Look at them in ` +
                "DataWorks, rename or delete those that are not its, and run again.",
        );
    }
    return fileId === undefined ? undefined : { ...kept, fileId, status: "success" };
}

async function makeAndRead(news: Inputs, before: Pending | undefined, context: Context): Promise<Outputs> {
    const revision = newRevision(context);
    let fileId: string;
    try {
        fileId = await make(news, context, before);
    } catch (error) {
        if (!(error instanceof MadeUnknownError)) throw error;
        const { drift: _, ...kept } = news;
        const outputs: Outputs = { ...kept, revision, definition: "", status: "unknown", pending: error.pending };
        throw new KeptError(error.message, outputs);
    }
    return readBack(news, { fileId, revision, isNew: true }, context);
}
