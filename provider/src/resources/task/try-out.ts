// Has DataWorks work out the definition of a task that is to take another one's name, before anything is deleted.
import { messageOf, CredentialsError, InterruptedError } from "../../dataworks/calls/errors";
import type { Context } from "../context";
import type { Difference, Values } from "../resource";
import { hasUnknown } from "../unknown";
import { shownName } from "./diff";
import type { Inputs, Outputs } from "./state";
import { tryNew } from "./worked-out";

/**
 * A preview does the same as an update: the engine does not say which it is. What cannot be asked is said: in an update, the task's
 * own deletion then fails for the same reason.
 *
 * @throws where DataWorks gives no definition: nothing is deleted then.
 */
export async function tryOut(
    olds: Outputs,
    news: Values,
    { deletesFirst }: Difference,
    context: Context,
): Promise<readonly string[]> {
    if (!deletesFirst) return [];
    const untried = (why: string) => [
        `${shownName(olds)}: the definition of the task that takes its place was not tried out: ${why}`,
    ];
    if (hasUnknown(news)) return untried("not all of it is known yet.");
    try {
        await tryNew(news as unknown as Inputs, context);
        return [];
    } catch (error) {
        if (error instanceof CredentialsError) return untried(error.brief);
        if (error instanceof InterruptedError || context.signal?.aborted) throw error; // DataWorks had no time to answer
        throw new Error(
            `${shownName(olds)} is not replaced, and nothing is deleted: DataWorks gave no definition of the task that is to take its place. ` +
                `${messageOf(error)} A preview asks for it too, by GenerateDISyncTaskConfigForCreating ` +
                "and QueryDISyncTaskConfigProcessResult, for which a reviewer's role needs the right.",
            { cause: error },
        );
    }
}
