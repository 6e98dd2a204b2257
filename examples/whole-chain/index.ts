// A sync task for every environment: the program makes it, deploys it and has it run. What differs is configuration.
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

const config = new pulumi.Config();
const { projectId } = dataworks.getWorkspaceOutput({ identifier: config.require("workspace") });
const taskType = "DI_REALTIME";

// What removing it does is said of all three, or of none: stop, undeploy, delete.
const task = new dataworks.DiSyncTask("shop", {
    projectId,
    taskType,
    name: "shop_to_hologres",
    source: {
        type: "mysql",
        datasources: [{ name: config.require("source"), tables: config.requireObject<string[]>("tables") }],
    },
    destination: { type: "hologres", datasource: config.require("destination") },
    resourceGroup: dataworks.getResourceGroupOutput({ name: config.require("resourceGroup") }).identifier,
    onDelete: "delete",
});

const deployment = new dataworks.DiSyncDeployment("shop", {
    projectId,
    taskType,
    fileId: task.fileId,
    // Deployed once the task is made, and again after each change of it.
    triggers: { revision: task.revision },
    // A refresh also sees that somebody has undeployed it.
    compareVersions: true,
    onDelete: "undeploy",
});

const instance = new dataworks.DiSyncInstance("shop", {
    projectId,
    taskType,
    fileId: task.fileId,
    state: "running",
    // How long it has to run before a start counts. Default: 10 s.
    stableSeconds: config.getNumber("stableSeconds"),
    // Started once it is deployed, and restarted after each later deployment.
    triggers: { deployment: deployment.deployedAt },
    onDelete: "stop",
});

export const fileId = task.fileId;
export const deployedAt = deployment.deployedAt;
export const status = instance.status;
