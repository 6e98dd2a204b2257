// Makes a sync task, and deploys it again after each change of it.
import * as dataworks from "pulumi-dataworks";

const task = new dataworks.DiSyncTask("orders", {
    projectId: "10000",
    name: "orders_to_hologres",
    source: { type: "mysql", datasources: [{ name: "shop", tables: ["orders", "customers"] }] },
    destination: { type: "hologres", datasource: "warehouse" },
    resourceGroup: "group_1",
    onDelete: "delete",
});

const deployment = new dataworks.DiSyncDeployment("orders", {
    projectId: "10000",
    taskType: "DI_REALTIME",
    fileId: task.fileId,
    triggers: { revision: task.revision },
    onDelete: "undeploy",
});

export const status = deployment.status;
