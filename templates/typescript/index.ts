// Deploys the sync task that the stack's configuration names.
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

const config = new pulumi.Config();
const projectId = config.require("projectId");

// Its name is the same in every workspace, its file id is not.
const file = dataworks.getDiSyncFileOutput({ projectId, name: config.require("taskName") });

const task = new dataworks.DiSyncDeployment("task", { projectId, taskType: file.taskType, fileId: file.fileId });

export const fileId = task.fileId;
export const status = task.status;
export const deployedAt = task.deployedAt;
