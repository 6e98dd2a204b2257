// One program for every environment: tasks have the same names everywhere, and ids of their own in each workspace.
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

const identifier = new pulumi.Config().require("workspace");
const { projectId } = dataworks.getWorkspaceOutput({ identifier });
const tasks = ["orders_to_maxcompute", "customers_to_maxcompute"];

const deployments = tasks.map((name) => {
    const { taskType, fileId } = dataworks.getDiSyncFileOutput({ projectId, name });
    return new dataworks.DiSyncDeployment(name, { projectId, taskType, fileId });
});

export const fileIds = deployments.map(({ fileId }) => fileId);
export const statuses = deployments.map(({ status }) => status);
