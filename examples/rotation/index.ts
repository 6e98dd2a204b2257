// Restarts what uses a data source once its password is a new one: a number that goes up with it is a trigger.
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

const projectId = "10000";
const names = ["orders_to_maxcompute"];

// Never the password, nor a digest of it: triggers stand in the state in clear, and a short password can be guessed from its digest.
const shopPassword = new pulumi.Config().requireNumber("shopPassword");

for (const name of names) {
    const { taskType, fileId } = dataworks.getDiSyncFileOutput({ projectId, name });
    new dataworks.DiSyncInstance(name, { projectId, taskType, fileId, state: "running", triggers: { shopPassword } });
}

// The other real-time tasks that use it, so that a review shows which ones this program does not restart.
export const notRestarted = dataworks
    .getDiSyncTasksOfDataSourceOutput({ projectId, datasource: "shop_mysql" })
    .tasks.apply((tasks) => tasks.map(({ name }) => name).filter((name) => !names.includes(name)));
