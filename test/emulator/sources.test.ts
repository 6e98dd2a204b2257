// ListDataSources: the data sources of a workspace, with the documented filters and limits, and no connection that anybody could use.
import assert from "node:assert/strict";
import { at, project, running } from "./running";

const dataSources = [
    { name: "shop_mysql", type: "mysql", database: "shop", description: "orders" },
    { name: "warehouse", type: "holo", enabled: false },
];
const many = Array.from({ length: 101 }, (_, index) => ({ name: `source_${index}`, type: "mysql" }));

describe("ListDataSources", () => {
    const dataworks = running({
        seed: {
            workspaces: [
                { projectId: project, dataSources },
                { projectId: 20000, mode: "basic", dataSources: many },
                { projectId: 30000, enabled: false },
            ],
        },
    });
    const list = (more: Record<string, string> = {}) =>
        dataworks.call("ListDataSources", { ProjectId: project, ...more });
    const listed = async (more: Record<string, string> = {}) =>
        (at(await list(more), "Data", "DataSources") as Record<string, unknown>[]).map(
            ({ Name, EnvType, Status }) => `${String(Name)} ${String(EnvType)} ${String(Status)}`,
        );

    it("gives each data source in each environment, with a connection that is made up", async () => {
        const reply = await list();
        assert.deepEqual(
            [at(reply, "Success"), at(reply, "HttpStatusCode"), at(reply, "Data", "TotalCount")],
            [true, 200, 4],
        );
        assert.deepEqual(at(reply, "Data", "DataSources", 1), {
            ...{ Id: 2, Sequence: 2, ProjectId: 10000, Name: "shop_mysql", DataSourceType: "mysql", SubType: "" },
            ...{ EnvType: 1, Status: 1, ConnectStatus: 1, Description: "orders", DefaultEngine: false, Shared: false },
            Content: '{"database":"shop","note":"made up by the emulator"}',
        });
    });
    for (const [more, expected] of [
        [{}, ["shop_mysql 0 1", "shop_mysql 1 1", "warehouse 0 0", "warehouse 1 0"]],
        [{ EnvType: "1" }, ["shop_mysql 1 1", "warehouse 1 0"]],
        [{ Name: "warehouse", EnvType: "0" }, ["warehouse 0 0"]],
        [{ DataSourceType: "mysql", Status: "ENABLED", EnvType: "1" }, ["shop_mysql 1 1"]],
        [{ Status: "DISABLED", PageSize: "1", PageNumber: "2" }, ["warehouse 1 0"]],
        [{ Name: "ware" }, []],
    ] as [Record<string, string>, string[]][])
        it(`finds ${expected.length} by ${JSON.stringify(more)}`, async () => {
            assert.deepEqual(await listed(more), expected);
        });
    it("of a basic workspace are there for production alone; a page has 10, and at most 100", async () => {
        const workspace = { ProjectId: "20000" };
        assert.equal((await listed(workspace)).length, 10);
        assert.equal((await listed({ ...workspace, PageSize: "100" })).length, 100);
        assert.equal(at(await list(workspace), "Data", "TotalCount"), 101);
        assert.deepEqual(await listed({ ...workspace, EnvType: "0" }), []);
    });
    for (const [more, code] of [
        [{ EnvType: "2" }, "Param.Invalid"],
        [{ Status: "1" }, "Param.Invalid"],
        [{ PageSize: "101" }, "Param.Invalid"],
        [{ PageNumber: "0" }, "Param.Invalid"],
        [{ ProjectId: "" }, "MissingProjectId"],
        [{ ProjectId: "30000" }, "Forbidden.Access"],
        [{ ProjectId: "40000" }, "Forbidden.Access"],
    ] as [Record<string, string>, string][])
        it(`refuses ${JSON.stringify(more)}: ${code}`, async () => {
            assert.equal(at(await list(more), "Code"), code);
        });
});
