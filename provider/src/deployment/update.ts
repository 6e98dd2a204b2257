// Updates a deployment: deploys again, or only stores what says how later runs behave.
import { deploy } from "./deploy";
import { deploys, withStored } from "./diff";
import type { Inputs, Outputs } from "./state";
import type { World } from "./world";

/**
 * @throws OutcomeUnknownError where the task may have been deployed: the state has to hold that.
 */
export async function update(olds: Outputs, news: Inputs, world: World): Promise<Outputs> {
    return deploys(olds, { ...news }) ? deploy(news, olds, world) : withStored(olds, news);
}
