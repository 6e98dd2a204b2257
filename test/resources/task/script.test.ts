// The scripts of a task, held to what the embedded DataWorks takes and to the documented samples.
import assert from "node:assert/strict";
import { creatingScript, updatingScript } from "../../../provider/src/resources/task/script";
import type { Content, Source, Wanted } from "../../../provider/src/resources/task/state";

const one: Source = { type: "mysql", datasources: [{ name: "shop", tables: ["orders", "customers"] }] };
const task = { projectId: "10000", taskType: "DI_REALTIME", name: "orders", resourceGroup: "group_shop" } as const;
const destination = { type: "hologres", datasource: "warehouse" } as const;
const several: Source = {
    type: "mysql",
    datasources: [
        { name: "shop", databases: [{ name: "a", tables: ["orders"] }] },
        { name: "depot", tables: ["parts"] },
    ],
};

describe("the script of a new task", () => {
    it("is the documented one", () => {
        assert.deepEqual(JSON.parse(creatingScript({ ...task, source: one, destination })), {
            type: "realtime",
            version: "1.0",
            setting: { resourceGroup: "group_shop", taskType: "oneclick_to_holo" },
            steps: [
                {
                    stepType: "mysql",
                    category: "reader",
                    name: "Reader",
                    parameter: {
                        connection: [{ datasourceType: "mysql", datasource: "shop", table: ["orders", "customers"] }],
                    },
                },
                { stepType: "holo", category: "writer", name: "Writer", parameter: { datasource: "warehouse" } },
            ],
        });
    });

    for (const [type, stepType] of [
        ["maxcompute", "odps"],
        ["kafka", "kafka"],
    ] as const) {
        it(`for ${type} has the API's own names`, () => {
            const inputs: Wanted = { ...task, source: one, destination: { type, datasource: "w" } };
            const { setting, steps } = JSON.parse(creatingScript(inputs)) as {
                setting: { taskType: string };
                steps: { stepType: string }[];
            };
            assert.deepEqual([setting.taskType, steps[1]?.stepType], [`oneclick_to_${stepType}`, stepType]);
        });
    }

    it("names several databases with their tables", () => {
        const { steps } = JSON.parse(creatingScript({ ...task, source: several, destination })) as {
            steps: { parameter: { connection: unknown } }[];
        };
        assert.deepEqual(steps[0]?.parameter.connection, [
            {
                datasourceType: "mysql",
                datasource: "shop",
                selectedTables: [{ dbName: "a", schema: [{ tableInfos: [{ table: "orders" }] }] }],
            },
            { datasourceType: "mysql", datasource: "depot", table: ["parts"] },
        ]);
    });

    it("is the program's own where it gives one", () => {
        const script = { type: "realtime", steps: [] };
        assert.equal(creatingScript({ ...task, script }), JSON.stringify(script));
    });
});

describe("the script of a change", () => {
    const connectionsOf = (content: Content) => {
        const { steps, ...others } = JSON.parse(updatingScript(content) ?? "{}") as {
            steps: { category: string; name: string; parameter: { connection: unknown } }[];
        };
        assert.deepEqual(others, {});
        const [reader, ...more] = steps;
        assert.deepEqual([reader?.category, reader?.name, more], ["reader", "Reader", []]);
        return reader?.parameter.connection;
    };

    it("is the documented one: a reader with all tables, and nothing else", () => {
        assert.deepEqual(connectionsOf({ source: one, destination }), [{ table: ["orders", "customers"] }]);
    });

    it("names the data sources where there are several", () => {
        const connections = connectionsOf({ source: several, destination }) as { datasource: string }[];
        assert.deepEqual(
            connections.map(({ datasource }) => datasource),
            ["shop", "depot"],
        );
    });

    it("takes the connections of a program's own script, and is none where its reader has none", () => {
        const step = (connection: unknown) => ({ category: "reader", parameter: { connection } });
        const script = { steps: [step([{ datasource: "old", table: ["A"] }]), { category: "writer" }] };
        assert.deepEqual(connectionsOf({ script }), [{ table: ["A"] }]);
        for (const steps of [[], [step([])], [step("A")], [step([1])], [step([{}]), step([{}])], [null], undefined])
            assert.equal(updatingScript({ script: { steps } }), undefined, JSON.stringify(steps));
    });
});
