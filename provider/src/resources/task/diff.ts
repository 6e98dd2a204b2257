// Compares a task with what a program asks for: what changes, whether in place, and what has to go first.
import { describe } from "../../dataworks/task";
import type { Difference, Failure, Values } from "../resource";
import { same, sameArgument } from "../same";
import { shortList } from "../short-list";
import { hasUnknown } from "../unknown";
import { changeOf, type ContentChange } from "./change";
import { editsIn, namesTables, tablesDue } from "./drift";
import { inputs } from "./properties";
import type { Inputs, Outputs } from "./state";

const names = Object.keys(inputs) as (keyof typeof inputs)[];
/** What is only stored: it says how later runs behave, and changes nothing in DataWorks. */
const stored: readonly string[] = names.filter((name) => inputs[name].stored);
/** What the definition says, which is compared as a whole. */
const content: readonly string[] = ["source", "destination", "script"];
const compared = [...names.filter((name) => !content.includes(name)), "region"] as const;
const replacing: readonly string[] = [...names.filter((name) => inputs[name].replaces), "region"];
/** What two tasks of one name have in common: DataWorks has one of them at most. */
const naming = ["region", "projectId", "taskType", "folder", "name"] as const;

export function diff(olds: Outputs, news: Values, planned: boolean, foresees = false): Difference {
    const { changed, replaces, change } = causes(olds, news);
    const deletesFirst =
        replaces.length > 0 && keepsName(olds, news) && olds.onDelete === "delete" && news["onDelete"] === "delete";
    const notices = planned ? noticesOf(olds, news, { changed, replaces, change }, { deletesFirst, foresees }) : [];
    return { changes: changed.length > 0, causes: changed, replaces, ...(deletesFirst && { deletesFirst }), notices };
}

/**
 * What is wrong with a change: where it replaces a task and keeps its name, the old one has to go first.
 *
 * @param olds The inputs that the state has; none where the task is new.
 */
export function checkChange(olds: Values | undefined, news: Values): Failure[] {
    if (!olds) return [];
    const before = olds as unknown as Outputs;
    if (![...content, ...naming].every((name) => olds[name] === undefined || !hasUnknown(olds[name]))) return [];
    if (!keepsName(before, news) || content.some((name) => hasUnknown(news[name])) || hasUnknown(news["onDelete"]))
        return [];
    const { replaces } = causes(before, news);
    if (replaces.length === 0 || (olds["onDelete"] === "delete" && news["onDelete"] === "delete")) return [];
    const isSolution = news["taskType"] === "DI_SOLUTION";
    const way = isSolution
        ? "DataWorks has no call that deletes a DI_SOLUTION: give it another name"
        : 'give it another name, or set onDelete: "delete", with "undeploy" on its DiSyncDeployment and "stop" on its ' +
          "DiSyncInstance, and run `pulumi up` before this change";
    return replaces.map((property) => ({
        property,
        reason:
            "is changed, which replaces the task, and the old one would keep the name, since its onDelete is " +
            `${olds["onDelete"] === "delete" ? "to become " : ""}"retain": ${way}`,
    }));
}

/** What an update does: "write" has DataWorks change the task, "accept" takes it as it is, "store" calls nothing. */
export type Plan = "write" | "accept" | "store";

/** An update without any change is one that the engine asks for after a failed one: it looks. */
export function planOf(olds: Outputs, news: Inputs): Plan {
    return planBy(causes(olds, { ...news }).changed);
}

/** What an update by these causes does. */
export function planBy(changed: readonly string[]): Plan {
    if (changed.some((name) => !stored.includes(name) && name !== "drift")) return "write";
    return changed.length === 0 || changed.includes("drift") ? "accept" : "store";
}

/** The cause of an update that puts tables back which the state declares, and a refresh found removed. */
const due = "tables";

interface Causes {
    /** The names of what asks for an update. */
    readonly changed: readonly string[];
    readonly replaces: readonly string[];
    readonly change: ContentChange;
}

export function causes(olds: Outputs, news: Values): Causes {
    const change = changeOf(olds, news);
    const changed: string[] = compared.filter((name) => !sameArgument(name, olds[name], news[name]));
    const replaces = changed.filter((name) => replacing.includes(name));
    if (change.kind !== "none") changed.push(...change.properties);
    if (change.kind === "other") replaces.push(...change.properties);
    // `ignoreChanges: ["drift"]` feeds the drift in, and so keeps it from being a change; a refresh compares with an older one.
    if (olds.drift !== undefined && !same(olds.drift, news["drift"])) {
        if (isDrift(olds, news)) changed.push("drift");
        if (tablesDue(olds).length > 0) changed.push(due);
    }
    if (olds.status === "unknown") changed.push("status");
    return { changed, replaces, change };
}

/** Whether there is drift beside what the program ignores. Tables that it declares by now are to be taken for what is there, too. */
function isDrift({ drift = [] }: Outputs, news: Values): boolean {
    return editsIn(drift, ignoredBy(news)).length > 0 || namesTables(drift);
}

/** Paths that are not known yet cover nothing. */
function ignoredBy(news: Values): string[] {
    const ignored = news["ignoreDefinitionPaths"];
    return Array.isArray(ignored) ? ignored.filter((path) => typeof path === "string") : [];
}

function keepsName(olds: Outputs, news: Values): boolean {
    return naming.every((name) => same(olds[name], news[name]));
}

/** What the user has to know and the preview does not show by itself. */
function noticesOf(
    olds: Outputs,
    news: Values,
    { changed, replaces, change }: Causes,
    { deletesFirst, foresees }: { readonly deletesFirst: boolean; readonly foresees: boolean },
): string[] {
    const task = shownName(olds);
    if (deletesFirst) {
        return [
            `${task} is replaced under the same name, so the old one is deleted first: replication stands still until the new one is made, ` +
                "deployed and started. Another name avoids that.",
        ];
    }
    if (replaces.length > 0) {
        if (olds.onDelete !== "delete" && news["onDelete"] !== "retain" && olds.taskType === "DI_REALTIME") {
            const when = news["onDelete"] === "delete" ? "with it" : "with it, as far as is known yet";
            return [
                `${task} is replaced by another task, and the old one is deleted: onDelete becomes "delete" ${when}.`,
            ];
        }
        const stays = news["onDelete"] !== "delete" || olds.taskType === "DI_SOLUTION";
        return stays
            ? [
                  `${task} is replaced by another task. The old one stays in DataWorks, with its deployment and its run, and leaves the state ` +
                      '(onDelete "retain").',
              ]
            : [];
    }
    if (olds.pending !== undefined) {
        return [
            `${task}: nobody can tell whether it was made. \`pulumi up\` looks for it by its name and the time of its making` +
                `${olds.taskType === "DI_SOLUTION" ? ", which no call of the API can do for a solution" : ", and makes it where it is not there"}.`,
        ];
    }
    const notices: string[] = [];
    if (olds.status === "unknown")
        notices.push(
            `${task}: its last change may not have come about as it was asked for. \`pulumi up\` changes it again.`,
        );
    if (change.kind === "tables") notices.push(tablesNotice(task, olds, change));
    if (changed.includes(due))
        notices.push(
            `${task}: tables were removed in DataWorks: ${shortList(tablesDue(olds))}. \`pulumi up\` has DataWorks put them back. Where it ` +
                "cannot, because their whole database or data source was taken out, add that to the task in DataWorks and run again.",
        );
    const edited = editsIn(olds.drift, ignoredBy(news));
    const writes = changed.some((name) => !stored.includes(name) && name !== "drift");
    if (changed.includes("drift") && edited.length === 0 && !writes) {
        notices.push(
            `${task}: its tables were changed in DataWorks, and are those that are declared now. \`pulumi up\` takes them for what is there, and ` +
                "changes nothing of the task. A deployment that shows that as drift deploys it, and its instance restarts.",
        );
    } else if (changed.includes("drift") && edited.length > 0) {
        const shown =
            writes || foresees ? "" : "; one that does not shows a change in a preview that `pulumi up` does not make";
        notices.push(
            `${task} was edited in DataWorks: ${shortList(edited)}. \`pulumi up\` puts back tables alone, and leaves every other edit as it ` +
                "is: undo it in DataWorks first where it is not wanted. A deployment that shows it as drift deploys it, and its instance " +
                `restarts${shown}.`,
        );
    } else if (changed.length > 0 && !writes && !foresees) {
        notices.push(
            `${task}: only what is stored changes (${changed.join(", ")}). What depends on its revision shows ` +
                "a change in a preview that `pulumi up` does not make.",
        );
    }
    return notices;
}

function tablesNotice(task: string, { taskType }: Outputs, { adds, removes, areTablesKnown }: ContentChange): string {
    const parts = [
        adds.length > 0 ? `adds ${shortList(adds)}` : "",
        removes.length > 0 ? `removes ${shortList(removes)}` : "",
    ].filter(Boolean);
    const known = parts.join("; ") || "changes its tables";
    const what = areTablesKnown ? known : `${known}, as far as is known`;
    const rows =
        taskType === "DI_SOLUTION"
            ? " The rows that are in an added table already are copied too."
            : " Of an added table, changes are copied from then on, and not the rows that are there already.";
    const left = " What was copied of a removed table stays in the destination.";
    return `${task} ${what}.${adds.length > 0 ? rows : ""}${removes.length > 0 ? left : ""}`;
}

/** How texts name it: by its name, and what the API calls it. */
export function shownName({ name, ...task }: Pick<Outputs, "name" | "projectId" | "taskType" | "fileId">): string {
    return task.fileId === undefined ? describe({ name, ...task }) : `${name} (${describe(task)})`;
}
