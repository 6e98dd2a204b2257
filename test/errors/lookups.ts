// What a user reads where a look-up of a program finds no task, or too many.
import type { DataWorks } from "../../provider/src/dataworks/client";
import { findTasksOfDataSource } from "../../provider/src/lookup/data-source";
import { findFile, type FileQuery } from "../../provider/src/lookup/file";
import { Lookups, briefReason } from "../../provider/src/lookup/lookups";
import { findTask } from "../../provider/src/lookup/task";
import { Lifecycle, region } from "../support/lifecycle";
import { projectId, seedOf } from "../support/tasks";
import { messageOf, type Chapter } from "./chapter";

const task = (fileId: string, name: string, folder: string) => ({ fileId, name, folder, definition: {} });

export async function chapterOfLookups(): Promise<Chapter> {
    const lifecycle = await Lifecycle.begin(
        seedOf(task("100", "orders", "flow/shop"), task("101", "orders", "flow/test"), task("102", "customers", "")),
    );
    const finding = (query: Omit<FileQuery, "projectId">) =>
        messageOf(findFile(lifecycle.context().dataworks(region), { projectId, ...query }));
    const findingTask = (fileId: string) =>
        messageOf(findTask(lifecycle.context().dataworks(region), { projectId, taskType: "DI_REALTIME", fileId }));
    const asking = (
        kind: "file" | "task" | "tasksOfDataSource",
        given: Record<string, unknown>,
        settings: Record<string, string> = { "dataworks:region": region },
    ) =>
        messageOf(
            Promise.resolve()
                .then((): Promise<unknown> =>
                    Lookups.open((key) => settings[key], {}, { warn: () => undefined })[kind](given),
                )
                .catch((error: unknown) => {
                    throw new Error(briefReason(error));
                }),
        );
    /** A data source with 100 other tasks on each page, however many are asked for. */
    const listRefDISyncTasks: DataWorks["listRefDISyncTasks"] = (_, page) =>
        Promise.resolve(Array.from({ length: 100 }, (__, at) => ({ nodeId: String(page * 100 + at), name: "orders" })));
    const usedByMany = { projectId, datasource: "shop_mysql", taskType: "DI_REALTIME", usedAs: "source" } as const;
    try {
        return {
            title: "A look-up finds no task, or too many",
            entries: [
                { what: "no task has the name", text: await finding({ name: "order" }) },
                { what: "none is anything like it", text: await finding({ name: "custmers" }) },
                { what: "the folder is another one", text: await finding({ name: "orders", folder: "flow/prod" }) },
                { what: "several have the name", text: await finding({ name: "orders" }) },
                { what: "the name is missing", text: await asking("file", { projectId }) },
                { what: "the name is no text", text: await asking("file", { projectId, name: "orders \ud83d" }) },
                { what: "the workspace is no id", text: await asking("file", { projectId: "shop", name: "orders" }) },
                { what: "no task has the file id", text: await findingTask("999") },
                {
                    what: "the type of a task is none",
                    text: await asking("task", { projectId, taskType: "DI", fileId: 1 }),
                },
                {
                    what: "the file id has lost digits",
                    text: await asking("task", {
                        projectId,
                        taskType: "DI_REALTIME",
                        fileId: Number("7567482277219412494"),
                    }),
                },
                { what: "the data source is missing", text: await asking("tasksOfDataSource", { projectId }) },
                {
                    what: "the use of a data source is none",
                    text: await asking("tasksOfDataSource", { projectId, datasource: "shop_mysql", usedAs: "from" }),
                },
                {
                    what: "more tasks use a data source than DataWorks lists",
                    text: await messageOf(findTasksOfDataSource({ listRefDISyncTasks } as DataWorks, usedByMany)),
                },
                { what: "no region is set", text: await asking("file", { projectId, name: "orders" }, {}) },
            ],
        };
    } finally {
        await lifecycle.end();
    }
}
