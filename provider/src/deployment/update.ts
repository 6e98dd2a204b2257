// Updates a deployment: deploys again, or only stores what says how later runs behave.
import { deploy } from "./deploy";
import { deploys, withStored } from "./diff";
import { notCompared } from "./drift";
import type { Inputs, Outputs } from "./state";
import type { World } from "./world";

/**
 * @throws OutcomeUnknownError where the task may have been deployed: the state has to hold that.
 */
export async function update(olds: Outputs, news: Inputs, world: World): Promise<Outputs> {
    if (deploys(olds, { ...news })) return deploy(news, olds, world);
    const { outputs, uncompared } = withStored(olds, news);
    if (uncompared.length > 0) world.warn(notCompared(olds, uncompared));
    return outputs;
}
