// Finds the resource group that a task runs on by its name.
import * as dataworks from "pulumi-dataworks";

export const resourceGroup = dataworks.getResourceGroupOutput({ name: "shop_data_integration" }).identifier;
