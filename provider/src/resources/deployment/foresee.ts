// What a deployment would give, before it is made.
import { foreseen } from "../foreseen";
import type { Values } from "../resource";
import { hasUnknown, unknown } from "../unknown";
import { causes, deploysBy } from "./diff";
import type { Inputs, Outputs, Status } from "./state";
import { withStored } from "./stored";

export function foresee(olds: Outputs | undefined, news: Values): Values {
    if (!olds) return deployed(news);
    return foreseen({ ...olds }, news, causes(olds, news), (changed) =>
        deploysBy(changed) ? deployed(news) : stored(olds, news),
    );
}

function deployed(news: Values): Values {
    const { drift: _, ...kept } = news;
    const version = news["compareVersions"] === true || hasUnknown(news["compareVersions"]) ? unknown : "";
    const told = { requestId: unknown, message: unknown, deployedAt: unknown, definition: unknown };
    return { ...kept, ...told, status: "success" satisfies Status, version };
}

/** What drift is left, and what of the fingerprint, is not known as long as the ignored paths are not. */
function stored(olds: Outputs, news: Values): Values {
    const { ignoreDefinitionPaths } = news;
    if (!hasUnknown(ignoreDefinitionPaths)) return { ...withStored(olds, news as unknown as Inputs).outputs };
    const { outputs } = withStored(olds, { ...(news as unknown as Inputs), ignoreDefinitionPaths: undefined });
    return { ...outputs, ignoreDefinitionPaths, definition: unknown, ...(olds.drift && { drift: unknown }) };
}
