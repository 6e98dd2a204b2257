// Compares a deployment with what a program asks for: what changes, and whether in place.
import { describe } from "../../dataworks/task";
import { isSameIgnored } from "../../definition/index";
import { driftBeside } from "../last-edit";
import { inputs, pathsIn } from "./properties";
import type { Outputs } from "./state";
import type { Values } from "../resource";
import { same, sameArgument } from "../same";
import { hasUnknown, unknown } from "../unknown";

export interface Difference {
    readonly changes: boolean;
    /** The names of what asks for an update. */
    readonly causes: readonly string[];
    /** The properties that force a replacement. */
    readonly replaces: readonly string[];
    /** Something that the user has to know and that the preview does not show by itself. */
    readonly notice?: string;
}

const names = Object.keys(inputs) as (keyof typeof inputs)[];
/** What is only stored: it says how later runs behave, and changes nothing in DataWorks. */
const stored: readonly string[] = names.filter((name) => inputs[name].stored);
/** Compared by itself: what the program approves, with what was approved last. */
const pin = "approvedDigest" satisfies keyof typeof inputs;
const compared = [...names.filter((name) => name !== pin), "region"] as const;
const replacing = [...names.filter((name) => inputs[name].replaces), "region"];

export function diff(olds: Outputs, news: Values): Difference {
    const changed = causes(olds, news);
    // What is not known yet may become "undeploy": the preview shows the more drastic plan.
    const undeploys = olds.onDelete === "undeploy" && ["undeploy", unknown].includes(news["onDelete"] as string);
    const replacesNow = undeploys ? [...replacing, "taskType", "fileId"] : replacing;
    return {
        changes: changed.length > 0,
        causes: changed,
        replaces: changed.filter((name) => replacesNow.includes(name)),
        ...(olds.status === "unknown" && {
            notice:
                `${describe(olds)}: the outcome of its last deployment is unknown, DeployDISyncTask may have been ` +
                "applied. `pulumi up` deploys it again.",
        }),
    };
}

/**
 * What an update does: "store" tells DataWorks nothing, because only stored properties changed; "look" reads the task, and deploys where
 * what is approved now is not what was deployed. One without any change is one that the engine asks for after a failed one: it deploys.
 */
export type Plan = "deploy" | "look" | "store";

export function planOf(olds: Outputs, news: Values): Plan {
    return planBy(causes(olds, news), olds, news);
}

/** What an update by these causes does. */
export function planBy(changed: readonly string[], olds: Outputs, news: Values): Plan {
    const isTakenAway = changed.includes(pin) && news[pin] === undefined;
    // A pin that is taken away approves nothing: what it held back goes on being held back by this update.
    const asks = (name: string) => name !== pin && !stored.includes(name) && !(isTakenAway && name === "drift");
    if (changed.length === 0 || changed.some(asks)) return "deploy";
    if (news[pin] === undefined) return "store";
    return changed.includes(pin) || !isSameList(olds, news) ? "look" : "store";
}

/** Whether the lists of ignored paths are one for a digest. Of one that is not known yet, it is not. */
function isSameList(olds: Outputs, { ignoreDefinitionPaths }: Values): boolean {
    return (
        !hasUnknown(ignoreDefinitionPaths) &&
        isSameIgnored(pathsIn(olds.ignoreDefinitionPaths), pathsIn(ignoreDefinitionPaths))
    );
}

/** The names of what asks for an update. */
export function causes(olds: Outputs, news: Values): string[] {
    const changed: string[] = compared.filter((name) => !sameArgument(name, olds[name], news[name]));
    if (isPinChanged(olds, news[pin])) changed.push(pin);
    // `ignoreChanges: ["drift"]` feeds the drift in, and so keeps it from being a change; a refresh compares with an older one.
    if (olds.drift !== undefined && !same(olds.drift, news["drift"]) && drifts(olds.drift, news)) changed.push("drift");
    if (olds.status === "unknown") changed.push("status");
    return changed;
}

/** Whether the program approves something else than what was approved last, or nothing any more. */
function isPinChanged({ approvedDigest, digest = "" }: Outputs, approved: unknown): boolean {
    return approved === undefined ? approvedDigest !== undefined || digest !== "" : approved !== digest;
}

/** Whether there is drift beside what the program ignores. Paths that are not known yet cover nothing. */
function drifts(drift: readonly string[], news: Values): boolean {
    return driftBeside(pathsIn(news["ignoreDefinitionPaths"]), drift).length > 0;
}
