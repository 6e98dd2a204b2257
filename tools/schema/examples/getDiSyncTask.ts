// Tells whether a task runs.
import * as dataworks from "pulumi-dataworks";

const task = dataworks.getDiSyncTaskOutput({
    projectId: "10000",
    taskType: "DI_REALTIME",
    fileId: "7567482277219412494",
});

// A secret, as all that is found is: the definition is one.
export const status = task.status;
