// A task that is still to be made: the data sources that it needs, and the scripts that make and change it.

export const dataSources = [
    { name: "shop", type: "mysql" },
    { name: "warehouse", type: "holo" },
];

/** A script that reads these tables. */
export function script(...table: readonly string[]): string {
    const reader = { connection: [{ datasourceType: "mysql", datasource: "shop", table }] };
    return JSON.stringify({
        type: "realtime",
        version: "1.0",
        setting: { resourceGroup: "group_shop", taskType: "oneclick_to_holo" },
        steps: [
            { stepType: "mysql", category: "reader", name: "Reader", parameter: reader },
            { stepType: "holo", category: "writer", name: "Writer", parameter: { datasource: "warehouse" } },
        ],
    });
}

/** The partial script that has a task read these tables. */
export function changeTo(...table: readonly string[]): string {
    return JSON.stringify({
        steps: [{ category: "reader", name: "Reader", parameter: { connection: [{ table }] } }],
    });
}
