// For each operation, the method that calls it, for the task 100 of workspace 10000.
import type { DataWorks } from "../../../provider/src/dataworks/operations";
import type { OwnOperation } from "../../../provider/src/dataworks/operation";

const task = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" } as const;
const { projectId, taskType, fileId } = task;
const newTask = { projectId, taskType, name: "orders" };

export const methods: Readonly<Record<OwnOperation, (api: DataWorks) => Promise<unknown>>> = {
    DeployDISyncTask: (api) => api.deployDISyncTask(task),
    GenerateDISyncTaskConfigForCreating: (api) => api.generateDISyncTaskConfigForCreating(newTask, "{}", "t-1"),
    GenerateDISyncTaskConfigForUpdating: (api) => api.generateDISyncTaskConfigForUpdating(task, "{}", "t-1"),
    QueryDISyncTaskConfigProcessResult: (api) => api.queryDISyncTaskConfigProcessResult(newTask, "5"),
    CreateDISyncTask: (api) =>
        api.createDISyncTask({ ...newTask, resourceGroup: "group_a", content: "{}", clientToken: "t-1" }),
    UpdateDISyncTask: (api) => api.updateDISyncTask(task, "{}", { resourceGroup: "group_a" }),
    DeleteDISyncTask: (api) => api.deleteDISyncTask(task),
    GetDISyncTask: (api) => api.getDISyncTask(task),
    ListRefDISyncTasks: (api) =>
        api.listRefDISyncTasks({ projectId, datasource: "shop", taskType, usedAs: "destination" }, 1),
    GetDISyncInstanceInfo: (api) => api.getDISyncInstance(task),
    StartDISyncInstance: (api) => api.startDISyncInstance(task, { errorLimit: { record: 0 } }),
    StopDISyncInstance: (api) => api.stopDISyncInstance(task),
    TerminateDISyncInstance: (api) => api.terminateDISyncInstance(task),
    GetFile: (api) => api.getFile(projectId, fileId),
    ListFileVersions: (api) => api.getProductionVersion(projectId, fileId),
    GetFileVersion: (api) => api.getFileVersion(projectId, fileId, "2"),
    GetProject: (api) => api.getProject(projectId),
    ListProjects: (api) => api.listProjects(1),
    ListResourceGroups: (api) => api.listResourceGroups("4", "shop"),
    ListFiles: (api) => api.listFiles(projectId, {}, 1),
};
