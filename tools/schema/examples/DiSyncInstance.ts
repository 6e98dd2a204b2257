// Deploys a sync task, has it run, and restarts it after each later deployment.
import * as dataworks from "pulumi-dataworks";

const deployment = new dataworks.DiSyncDeployment("orders", {
    projectId: "10000",
    taskType: "DI_REALTIME",
    fileId: "7567482277219412494",
});

const instance = new dataworks.DiSyncInstance("orders", {
    projectId: "10000",
    taskType: "DI_REALTIME",
    fileId: "7567482277219412494",
    state: "running",
    triggers: { deployment: deployment.deployedAt },
    startParameters: { failoverLimit: { count: 3, intervalMinutes: 10 }, ddl: { dropTable: "critical" } },
});

export const status = instance.status;
