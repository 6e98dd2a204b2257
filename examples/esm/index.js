// An ES module: imports by name, and looks a task up with await before it declares anything.
import { DiSyncDeployment, getDiSyncFile } from "pulumi-dataworks";

const projectId = "10000";
const file = await getDiSyncFile({ projectId, name: "orders_to_maxcompute" });

const orders = new DiSyncDeployment("orders", { projectId, taskType: file.taskType, fileId: file.fileId });

export const fileId = orders.fileId;
export const status = orders.status;
