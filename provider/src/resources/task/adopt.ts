// Takes over a task that no state knows: one whose definition says in the documented form what it reads and writes, as it is.
import { describe } from "../../dataworks/task";
import { definitionOf, whyUnreadable } from "../../definition/index";
import { existing, fingerprintOf } from "../adopt";
import type { Context } from "../context";
import { taskId } from "../ids";
import type { Adopted, Found, PlacedTask } from "../resource";
import { inputs as table } from "./properties";
import type { Inputs, Outputs } from "./state";
import { toldOf, type Told, type Untold } from "./told";

/** @throws where the task is not there, or a program cannot say what it reads and writes. */
export async function adopt(task: PlacedTask, context: Context): Promise<Adopted<Inputs, Outputs>> {
    const { projectId, taskType, fileId, region } = task;
    if (taskType === "DI_SOLUTION") throw cannot(task, { why: "solution" });
    const definition = definitionOf(await existing(task, context.dataworks(region)));
    if (definition === undefined) throw cannot(task, { why: "form", detail: whyUnreadable(taskType) });
    const { files } = await context.dataworks(region).listFiles(projectId, { fileIds: [fileId] }, 1);
    const file = files.find((each) => each.fileId === fileId);
    if (!file) {
        throw new Error(
            `${describe(task)} cannot be imported as a DiSyncTask: GetDISyncTask knows it, but ListFiles does not list it, which alone tells ` +
                "its name and folder. Look at the task in DataWorks, and run again.",
        );
    }
    const told = toldOf({ taskType, received: file.received }, definition);
    if ("why" in told) throw cannot(task, told);
    const id = taskId(task);
    return { id, ...adopted(task, told, fingerprintOf(definition, id)) };
}

const whyNot: Readonly<Record<Untold["why"], string>> = {
    solution: "what a solution's definition looks like, nobody has documented",
    form: "its definition has another form than that documented for MySQL to MaxCompute, Kafka or Hologres",
    names: "a program cannot say its names as they are",
    group: "its definition does not say which resource group it runs on",
};

function cannot(task: PlacedTask, { why, detail }: Untold): Error {
    const because = detail === undefined ? whyNot[why] : `${whyNot[why]} (${detail})`;
    return new Error(
        `${describe(task)} cannot be imported as a DiSyncTask: ${because}. Import its DiSyncDeployment and its DiSyncInstance, which need no ` +
            "definition, and leave out the DiSyncTask. A `script` is no way: DataWorks does not tell the one that a task was made of.",
    );
}

/** What the state holds of a task that was taken over. */
export function adopted(
    { projectId, fileId, region }: PlacedTask,
    told: Told,
    definition: string,
): Found<Inputs, Outputs> {
    const inputs: Inputs = { projectId, ...told, ...defaults, region };
    return { inputs, outputs: { ...inputs, fileId, revision: "", definition, status: "imported" } };
}

const defaults = {
    taskType: "DI_REALTIME",
    onDelete: "retain",
    timeoutSeconds: Number(table.timeoutSeconds.otherwise),
} as const;
