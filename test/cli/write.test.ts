// Files are written whole or not at all.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../../provider/src/cli/error";
import { checkWritable, writeAll } from "../../provider/src/cli/write";

describe("writing files", () => {
    let folder: string;
    const path = (name: string) => join(folder, name);
    const contents = async () => {
        const names = (await readdir(folder)).sort();
        return Promise.all(names.map(async (name) => `${name}: ${await readFile(path(name), "utf8")}`));
    };
    const both = () => [
        { path: path("a"), text: "new a" },
        { path: path("b"), text: "new b" },
    ];

    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "dataworks-test-"));
    });

    afterEach(() => rm(folder, { recursive: true, force: true }));

    it("writes all of them and leaves nothing else behind", async () => {
        writeAll(both(), false);
        assert.deepEqual(await contents(), ["a: new a", "b: new b"]);
    });

    it("writes none where one came into being meanwhile", async () => {
        await writeFile(path("b"), "old b");
        assert.throws(() => writeAll(both(), false), /b exists already\. .*--force/);
        assert.deepEqual(await contents(), ["b: old b"]);
    });

    it("writes none where one cannot be written, and keeps what was there", async () => {
        await writeFile(path("a"), "old a");
        const files = [...both(), { path: path("missing/c"), text: "" }];
        assert.throws(() => writeAll(files, true), CommandError);
        assert.deepEqual(await contents(), ["a: old a"]);
    });

    it("writes over files with force", async () => {
        await writeFile(path("a"), "old a");
        writeAll(both(), true);
        assert.deepEqual(await contents(), ["a: new a", "b: new b"]);
    });

    it("tells beforehand what could not be written", async () => {
        await writeFile(path("a"), "old a");
        await mkdir(path("b"));
        assert.throws(() => checkWritable([path("a")], false), /a exists already/);
        assert.throws(() => checkWritable([path("b")], true), /b is no file/);
        assert.throws(() => checkWritable([path("missing/c")], true), /missing\/c cannot be written/);
        checkWritable([path("a"), path("c")], true);
    });
});
