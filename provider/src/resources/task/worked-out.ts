// The definition of a task that is to be made: what was worked out of the same inputs in this run is not worked out again.
import type { WorkedOut } from "../../dataworks/client";
import { canonical } from "../canonical";
import type { Context } from "../context";
import { creatingScript } from "./script";
import type { Inputs } from "./state";
import { processOf, workOut } from "./work-out";

interface Kept {
    readonly definition: WorkedOut;
    /** When that was, by our own clock. */
    readonly at: number;
}

/** What each run has worked out and not made yet, by the script and where it goes. */
const workedOut = new WeakMap<Context["claims"], Map<string, Kept>>();

/** Has DataWorks work it out, and keeps it for the create of this run. */
export async function tryNew(inputs: Inputs, context: Context): Promise<void> {
    const kept = workedOut.get(context.claims) ?? new Map<string, Kept>();
    workedOut.set(context.claims, kept);
    const definition = await ask(inputs, context);
    kept.set(keyOf(inputs), { definition, at: context.now() });
}

/** @throws where DataWorks gives none. Nothing was changed then. */
export async function definitionOfNew(inputs: Inputs, context: Context): Promise<WorkedOut> {
    const kept = workedOut.get(context.claims);
    const found = kept?.get(keyOf(inputs));
    kept?.delete(keyOf(inputs));
    if (!found) return ask(inputs, context);
    // The service's time has gone on since, while what depends on the old task was stopped, undeployed and deleted.
    const { definition, at } = found;
    return { ...definition, time: definition.time === undefined ? undefined : definition.time + context.now() - at };
}

function ask(inputs: Inputs, context: Context): Promise<WorkedOut> {
    const { projectId, taskType, name, timeoutSeconds, region } = inputs;
    const task = { projectId, taskType, name };
    const script = creatingScript(inputs);
    const dataworks = context.dataworks(region);
    return workOut(
        {
            ...processOf(task, dataworks),
            begin: (clientToken) => dataworks.generateDISyncTaskConfigForCreating(task, script, clientToken),
            timeoutSeconds,
        },
        context,
    );
}

function keyOf({ projectId, taskType, name, region, ...inputs }: Inputs): string {
    return (
        canonical([region, projectId, taskType, name, creatingScript({ projectId, taskType, name, ...inputs })]) ?? ""
    );
}
