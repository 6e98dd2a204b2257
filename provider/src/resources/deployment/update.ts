// Updates a deployment: deploys again, or only stores what says how later runs behave and what is approved.
import { approves, isDeployed, readApproved } from "./approval";
import { deploy } from "./deploy";
import { planOf } from "./diff";
import { notCompared } from "./drift";
import type { Inputs, Outputs } from "./state";
import { withStored } from "./stored";
import type { Context } from "../context";

/**
 * @throws OutcomeUnknownError where the task may have been deployed: the state has to hold that. NotApprovedError where it is not the
 * approved one: nothing was deployed.
 */
export async function update(olds: Outputs, news: Inputs, context: Context): Promise<Outputs> {
    const plan = planOf(olds, { ...news });
    if (plan === "deploy") return deploy(news, olds, context);
    if (plan === "look" && approves(news)) {
        const dataworks = context.dataworks(news.region);
        const reading = await readApproved(news, olds, dataworks);
        if (!(await isDeployed(olds, news, reading))) return deploy(news, olds, context, { reading, dataworks });
    }
    const { outputs, uncompared } = withStored(olds, news);
    if (uncompared.length > 0) context.warn(notCompared(olds, uncompared));
    return outputs;
}
