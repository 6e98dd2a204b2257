// Creates a deployment.
import { deploy } from "./deploy";
import type { Inputs, Outputs } from "./state";
import type { Context } from "../context";

/**
 * A new resource id. It is made up, because an id cannot change while the file id can, and because the API gives none.
 */
export function newId(context: Context): string {
    return `disync-${context.randomHex(8)}`;
}

/**
 * Deploys the task for the first time.
 *
 * @throws OutcomeUnknownError where it may have been deployed: the resource has to be kept.
 */
export function create(inputs: Inputs, context: Context): Promise<Outputs> {
    return deploy(inputs, undefined, context);
}
