// The file operations and GetProject of the emulated API.
import assert from "node:assert/strict";
import { at, definition, deployed, editedAt, fresh, project, running, sqlFile } from "./running";

const form = { where: "form" } as const;

describe("GetFile", () => {
    const dataworks = running();
    const file = (parameters: Record<string, string>) =>
        dataworks.call("GetFile", { ProjectId: project, ...parameters }, form);

    it("gives a task's file, with its id as a number of all its digits", async () => {
        const reply = await file({ FileId: fresh });
        assert.match(reply.text, /"FileId":7567482277219412494,/);
        assert.deepEqual([at(reply, "HttpStatusCode"), at(reply, "Success")], [200, true]);
        const { FileId, ...rest } = at(reply, "Data", "File") as Record<string, unknown>;
        assert.equal(typeof FileId, "number");
        assert.deepEqual(rest, {
            FileName: "orders_to_maxcompute",
            FileType: 900,
            FileDescription: "",
            UseType: "NORMAL",
            CommitStatus: 0,
            CurrentVersion: 0,
            Owner: "1001",
            CreateUser: "1001",
            CreateTime: Date.parse(editedAt),
            LastEditUser: "1001",
            LastEditTime: Date.parse(editedAt),
            DeletedStatus: "NORMAL",
            Content: JSON.stringify(definition),
        });
    });
    it("tells who edited last and when, and that it is not committed", async () => {
        const time = "2026-04-01T10:00:00Z";
        await dataworks.control.editTask({ projectId: project, fileId: deployed, definition: {}, user: "1009", time });
        const reply = await file({ FileId: deployed });
        const { LastEditUser, LastEditTime, CommitStatus, CurrentVersion } = at(reply, "Data", "File") as Record<
            string,
            unknown
        >;
        assert.deepEqual([LastEditUser, LastEditTime, CommitStatus, CurrentVersion], ["1009", Date.parse(time), 0, 1]);
    });
    it("finds a file by its node, and in a workspace by its identifier", async () => {
        const reply = await dataworks.call(
            "GetFile",
            { ProjectIdentifier: "shop", NodeId: "9000000000000000001" },
            form,
        );
        assert.match(reply.text, /"FileId":300,.*"NodeId":9000000000000000001,/);
    });
    for (const to of ["RECYCLE", "RECYCLE_BIN", "DELETED"] as const)
        it(`says of a deleted file that it is in the state ${to}`, async () => {
            await dataworks.control.deleteTask({ projectId: project, fileId: deployed, to });
            assert.equal(at(await file({ FileId: deployed }), "Data", "File", "DeletedStatus"), to);
        });
    it("refuses an unknown id, and one that is gone", async () => {
        await dataworks.control.deleteTask({ projectId: project, fileId: deployed, to: "GONE" });
        for (const wrong of [{ FileId: "100" }, { FileId: deployed }, { NodeId: "100" }]) {
            const reply = await file(wrong);
            assert.deepEqual([reply.status, at(reply, "Code")], [400, "Param.Invalid"]);
        }
    });
    it("refuses a call without a file, without a workspace, or for a workspace it does not know", async () => {
        assert.equal(at(await file({}), "Code"), "MissingFileId");
        assert.equal(at(await dataworks.call("GetFile", { FileId: fresh }, form), "Code"), "MissingProjectId");
        const unknown = await dataworks.call("GetFile", { ProjectIdentifier: "other", FileId: fresh }, form);
        assert.deepEqual([unknown.status, at(unknown, "Code")], [403, "Forbidden.Access"]);
    });
});

describe("ListFileVersions", () => {
    const dataworks = running();
    const versions = async (fileId: string, more: Record<string, string> = {}) =>
        at(await dataworks.call("ListFileVersions", { ProjectId: project, FileId: fileId, ...more }, form), "Data") as {
            TotalCount: number;
            FileVersions: Record<string, unknown>[];
        };

    it("gives none for a task that was never deployed", async () => {
        assert.deepEqual(await versions(fresh), { TotalCount: 0, PageNumber: 1, PageSize: 10, FileVersions: [] });
    });
    it("gives the newest first, and says which one runs in production", async () => {
        await dataworks.control.editTask({ projectId: project, fileId: deployed, definition: "{}", user: "1009" });
        await dataworks.control.deployTask({ projectId: project, fileId: deployed, user: "1010", time: 5000 });
        const { FileVersions } = await versions(deployed);
        assert.deepEqual(
            FileVersions.map((one) => [one.FileVersion, one.IsCurrentProd, one.CommitUser, one.ChangeType, one.Status]),
            [
                [2, true, "1010", "UPDATE", "DEPLOYED"],
                [1, false, "1002", "CREATE", "DEPLOYED"],
            ],
        );
        assert.deepEqual([FileVersions[0]?.FileContent, FileVersions[0]?.CommitTime], ["{}", 5000]);
    });
    it("says that none runs in production after the task was undeployed", async () => {
        await dataworks.control.undeployTask({ projectId: project, fileId: deployed });
        assert.deepEqual(
            (await versions(deployed)).FileVersions.map((one) => one.IsCurrentProd),
            [false],
        );
    });
    it("gives one page at a time", async () => {
        for (const number of [1, 2, 3]) {
            await dataworks.control.editTask({ projectId: project, fileId: fresh, definition: { number }, user: "1" });
            await dataworks.control.deployTask({ projectId: project, fileId: fresh, user: "1" });
        }
        const { TotalCount, FileVersions } = await versions(fresh, { PageNumber: "2", PageSize: "2" });
        assert.deepEqual([TotalCount, FileVersions.map((one) => one.FileVersion)], [3, [1]]);
    });
    it("wants a file id", async () => {
        const reply = await dataworks.call("ListFileVersions", { ProjectId: project, NodeId: "1" }, form);
        assert.equal(at(reply, "Code"), "MissingFileId");
    });
});

describe("GetFileVersion", () => {
    const dataworks = running();
    const version = (parameters: Record<string, string>) =>
        dataworks.call("GetFileVersion", { ProjectId: project, FileId: deployed, ...parameters }, form);

    it("gives one version, with what the task was then, and says whether it runs in production", async () => {
        const before = await version({ FileVersion: "1" });
        assert.equal(at(before, "Data", "IsCurrentProd"), true);
        await dataworks.control.editTask({ projectId: project, fileId: deployed, definition: "{}", user: "1009" });
        await dataworks.control.deployTask({ projectId: project, fileId: deployed, user: "1010", time: 5000 });
        const data = at(await version({ FileVersion: "2" }), "Data") as Record<string, unknown>;
        const { FileVersion, FileContent, IsCurrentProd, Status, CommitUser, CommitTime, Comment } = data;
        assert.deepEqual(
            { FileVersion, FileContent, IsCurrentProd, Status, CommitUser, CommitTime, Comment },
            {
                ...{ FileVersion: 2, FileContent: "{}", IsCurrentProd: true, Status: "DEPLOYED" },
                ...{ CommitUser: "1010", CommitTime: 5000, Comment: "" },
            },
        );
        const after = await version({ FileVersion: "1" });
        assert.equal(at(after, "Data", "IsCurrentProd"), false);
        assert.equal(at(after, "Data", "FileContent"), at(before, "Data", "FileContent"));
    });
    it("refuses a version that there is not, and a call without one or without a file", async () => {
        for (const [parameters, code] of [
            [{ FileVersion: "7" }, "Param.Invalid"],
            [{ FileVersion: "newest" }, "Param.Invalid"],
            [{}, "MissingFileVersion"],
            [{ FileVersion: "1", FileId: "" }, "MissingFileId"],
            [{ FileVersion: "1", FileId: "999999" }, "Param.Invalid"],
        ] as const) {
            const reply = await version(parameters);
            assert.deepEqual([reply.status, at(reply, "Code")], [400, code]);
        }
    });
});

describe("ListFiles", () => {
    const dataworks = running();
    const list = (parameters: Record<string, string>) =>
        dataworks.call("ListFiles", { ProjectId: project, ...parameters }, form);
    const names = async (parameters: Record<string, string>) =>
        (at(await list(parameters), "Data", "Files") as { FileName: string }[]).map((one) => one.FileName);

    const sql = "check_orders";
    const orders = "orders_to_maxcompute";
    for (const [parameters, expected] of [
        [{}, [orders, "clicks", sql]],
        [{ FileTypes: "900" }, [orders, "clicks"]],
        [{ FileTypes: "10,23" }, [sql]],
        [{ Keyword: "ORDERS" }, [orders, sql]],
        [{ ExactFileName: "clicks" }, ["clicks"]],
        [{ ExactFileName: "click" }, []],
        [{ FileIdIn: `${fresh},${sqlFile}` }, [orders, sql]],
        [{ FileFolderPath: "/flow/shop/" }, [orders]],
        [{ FileFolderPath: "flow" }, []],
        [{ Owner: "1002" }, ["clicks"]],
        [{ LastEditUser: "1001" }, [orders]],
        [{ NodeId: "9000000000000000001" }, [sql]],
        [{ UseType: "MANUAL" }, []],
        [{ FileTypes: "900", Keyword: "orders" }, [orders]],
    ] as [Record<string, string>, string[]][])
        it(`gives what ${JSON.stringify(parameters)} asks for`, async () => {
            assert.deepEqual(await names(parameters), expected);
        });

    it("gives no solution and no deleted file", async () => {
        await dataworks.control.deleteTask({ projectId: project, fileId: fresh });
        assert.deepEqual(await names({}), ["clicks", sql]);
    });
    it("gives folders and contents only when asked", async () => {
        const fields = async (parameters: Record<string, string>) => {
            const reply = await list({ ExactFileName: "clicks", ...parameters });
            return [at(reply, "Data", "Files", 0, "AbsoluteFolderPath"), at(reply, "Data", "Files", 0, "Content")];
        };
        assert.deepEqual(await fields({}), [undefined, undefined]);
        const asked = await fields({ NeedAbsoluteFolderPath: "true", NeedContent: "true" });
        assert.deepEqual(asked, ["flow/web", JSON.stringify(definition)]);
    });
    it("gives ten a page, and every file on one page only", async () => {
        const tasks = Array.from({ length: 25 }, (_, index) => ({ fileId: 1000 + index }));
        await dataworks.control.seed({ workspaces: [{ projectId: 30000, tasks }] });
        const pages: string[][] = [];
        for (const PageNumber of ["1", "2", "3", "4"]) {
            const reply = await list({ ProjectId: "30000", PageNumber });
            assert.equal(at(reply, "Data", "TotalCount"), 25);
            pages.push((at(reply, "Data", "Files") as { FileName: string }[]).map((one) => one.FileName));
        }
        assert.deepEqual(
            pages.map((page) => page.length),
            [10, 10, 5, 0],
        );
        assert.equal(new Set(pages.flat()).size, 25);
    });
    it("gives a hundred a page where that is asked for", async () => {
        assert.equal(at(await list({ PageSize: "100" }), "Data", "PageSize"), 100);
    });
    for (const parameters of [
        { PageSize: "101" },
        { PageSize: "0" },
        { PageNumber: "x" },
        { FileIdIn: Array.from({ length: 51 }, (_, index) => String(index + 1)).join(",") },
    ] as Record<string, string>[])
        it(`refuses ${JSON.stringify(parameters).slice(0, 40)}`, async () => {
            const reply = await list(parameters);
            assert.deepEqual([reply.status, at(reply, "Code")], [400, "Param.Invalid"]);
        });
});

describe("GetProject", () => {
    const dataworks = running();

    it("gives a standard workspace, by its id or its identifier", async () => {
        for (const parameters of [{ ProjectId: project }, { ProjectIdentifier: "shop" }] as Record<string, string>[]) {
            const { ProjectId, ProjectMode, EnvTypes, Status } = at(
                await dataworks.call("GetProject", parameters),
                "Data",
            ) as Record<string, unknown>;
            assert.deepEqual([ProjectId, ProjectMode, EnvTypes, Status], [10000, 3, ["DEV", "PROD"], 0]);
        }
    });
    it("gives a basic workspace that is disabled", async () => {
        const reply = await dataworks.call("GetProject", { ProjectId: "20000" });
        const { ProjectMode, EnvTypes, Status } = at(reply, "Data") as Record<string, unknown>;
        assert.deepEqual([ProjectMode, EnvTypes, Status], [2, ["PROD"], 4]);
    });
    it("refuses a workspace that it does not know", async () => {
        const reply = await dataworks.call("GetProject", { ProjectId: "10001" });
        assert.deepEqual([reply.status, at(reply, "Code")], [403, "Forbidden.Access"]);
    });
});
