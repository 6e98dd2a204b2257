// Making and changing tasks through the emulated API: scripts, processes, definitions, names and tokens.
import assert from "node:assert/strict";
import type { MakingSettings, Seed } from "dataworks-emulator";
import type { RpcOptions } from "../support/rpc";
import { at, project, running } from "./running";

const dataSources = [
    { name: "shop", type: "mysql", columns: { orders: ["order_id", "amount"] } },
    { name: "depot", type: "mysql", database: "stock" },
    { name: "warehouse", type: "holo" },
    { name: "lake", type: "odps" },
    { name: "queue", type: "kafka" },
    { name: "old", type: "oracle" },
];
const seed: Seed = {
    workspaces: [
        { projectId: project, dataSources, tasks: [{ fileId: 100, name: "taken", folder: "flow/shop" }] },
        { projectId: 20000, dataSources },
    ],
};

/** A script with some of its parts replaced. */
function script(parts: { steps?: object[]; setting?: object; connection?: object[]; writer?: object } = {}) {
    const reader = { connection: parts.connection ?? [connection({ table: ["orders"] })] };
    const writer = parts.writer ?? { stepType: "holo", parameter: { datasource: "warehouse" } };
    return {
        type: "realtime",
        version: "1.0",
        setting: { resourceGroup: "group_shop", taskType: "oneclick_to_holo", ...parts.setting },
        steps: parts.steps ?? [
            { stepType: "mysql", category: "reader", name: "Reader", parameter: reader },
            { category: "writer", name: "Writer", ...writer },
        ],
    };
}

function connection(named: object, datasource = "shop") {
    return { datasourceType: "mysql", datasource, ...named };
}

/** Tables as the API names those of several databases. */
function selected(...databases: [dbName: string, ...tables: string[]][]) {
    return {
        selectedTables: databases.map(([dbName, ...tables]) => ({
            dbName,
            schema: [{ tableInfos: tables.map((table) => ({ table })) }],
        })),
    };
}

/** The partial script that changes a task. */
function changeOf(...connections: object[]) {
    return { steps: [{ category: "reader", name: "Reader", parameter: { connection: connections } }] };
}

/** Each table that a definition reads, as DATASOURCE/DATABASE/TABLE, and each that its writer maps. */
function tablesOf(definition: string) {
    const { steps } = JSON.parse(definition) as ReturnType<typeof script>;
    const [reader, writer] = steps.map((step) => (step as { parameter: unknown }).parameter) as [
        { connection: ({ datasource: string; table?: string[] } & ReturnType<typeof selected>)[] },
        { tableMappingRule: { datasource: { srcDatasourceName: string; tableRule: Record<string, string>[] }[] } },
    ];
    const read = reader.connection.flatMap(({ datasource, selectedTables }) =>
        selectedTables.flatMap(({ dbName, schema }) =>
            schema.flatMap(({ tableInfos }) => tableInfos.map(({ table }) => `${datasource}/${dbName}/${table}`)),
        ),
    );
    const written = writer.tableMappingRule.datasource.flatMap(({ srcDatasourceName, tableRule }) =>
        tableRule.map(({ srcDbName, srcTable }) => `${srcDatasourceName}/${srcDbName}/${srcTable}`),
    );
    return { read, written };
}

function making(settings: MakingSettings = {}, now?: () => number) {
    const dataworks = running({ seed, making: settings, ...(now ? { now } : {}) });
    const call = (action: string, parameters: Record<string, string>, options?: RpcOptions) =>
        dataworks.call(action, { ProjectId: project, TaskType: "DI_REALTIME", ...parameters }, options);
    const generate = (TaskParam: object | string, more: Record<string, string> = {}) =>
        call(`GenerateDISyncTaskConfigFor${more.TaskId ? "Updating" : "Creating"}`, {
            TaskParam: typeof TaskParam === "string" ? TaskParam : JSON.stringify(TaskParam),
            ...more,
        });
    const query = (AsyncProcessId: string, more: Record<string, string> = {}) =>
        call("QueryDISyncTaskConfigProcessResult", { AsyncProcessId, ...more });
    /** The id with all its digits, of a reply that says that it succeeded. */
    async function processOf(reply: ReturnType<typeof generate>): Promise<string> {
        const { text } = await reply;
        return /"Status":"success".*"ProcessId":(\d+)/.exec(text)?.[1] ?? assert.fail(text);
    }
    async function definition(TaskParam: object, more: Record<string, string> = {}): Promise<string> {
        const { TaskId: _, ...scope } = more;
        const reply = await query(await processOf(generate(TaskParam, more)), scope);
        assert.equal(at(reply, "Data", "Status"), "success", reply.text);
        return String(at(reply, "Data", "TaskContent"));
    }
    async function create(more: Record<string, string> = {}, param: object = {}): Promise<string> {
        const TaskContent = more.TaskContent ?? (await definition(script(), taskType(more)));
        const parameters = { TaskName: "orders", TaskParam: JSON.stringify(param), ...more, TaskContent };
        const { text } = await call("CreateDISyncTask", parameters, { where: "form" });
        return /"Status":"success".*"FileId":(\d+)/.exec(text)?.[1] ?? assert.fail(text);
    }
    const taskType = ({ TaskType }: Record<string, string>) => (TaskType === undefined ? {} : { TaskType });
    return { dataworks, call, generate, query, processOf, definition, create };
}

describe("GenerateDISyncTaskConfigForCreating", () => {
    const { dataworks, call, generate, definition } = making();

    it("has a definition of the documented shape worked out", async () => {
        const found = JSON.parse(await definition(script({ setting: { name: "n" } }))) as unknown;
        const column = { columnSize: 0, digit: 0, newDigit: 0, comment: "" };
        assert.deepEqual(found, {
            type: "job",
            version: "2.0",
            extend: { mode: "migration_holo", resourceGroup: "group_shop", name: "n" },
            order: { hops: [{ from: "reader", to: "writer" }] },
            steps: [
                {
                    stepType: "mysql",
                    category: "reader",
                    name: "reader",
                    parameter: {
                        connection: [
                            {
                                datasourceType: "mysql",
                                datasource: "shop",
                                selectedTables: [
                                    {
                                        dbName: "shop",
                                        schema: [
                                            { tableInfos: [{ enable: true, table: "orders", tableName: "orders" }] },
                                        ],
                                    },
                                ],
                            },
                        ],
                    },
                },
                {
                    stepType: "holo",
                    category: "writer",
                    name: "writer",
                    parameter: {
                        datasource: "warehouse",
                        writeMode: "replay",
                        tableMappingRule: {
                            totalTableMapping: 1,
                            datasource: [
                                {
                                    srcDatasourceName: "shop",
                                    tableRule: [
                                        {
                                            srcDbName: "shop",
                                            srcTable: "orders",
                                            dstTable: "shop.orders",
                                            mergeIntoCycleType: "DEFAULT",
                                            hourDeltaEnable: false,
                                            dayDeltaEnable: false,
                                            primaryKeyInfo: { type: "pk", column: ["order_id"] },
                                            dstCreateTableInfo: {
                                                schemaName: "shop",
                                                tableName: "orders",
                                                indexType: "t",
                                                dataColumn: [
                                                    {
                                                        name: "order_id",
                                                        index: 0,
                                                        type: "int8",
                                                        primaryKey: true,
                                                        ...column,
                                                    },
                                                    {
                                                        name: "amount",
                                                        index: 1,
                                                        type: "text",
                                                        primaryKey: false,
                                                        ...column,
                                                    },
                                                ],
                                            },
                                        },
                                    ],
                                },
                            ],
                        },
                    },
                },
            ],
        });
    });
    it("knows the documented pairs, several data sources and several databases", async () => {
        for (const [stepType, datasource] of [
            ["odps", "lake"],
            ["kafka", "queue"],
        ] as const) {
            const writer = { stepType, parameter: { datasource } };
            const connections = [
                connection(selected(["a", "orders"], ["b", "orders", "returns"])),
                connection({ table: ["parts"] }, "depot"),
            ];
            const setting = { taskType: `oneclick_to_${stepType}` };
            const tables = ["shop/a/orders", "shop/b/orders", "shop/b/returns", "depot/stock/parts"];
            const found = await definition(script({ writer, setting, connection: connections }));
            assert.deepEqual(tablesOf(found), { read: tables, written: tables });
            assert.match(found, new RegExp(`"mode":"migration_${stepType}"`));
        }
    });
    it("makes columns up from a table's name, and the same ones again", async () => {
        const given = script({ connection: [connection({ table: ["returns"] })] });
        const found = await definition(given);
        assert.match(found, /"name":"returns_name"/);
        assert.equal(await definition(given), found);
    });
    it("takes a pair that is not documented, whose steps stay as they are", async () => {
        const parameter = { connection: [{ datasource: "old", table: ["SHOP.ORDERS"] }], deep: [{ more: null }] };
        const steps = [
            { stepType: "oracle", category: "reader", name: "Reader", parameter },
            { stepType: "holo", category: "writer", name: "Writer", parameter: { datasource: "warehouse" } },
        ];
        const found = JSON.parse(await definition(script({ steps, setting: { taskType: "any" } }))) as typeof seed;
        assert.deepEqual(at({ json: found } as never, "steps", 0, "parameter"), parameter);
        const unknown = [{ ...steps[0], parameter: { connection: [{ datasource: "nowhere" }] } }, steps[1] ?? {}];
        assert.equal(at(await generate(script({ steps: unknown })), "Code"), "1000010005");
    });
    it("leaves tables out, and writes a single database's as a list, where the settings say so", async () => {
        await dataworks.control.setMaking({ leavesOut: ["returns"], written: "table" });
        const found = await definition(script({ connection: [connection({ table: ["orders", "returns"] })] }));
        assert.match(found, /"datasource":"shop","table":\["orders"\]/);
        assert.doesNotMatch(found, /returns/);
    });
    it("refuses a data source that does not exist, and one of another type", async () => {
        const [reader, writer] = [connection({ table: ["a"] }, "nowhere"), { parameter: { datasource: "nowhere" } }];
        for (const given of [script({ connection: [reader] }), script({ writer: { stepType: "holo", ...writer } })]) {
            const reply = await generate(given);
            assert.deepEqual([reply.status, at(reply, "Code")], [400, "1000010005"]);
            assert.match(String(at(reply, "Message")), /\[nowhere\]/);
        }
        const others: [connection: object, said: RegExp][] = [
            [connection({ table: ["a"] }, "warehouse"), /\[warehouse\] is of the type holo, not mysql/],
            [{ ...connection({ table: ["a"] }, "old"), datasourceType: "oracle" }, /mysql reads no oracle/],
        ];
        for (const [other, said] of others) {
            const reply = await generate(script({ connection: [other] }));
            assert.equal(at(reply, "Code"), "Param.Invalid");
            assert.match(String(at(reply, "Message")), said);
        }
    });
    it("refuses a script that is none, and names the place", async () => {
        const reader = script().steps[0] ?? {};
        const places: [script: object | string, place: string][] = [
            ["{", "TaskParam must be JSON"],
            ["[]", "TaskParam: must be an object"],
            [{ ...script(), more: 1 }, "TaskParam.more: is not known"],
            [{ ...script(), type: "job" }, "TaskParam.type"],
            [script({ setting: { resourceGroup: "" } }), "TaskParam.setting.resourceGroup"],
            [script({ setting: { taskType: "oneclick_to_odps" } }), "TaskParam.setting.taskType"],
            [script({ steps: [reader] }), "TaskParam.steps"],
            [script({ steps: [reader, reader] }), "TaskParam.steps"],
            [script({ steps: [reader, ...script().steps] }), "TaskParam.steps: must be one reader and one writer"],
            [script({ connection: [] }), "steps[0].parameter.connection"],
            [script({ connection: [connection({})] }), "connection[0]: takes either"],
            [script({ connection: [connection({ table: ["a"], ...selected(["a", "b"]) })] }), "connection[0]: takes"],
            [script({ connection: [connection({ table: [] })] }), "connection[0].table"],
            [script({ connection: [connection({ table: ["a", "b", "a"] })] }), 'connection[0].table: names "a" twice'],
            [script({ connection: [connection({ tables: ["a"] })] }), "connection[0].tables: is not known"],
            [script({ connection: [connection(selected(["db", "a"], ["db", "b"]))] }), 'names "db" twice'],
        ];
        for (const [given, place] of places) {
            const reply = await generate(given);
            assert.deepEqual([reply.status, at(reply, "Code")], [400, "Param.Invalid"], place);
            assert.ok(String(at(reply, "Message")).includes(place), `${place}: ${reply.text}`);
        }
    });
    it("refuses a call without what is required, of a type that it does not make, and in a workspace that it does not know", async () => {
        for (const missing of ["ProjectId", "TaskType", "TaskParam"])
            assert.equal(at(await generate(script(), { [missing]: "" }), "Code"), `Missing${missing}`);
        assert.equal(at(await generate(script(), { TaskType: "DI_OFFLINE" }), "Code"), "Param.Invalid");
        assert.equal(at(await generate(script(), { ProjectId: "30000" }), "Code"), "Forbidden.Access");
        const reply = await call("QueryDISyncTaskConfigProcessResult", {});
        assert.equal(at(reply, "Code"), "MissingAsyncProcessId");
    });
});

describe("a process that works a definition out", () => {
    let now = 0;
    const { dataworks, generate, query, processOf } = making({}, () => now);
    const begun = (more: Record<string, string> = {}) => processOf(generate(script(), more));
    /** Each query's status and whether it has a definition. */
    const seen = async (processId: string, more: Record<string, string> = {}) => {
        const reply = await query(processId, more);
        return [at(reply, "Data", "Status"), at(reply, "Data", "TaskContent") !== undefined];
    };

    it("is done at once by default", async () => {
        assert.deepEqual(await seen(await begun()), ["success", true]);
    });
    it("takes as many queries as it was told, each process its own", async () => {
        await dataworks.control.setMaking({ mode: "after", polls: 2 });
        const [one, other] = [await begun(), await begun()];
        for (const processId of [one, other]) {
            assert.deepEqual(await seen(processId), ["success", false]);
            assert.deepEqual(await seen(processId), ["success", false]);
            assert.deepEqual(await seen(processId), ["success", true]);
            assert.deepEqual(await seen(processId), ["success", true]);
        }
    });
    it("takes as long as it was told, by the emulator's clock", async () => {
        await dataworks.control.setMaking({ mode: "after", ms: 5000 });
        const processId = await begun();
        now += 4999;
        assert.deepEqual(await seen(processId), ["success", false]);
        now += 1;
        assert.deepEqual(await seen(processId), ["success", true]);
    });
    it("by hand is done when it is told, and says meanwhile what it was told to say", async () => {
        await dataworks.control.setMaking({ mode: "byHand", pending: { status: "fail", message: "wait" } });
        const processId = await begun();
        const reply = await query(processId);
        assert.deepEqual(at(reply, "Data"), { Status: "fail", Message: "wait" });
        await dataworks.control.settleProcesses();
        assert.deepEqual(await seen(processId), ["success", true]);
    });
    it("that takes queries is done when it is told, too", async () => {
        await dataworks.control.setMaking({ mode: "after", polls: 9 });
        const processId = await begun();
        await dataworks.control.settleProcesses();
        assert.deepEqual(await seen(processId), ["success", true]);
    });
    it("ends as it was told: the first ones in their order, and all others alike", async () => {
        const first = ["lost" as const, { fails: "no network" }, "success" as const];
        await dataworks.control.setMaking({ mode: "after", polls: 1, first, end: { fails: "no more" } });
        const [lost, failed, found, other] = [await begun(), await begun(), await begun(), await begun()];
        assert.deepEqual(at(await query(lost), "Data"), {
            Status: "fail",
            Message: `asyncProcessId:[${lost}] is invalid.`,
        });
        const ends = [];
        for (const processId of [failed, found, other]) {
            assert.deepEqual(await seen(processId), ["success", false]);
            const reply = await query(processId);
            ends.push([at(reply, "Data", "Status"), at(reply, "Data", "Message")]);
        }
        assert.deepEqual(ends, [
            ["fail", "no network"],
            ["success", null],
            ["fail", "no more"],
        ]);
    });
    it("goes on as it set out where the settings change", async () => {
        await dataworks.control.setMaking({ mode: "byHand" });
        const processId = await begun();
        await dataworks.control.setMaking({});
        assert.deepEqual(await seen(processId), ["success", false]);
    });
    it("is known by its whole id, in its own workspace and for its own type", async () => {
        const processId = await begun();
        assert.ok(BigInt(processId) > BigInt(Number.MAX_SAFE_INTEGER));
        const rounded = String(BigInt(Number(processId)));
        assert.notEqual(rounded, processId);
        assert.deepEqual(await seen(rounded), ["fail", false]);
        for (const more of [{ TaskType: "DI_SOLUTION" }, { ProjectId: "20000" }])
            assert.deepEqual(await seen(processId, more), ["fail", false]);
    });
});

describe("CreateDISyncTask", () => {
    const { dataworks, call, definition, create } = making();
    const view = (fileId: string, taskType: "DI_REALTIME" | "DI_SOLUTION" = "DI_REALTIME") =>
        dataworks.control.task({ projectId: project, fileId, taskType });
    const listed = async (parameters: Record<string, string>) => {
        const reply = await call("ListFiles", { ...parameters, NeedAbsoluteFolderPath: "true" }, { where: "form" });
        return at(reply, "Data", "Files") as Record<string, unknown>[];
    };

    it("makes a real-time task, which stands among the files, and is not deployed", async () => {
        const before = Date.now();
        const param = { FileFolderPath: "flow/shop", ResourceGroup: "group_shop", Cu: 1.5 };
        const fileId = await create({}, param);
        const task = await view(fileId);
        assert.deepEqual(
            [task.name, task.folder, task.owner, task.resourceGroup, task.cu, task.committed],
            ["orders", "flow/shop", "emulator-access-key-id", "group_shop", 1.5, false],
        );
        assert.deepEqual([task.deployedDefinition, task.instance, task.versions], [undefined, undefined, []]);
        const reply = await dataworks.task("GetDISyncTask", fileId);
        assert.equal(at(reply, "Data", "Code"), await definition(script()));
        const [file = {}, ...others] = await listed({ ExactFileName: "orders", FileTypes: "900" });
        assert.deepEqual(others, []);
        assert.deepEqual(
            [file.FileId, file.FileType, file.AbsoluteFolderPath, file.CommitStatus, file.CurrentVersion],
            [Number(fileId), 900, "flow/shop", 0, 0],
        );
        assert.ok(Number(file.CreateTime) >= before && Number(file.CreateTime) <= Date.now());
    });
    it("is followed by a deployment and a start, as the documentation has it", async () => {
        const fileId = await create();
        for (const action of ["DeployDISyncTask", "StartDISyncInstance"])
            assert.equal(at(await dataworks.task(action, fileId), "Data", "Status"), "success");
        assert.equal((await view(fileId)).instance, "RUN");
    });
    it("makes a solution, which stands in no list", async () => {
        const fileId = await create({ TaskType: "DI_SOLUTION" });
        const reply = await dataworks.task("GetDISyncTask", fileId, { TaskType: "DI_SOLUTION" });
        assert.deepEqual(
            [at(reply, "Data", "SolutionDetail", "Name"), at(reply, "Data", "SolutionDetail", "ProcessContent")],
            ["orders", await definition(script(), { TaskType: "DI_SOLUTION" })],
        );
        assert.deepEqual(await listed({ Keyword: "orders" }), []);
        assert.equal(at(await dataworks.task("GetDISyncTask", fileId), "Data", "Status"), "fail");
    });
    it("refuses a name that is taken in the folder, until its task is deleted", async () => {
        const make = async (more: Record<string, string>, FileFolderPath = "/flow/shop/") => {
            const parameters = { TaskContent: "{}", TaskParam: JSON.stringify({ FileFolderPath }), ...more };
            const reply = await call("CreateDISyncTask", parameters);
            return [at(reply, "Data", "Status"), at(reply, "Data", "FileId") !== undefined];
        };
        assert.deepEqual(await make({ TaskName: "taken" }), ["fail", false]);
        assert.deepEqual(await make({ TaskName: "Taken" }), ["success", true]);
        assert.deepEqual(await make({ TaskName: "taken" }, "flow/other"), ["success", true]);
        assert.deepEqual(await make({ TaskName: "taken", TaskType: "DI_SOLUTION" }), ["success", true]);
        assert.deepEqual(await make({ TaskName: "taken", TaskType: "DI_SOLUTION" }, "flow/other"), ["fail", false]);
        await dataworks.task("DeleteDISyncTask", "100");
        assert.deepEqual(await make({ TaskName: "taken" }), ["success", true]);
    });
    it("takes the definition's name where it is given none", async () => {
        const TaskContent = await definition(script({ setting: { name: "of_the_script" } }));
        assert.equal((await view(await create({ TaskName: "", TaskContent }))).name, "of_the_script");
        assert.equal(at(await call("CreateDISyncTask", { TaskContent: "{}" }), "Code"), "MissingTaskName");
    });
    it("gives ids that no file and no solution has, from where it is told", async () => {
        const nextFileId = "9223372036854775000";
        const taken = ["9223372036854775000", "9223372036854775001"];
        await dataworks.control.seed({
            workspaces: [
                { projectId: 20000, tasks: [{ fileId: taken[0] ?? "" }] },
                { projectId: project, tasks: [{ fileId: taken[1] ?? "", taskType: "DI_SOLUTION" }] },
            ],
        });
        await dataworks.control.setMaking({ nextFileId });
        assert.equal(await create(), "9223372036854775002");
        assert.equal(await create({ TaskName: "other" }), "9223372036854775003");
    });
    it("takes a definition of megabytes from the form body", async () => {
        const TaskContent = JSON.stringify({ columns: "x".repeat(3_000_000) });
        const fileId = await create({ TaskContent });
        assert.equal((await view(fileId)).definition.length, TaskContent.length);
        const [entry] = await dataworks.control.journal();
        assert.deepEqual(
            [entry?.where, entry?.applied, entry?.parameters.TaskContent],
            ["form", true, `(${TaskContent.length} characters)`],
        );
    });
    it("refuses what the documentation does not allow", async () => {
        const given = { TaskName: "new", TaskContent: "{}" };
        const wrong: Record<string, string>[] = [
            { TaskContent: "{" },
            { TaskContent: "[]" },
            { TaskName: "a/b" },
            { TaskName: "x".repeat(129) },
            { TaskType: "DI_OFFLINE" },
            { TaskParam: "{" },
            { TaskParam: '{"Folder":"flow"}' },
            { TaskParam: '{"Cu":0.75}' },
            { TaskParam: '{"Cu":"1"}' },
        ];
        for (const one of wrong) {
            const reply = await call("CreateDISyncTask", { ...given, ...one });
            assert.deepEqual([reply.status, at(reply, "Code")], [400, "Param.Invalid"], JSON.stringify(one));
        }
        assert.equal(at(await call("CreateDISyncTask", { TaskName: "new" }), "Code"), "MissingTaskContent");
        assert.deepEqual(await listed({ Keyword: "new" }), []);
    });
    it("finds nothing but TaskContent in a form body where the settings say so", async () => {
        await dataworks.control.setMaking({ formBody: "ignored" });
        const given = { TaskName: "new", TaskContent: "{}" };
        assert.equal(at(await call("CreateDISyncTask", given, { where: "form" }), "Code"), "MissingProjectId");
        const parameters = { FileId: "100", TaskContent: "{}" };
        const inQuery = await call("UpdateDISyncTask", parameters);
        assert.equal(at(inQuery, "Data", "Status"), "success");
        const files = await call("ListFiles", {}, { where: "form" });
        assert.equal(at(files, "Success"), true);
    });
});

describe("a ClientToken that comes again", () => {
    const { dataworks, call, generate, processOf } = making();
    const make = (more: Record<string, string> = {}) =>
        call("CreateDISyncTask", { TaskName: "orders", TaskContent: "{}", ClientToken: "token", ...more });

    it("gets the answer that it got, and nothing is made twice", async () => {
        const replies = [await make(), await make()];
        const [one, again] = replies.map((reply) => at(reply, "Data", "FileId"));
        assert.equal(typeof one, "number");
        assert.equal(again, one);
        assert.notEqual(at(replies[0] ?? assert.fail(), "RequestId"), at(replies[1] ?? assert.fail(), "RequestId"));
        assert.deepEqual(
            (await dataworks.control.journal()).map(({ applied, parameters }) => [applied, parameters.ClientToken]),
            [
                [true, "token"],
                [false, "token"],
            ],
        );
    });
    it("gets the process that it got, of its own operation and workspace", async () => {
        const begin = (more: Record<string, string> = {}) =>
            processOf(generate(script(), { ClientToken: "token", ...more }));
        const one = await begin();
        assert.equal(await begin(), one);
        assert.notEqual(await begin({ ClientToken: "other" }), one);
        assert.notEqual(await begin({ ProjectId: "20000" }), one);
        assert.equal(at(await make(), "Data", "Status"), "success");
    });
    it("with other parameters is refused", async () => {
        await make();
        const reply = await make({ TaskName: "other" });
        assert.deepEqual([reply.status, at(reply, "Code")], [400, "IdempotentParameterMismatch"]);
    });
    it("may be tried again after a refusal", async () => {
        assert.equal(
            at(await make({ TaskName: "taken", TaskParam: '{"FileFolderPath":"flow/shop"}' }), "Success"),
            true,
        );
        assert.equal(at(await make(), "Data", "Status"), "success");
    });
    it("means nothing where the settings say so", async () => {
        await dataworks.control.setMaking({ clientTokens: "ignored" });
        assert.equal(at(await make(), "Data", "Status"), "success");
        assert.deepEqual(at(await make(), "Data"), { Status: "fail", Message: "the name [orders] exists already." });
    });
});

describe("GenerateDISyncTaskConfigForUpdating", () => {
    const { dataworks, generate, query, processOf, definition, create } = making();
    const two = { connection: [connection({ table: ["orders", "returns"] })] };
    const made = async (parts: Parameters<typeof script>[0] = two) =>
        create({ TaskContent: await definition(script(parts)) });
    const problem = async (change: object, TaskId: string) =>
        at(await query(await processOf(generate(change, { TaskId }))), "Data", "Message");

    it("takes the tables of a change for the whole list", async () => {
        const TaskId = await made();
        const found = await definition(changeOf({ table: ["orders", "customers"] }), { TaskId });
        const tables = ["shop/shop/orders", "shop/shop/customers"];
        assert.deepEqual(tablesOf(found), { read: tables, written: tables });
        assert.match(found, /"totalTableMapping":2/);
        assert.match(found, /"name":"customers_name"/);
    });
    it("adds them where the settings say so", async () => {
        await dataworks.control.setMaking({ tables: "added" });
        const TaskId = await made();
        const found = await definition(changeOf({ table: ["orders", "customers"] }), { TaskId });
        const tables = ["shop/shop/orders", "shop/shop/returns", "shop/shop/customers"];
        assert.deepEqual(tablesOf(found), { read: tables, written: tables });
        assert.match(found, /"totalTableMapping":3/);
    });
    it("changes nothing by itself, and UpdateDISyncTask takes what it found", async () => {
        const TaskId = await made();
        const found = await definition(changeOf({ table: ["customers"] }), { TaskId });
        const view = () => dataworks.control.task({ projectId: project, fileId: TaskId });
        assert.match((await view()).definition, /returns/);
        await dataworks.task("UpdateDISyncTask", TaskId, { TaskContent: found }, { where: "form" });
        assert.equal((await view()).definition, found);
    });
    it("changes the data source and the databases that it names, and leaves the others", async () => {
        const TaskId = await made({
            connection: [
                connection(selected(["a", "orders"], ["b", "orders"])),
                connection({ table: ["parts"] }, "depot"),
            ],
        });
        const shop = { datasource: "shop", ...selected(["a", "orders", "returns"], ["b", "orders"]) };
        const tables = ["shop/a/orders", "shop/a/returns", "shop/b/orders", "depot/stock/parts"];
        const found = tablesOf(await definition(changeOf(shop), { TaskId }));
        assert.deepEqual([found.read, found.written.sort()], [tables, tables.toSorted()]);
    });
    it("keeps everything else of the definition, and the digits of its numbers", async () => {
        const TaskId = await made();
        const { definition: before } = await dataworks.control.task({ projectId: project, fileId: TaskId });
        const edited = before
            .replace('"type":"job"', '"gui":{"serverId":9007199254740993,"rate":1.50},"type":"job"')
            .replace('"enable":true,"table":"returns"', '"enable":false,"table":"returns"');
        await dataworks.control.editTask({ projectId: project, fileId: TaskId, definition: edited, user: "1" });
        const found = await definition(changeOf({ table: ["orders"] }), { TaskId });
        assert.match(found, /"gui":\{"serverId":9007199254740993,"rate":1\.50\}/);
        await dataworks.control.setMaking({ tables: "added" });
        const added = tablesOf(await definition(changeOf({ table: ["customers"] }), { TaskId }));
        assert.deepEqual(added.read, ["shop/shop/orders", "shop/shop/customers"]);
    });
    it("sees what has become of the source's columns", async () => {
        const TaskId = await made();
        const altered = { name: "shop", type: "mysql", columns: { orders: ["order_id", "amount", "currency"] } };
        await dataworks.control.seed({ workspaces: [{ projectId: project, dataSources: [altered] }] });
        assert.match(await definition(changeOf({ table: ["orders"] }), { TaskId }), /"name":"currency"/);
    });
    it("changes a task whose definition writes a list of tables, and a solution", async () => {
        await dataworks.control.setMaking({ written: "table" });
        const TaskId = await made();
        assert.match(await definition(changeOf({ table: ["a", "b"] }), { TaskId }), /"table":\["a","b"\]/);
        const solution = { TaskType: "DI_SOLUTION" };
        const id = await create(solution);
        assert.match(await definition(changeOf({ table: ["a"] }), { TaskId: id, ...solution }), /"table":\["a"\]/);
        assert.equal(at(await generate(changeOf({ table: ["a"] }), { TaskId: id }), "Data", "Status"), "fail");
    });
    it("fails where the task does not read what is named, and says so", async () => {
        const several = { connection: [connection({ table: ["a"] }), connection({ table: ["b"] }, "depot")] };
        const TaskId = await made(several);
        assert.match(String(await problem(changeOf({ table: ["a"] }), TaskId)), /must name one/);
        const [other, database] = [
            { datasource: "lake", table: ["a"] },
            { datasource: "shop", ...selected(["x", "a"]) },
        ];
        assert.match(String(await problem(changeOf(other), TaskId)), /\[lake\]/);
        assert.match(String(await problem(changeOf(database), TaskId)), /\[x\]/);
        assert.match(String(await problem(changeOf({ table: ["a"] }), "100")), /no reader with connections/);
        const { definition: before } = await dataworks.control.task({ projectId: project, fileId: TaskId });
        const edited = before.replaceAll('"depot"', '"gone"');
        await dataworks.control.editTask({ projectId: project, fileId: TaskId, definition: edited, user: "1" });
        const gone = changeOf({ datasource: "gone", table: ["b"] });
        assert.match(String(await problem(gone, TaskId)), /data source \[gone\] is not found/);
    });
    it("refuses all but tables, and a task that is not there", async () => {
        const TaskId = await made();
        const wrong = [
            script(),
            changeOf(),
            changeOf({ table: [] }),
            changeOf({ tables: ["a"] }),
            { steps: [...changeOf({ table: ["a"] }).steps, ...changeOf({ table: ["b"] }).steps] },
            { steps: [...changeOf({ table: ["a"] }).steps, { category: "writer", name: "Writer", parameter: {} }] },
        ];
        for (const one of wrong) assert.equal(at(await generate(one, { TaskId }), "Code"), "Param.Invalid");
        const reply = await generate(changeOf({ table: ["a"] }), { TaskId: "101" });
        assert.deepEqual(at(reply, "Data"), { Status: "fail", Message: "fileId:[101] is invalid." });
    });
});

describe("the settings of making tasks", () => {
    const { dataworks, generate, query, processOf } = making({ end: { fails: "from the start" } });
    const message = async () => at(await query(await processOf(generate(script()))), "Data", "Message");

    it("hold from the start, by the seed or by hand from then on, and again after a reset", async () => {
        assert.equal(await message(), "from the start");
        await dataworks.control.seed({ making: { end: { fails: "from the seed" } } });
        assert.equal(await message(), "from the seed");
        await dataworks.control.setMaking({});
        assert.equal(await message(), null);
        await dataworks.control.reset();
        assert.equal(await message(), "from the start");
    });
    it("that do nothing, or are misspelt, are errors", async () => {
        const wrong: [object, RegExp][] = [
            [{ polls: 1 }, /polls: goes with the mode "after"/],
            [{ mode: "after", polls: 1, ms: 5 }, /polls: goes without ms/],
            [{ mode: "after", polls: 0 }, /polls/],
            [{ end: "failed" }, /end: must be one of success, lost/],
            [{ first: [{ fail: "x" }] }, /first\[0\]\.fail: is not known/],
            [{ deletable: "any" }, /deletable: is not known/],
        ];
        for (const [settings, expected] of wrong) await assert.rejects(dataworks.control.setMaking(settings), expected);
    });
});
