// Deploys the task again when a file of this repository changes: the file's hash is a trigger.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as dataworks from "pulumi-dataworks";

/** The hash of a text file beside this program; line ends do not count, because a checkout may change them. */
function hashOf(name: string): string {
    const text = readFileSync(join(__dirname, name), "utf8").replaceAll("\r\n", "\n");
    return createHash("sha256").update(text).digest("hex");
}

const orders = new dataworks.DiSyncDeployment("orders", {
    projectId: "10000",
    taskType: "DI_REALTIME",
    fileId: "510001",
    triggers: { columns: hashOf("columns.json") },
});

export const deployedAt = orders.deployedAt;
