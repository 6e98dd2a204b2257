// Finds the tasks that read from a data source: those to restart where its password changes.
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

const projectId = new pulumi.Config().require("projectId");
const found = dataworks.getDiSyncTasksOfDataSourceOutput({ projectId, datasource: "shop_mysql", usedAs: "source" });

export const tasks = found.tasks;
