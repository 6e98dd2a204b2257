// Deploys a real-time sync task that is found by its name.
import * as dataworks from "pulumi-dataworks";

const projectId = "10000";
const file = dataworks.getDiSyncFileOutput({ projectId, name: "orders_to_hologres" });

const orders = new dataworks.DiSyncDeployment("orders", {
    projectId,
    taskType: "DI_REALTIME",
    fileId: file.fileId,
    compareVersions: true,
});

export const deployedAt = orders.deployedAt;
