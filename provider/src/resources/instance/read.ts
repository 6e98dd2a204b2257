// Reads what became of an instance: runs or stands, with what stands in the way, or gone.
import type { Context } from "../context";
import type { Found } from "../resource";
import { enabledAlarms } from "./bring";
import { driftLines } from "./drift";
import { look } from "./live";
import { inputsOf, taskOf, type Inputs, type Outputs } from "./state";

/**
 * Brings the state back as it is, and as drift what is no state. Gives undefined where the task is gone, on positive evidence only.
 *
 * @throws where anything else stands in the way; the state stays as it was then.
 */
export async function read(olds: Outputs, context: Context): Promise<Found<Inputs, Outputs> | undefined> {
    const dataworks = () => context.dataworks(olds.region);
    const live = await look(taskOf(olds), dataworks);
    if (live.condition === "gone") return undefined;
    const alarms = olds.compareAlarms && olds.alarms ? await enabledAlarms(olds, dataworks()) : undefined;
    const lines = driftLines(olds, live, alarms);
    const { drift: _, ...kept } = olds;
    const outputs: Outputs = {
        ...kept,
        state: stateOf(olds, live.condition),
        status: live.status,
        name: live.name || olds.name,
        ...(lines.length > 0 && { drift: lines }),
    };
    return { outputs, inputs: inputsOf(outputs) };
}

/** A status in passing is no other state, and one that is not known is none. A program cannot say that a solution is stopped. */
function stateOf({ state, taskType }: Outputs, condition: string): Outputs["state"] {
    if (condition === "running") return "running";
    return condition === "stopped" && taskType === "DI_REALTIME" ? "stopped" : state;
}
