// What a reviewer reads of a drift: how the task differs from its deployment, and who edited it last.
import type { DataWorks } from "../dataworks/client";
import { describe } from "../dataworks/subject";
import { compare } from "../definition/compare";
import { changeLines } from "../definition/lines";
import { taskOf, type Outputs } from "./state";
import { isoSeconds } from "./time";
import type { World } from "./world";

/** The lines of the drift between a deployment and the task as it is now; none where there is no drift. */
export async function driftLines(
    olds: Outputs,
    definition: string,
    dataworks: DataWorks,
    world: World,
): Promise<string[]> {
    const unknown =
        olds.status === "unknown"
            ? ["outcome of the deployment is unknown: DeployDISyncTask may have been applied"]
            : [];
    const changed = definitionLines(olds, definition, world);
    const version = await versionLines(olds, dataworks);
    const editor = changed.length > 0 && olds.taskType === "DI_REALTIME" ? await editorLines(olds, dataworks) : [];
    return [...unknown, ...changed, ...version, ...editor];
}

function definitionLines(olds: Outputs, definition: string, world: World): string[] {
    const comparison = compare(olds.definition, definition, olds.ignoreDefinitionPaths ?? []);
    if (!comparison) return [];
    const { changes, uncompared } = comparison;
    if (uncompared.length > 0) {
        world.warn(
            `${describe(taskOf(olds))}: ignoreDefinitionPaths changed since its deployment, so these parts of its definition ` +
                `are not compared until the next one: ${shortList(uncompared.map((path) => path || "all of it"))}`,
        );
    }
    return changeLines(changes, olds.status === "imported" ? "the import" : olds.deployedAt);
}

/** The first of many, and how many more there are. */
function shortList(names: readonly string[]): string {
    const shown = names.slice(0, 10).join(", ");
    return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}

async function versionLines(olds: Outputs, dataworks: DataWorks): Promise<string[]> {
    if (!olds.compareVersions || !olds.version) return [];
    const running = await dataworks.getProductionVersion(olds.projectId, olds.fileId);
    if (running === undefined || running === olds.version) return [];
    return running === ""
        ? ["no version runs in production"]
        : [`production runs version ${running}, this deployment is version ${olds.version}`];
}

/** Who edited the task last: good to know, and no reason to fail. */
async function editorLines(olds: Outputs, dataworks: DataWorks): Promise<string[]> {
    try {
        const { lastEditUser, lastEditTime } = await dataworks.getFile(olds.projectId, olds.fileId);
        if (!lastEditUser || !/^\d{1,14}$/.test(lastEditTime)) return [];
        return [`last edited ${isoSeconds(Number(lastEditTime))} by ${lastEditUser}`];
    } catch {
        return [];
    }
}
