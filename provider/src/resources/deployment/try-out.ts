// Looks at the task that is to take another one's place in an approved deployment, before anything is deleted.
import { CredentialsError } from "../../dataworks/calls/errors";
import { describe } from "../../dataworks/task";
import type { Context } from "../context";
import type { Difference, Values } from "../resource";
import { hasUnknown } from "../unknown";
import { approves, tryApproved } from "./approval";
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
