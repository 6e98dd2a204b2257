// The measured program of the plugin: its resources by their token, as a program has them that no SDK was made for.
import { CustomResource } from "@pulumi/pulumi";

class DiSyncDeployment extends CustomResource {
    constructor(name: string, args: object) {
        super("dataworks:index:DiSyncDeployment", name, { ...args });
    }
}

const first = Number(process.env["BENCH_FIRST"]);
for (let fileId = first; fileId < first + Number(process.env["BENCH_COUNT"]); fileId++) {
    new DiSyncDeployment(`task-${fileId}`, { projectId: "10000", taskType: "DI_REALTIME", fileId: String(fileId) });
}
