// Which definitions the command import takes over, which it leaves out and why, and what it writes of them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import type { Imported } from "../../../provider/src/cli/import/declarations";
import { programFile } from "../../../provider/src/cli/import/formats";
import type { FoundTask } from "../../../provider/src/cli/import/task";
import { toldOf } from "../../../provider/src/resources/task/told";
import { tablesIn } from "../../../provider/src/dataworks/script";
import { check } from "../../../provider/src/resources/check";
import { inputs, outputs } from "../../../provider/src/resources/task/properties";
import { declaredTables, differenceOf } from "../../../provider/src/resources/task/tables";
import { databaseTask } from "../../support/database-task";
import { seed } from "../../support/seed";
import { callsOf, projectId } from "../../support/tasks";
import { ImportStage } from "./import-stage";

const found = (name: string, folder = "", taskType: FoundTask["taskType"] = "DI_REALTIME"): FoundTask => ({
    ...{ projectId, taskType, fileId: "100", taskName: name, folder },
    received: { name, folder },
});
const orders = found("orders", "/Business Flow/shop/");

interface Parts {
    readonly connection?: unknown;
    readonly reader?: object;
    readonly writer?: object;
    readonly more?: readonly object[];
    readonly extend?: object;
}

/** A definition of the documented form, but for what is given. */
const definition = ({
    connection = [{ datasourceType: "mysql", datasource: "shop", table: ["orders"] }],
    reader = { stepType: "mysql" },
    writer = { stepType: "odps", parameter: { datasource: "warehouse" } },
    more = [],
    extend = { resourceGroup: "group_1" },
}: Parts = {}) =>
    JSON.stringify({
        extend,
        steps: [
            { category: "reader", parameter: { connection }, ...reader },
            { category: "writer", ...writer },
            ...more,
        ],
    });
const selected = (datasource: string, all: readonly (readonly [string, readonly string[]])[]) => ({
    datasource,
    selectedTables: all.map(([dbName, tables]) => ({
        dbName,
        schema: [{ tableInfos: tables.map((table) => ({ enable: true, table, tableName: table })) }],
    })),
});

describe("what a program says of a task whose definition is documented", () => {
    it("is its name, its folder, what it reads and writes, and its resource group", () => {
        assert.deepEqual(toldOf(orders, JSON.stringify(databaseTask(["orders", "returns"]))), {
            name: "orders",
            folder: "Business Flow/shop",
            source: {
                type: "mysql",
                datasources: [{ name: "shop", databases: [{ name: "shop", tables: ["orders", "returns"] }] }],
            },
            destination: { type: "hologres", datasource: "warehouse" },
            resourceGroup: "280749",
        });
    });

    for (const [stepType, type] of [
        ["odps", "maxcompute"],
        ["kafka", "kafka"],
        ["holo", "hologres"],
    ] as const) {
        it(`calls the writer ${stepType} ${type}`, () => {
            const told = toldOf(orders, definition({ writer: { stepType, parameter: { datasource: "warehouse" } } }));
            assert.deepEqual("why" in told || told.destination, { type, datasource: "warehouse" });
        });
    }

    it("has each data source, database and table once, and no table that is not enabled", () => {
        const off = {
            datasource: "depot",
            selectedTables: [
                { dbName: "c", schema: [{ tableInfos: [{ table: "x" }, { table: "y", enable: false }] }] },
            ],
        };
        const connection = [
            selected("shop", [
                ["a", ["orders"]],
                ["b", ["orders"]],
            ]),
            selected("shop", [["a", ["returns", "orders"]]]),
            { datasource: "log", table: ["lines", "lines"] },
            off,
        ];
        const told = toldOf(orders, definition({ connection }));
        assert.deepEqual("why" in told || told.source.datasources, [
            {
                name: "shop",
                databases: [
                    { name: "a", tables: ["orders", "returns"] },
                    { name: "b", tables: ["orders"] },
                ],
            },
            { name: "log", tables: ["lines"] },
            { name: "depot", databases: [{ name: "c", tables: ["x"] }] },
        ]);
    });

    it("is taken by check as it is, and names the tables that a refresh finds, whatever they are", () => {
        const name = fc
            .string({ minLength: 1 })
            .filter((text) => text.trim() !== "")
            .map((text) => text.trim());
        const tables = fc.uniqueArray(name, { minLength: 1, maxLength: 4 });
        const own = fc.record({ datasource: name, table: tables });
        const several = fc
            .tuple(name, fc.array(fc.tuple(name, tables), { minLength: 1, maxLength: 3 }))
            .map(([datasource, all]) => selected(datasource, all));
        const connections = fc.array(fc.oneof(own, several), { minLength: 1, maxLength: 4 });
        fc.assert(
            fc.property(connections, (connection) => {
                const text = definition({ connection });
                const told = toldOf(orders, text);
                fc.pre(!("why" in told));
                const declared = declaredTables(told) ?? assert.fail();
                const difference = differenceOf(declared, tablesIn(text) ?? assert.fail());
                assert.deepEqual(difference, { missing: [], extra: [] });
                const args = { projectId, ...told, taskType: "DI_REALTIME", onDelete: "retain", timeoutSeconds: 300 };
                const checked = check({ name: "DiSyncTask", arguments: inputs, outputs }, args, "r");
                assert.deepEqual(checked, { inputs: { ...args, region: "r" }, failures: [] });
            }),
            { seed, numRuns: 200 },
        );
    });
});

describe("what a program does not say of a task", () => {
    const other = (detail: string) => ({ why: "form", detail });
    const names = (detail: string) => ({ why: "names", detail });
    const reading = (...connection: unknown[]) => definition({ connection });
    const ends = "that of a data source, a database or a table ends with white space";
    for (const [what, task, text, why] of [
        ["a solution", found("a", "", "DI_SOLUTION"), definition(), { why: "solution" }],
        ["no JSON", orders, "{", other("no JSON object")],
        [
            "another reader",
            orders,
            definition({ reader: { stepType: "oracle" } }),
            other("it does not read from MySQL alone"),
        ],
        [
            "another source among several",
            orders,
            reading({ datasourceType: "oracle", datasource: "a", table: ["b"] }),
            other("it does not read from MySQL alone"),
        ],
        [
            "another writer",
            orders,
            definition({ writer: { stepType: "oss", parameter: { datasource: "a" } } }),
            other("it writes to something else"),
        ],
        ["no writer", orders, definition({ writer: { category: "none" } }), other("it has no reader and writer")],
        [
            "two writers",
            orders,
            definition({ more: [{ category: "writer" }] }),
            other("it has other steps beside one reader and one writer"),
        ],
        [
            "a step between",
            orders,
            definition({ more: [{ category: "convert" }] }),
            other("it has other steps beside one reader and one writer"),
        ],
        [
            "a writer of nothing",
            orders,
            definition({ writer: { stepType: "odps" } }),
            other("its writer names no data source"),
        ],
        [
            "tables by a pattern",
            orders,
            reading({ datasource: "shop", tableRegex: ".*" }),
            other("its reader does not list tables"),
        ],
        [
            "no table",
            orders,
            reading({ datasource: "shop", table: [] }),
            other("its reader has no table that is enabled"),
        ],
        [
            "both forms of one data source",
            orders,
            reading({ datasource: "a", table: ["b"] }, selected("a", [["c", ["d"]]])),
            other("its reader names a data source with databases and without"),
        ],
        ["no resource group", orders, definition({ extend: {} }), { why: "group" }],
        [
            "a name with a slash",
            found("a/b"),
            definition(),
            names('the task\'s has a "/" or ends with white space, or is empty'),
        ],
        ["a long name", found("a".repeat(129)), definition(), names("the task's is longer than 128 characters")],
        [
            "a folder without a name",
            found("a", "b//c"),
            definition(),
            names("the folder's ends with white space, or is empty"),
        ],
        ["a table with a space at its end", orders, reading({ datasource: "shop", table: ["a "] }), names(ends)],
    ] as const) {
        it(`is said why: ${what}`, () => assert.deepEqual(toldOf(task, text), why));
    }
});

describe("the program of tasks with their definitions", () => {
    const task = { ...orders, region: "r", name: "orders", id: "1", fingerprint: "f", onDelete: "undeploy" } as const;
    const told = toldOf(orders, JSON.stringify(databaseTask(["orders", "returns"])));
    const one = {
        ...orders,
        region: "r",
        name: "orders",
        id: "2",
        fingerprint: "f",
        told: "why" in told ? assert.fail() : told,
    };
    const instance = {
        ...orders,
        region: "r",
        name: "orders",
        id: "2",
        state: "running",
        status: "RUN",
        onDelete: "stop",
    } as const;
    const program = (imported: Partial<Imported>) =>
        programFile({ tasks: [], definitions: [], instances: [], ...imported })
            .split("\n\n")
            .slice(1)
            .join("\n\n");

    it("wires a task, its deployment and its instance together", () => {
        const all = { tasks: [task], definitions: [one], instances: [{ ...instance, deployment: "orders" }] };
        assert.equal(
            program(all),
            `{
    const task = new dataworks.DiSyncTask("orders", {
        projectId: "10000",
        name: "orders",
        folder: "Business Flow/shop",
        source: {
            type: "mysql",
            datasources: [{ name: "shop", databases: [{ name: "shop", tables: ["orders", "returns"] }] }],
        },
        destination: { type: "hologres", datasource: "warehouse" },
        resourceGroup: "280749",
    });
    const deployment = new dataworks.DiSyncDeployment("orders", {
        projectId: "10000",
        taskType: "DI_REALTIME",
        fileId: task.fileId,
        onDelete: "undeploy",
        triggers: { revision: task.revision },
    });
    new dataworks.DiSyncInstance("orders", {
        projectId: "10000",
        taskType: "DI_REALTIME",
        fileId: task.fileId,
        state: "running",
        onDelete: "stop",
        triggers: { deployment: deployment.deployedAt },
    });
}
`,
        );
    });

    it("has a task alone, or with its instance, where the stack has the deployment already", () => {
        assert.match(
            program({ definitions: [one] }),
            /^new dataworks\.DiSyncTask\("orders", \{\n {4}projectId[^]*\n\}\);\n$/,
        );
        assert.match(
            program({ definitions: [one], instances: [instance] }),
            /\n {4}new dataworks\.DiSyncInstance\("orders", \{\n.*\n.*\n {8}fileId: task\.fileId,\n/,
        );
    });

    it("shows what nobody sees in a name, and what turns round how a line is read, in its escaped form", () => {
        const odd = { ...one, told: { ...one.told, name: 'a"\u202e\u2028\u{e0001}\n' } };
        assert.match(program({ definitions: [odd] }), /\n {4}name: "a\\"\\u202e\\u2028\\udb40\\udc01\\n",\n/);
    });
});

describe("pulumi-dataworks import --with-definitions", () => {
    const stage = new ImportStage();
    const { importing } = stage;

    it("lists what it leaves out, with the reason, and makes no call more; their deployments are taken", async () => {
        const args = ["--with-definitions", "--file-id", "100", "--solution", "500"];
        const { code, stdout, output } = await importing(...args);
        assert.equal(code, 0, output);
        assert.deepEqual(
            callsOf(await stage.emulator.control.journal()).sort(),
            ["GetDISyncTask 100", "GetDISyncTask 500", `ListFiles ${projectId}`, "ListFileVersions 100"].sort(),
        );
        assert.deepEqual(stdout.split("\n").slice(0, 11), [
            "import.json: 2 tasks and 0 definitions of workspace 10000 in cn-hangzhou, for `pulumi import`.",
            "",
            "Taken, although DataWorks does not tell whether they are deployed:",
            "  solution_500 (500)",
            "",
            "Definitions left out, since what a solution's definition looks like, nobody has documented:",
            "  solution_500 (500)",
            "",
            "Definitions left out, since they have another form than that documented for MySQL to MaxCompute, Kafka or Hologres:",
            "  task_100 (100), it has no reader and writer",
            "",
        ]);
        const { resources } = JSON.parse(await readFile(join(stage.folder, "import.json"), "utf8")) as {
            resources: { type: string }[];
        };
        assert.deepEqual(
            resources.map(({ type }) => type.split(":").at(-1)),
            ["DiSyncDeployment", "DiSyncDeployment"],
        );
    });
});
