// A chain as programs declare it: a task, its deployment, and the instance that has it run.
import type { Seed } from "dataworks-emulator";
import { dataSources } from "./new-task";
import type { Deployments } from "./stack";
import { projectId } from "./tasks";

/** The workspace that chains are made in, with what they read and write. */
export const chainSeed: Seed = {
    workspaces: [
        {
            projectId,
            identifier: "shop",
            dataSources: [...dataSources, { name: "lake", type: "odps" }],
        },
    ],
};

/** The id that the emulator gives the task that is made as the nth of a story, from 1. */
export const nth = (n: number): string => String(600_000_000 + n);

/** The arguments of a task that reads these tables. */
export const taskArgs = (name: string, tables: readonly string[], more: object = {}): object => ({
    ...{ projectId, name, folder: "flow/shop", resourceGroup: "group_shop" },
    source: { type: "mysql", datasources: [{ name: "shop", tables }] },
    destination: { type: "hologres", datasource: "warehouse" },
    ...more,
});

/** Whether destroying a chain takes down what it made. */
export type Ends = "retain" | "delete";

/** The task NAME, the deployment NAME-deployed and the instance NAME-runs, wired as the documentation wires them. */
export function chain(name: string, ends: Ends, args: object): Deployments {
    const of = { projectId, taskType: "DI_REALTIME", fileId: { $of: [name, "fileId"] } };
    const [task, deployment, instance] = ends === "delete" ? ["delete", "undeploy", "stop"] : [];
    return {
        [name]: { kind: "DiSyncTask", args: { ...args, onDelete: task } },
        [`${name}-deployed`]: {
            args: { ...of, triggers: { revision: { $of: [name, "revision"] } }, onDelete: deployment },
        },
        [`${name}-runs`]: {
            kind: "DiSyncInstance",
            args: {
                ...{ ...of, state: "running", stableSeconds: 0, onDelete: instance },
                triggers: { deployment: { $of: [`${name}-deployed`, "deployedAt"] } },
            },
        },
    };
}
