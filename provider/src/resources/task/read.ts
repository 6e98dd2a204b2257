// Reads what became of a task: as it was, with other tables, edited elsewhere, or gone.
import { tablesIn } from "../../dataworks/script";
import { definitionOf, fingerprint } from "../../definition/index";
import type { Context } from "../context";
import { detailOf } from "../gone";
import type { Found } from "../resource";
import { notReadable } from "../unreadable";
import { lookFor } from "./create";
import { driftLines } from "./drift";
import { inputsOf, type Inputs, type Outputs } from "./state";
import { withFound } from "./tables";

/**
 * Compares the task with the state. Gives undefined where it is gone, on positive evidence only. A task whose creation has an unknown
 * outcome is looked for.
 *
 * @throws where anything else stands in the way; the state stays as it was then.
 */
export async function read(olds: Outputs, context: Context): Promise<Found<Inputs, Outputs> | undefined> {
    const known =
        olds.taskType === "DI_SOLUTION" && olds.fileId === undefined ? undefined : await lookFor(olds, context);
    const fileId = known?.fileId;
    if (!known || fileId === undefined) {
        const { drift: _, ...kept } = olds;
        const drift = ["the outcome of its creation is unknown: CreateDISyncTask may have been applied"];
        const found = { ...kept, drift } as Outputs;
        return { outputs: found, inputs: inputsOf(found) };
    }
    const task = { projectId: olds.projectId, taskType: olds.taskType, fileId };
    const dataworks = context.dataworks(olds.region);
    const detail = await detailOf(task, dataworks);
    if (!detail) return undefined;

    const text = definitionOf(detail);
    if (text === undefined) context.warn(notReadable(task));
    const tables = text === undefined ? undefined : tablesIn(text);
    const lines =
        text === undefined
            ? (olds.drift ?? [])
            : await driftLines({ ...known, fileId }, text, tables, dataworks, context);
    const { drift: _, ...kept } = known;
    const outputs = {
        ...kept,
        ...(tables && withFound(known, tables)),
        // One that was found by this very look has no fingerprint yet.
        ...(olds.fileId === undefined &&
            text !== undefined && {
                definition: fingerprint(text, context.randomHex(16), known.ignoreDefinitionPaths ?? [], detail.time),
            }),
        ...(lines.length > 0 && { drift: lines }),
    } as Outputs;
    return { outputs, inputs: inputsOf(outputs) };
}
