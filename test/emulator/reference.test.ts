// ListRefDISyncTasks of the emulated API.
import assert from "node:assert/strict";
import { at, project, running } from "./running";

const definition = (reader: object, writer: object) => ({
    steps: [
        { category: "reader", parameter: reader },
        { category: "writer", parameter: writer },
    ],
});
const shop = { datasource: "shop" };
const warehouse = { datasource: "warehouse" };
const connection = { connection: [{ datasource: "shop", table: ["t"] }, { datasource: "other" }] };

describe("ListRefDISyncTasks", () => {
    const dataworks = running();

    beforeEach(() =>
        dataworks.control.seed({
            workspaces: [
                {
                    projectId: project,
                    tasks: [
                        { fileId: 901, name: "plain", nodeId: 7001, definition: definition(shop, warehouse) },
                        { fileId: 902, name: "connected", definition: definition(connection, warehouse) },
                        { fileId: 903, name: "back", definition: definition(warehouse, shop) },
                        { fileId: 904, name: "batch", fileType: 23, definition: definition(shop, warehouse) },
                        { fileId: 905, name: "deleted", deletedStatus: "DELETED", definition: definition(shop, shop) },
                        { fileId: 906, name: "unreadable", definition: "shop" },
                    ],
                },
            ],
        }),
    );

    const good = { ProjectId: project, DatasourceName: "shop", TaskType: "DI_REALTIME", RefType: "from" };
    const list = (more: Record<string, string> = {}) => dataworks.call("ListRefDISyncTasks", { ...good, ...more });
    const names = async (more: Record<string, string> = {}) =>
        (at(await list(more), "Data", "DISyncTasks") as { NodeName: string }[]).map((one) => one.NodeName);

    it("gives the tasks that read from a data source, wherever their reader names it", async () => {
        assert.deepEqual(await names(), ["plain", "connected"]);
        const [first] = at(await list(), "Data", "DISyncTasks") as object[];
        assert.deepEqual(first, {
            NodeId: 7001,
            NodeName: "plain",
            TaskType: "DI_REALTIME",
            DiSourceDatasource: '["shop"]',
            DiDestinationDatasource: '["warehouse"]',
        });
    });

    it("gives those that write to it, and batch ones, where they are asked for", async () => {
        assert.deepEqual(await names({ RefType: "to" }), ["back"]);
        assert.deepEqual(await names({ TaskType: "DI_OFFLINE" }), ["batch"]);
        assert.deepEqual(await names({ DatasourceName: "unheard of" }), []);
    });

    it("gives one page at a time, and does not say how many there are", async () => {
        assert.deepEqual(await names({ PageSize: "1", PageNumber: "2" }), ["connected"]);
        assert.deepEqual(await names({ PageNumber: "2" }), []);
        assert.deepEqual(Object.keys(at(await list(), "Data") as object), ["DISyncTasks"]);
    });

    for (const [wrong, code] of [
        [{ DatasourceName: "" }, "MissingDatasourceName"],
        [{ RefType: "" }, "MissingRefType"],
        [{ RefType: "both" }, "Param.Invalid"],
        [{ TaskType: "DI_SOLUTION" }, "Param.Invalid"],
        [{ PageNumber: "101" }, "Param.Invalid"],
        [{ PageSize: "101" }, "Param.Invalid"],
        [{ ProjectId: "999" }, "Forbidden.Access"],
    ] as const satisfies readonly (readonly [Record<string, string>, string])[]) {
        it(`refuses ${JSON.stringify(wrong)} with ${code}`, async () => {
            assert.equal(at(await list(wrong), "Code"), code);
        });
    }
});
