// What a task would give, before it is made or changed.
import { foreseen } from "../foreseen";
import type { Values } from "../resource";
import { hasUnknown, unknown } from "../unknown";
import { causes, planBy } from "./diff";
import type { Inputs, Outputs, Status } from "./state";
import { withStored } from "./stored";
import { declaredTables, type Naming } from "./tables";

export function foresee(olds: Outputs | undefined, news: Values): Values {
    // One whose creation has an unknown outcome is looked for, or made.
    if (olds?.fileId === undefined) return written(news, unknown);
    return foreseen({ ...olds }, news, causes(olds, news).changed, (changed) => {
        const plan = planBy(changed);
        if (plan === "store") return stored(olds, news);
        return plan === "accept" ? accepted(olds, news) : written(news, olds.fileId);
    });
}

function written(news: Values, fileId: unknown): Values {
    const { drift: _, ...kept } = news;
    return { ...kept, fileId, revision: unknown, definition: unknown, status: "success" satisfies Status };
}

/** It is not changed; but the tables that are there by then are those that the state holds. */
function accepted({ fileId, revision, status }: Outputs, news: Values): Values {
    const { drift: _, ...kept } = news;
    const content = kept as Naming;
    const names = content.source ? "source" : content.script && declaredTables(content) ? "script" : undefined;
    return { ...kept, ...(names && { [names]: unknown }), fileId, revision, status, definition: unknown };
}

/** What is left of the fingerprint is not known as long as the ignored paths are not. */
function stored(olds: Outputs, news: Values): Values {
    const { ignoreDefinitionPaths } = news;
    if (!hasUnknown(ignoreDefinitionPaths)) return { ...withStored(olds, news as unknown as Inputs).outputs };
    const { outputs } = withStored(olds, { ...(news as unknown as Inputs), ignoreDefinitionPaths: undefined });
    return { ...outputs, ignoreDefinitionPaths, definition: unknown };
}
