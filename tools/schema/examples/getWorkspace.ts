// Finds a workspace by its name, so that one program serves every environment.
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

const identifier = new pulumi.Config().require("workspace");
const workspace = dataworks.getWorkspaceOutput({ identifier });

export const projectId = workspace.projectId;
