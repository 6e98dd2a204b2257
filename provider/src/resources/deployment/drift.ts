// What a reviewer reads of a drift: how the task differs from its deployment, and who edited it last.
import type { DataWorks } from "../../dataworks/client";
import { describe } from "../../dataworks/task";
import { changeLines, compare } from "../../definition/index";
import { isOfProduction } from "./production";
import { taskOf, type Outputs } from "./state";
import type { Context } from "../context";
import { approveLines } from "../approve-line";
import { lastEditLines } from "../last-edit";
import { shortList } from "../short-list";

/**
 * The lines of the drift between a deployment and the task as it is now; none where there is no drift. Where the
 * definition cannot be read, it is the drift that is known. `production` are those of what runs there.
 */
export async function driftLines(
    olds: Outputs,
    definition: string | undefined,
    production: readonly string[],
    dataworks: DataWorks,
    context: Context,
): Promise<string[]> {
    const unknown =
        olds.status === "unknown"
            ? ["outcome of the deployment is unknown: DeployDISyncTask may have been applied"]
            : [];
    if (definition === undefined)
        return [...(olds.drift ?? unknown).filter((line) => !isOfProduction(line)), ...production];
    const { lines: changed, byPath } = definitionLines(olds, definition, context);
    const isTold = changed.length > 0 && olds.taskType === "DI_REALTIME";
    const editor = isTold ? await lastEditLines(olds, definition, dataworks) : [];
    const approve = byPath ? await approveLines(olds, definition, olds.ignoreDefinitionPaths ?? [], context) : [];
    return [...unknown, ...changed, ...production, ...editor, ...approve];
}

/** `byPath`: whether they tell what changed. */
function definitionLines(olds: Outputs, definition: string, context: Context): { lines: string[]; byPath: boolean } {
    const comparison = compare(olds.definition, definition, olds.ignoreDefinitionPaths ?? []);
    if (!comparison) return { lines: [], byPath: false };
    const { changes, uncompared, unreadable } = comparison;
    if (unreadable !== undefined) {
        const lines = [`definition cannot be compared: ${unreadable}. The next deployment takes a new one`];
        return { lines, byPath: false };
    }
    if (uncompared.length > 0) context.warn(notCompared(olds, uncompared));
    // An import whose first deployment was lost is known from the import still.
    return { lines: changeLines(changes, olds.deployedAt || "the import"), byPath: changes.length > 0 };
}

/** Says which parts of a definition are not compared since other paths are ignored. */
export function notCompared(olds: Outputs, uncompared: readonly string[]): string {
    return (
        `${describe(taskOf(olds))}: ignoreDefinitionPaths changed since its deployment, so these parts of its definition ` +
        `are not compared until the next one: ${shortList(uncompared.map((path) => path || "all of it"))}`
    );
}
