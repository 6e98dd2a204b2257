// ListRefDISyncTasks: the tasks that use a data source.
import { NotUnderstoodError } from "../calls/errors";
import { ids, wrongId } from "../id";
import { asObject, asText } from "../json";
import type { OperationOf } from "../operation";
import type { MakeCall } from "./call";

/** The kinds of task that it knows; one call is about one of them. */
export const referringTypes = ["DI_REALTIME", "DI_OFFLINE"] as const;

/** What a task has a data source for. */
export const uses = ["source", "destination"] as const;

/** Which tasks it is asked for. */
export interface Reference {
    readonly projectId: string;
    /** The name of the data source. */
    readonly datasource: string;
    readonly taskType: (typeof referringTypes)[number];
    readonly usedAs: (typeof uses)[number];
}

/** A task that uses a data source, fit to be shown and stored. */
export interface ReferringTask {
    readonly nodeId: string;
    readonly name: string;
}

export interface ReferenceOperations {
    /** A page, from 1 to 100, of at most 100 tasks. The reply does not say how many there are in all. */
    listRefDISyncTasks(reference: Reference, page: number): Promise<readonly ReferringTask[]>;
}

/** How many tasks a page may have. */
const tasksOfPage = 100;

export const referenceOperations = (call: MakeCall<OperationOf<"reference">>): ReferenceOperations => ({
    async listRefDISyncTasks({ projectId, datasource, taskType, usedAs }, page) {
        const parameters = {
            ...{ ProjectId: projectId, DatasourceName: datasource, TaskType: taskType },
            RefType: usedAs === "source" ? "from" : "to",
            ...{ PageNumber: String(page), PageSize: String(tasksOfPage) },
        };
        const { data, facts } = await call("ListRefDISyncTasks", parameters, { projectId });
        const listed = Array.isArray(data["DISyncTasks"]) ? data["DISyncTasks"].map(asObject) : [undefined];
        const tasks = listed.map((task) => ({ nodeId: asText(task?.["NodeId"]), name: asText(task?.["NodeName"]) }));
        if (tasks.every(({ nodeId, name }) => wrongId(nodeId, ids.fileId) === undefined && name)) return tasks;
        throw new NotUnderstoodError(facts, "a reply without the tasks that use the data source");
    },
});
