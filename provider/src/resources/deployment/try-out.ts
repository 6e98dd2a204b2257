// Looks at the task that is to take another one's place in an approved deployment, or to be deployed anew, before anything is deleted.
import { CredentialsError } from "../../dataworks/calls/errors";
import { describe } from "../../dataworks/task";
import type { Context } from "../context";
import { asksToTakeDown } from "../on-delete";
import type { Difference, Values } from "../resource";
import { hasUnknown } from "../unknown";
import { approves, tryApproved } from "./approval";
import { undeploying } from "./delete";
import { taskOf, type Inputs, type Outputs } from "./state";

/**
 * A preview does the same as an update: the engine does not say which it is. What is not known yet is looked at once it is.
 *
 * @throws where the task's definition is not the approved one, or cannot be read: nothing is deleted then.
 */
export async function tryOut(
    olds: Outputs,
    news: Values,
    { replaces }: Pick<Difference, "replaces">,
    context: Context,
): Promise<readonly string[]> {
    const inputs = news as unknown as Inputs;
    if (replaces.length === 0 || !approves(inputs)) return [];
    if (hasUnknown([taskOf(inputs), inputs.region, inputs.approvedDigest, inputs.ignoreDefinitionPaths])) return [];
    try {
        await tryApproved(inputs, context.dataworks(inputs.region), olds);
        return [];
    } catch (error) {
        if (!(error instanceof CredentialsError)) throw error;
        return [
            `${describe(taskOf(inputs))} takes the place of ${describe(taskOf(olds))}, and whether its definition is the approved one was ` +
                `not looked at: ${error.brief}`,
        ];
    }
}

/**
 * The same where the engine replaces what no difference does (`--replace`, `replaceOnChanges`), and deletes first: what would be undeployed,
 * and could not be deployed again, stays. What is not undeployed costs no call.
 *
 * @throws as `tryOut`, and where there are no credentials.
 */
export async function tryNext(id: string, olds: Outputs, next: Inputs, context: Context): Promise<void> {
    if (!approves(next) || !asksToTakeDown(undeploying, id, olds, context)) return;
    await tryApproved(next, context.dataworks(next.region), olds);
}
