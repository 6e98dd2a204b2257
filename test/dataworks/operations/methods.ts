// For each operation, the method that calls it, for the task 100 of workspace 10000.
import type { DataWorks } from "../../../provider/src/dataworks/operations";
import type { Operation } from "../../../provider/src/dataworks/operation";

const task = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" } as const;
const { projectId, fileId } = task;

export const methods: Readonly<Record<Operation, (api: DataWorks) => Promise<unknown>>> = {
    DeployDISyncTask: (api) => api.deployDISyncTask(task),
    GetDISyncTask: (api) => api.getDISyncTask(task),
    GetDISyncInstanceInfo: (api) => api.getDISyncInstance(task),
    StartDISyncInstance: (api) => api.startDISyncInstance(task, { errorLimit: { record: 0 } }),
    StopDISyncInstance: (api) => api.stopDISyncInstance(task),
    TerminateDISyncInstance: (api) => api.terminateDISyncInstance(task),
    GetFile: (api) => api.getFile(projectId, fileId),
    ListFileVersions: (api) => api.getProductionVersion(projectId, fileId),
    GetProject: (api) => api.getProject(projectId),
    ListFiles: (api) => api.listFiles(projectId, {}, 1),
};
