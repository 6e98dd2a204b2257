// What an instance would give, before anything is started or stopped.
import { foreseen } from "../foreseen";
import type { Values } from "../resource";
import { hasUnknown, unknown } from "../unknown";
import { wantedOf } from "./bring";
import { causes, planBy } from "./diff";
import type { Inputs, Outputs } from "./state";
import { knownAlarms, withStored } from "./stored";

export function foresee(olds: Outputs | undefined, news: Values): Values {
    if (!olds) return brought(news, undefined);
    const wanted: Values = { ...wantedOf(olds, news as unknown as Inputs) };
    return foreseen({ ...olds }, wanted, causes(olds, wanted), (changed) =>
        planBy(changed, olds, wanted).acts
            ? brought(wanted, olds)
            : { ...withStored(olds, wanted as unknown as Inputs), ...alarmsOf(wanted, olds) },
    );
}

/** What is live may be anything by then. */
function brought(news: Values, olds: Outputs | undefined): Values {
    const { drift: _, ...kept } = news;
    const told = { status: unknown, name: unknown, requestId: unknown, startedAt: unknown };
    return { ...kept, ...told, ...alarmsOf(news, olds) };
}

function alarmsOf({ compareAlarms }: Values, olds: Outputs | undefined): Values {
    const known = hasUnknown(compareAlarms) ? undefined : knownAlarms(compareAlarms === true, olds);
    return known ?? { alarms: unknown };
}
