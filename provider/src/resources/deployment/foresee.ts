// What a deployment would give, before it is made.
import { foreseen, inCommon } from "../foreseen";
import type { Values } from "../resource";
import { hasUnknown, unknown } from "../unknown";
import { causes, planBy } from "./diff";
import type { Inputs, Outputs, Status } from "./state";
import { withStored } from "./stored";

export function foresee(olds: Outputs | undefined, news: Values): Values {
    if (!olds) return deployed(news);
    return foreseen({ ...olds }, news, causes(olds, news), (changed) => {
        const plan = planBy(changed, olds, news);
        if (plan === "deploy") return deployed(news);
        return plan === "store" ? stored(olds, news) : inCommon([stored(olds, news), deployed(news)]);
    });
}

function deployed(news: Values): Values {
    const { drift: _, ...kept } = news;
    const { compareVersions, approvedDigest } = news;
    const version = compareVersions === true || hasUnknown(compareVersions) ? unknown : "";
    const told = { requestId: unknown, message: unknown, deployedAt: unknown, definition: unknown };
    // What is approved is looked at once more afterwards: where somebody edited it meanwhile, nobody knows what was deployed.
    const status = approvedDigest === undefined ? ("success" satisfies Status) : unknown;
    return { ...kept, ...told, status, version, versionBefore: version, digest: approvedDigest ?? "" };
}

/** What drift is left, and what of the fingerprint, is not known as long as the ignored paths are not. */
function stored(olds: Outputs, news: Values): Values {
    const { ignoreDefinitionPaths } = news;
    if (!hasUnknown(ignoreDefinitionPaths)) return { ...withStored(olds, news as unknown as Inputs).outputs };
    const { outputs } = withStored(olds, { ...(news as unknown as Inputs), ignoreDefinitionPaths: undefined });
    return { ...outputs, ignoreDefinitionPaths, definition: unknown, ...(olds.drift && { drift: unknown }) };
}
