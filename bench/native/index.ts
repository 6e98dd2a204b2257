// The measured program of the plugin: its resources by their token, as a program has them that no SDK was made for.
import { CustomResource } from "@pulumi/pulumi";

// The SDK calls it abstract, for those who forget their class; a class adds a frame of each resource to the state, some 170 bytes.
const Resource = CustomResource as unknown as new (token: string, name: string, args: object) => CustomResource;

const first = Number(process.env["BENCH_FIRST"]);
for (let fileId = first; fileId < first + Number(process.env["BENCH_COUNT"]); fileId++) {
    const args = { projectId: "10000", taskType: "DI_REALTIME", fileId: String(fileId) };
    new Resource("dataworks:index:DiSyncDeployment", `task-${fileId}`, args);
}
