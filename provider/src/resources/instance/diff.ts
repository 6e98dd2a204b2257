// Compares an instance with what a program asks for: what changes, whether in place, and whether that restarts it.
import { describe } from "../../dataworks/task";
import type { Difference, Values } from "../resource";
import { same, sameArgument } from "../same";
import { hasUnknown, unknown } from "../unknown";
import { alarmLines } from "./drift";
import { inputs } from "./properties";
import { wasNeverBrought, wasNeverStarted, type Inputs, type Outputs } from "./state";

const names = Object.keys(inputs) as (keyof typeof inputs)[];
/** What is only stored: it says how later runs behave, and changes nothing in DataWorks. */
const stored: readonly string[] = names.filter((name) => inputs[name].stored);
const compared = [...names, "region"] as const;
const replacing: readonly string[] = [...names.filter((name) => inputs[name].replaces), "region"];
/** What an instance has to be started anew for. */
const restarting: readonly string[] = ["triggers", "startParameters"];

/** `planned`: the inputs are the program's; a refresh tells the user nothing. `foresees`: previews know what stays as it is. */
export function diff(olds: Outputs, news: Values, planned: boolean, foresees = false): Difference {
    const changed = causes(olds, news);
    const replaces = changed.filter((name) => replacing.includes(name));
    const notices = planned && replaces.length === 0 ? noticesOf(olds, news, changed, foresees) : [];
    return { changes: changed.length > 0, causes: changed, replaces, notices };
}

/** What an update has to do. */
export interface Plan {
    /** Whether to look at the instance, and to start or stop it where it is not as it is wanted. */
    readonly acts: boolean;
    /** Whether what runs has to be stopped and started anew. */
    readonly restarts: boolean;
}

/** An update without any change is one that the engine asks for after a failed one: it looks. */
export function planOf(olds: Outputs, news: Inputs): Plan {
    return planBy(causes(olds, { ...news }), olds, { ...news });
}

/** What an update by these causes has to do. */
export function planBy(changed: readonly string[], olds: Outputs, news: Values): Plan {
    // The program does not own it. The first look after it owns it again is an update as any other.
    if (news["ignoresState"] === true && !wasNeverBrought(olds)) return { acts: false, restarts: false };
    const asking = changed.filter((name) => !stored.includes(name) && !(name === "drift" && isOfAlarms(olds.drift)));
    return {
        acts: asking.length > 0 || changed.length === 0,
        restarts: news["state"] === "running" && isRestart(olds, changed),
    };
}

/** The names of what asks for an update. */
export function causes(olds: Outputs, news: Values): string[] {
    const changed: string[] = compared.filter(
        (name) => !sameArgument(name, olds[name], news[name]) && !isLeftOut(name, olds, news[name]),
    );
    // `ignoreChanges: ["drift"]` feeds the drift in, and so keeps it from being a change.
    if (olds.drift !== undefined && !same(olds.drift, news["drift"])) changed.push("drift");
    if (olds.pending !== undefined) changed.push("pending");
    if (olds.ignoresState !== news["ignoresState"]) changed.push("ignoresState");
    // What the program does not own is no reason to do anything about it.
    return news["ignoresState"] === true && !wasNeverBrought(olds)
        ? changed.filter((name) => !["state", "pending"].includes(name))
        : changed;
}

/** What a refresh leaves out of the inputs while something is pending, and `ignoreChanges` does not feed in then: no change. */
function isLeftOut(name: string, { pending }: Outputs, now: unknown): boolean {
    return pending !== undefined && restarting.includes(name) && now === undefined;
}

function isOfAlarms(drift: readonly string[] = []): boolean {
    return alarmLines(drift).length === drift.length;
}

function isRestart(olds: Outputs, changed: readonly string[]): boolean {
    // What runs after a first start that failed was started since: it is taken as a create takes it.
    if (wasNeverStarted(olds)) return false;
    return olds.pending === "restart" || changed.some((name) => restarting.includes(name));
}

/** What the user has to know and the preview does not show by itself. */
function noticesOf(olds: Outputs, news: Values, changed: readonly string[], foresees: boolean): string[] {
    if (news["ignoresState"] === true && !wasNeverBrought(olds)) return [];
    const task = describe(olds);
    const wanted = news["state"] === unknown ? "running" : news["state"];
    const why = changed.filter((name) => restarting.includes(name));
    if (
        wanted === "running" &&
        olds.state === "running" &&
        isRestart(olds, changed) &&
        olds.taskType === "DI_REALTIME"
    ) {
        const because = why.length > 0 ? `${why.join(" and ")} changed` : "an earlier restart has failed";
        const stored = " Where only what is stored changes, nothing is restarted.";
        const perhaps = why.every((name) => hasUnknown(news[name])) && why.length > 0;
        return [
            `restarts ${olds.name ? `${olds.name} (${task})` : task}: replication stops and starts again, because ${because}` +
                (perhaps
                    ? `, as far as is known: ${why.join(" and ")} will be known only then.${foresees ? "" : stored}`
                    : "."),
        ];
    }
    if (olds.pending === undefined) return [];
    const restart =
        wanted === "running" && why.length > 0 && isRestart(olds, changed)
            ? ` Where it runs by then, it is stopped and started again, because ${why.join(" and ")} changed.`
            : "";
    return [
        `${task}: the last run did not bring its ${olds.pending} about. \`pulumi up\` looks at what is live, and carries on from there.${restart}`,
    ];
}
