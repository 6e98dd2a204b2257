// Every change of a deployment: both values of onDelete before and after, times each set of arguments that change.
import type { SeedTask } from "dataworks-emulator";
import { otherProjectId, projectId, realtime, solution } from "./tasks";

const region = "cn-hangzhou";
export const otherRegion = "cn-shanghai";

/** A deployment's arguments, with the region that its provider is to have. */
export interface Declared {
    readonly projectId: string;
    readonly taskType: "DI_REALTIME" | "DI_SOLUTION";
    readonly fileId: string;
    readonly onDelete: "retain" | "undeploy";
    readonly triggers: Readonly<Record<string, string>>;
    readonly region: string;
}

export interface Change {
    readonly name: string;
    readonly before: Declared;
    readonly after: Declared;
    /** What the contract wants a preview to plan. */
    readonly planned: "same" | "update" | "replace";
    /** The calls that the contract wants an update to make, in their order. */
    readonly calls: readonly string[];
}

const changing = ["triggers", "fileId", "taskType", "projectId", "region"] as const;
const values = ["retain", "undeploy"] as const;

/** All changes that the arguments allow: "undeploy" is for DI_REALTIME only. */
export function allChanges(): Change[] {
    const found: Change[] = [];
    for (const first of values) {
        for (const second of values) {
            for (let set = 0; set < 2 ** changing.length; set += 1) {
                const changed = changing.filter((_name, bit) => set & (1 << bit));
                for (const taskType of ["DI_REALTIME", "DI_SOLUTION"] as const) {
                    const change = changeOf(100 + 2 * found.length, taskType, first, second, changed);
                    if (change) found.push(change);
                }
            }
        }
    }
    return found;
}

/** Tasks of both kinds for every id that the changes use. */
export function tasksOf(changes: readonly Change[]): SeedTask[] {
    const ids = [...new Set(changes.flatMap(({ before, after }) => [before.fileId, after.fileId]))];
    return [...realtime(...ids), ...ids.map(solution)];
}

function changeOf(
    id: number,
    taskType: Declared["taskType"],
    first: Declared["onDelete"],
    second: Declared["onDelete"],
    changed: readonly (typeof changing)[number][],
): Change | undefined {
    const has = (name: (typeof changing)[number]) => changed.includes(name);
    const other = taskType === "DI_REALTIME" ? "DI_SOLUTION" : "DI_REALTIME";
    const before: Declared = { projectId, taskType, fileId: String(id), onDelete: first, triggers: { n: "1" }, region };
    const after: Declared = {
        projectId: has("projectId") ? otherProjectId : projectId,
        taskType: has("taskType") ? other : taskType,
        fileId: has("fileId") ? String(id + 1) : String(id),
        onDelete: second,
        triggers: { n: has("triggers") ? "2" : "1" },
        region: has("region") ? otherRegion : region,
    };
    if ([before, after].some((each) => each.onDelete === "undeploy" && each.taskType === "DI_SOLUTION"))
        return undefined;
    const planned = plannedFor(changed, first, second);
    const name = [taskType, first, second, ...changed].join("-").toLowerCase().replaceAll("_", "-");
    return { name, before, after, planned, calls: callsFor(before, after, planned, changed.length > 0) };
}

/** The contract's rules: what replaces, what is in place. */
function plannedFor(changed: readonly string[], first: string, second: string): Change["planned"] {
    const moves = changed.includes("fileId") || changed.includes("taskType");
    if (changed.includes("projectId") || changed.includes("region")) return "replace";
    if (moves && first === "undeploy" && second === "undeploy") return "replace";
    return changed.length > 0 || first !== second ? "update" : "same";
}

function callsFor(before: Declared, after: Declared, planned: Change["planned"], deploys: boolean): string[] {
    const deployed = deploys ? [`GetDISyncTask ${after.fileId}`, `DeployDISyncTask ${after.fileId}`] : [];
    if (planned !== "replace" || after.onDelete === "retain" || before.taskType === "DI_SOLUTION") return deployed;
    return [...deployed, `GetDISyncInstanceInfo ${before.fileId}`, `TerminateDISyncInstance ${before.fileId}`];
}
