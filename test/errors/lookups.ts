// What a user reads where a look-up of a program finds nothing, or too much.
import type { DataWorks } from "../../provider/src/dataworks/client";
import { findTasksOfDataSource } from "../../provider/src/lookup/data-source";
import { findFile, type FileQuery } from "../../provider/src/lookup/file";
import { Lookups, briefReason } from "../../provider/src/lookup/lookups";
import { findResourceGroup } from "../../provider/src/lookup/resource-group";
import { findTask } from "../../provider/src/lookup/task";
import { findWorkspace } from "../../provider/src/lookup/workspace";
import { Lifecycle, region } from "../support/lifecycle";
import { projectId, seedOf } from "../support/tasks";
import { messageOf, type Chapter } from "./chapter";

const task = (fileId: string, name: string, folder: string) => ({ fileId, name, folder, definition: {} });

export async function chapterOfLookups(): Promise<Chapter> {
    const { workspaces = [] } = seedOf(
        task("100", "orders", "flow/shop"),
        task("101", "orders", "flow/test"),
        task("102", "customers", ""),
    );
    const lifecycle = await Lifecycle.begin({
        workspaces: [
            ...workspaces,
            { projectId: 10_002, identifier: "twin" },
            { projectId: 10_003, identifier: "twin", name: "Twins", status: "FROZEN" },
        ],
        resourceGroups: [
            { identifier: "group_1", name: "shop" },
            { identifier: "group_2", name: "twin" },
            { identifier: "group_3", name: "twin", status: 1 },
        ],
    });
    /** `account` is what the account can do: "by name" where GetProject takes one. */
    const findingWorkspace = async (identifier: string, account: "by name" | "by list" | "neither" = "by name") => {
        const { control } = lifecycle.emulator;
        const refused = { kind: "error", status: 403, code: "Forbidden.RAM", message: "Denied by a policy." } as const;
        if (account !== "by name") await control.addFault({ operation: "GetProject", ...refused });
        if (account === "neither") await control.addFault({ operation: "ListProjects", ...refused });
        const text = await messageOf(findWorkspace(lifecycle.context().dataworks(region), identifier));
        await control.clearFaults();
        return text;
    };
    const findingGroup = (name: string, type: "dataIntegration" | "dataService" = "dataIntegration") =>
        messageOf(findResourceGroup(lifecycle.context().dataworks(region), { name, type }));
    /** An account with so many workspaces that DataWorks does not list them all. */
    const listProjects: DataWorks["listProjects"] = (page) => {
        const projects = Array.from({ length: 100 }, (_, at) => {
            const more = { identifier: "shop", received: "shop", name: "", description: "", status: "AVAILABLE" };
            return { projectId: String(100 * page + at), ...more };
        });
        const facts = { operation: "ListProjects", subject: { projectId: "" } } as const;
        return Promise.resolve({ projects, total: 12_345, facts });
    };
    const getProjectByIdentifier = () => Promise.resolve(undefined);
    const finding = (query: Omit<FileQuery, "projectId">) =>
        messageOf(findFile(lifecycle.context().dataworks(region), { projectId, ...query }));
    const findingTask = (fileId: string) =>
        messageOf(findTask(lifecycle.context().dataworks(region), { projectId, taskType: "DI_REALTIME", fileId }));
    const asking = (
        kind: "file" | "task" | "tasksOfDataSource" | "workspace" | "resourceGroup",
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
            title: "A look-up finds nothing, or too much",
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
                { what: "no workspace has the name", text: await findingWorkspace("shop_") },
                { what: "that is the workspace's display name", text: await findingWorkspace("Twins") },
                { what: "several workspaces have the name", text: await findingWorkspace("twin", "by list") },
                { what: "neither call finds a workspace", text: await findingWorkspace("shop", "neither") },
                {
                    what: "there are more workspaces than DataWorks lists",
                    text: await messageOf(
                        findWorkspace({ listProjects, getProjectByIdentifier } as unknown as DataWorks, "shop_prod"),
                    ),
                },
                { what: "the workspace's name is missing", text: await asking("workspace", {}) },
                { what: "no resource group has the name", text: await findingGroup("shops") },
                { what: "that is the resource group's identifier", text: await findingGroup("group_1") },
                { what: "several resource groups have the name", text: await findingGroup("twin") },
                { what: "there is no resource group of the type", text: await findingGroup("shop", "dataService") },
                { what: "the resource group's name is missing", text: await asking("resourceGroup", {}) },
                {
                    what: "the type of a resource group is none",
                    text: await asking("resourceGroup", { name: "shop", type: "DI" }),
                },
                { what: "no region is set", text: await asking("file", { projectId, name: "orders" }, {}) },
            ],
        };
    } finally {
        await lifecycle.end();
    }
}
