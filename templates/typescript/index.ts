// Deploys the sync task that the stack's configuration names.
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

const config = new pulumi.Config();

// Names are the same wherever it runs, the ids that belong to them are not.
const { projectId } = dataworks.getWorkspaceOutput({ identifier: config.require("workspace") });
const file = dataworks.getDiSyncFileOutput({ projectId, name: config.require("taskName") });

const task = new dataworks.DiSyncDeployment("task", { projectId, taskType: file.taskType, fileId: file.fileId });

export const fileId = task.fileId;
export const status = task.status;
export const deployedAt = task.deployedAt;
