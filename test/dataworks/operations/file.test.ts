// The file operations as the client understands them, against the embedded DataWorks.
import assert from "node:assert/strict";
import type { SeedTask } from "dataworks-emulator";
import { NotUnderstoodError } from "../../../provider/src/dataworks/calls/errors";
import { filesOfPage, readPage } from "../../../provider/src/dataworks/operations/file";
import type { JsonObject } from "../../../provider/src/dataworks/json";
import { Lifecycle } from "../../support/lifecycle";
import { projectId, realtime, seedOf, solution } from "../../support/tasks";

const long: SeedTask = {
    fileId: "7567482277219412494",
    name: "orders",
    folder: "Business Flow/shop",
    owner: "1823",
    lastEditUser: "2044",
    lastEditTime: 1_795_000_000_123,
    createTime: 1_794_000_000_123,
    definition: "{}",
    deployed: true,
};

describe("the file operations", () => {
    let lifecycle: Lifecycle;
    const names = async (filter: object, page = 1) =>
        (await lifecycle.context().dataworks("cn-hangzhou").listFiles(projectId, filter, page)).files.map(
            ({ name }) => name,
        );

    before(async () => {
        const sql = { fileId: "11", fileType: 10, name: "report" };
        lifecycle = await Lifecycle.begin(seedOf(long, sql, solution("500"), ...realtime("100", "101")));
    });

    after(() => lifecycle.end());

    it("list real-time tasks with every digit of their ids, and what the API says of each", async () => {
        const dataworks = lifecycle.context().dataworks("cn-hangzhou");
        const { facts: _, ...page } = await dataworks.listFiles(projectId, { exactName: "orders" }, 1);
        const { folder, owner, lastEditUser } = long;
        assert.deepEqual(page, {
            total: 1,
            files: [
                {
                    ...{ fileId: long.fileId, name: "orders", folder, owner, lastEditUser },
                    createTime: "1794000000123",
                    ...{ lastEditTime: "1795000000123", currentVersion: "1", committed: true },
                    received: { name: "orders", folder },
                },
            ],
        });
    });

    for (const [what, filter, found] of [
        ["nothing", {}, ["orders", "task_100", "task_101"]],
        ["a part of the name", { keyword: "TASK" }, ["task_100", "task_101"]],
        ["the exact name", { exactName: "task_10" }, []],
        ["the folder", { folder: "Business Flow/shop" }, ["orders"]],
        ["ids", { fileIds: ["101", "11"] }, ["task_101"]],
    ] as const) {
        it(`filter files by ${what}`, async () => assert.deepEqual((await names(filter)).sort(), found));
    }

    it("give pages of a hundred files", async () => {
        const many = Array.from({ length: filesOfPage + 1 }, (_, index) => String(1000 + index));
        const full = await Lifecycle.begin(seedOf(...realtime(...many)));
        try {
            const dataworks = full.context().dataworks("cn-hangzhou");
            const pages = [await dataworks.listFiles(projectId, {}, 1), await dataworks.listFiles(projectId, {}, 2)];
            assert.deepEqual(
                pages.map(({ files, total }) => [files.length, total]),
                [
                    [100, 101],
                    [1, 101],
                ],
            );
        } finally {
            await full.end();
        }
    });

    for (const [what, data] of [
        ["no list", { TotalCount: 1 }],
        ["no count", { Files: [] }],
        ["a count that no workspace comes near", { TotalCount: "9007199254740993", Files: [] }],
        ["a file without an id", { TotalCount: 1, Files: [{ FileName: "orders" }] }],
        ["a file whose id is none", { TotalCount: 1, Files: [{ FileId: "fake-key-1234", FileName: "orders" }] }],
        [
            "a file whose id is larger than any",
            { TotalCount: 1, Files: [{ FileId: "9223372036854775808", FileName: "orders" }] },
        ],
        ["something that is no file", { TotalCount: 1, Files: ["orders"] }],
    ] as const satisfies readonly (readonly [string, JsonObject])[]) {
        it(`take a reply with ${what} for none`, () => {
            const facts = { operation: "ListFiles", subject: { projectId } } as const;
            assert.throws(() => readPage({ requestId: "", data, received: data, facts }), NotUnderstoodError);
        });
    }

    it("tell the name and the status of an instance, and a solution's own status", async () => {
        const dataworks = lifecycle.context().dataworks("cn-hangzhou");
        const { fileId } = long;
        assert.deepEqual(
            await dataworks.getDISyncInstance({ projectId, taskType: "DI_REALTIME", fileId: String(fileId) }),
            { status: "NORUN", name: "orders", message: "", steps: [] },
        );
        assert.deepEqual(await dataworks.getDISyncInstance({ projectId, taskType: "DI_SOLUTION", fileId: "500" }), {
            status: "stop",
            name: "",
            message: "",
            steps: ["deploy", "synchronize"].map((name) => ({ name, status: "wait", info: "{}" })),
        });
    });
});
