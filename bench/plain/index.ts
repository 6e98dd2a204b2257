// The measured program, with the hand-written provider.
import { DiSyncDeployment } from "./di-sync-deployment";

const first = Number(process.env["BENCH_FIRST"]);
for (let fileId = first; fileId < first + Number(process.env["BENCH_COUNT"]); fileId++) {
    new DiSyncDeployment(`task-${fileId}`, { projectId: "10000", taskType: "DI_REALTIME", fileId: String(fileId) });
}
