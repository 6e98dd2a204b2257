// Takes over an instance that no state knows: one that runs or stands still, as it is.
import { describe } from "../../dataworks/task";
import { notThere } from "../adopt";
import type { Context } from "../context";
import { taskId } from "../ids";
import type { Adopted, Found, PlacedTask } from "../resource";
import { look, shownStatus, type Condition, type Live } from "./live";
import { inputs as table } from "./properties";
import type { Inputs, Outputs, State } from "./state";

/** @throws where the task is not there or not deployed, or its instance is in no state that a program can say. */
export async function adopt(task: PlacedTask, context: Context): Promise<Adopted<Inputs, Outputs>> {
    const live = await look(task, () => context.dataworks(task.region));
    if (live.condition === "gone") throw notThere(task);
    const state = stateIn(task.taskType, live.condition);
    if (state !== "running" && state !== "stopped") throw new Error(whyNot(task, state, live));
    return { id: taskId(task), ...adopted(task, { ...live, state }, { onDelete: "retain" }) };
}

/** Why an instance cannot be taken over: a program could not say what is so. */
export type WhyNot = "notDeployed" | "passing" | "solution" | "unknown";

/** What a program says of an instance in this condition, or why it can say nothing. */
export function stateIn(taskType: PlacedTask["taskType"], condition: Exclude<Condition, "gone">): State | WhyNot {
    switch (condition) {
        case "running":
        case "unknown":
        case "notDeployed":
            return condition;
        case "stopped":
            return taskType === "DI_SOLUTION" ? "solution" : "stopped";
        case "starting":
        case "stopping":
            return "passing";
        case "confirming":
        case "failed":
            return "solution";
    }
}

function whyNot(task: PlacedTask, why: WhyNot, { status, why: because }: Live): string {
    const what = `The instance of ${describe(task)} cannot be imported`;
    const shown = `its status is ${shownStatus(task.taskType, status)}`;
    const said = because ? `: ${because}` : "";
    switch (why) {
        case "notDeployed":
            return `${what}, because there is none: the task is not deployed${said}. Deploy it first, such as by a DiSyncDeployment.`;
        case "passing":
            return `${what}, because it is on its way: ${shown}. Import it once it runs or stands still.`;
        case "solution":
            return (
                `${what}, because the solution does not run: ${shown}${said}. DataWorks has no call that stops a solution, so a program ` +
                "can only say that one runs. Start it in Data Integration, and import it once it runs."
            );
        case "unknown":
            return `${what}: ${shown}, and nobody has documented what that means. Import it once it runs or stands still.`;
    }
}

/** What the state holds of an instance that was taken over. */
export function adopted(
    { fileId, projectId, region, taskType }: PlacedTask,
    { state, status, name }: Pick<Outputs, "state" | "status" | "name">,
    { onDelete, triggers }: Pick<Inputs, "onDelete" | "triggers">,
): Found<Inputs, Outputs> {
    const inputs = {
        fileId,
        onDelete,
        projectId,
        region,
        state,
        taskType,
        ...defaults,
        ...(triggers !== undefined && { triggers }),
    };
    return { inputs, outputs: { ...inputs, status, name, requestId: "", startedAt: "" } };
}

const defaults = {
    stableSeconds: Number(table.stableSeconds.otherwise),
    timeoutSeconds: Number(table.timeoutSeconds.otherwise),
};
