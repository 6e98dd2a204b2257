// The definition of a task that is to be made: what was worked out of the same inputs in this run is not worked out again.
import { describe } from "../../dataworks/task";
import type { WorkedOut } from "../../dataworks/client";
import { canonical } from "../canonical";
import type { Context } from "../context";
import { creatingScript } from "./script";
import type { Inputs } from "./state";
import { workOut } from "./work-out";

/** What each run has worked out and not made yet, by the script and where it goes. */
const workedOut = new WeakMap<Context["claims"], Map<string, WorkedOut>>();

/** Has DataWorks work it out, and keeps it for the create of this run. */
export async function tryNew(inputs: Inputs, context: Context): Promise<void> {
    const kept = workedOut.get(context.claims) ?? new Map<string, WorkedOut>();
    workedOut.set(context.claims, kept);
    kept.set(keyOf(inputs), await ask(inputs, context));
}

/** @throws where DataWorks gives none. Nothing was changed then. */
export async function definitionOfNew(inputs: Inputs, context: Context): Promise<WorkedOut> {
    const kept = workedOut.get(context.claims);
    const found = kept?.get(keyOf(inputs));
    kept?.delete(keyOf(inputs));
    return found ?? ask(inputs, context);
}

function ask(inputs: Inputs, context: Context): Promise<WorkedOut> {
    const { projectId, taskType, name, timeoutSeconds, region } = inputs;
    const task = { projectId, taskType, name };
    const script = creatingScript(inputs);
    const dataworks = context.dataworks(region);
    return workOut(
        {
            name: describe(task),
            begin: (clientToken) => dataworks.generateDISyncTaskConfigForCreating(task, script, clientToken),
            ask: (processId, again) =>
                (again ? dataworks.yielding() : dataworks).queryDISyncTaskConfigProcessResult(task, processId),
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
