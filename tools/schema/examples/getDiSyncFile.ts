// Finds a task by its name, so that one program serves every environment.
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

const projectId = new pulumi.Config().require("projectId");
const file = dataworks.getDiSyncFileOutput({ projectId, name: "orders_to_hologres" });

export const fileId = file.fileId;
