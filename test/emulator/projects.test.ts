// ListProjects and ListResourceGroups of the emulated API.
import assert from "node:assert/strict";
import { at, running, starting } from "./running";

describe("ListProjects", () => {
    const dataworks = running();
    const list = (parameters: Record<string, string> = {}) =>
        dataworks.call("ListProjects", parameters, { where: "form" });

    it("gives the workspaces in a PageResult, with their statuses as numbers and words, and says nothing of a success", async () => {
        const reply = await list();
        const { RequestId, ...rest } = reply.json as Record<string, unknown>;
        assert.ok(RequestId);
        const shop = { ProjectId: 10000, ProjectIdentifier: "shop", ProjectName: "shop", ProjectDescription: "" };
        const other = { ProjectIdentifier: "workspace_20000", ProjectName: "workspace_20000", ProjectDescription: "" };
        assert.deepEqual(rest, {
            PageResult: {
                PageNumber: 1,
                PageSize: 10,
                TotalCount: 2,
                ProjectList: [
                    { ...shop, ProjectStatus: 0, ProjectStatusCode: "AVAILABLE", IsDefault: false },
                    { ProjectId: 20000, ...other, ProjectStatus: 4, ProjectStatusCode: "FORBIDDEN", IsDefault: false },
                ],
            },
        });
    });

    it("gives one page at a time", async () => {
        const { PageResult } = (await list({ PageNumber: "2", PageSize: "1" })).json as { PageResult: object };
        const ids = at(await list({ PageNumber: "2", PageSize: "1" }), "PageResult", "ProjectList") as {
            ProjectId: number;
        }[];
        assert.deepEqual(
            ids.map(({ ProjectId }) => ProjectId),
            [20000],
        );
        assert.deepEqual(
            { ...PageResult, ProjectList: [] },
            { PageNumber: 2, PageSize: 1, TotalCount: 2, ProjectList: [] },
        );
    });

    for (const parameters of [{ PageNumber: "101" }, { PageNumber: "0" }, { PageSize: "101" }] as Record<
        string,
        string
    >[])
        it(`refuses ${JSON.stringify(parameters)}`, async () => {
            const reply = await list(parameters);
            assert.deepEqual([reply.status, at(reply, "Code")], [400, "Param.Invalid"]);
        });

    it("tells of a workspace with any status, as GetProject does, while nothing else answers for it", async () => {
        await dataworks.control.seed({
            workspaces: [{ projectId: 30000, identifier: "unpaid", description: "Unpaid.", status: "FROZEN" }],
        });
        const one = at(await dataworks.call("GetProject", { ProjectIdentifier: "unpaid" }), "Data") as object;
        const { Status, ProjectId, ProjectDescription } = one as Record<string, unknown>;
        assert.deepEqual([ProjectId, ProjectDescription, Status], [30000, "Unpaid.", 7]);
        const listed = at(await list(), "PageResult", "ProjectList") as Record<string, unknown>[];
        assert.deepEqual([listed[2]?.ProjectStatus, listed[2]?.ProjectStatusCode], [7, "FROZEN"]);
        assert.equal((await dataworks.call("ListFiles", { ProjectId: "30000" })).status, 403);
    });
});

describe("ListResourceGroups", () => {
    const start = starting();
    const dataworks = running();
    const resourceGroups = [
        { identifier: "group_1", name: "Shop" },
        { identifier: "group_2", name: "shop_2", status: 1, mode: "SHARE", bizExtKey: "default", isDefault: true },
        { identifier: "S_shop", name: "nightly", type: 1 },
        { identifier: "group_4", name: "api", type: 9 },
    ] as const;

    beforeEach(() => dataworks.control.seed({ resourceGroups: [...resourceGroups] }));

    const list = (parameters: Record<string, string> = {}) =>
        dataworks.call("ListResourceGroups", parameters, { where: "form" });
    const names = async (parameters: Record<string, string> = {}) =>
        (at(await list(parameters), "Data") as { Name: string }[]).map(({ Name }) => Name);

    it("gives those for scheduling as a list, or those of the type that is asked for", async () => {
        assert.deepEqual(await names(), ["nightly"]);
        assert.deepEqual(await names({ ResourceGroupType: "4" }), ["Shop", "shop_2"]);
        assert.deepEqual(await names({ ResourceGroupType: "9" }), ["api"]);
        assert.deepEqual(await names({ ResourceGroupType: "2" }), []);
        const [, second] = at(await list({ ResourceGroupType: "4" }), "Data") as object[];
        assert.deepEqual(second, {
            Identifier: "group_2",
            Name: "shop_2",
            Id: 2,
            ResourceGroupType: "4",
            Mode: "SHARE",
            Status: 1,
            BizExtKey: "default",
            IsDefault: true,
        });
    });

    it("finds a keyword in names and identifiers, in any case, and shared and exclusive ones apart", async () => {
        assert.deepEqual(await names({ ResourceGroupType: "4", Keyword: "SHOP" }), ["Shop", "shop_2"]);
        assert.deepEqual(await names({ Keyword: "shop" }), ["nightly"]);
        assert.deepEqual(await names({ ResourceGroupType: "4", BizExtKey: "single" }), ["Shop"]);
        assert.deepEqual(await names({ ResourceGroupType: "4", BizExtKey: "default" }), ["shop_2"]);
    });

    for (const parameters of [{ ResourceGroupType: "5" }, { BizExtKey: "both" }] as Record<string, string>[])
        it(`refuses ${JSON.stringify(parameters)}`, async () => {
            const reply = await list(parameters);
            assert.deepEqual([reply.status, at(reply, "Code")], [400, "Param.Invalid"]);
        });

    it("refuses a seed that names a status and a switch of one workspace, or a kind that there is not", async () => {
        const workspaces = [{ projectId: 1, status: "AVAILABLE", enabled: true } as const];
        await assert.rejects(start({ seed: { workspaces } }), /workspaces\[0\]\.enabled: contradicts status/);
        const group = { identifier: "g", name: "g", type: 10 };
        await assert.rejects(
            start({ seed: { resourceGroups: [group] } }),
            /resourceGroups\[0\]\.type: must be a number/,
        );
    });
});
