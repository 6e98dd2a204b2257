// What a reviewer reads of a drift: how the task differs from its deployment, and who edited it last.
import type { DataWorks } from "../../dataworks/client";
import { describe } from "../../dataworks/task";
import { changeLines, compare, isCovered, shortened } from "../../definition/index";
import { taskOf, type Outputs } from "./state";
import { isoSeconds, timeOf } from "../../dataworks/time";
import type { Context } from "../context";
import { shortList } from "../short-list";

/** The lines of the drift between a deployment and the task as it is now; none where there is no drift. */
export async function driftLines(
    olds: Outputs,
    definition: string,
    dataworks: DataWorks,
    context: Context,
): Promise<string[]> {
    const unknown =
        olds.status === "unknown"
            ? ["outcome of the deployment is unknown: DeployDISyncTask may have been applied"]
            : [];
    const changed = definitionLines(olds, definition, context);
    const version = await versionLines(olds, dataworks);
    const editor = changed.length > 0 && olds.taskType === "DI_REALTIME" ? await editorLines(olds, dataworks) : [];
    return [...unknown, ...changed, ...version, ...editor];
}

/**
 * What is left of a drift for a program that ignores these paths: lines that they cover are no drift, and who edited the
 * task last says nothing by itself.
 */
export function driftBeside(ignore: readonly string[], lines: readonly string[]): string[] {
    const left = lines.filter((line) => !isCovered(line, ignore));
    return left.every((line) => line.startsWith(editedStart)) ? [] : left;
}

/** How the line starts that says who edited the task. */
const editedStart = "last edited ";

/** The most bytes of a text that DataWorks says, in a line. The lines stay below 4 KB together. */
const longestWord = 64;

function definitionLines(olds: Outputs, definition: string, context: Context): string[] {
    const comparison = compare(olds.definition, definition, olds.ignoreDefinitionPaths ?? []);
    if (!comparison) return [];
    const { changes, uncompared, unreadable } = comparison;
    if (unreadable !== undefined) {
        return [`definition cannot be compared: ${unreadable}. The next deployment takes a new one`];
    }
    if (uncompared.length > 0) context.warn(notCompared(olds, uncompared));
    // An import whose first deployment was lost is known from the import still.
    return changeLines(changes, olds.deployedAt || "the import");
}

/** Says which parts of a definition are not compared since other paths are ignored. */
export function notCompared(olds: Outputs, uncompared: readonly string[]): string {
    return (
        `${describe(taskOf(olds))}: ignoreDefinitionPaths changed since its deployment, so these parts of its definition ` +
        `are not compared until the next one: ${shortList(uncompared.map((path) => path || "all of it"))}`
    );
}

async function versionLines(olds: Outputs, dataworks: DataWorks): Promise<string[]> {
    if (!olds.compareVersions || !olds.version) return [];
    const running = await dataworks.getProductionVersion(olds.projectId, olds.fileId);
    if (running === undefined || running === olds.version) return [];
    return running === ""
        ? ["no version runs in production"]
        : [`production runs version ${word(running)}, this deployment is version ${word(olds.version)}`];
}

/** Who edited the task last: good to know, and no reason to fail. */
async function editorLines(olds: Outputs, dataworks: DataWorks): Promise<string[]> {
    try {
        const { lastEditUser, lastEditTime } = await dataworks.getFile(olds.projectId, olds.fileId);
        const time = timeOf(lastEditTime);
        if (!lastEditUser || time === undefined) return [];
        return [`${editedStart}${isoSeconds(time)} by ${word(lastEditUser)}`];
    } catch {
        return [];
    }
}

function word(text: string): string {
    return shortened(text, longestWord);
}
