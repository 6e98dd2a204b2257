// Finds the tasks that use a data source, page by page: all of them, or an error.
import type { DataWorks, Reference, ReferringTask } from "../dataworks/client";
import { uses } from "../dataworks/operations/reference";
import { LookupError } from "./error";
import type { DiSyncTaskOfDataSource } from "./types";

/** Which tasks: those that have it as either, where `usedAs` does not say as what. */
export type DataSourceQuery = Omit<Reference, "usedAs"> & { readonly usedAs?: Reference["usedAs"] | undefined };

/** The last page that the API gives. */
const lastPage = 100;

/** No list of the API has pages of fewer: what is shorter is the last one. */
const shortestPage = 10;

/**
 * One call for each use that has fewer than ten tasks; else one call a page, and one more that says that there is no other.
 *
 * @throws LookupError where there are more than the API gives.
 */
export async function findTasksOfDataSource(
    dataworks: DataWorks,
    query: DataSourceQuery,
): Promise<readonly DiSyncTaskOfDataSource[]> {
    const asked = query.usedAs === undefined ? uses : [query.usedAs];
    const found = await Promise.all(
        asked.map(async (usedAs) => {
            const tasks = await tasksOf(dataworks, { ...query, usedAs });
            return tasks.map(({ nodeId, name }) => ({ nodeId, name, taskType: query.taskType, usedAs }));
        }),
    );
    return found.flat();
}

/** The reply does not say how many there are, and a page may be shorter than it was asked for: so until one brings nothing new. */
async function tasksOf(dataworks: DataWorks, reference: Reference): Promise<readonly ReferringTask[]> {
    const found = new Map<string, ReferringTask>();
    for (let page = 1; page <= lastPage; page++) {
        const before = found.size;
        const tasks = await dataworks.listRefDISyncTasks(reference, page);
        for (const task of tasks) found.set(task.nodeId, task);
        if (tasks.length < shortestPage || found.size === before) return [...found.values()];
    }
    throw new LookupError(
        `the data source "${reference.datasource}" is used by more tasks than DataWorks lists: ${found.size} are on the ${lastPage} pages that there are. Ask for one side alone with usedAs, or find tasks by their names`,
    );
}
