// ListRefDISyncTasks: the tasks whose definition names a data source.
import { errors } from "../protocol/errors";
import type { Task } from "../workspace/model";
import { answerTo } from "../workspace/answers";
import { isLive, required, syncReply, workspaceOf, type Operation, type Parameters } from "./operation";
import { pageOf } from "./page";

/** The type of the files that batch tasks are. */
const batchFileType = 23;

const isOfType: Record<string, (task: Task) => boolean> = {
    DI_OFFLINE: (task) => task.fileType === batchFileType,
    DI_REALTIME: (task) => task.taskType === "DI_REALTIME",
};

/** The steps that name it, by how the task uses it. */
const categories: Record<string, string> = { from: "reader", to: "writer" };

const lastPage = 100;

const listReferring: Operation = {
    family: "sync",
    effect: "read",
    run(parameters, context) {
        const name = required(parameters, "DatasourceName");
        const fits = choice(parameters, "TaskType", isOfType);
        const category = choice(parameters, "RefType", categories);
        const { files } = workspaceOf(parameters, context);
        const found = [...files.values()].filter(
            (task) =>
                fits(task) && isLive(task, context.store.now()) && namedIn(stepsOf(task, category)).includes(name),
        );
        const isNode = answerTo("reference-node-id", context.store) === "node";
        const { items } = pageOf(found, parameters, lastPage);
        return syncReply({ DISyncTasks: items.map((task) => referring(task, parameters.TaskType ?? "", isNode)) });
    },
};

function choice<T>(parameters: Parameters, name: string, among: Record<string, T>): T {
    const chosen = Object.entries(among).find(([value]) => value === required(parameters, name))?.[1];
    if (chosen === undefined) throw errors.invalidParameter(`${name} must be one of ${Object.keys(among).join(", ")}.`);
    return chosen;
}

function referring(task: Task, taskType: string, isNode: boolean) {
    const names = (category: string) => JSON.stringify([...new Set(namedIn(stepsOf(task, category)))]);
    return {
        NodeId: BigInt(isNode ? (task.nodeId ?? task.fileId) : task.fileId),
        NodeName: task.name,
        TaskType: taskType,
        DiSourceDatasource: names("reader"),
        DiDestinationDatasource: names("writer"),
    };
}

/** The steps of a definition that read, or those that write; none of what is no such definition. */
function stepsOf({ definition }: Task, category: string): unknown[] {
    try {
        const { steps } = JSON.parse(definition) as { steps?: unknown };
        return (Array.isArray(steps) ? steps : []).filter(
            (step: { category?: unknown } | null) => step?.category === category,
        );
    } catch {
        return [];
    }
}

/** The data sources that steps name, wherever they do. */
export function namedIn(value: unknown): string[] {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([name, inner]) =>
        name === "datasource" && typeof inner === "string" ? [inner] : namedIn(inner),
    );
}

export const referenceOperations = { ListRefDISyncTasks: listReferring };
