// Updates a deployment: deploys again, or only stores what says how later runs behave.
import { deploy } from "./deploy";
import { deploys } from "./diff";
import { notCompared } from "./drift";
import type { Inputs, Outputs } from "./state";
import { withStored } from "./stored";
import type { Context } from "../context";

/**
 * @throws OutcomeUnknownError where the task may have been deployed: the state has to hold that.
 */
export async function update(olds: Outputs, news: Inputs, context: Context): Promise<Outputs> {
    if (deploys(olds, { ...news })) return deploy(news, olds, context);
    const { outputs, uncompared } = withStored(olds, news);
    if (uncompared.length > 0) context.warn(notCompared(olds, uncompared));
    return outputs;
}
