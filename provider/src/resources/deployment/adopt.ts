// Takes over a deployment that no state knows: of a task that is deployed already, as it is.
import type { DataWorks } from "../../dataworks/client";
import { InvalidFileIdError } from "../../dataworks/calls/errors";
import { conditionOf } from "../../dataworks/status";
import { describe } from "../../dataworks/task";
import { definitionOf } from "../../definition/index";
import { existing, fingerprintOf, withoutFingerprint } from "../adopt";
import type { Context } from "../context";
import { adoptedId } from "../ids";
import type { Adopted, Found, PlacedTask } from "../resource";
import type { Inputs, Outputs } from "./state";

/** @throws where the task is not there, or is not deployed. */
export async function adopt(task: PlacedTask, context: Context): Promise<Adopted<Inputs, Outputs>> {
    const dataworks = context.dataworks(task.region);
    const definition = definitionOf(await existing(task, dataworks));
    const isDeployed = await hasProductionVersion(task, dataworks);
    if (isDeployed === false) {
        throw new Error(
            `${describe(task)} has no version in production, as ListFileVersions says: it is not deployed, so there is no deployment to ` +
                "import. Declare it in the program without importing it, and `pulumi up` deploys it.",
        );
    }
    if (isDeployed === undefined)
        context.warn(`DataWorks does not tell whether ${describe(task)} is deployed: it is taken over as if it were.`);
    if (definition === undefined) context.warn(withoutFingerprint(task));
    const id = adoptedId(task);
    return { id, ...adopted(task, fingerprintOf(definition, id), { onDelete: "retain" }) };
}

/** What the state holds of a deployment that was taken over. */
export function adopted(
    { fileId, projectId, region, taskType }: PlacedTask,
    definition: string,
    { onDelete, triggers, approvedDigest }: Pick<Inputs, "onDelete" | "triggers" | "approvedDigest">,
): Found<Inputs, Outputs> {
    const inputs = {
        ...{ fileId, onDelete, projectId, region, taskType },
        ...(triggers !== undefined && { triggers }),
        ...(approvedDigest !== undefined && { approvedDigest }),
    };
    const made = {
        status: "imported",
        requestId: "",
        message: "",
        deployedAt: "",
        definition,
        version: "",
        versionBefore: "",
        digest: approvedDigest ?? "",
    } as const;
    return { inputs, outputs: { ...inputs, ...made } };
}

/** Undefined where DataWorks does not tell: of a solution, always. */
async function hasProductionVersion(task: PlacedTask, dataworks: DataWorks): Promise<boolean | undefined> {
    if (task.taskType === "DI_SOLUTION") return undefined;
    const version = await dataworks.getProductionVersion(task.projectId, task.fileId);
    if (version !== "") return version === undefined ? undefined : true;
    // What runs is deployed, whatever is told of its versions.
    return (await runs(task, dataworks)) ? undefined : false;
}

async function runs(task: PlacedTask, dataworks: DataWorks): Promise<boolean> {
    try {
        const { status } = await dataworks.getDISyncInstance(task);
        return ["running", "starting", "stopping"].includes(conditionOf(task.taskType, status));
    } catch (error) {
        if (error instanceof InvalidFileIdError) return false;
        throw error;
    }
}
