// The workspace that the level make is tried in: with its data sources, and with somebody's task that has the prefix.
import type { Seed } from "dataworks-emulator";

export const projectId = "10000";
/** Somebody else's, whose run may be under way. */
export const foreign = { fileId: "200", name: "pulumi-dataworks-acceptance-0123456789abcdef0123" };
const definition = { steps: [{ category: "reader", stepType: "mysql", parameter: { datasource: "shop" } }] };

export const seed: Seed = {
    workspaces: [
        {
            projectId,
            identifier: "shop",
            dataSources: [
                { name: "shop", type: "mysql" },
                { name: "warehouse", type: "holo" },
                { name: "archive", type: "oss" },
            ],
            tasks: [{ ...foreign, nodeId: "700000001", definition, deployed: true, instance: "RUN" }],
        },
    ],
};

export const makeHere = (...more: string[]): string[] => [
    ...["make", "--project", projectId, "--source", "shop", "--destination", "warehouse"],
    ...["--table", "orders", "--table", "customers", "--resource-group", "group_shop", "--yes", ...more],
];
