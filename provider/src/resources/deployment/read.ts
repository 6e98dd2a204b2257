// Reads what became of a deployment: still there, edited since, or gone.
import { definitionOf } from "../../definition/index";
import { notReadable } from "../unreadable";
import { driftLines } from "./drift";
import { productionNow } from "./production";
import { detailOf } from "../gone";
import { inputsOf, taskOf, type Inputs, type Outputs } from "./state";
import type { Context } from "../context";
import type { Found } from "../resource";

/**
 * Compares the task with the state. Gives undefined where it is gone, on positive evidence only.
 *
 * @throws where anything else stands in the way; the state stays as it was then.
 */
export async function read(olds: Outputs, context: Context): Promise<Found<Inputs, Outputs> | undefined> {
    const task = taskOf(olds);
    const dataworks = context.dataworks(olds.region);
    const detail = await detailOf(task, dataworks);
    if (!detail) return undefined;

    const definition = definitionOf(detail);
    if (definition === undefined) context.warn(notReadable(task));
    const { lines: production, ...versions } = await productionNow(olds, dataworks);
    const lines = await driftLines(olds, definition, production, dataworks, context);
    const { drift: _, ...outputs } = { ...olds, ...versions };
    const found = lines.length > 0 ? { ...outputs, drift: lines } : outputs;
    return { outputs: found, inputs: inputsOf(found) };
}
