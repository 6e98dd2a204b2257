// The smallest program: deploys one real-time sync task.
import * as dataworks from "pulumi-dataworks";

const orders = new dataworks.DiSyncDeployment("orders", {
    projectId: "10000",
    taskType: "DI_REALTIME",
    fileId: "7567482277219412494",
});

export const status = orders.status;
export const requestId = orders.requestId;
