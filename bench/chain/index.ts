// The measured program: tasks, each of which is made, deployed and started.
import { DiSyncDeployment, DiSyncInstance, DiSyncTask } from "pulumi-dataworks";

const taskType = "DI_REALTIME";
for (let index = 0; index < Number(process.env["BENCH_COUNT"]); index++) {
    const name = `orders_${index}`;
    const task = new DiSyncTask(name, {
        projectId: "10000",
        name,
        source: { type: "mysql", datasources: [{ name: "shop", tables: [name] }] },
        destination: { type: "hologres", datasource: "warehouse" },
        resourceGroup: "group_shop",
    });
    const of = { projectId: "10000", taskType, fileId: task.fileId } as const;
    const { deployedAt } = new DiSyncDeployment(name, { ...of, triggers: { revision: task.revision } });
    // What an instance waits for beside its calls is no matter of the quota.
    new DiSyncInstance(name, { ...of, state: "running", stableSeconds: 0, triggers: { deployment: deployedAt } });
}
