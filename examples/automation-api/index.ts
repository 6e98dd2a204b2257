// What is promoted: the same task in each environment's workspace, found by its name.
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

const projectId = new pulumi.Config().require("projectId");
const { taskType, fileId } = dataworks.getDiSyncFileOutput({ projectId, name: "orders_to_maxcompute" });

const orders = new dataworks.DiSyncDeployment("orders", { projectId, taskType, fileId });

export const status = orders.status;
