// Listing the files of a workspace: pages that cannot be, and files that move between pages meanwhile.
import assert from "node:assert/strict";
import type { DataWorks, ListedFile } from "../../provider/src/dataworks/client";
import { NotUnderstoodError } from "../../provider/src/dataworks/calls/errors";
import { listAllFiles } from "../../provider/src/lookup/files";

const projectId = "10000";
const facts = { operation: "ListFiles", subject: { projectId }, status: 200, requestId: "r-1" } as const;

/** Files of these ids, from one to before the other. */
function files(from: number, to: number): ListedFile[] {
    const more = { owner: "", lastEditUser: "", lastEditTime: "", currentVersion: "", committed: true, folder: "" };
    return Array.from({ length: to - from }, (_, at) => ({
        fileId: String(from + at),
        name: `task_${from + at}`,
        createTime: "",
        received: { name: "", folder: "" },
        ...more,
    }));
}

interface Page {
    readonly files: readonly ListedFile[];
    readonly total: number;
}

/** Lists files that come in these pages, one a call; the last one goes on for ever. */
async function listing(pages: readonly Page[]): Promise<{ found: unknown; calls: number }> {
    let calls = 0;
    const listFiles: DataWorks["listFiles"] = () => {
        calls += 1;
        const page = pages[calls - 1] ?? pages.at(-1) ?? assert.fail("no page");
        return Promise.resolve({ ...page, facts });
    };
    const found = await listAllFiles({ listFiles } as DataWorks, projectId, {}).catch((error: unknown) => error);
    return { found, calls };
}

describe("the list of all files", () => {
    it("is made of all pages, by as many calls", async () => {
        const pages = [files(0, 100), files(100, 200), files(200, 250)].map((each) => ({ files: each, total: 250 }));
        assert.deepEqual(await listing(pages), { found: files(0, 250), calls: 3 });
        assert.deepEqual(await listing([{ files: [], total: 0 }]), { found: [], calls: 1 });
    });

    for (const [what, pages, calls] of [
        [
            "empty before the end",
            [
                { files: files(0, 100), total: 150 },
                { files: [], total: 150 },
            ],
            2,
        ],
        ["empty from the start", [{ files: [], total: 3 }], 1],
        ["the same three files for ever", [{ files: files(0, 3), total: 1000 }], 2],
        ["more files than are counted", [{ files: files(0, 3), total: 1 }], 1],
        ["one new file a page", Array.from({ length: 150 }, (_, at) => ({ files: files(at, at + 1), total: 150 })), 3],
    ] as const satisfies readonly (readonly [string, readonly Page[], number])[]) {
        it(`is an error, after ${calls} calls, where a page cannot be: ${what}`, async () => {
            const { found, calls: made } = await listing(pages);
            assert.ok(found instanceof NotUnderstoodError, JSON.stringify(found));
            assert.match(
                found.message,
                /ListFiles for workspace 10000 .* page \d+ of the files cannot be: .*RequestId r-1/,
            );
            assert.equal(made, calls);
        });
    }

    for (const [what, meanwhile] of [
        ["a file came", { files: [...files(99, 100), ...files(100, 150)], total: 151 }],
        ["a file went", { files: files(101, 150), total: 149 }],
        ["a file moved to an earlier page", { files: files(99, 149), total: 150 }],
    ] as const) {
        it(`is read anew where ${what} while it was read`, async () => {
            const good = [
                { files: files(0, 100), total: 150 },
                { files: files(100, 150), total: 150 },
            ];
            const { found, calls } = await listing([{ files: files(0, 100), total: 150 }, meanwhile, ...good]);
            assert.deepEqual(found, files(0, 150));
            assert.equal(calls, 4);
        });
    }

    it("is an error where it changes each time", async () => {
        const changing = Array.from({ length: 20 }, (_, at) => ({ files: files(0, 100), total: 150 + at }));
        const { found, calls } = await listing(changing);
        assert.ok(found instanceof NotUnderstoodError);
        assert.match(found.message, /changed each time while it was read/);
        assert.equal(calls, 6);
    });
});
