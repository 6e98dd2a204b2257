// Compares a deployment with what a program asks for: what changes, and whether in place.
import { describe } from "../../dataworks/task";
import { driftBeside } from "../last-edit";
import { inputs } from "./properties";
import type { Outputs } from "./state";
import type { Values } from "../resource";
import { same, sameArgument } from "../same";
import { unknown } from "../unknown";

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
const compared = [...names, "region"] as const;
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
 * False where an update has nothing to tell DataWorks, because only stored properties changed. An update without any
 * change is one that the engine asks for after a failed one: it deploys.
 */
export function deploys(olds: Outputs, news: Values): boolean {
    return deploysBy(causes(olds, news));
}

/** The same of an update by these causes. */
export function deploysBy(changed: readonly string[]): boolean {
    return changed.length === 0 || changed.some((name) => !stored.includes(name));
}

/** The names of what asks for an update. */
export function causes(olds: Outputs, news: Values): string[] {
    const changed: string[] = compared.filter((name) => !sameArgument(name, olds[name], news[name]));
    // `ignoreChanges: ["drift"]` feeds the drift in, and so keeps it from being a change; a refresh compares with an older one.
    if (olds.drift !== undefined && !same(olds.drift, news["drift"]) && drifts(olds.drift, news)) changed.push("drift");
    if (olds.status === "unknown") changed.push("status");
    return changed;
}

/** Whether there is drift beside what the program ignores. Paths that are not known yet cover nothing. */
function drifts(drift: readonly string[], news: Values): boolean {
    const ignored = news["ignoreDefinitionPaths"];
    const known = Array.isArray(ignored) ? ignored.filter((path) => typeof path === "string") : [];
    return driftBeside(known, drift).length > 0;
}
