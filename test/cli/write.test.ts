// Files are written whole or not at all.
import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import { chmod, chown, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
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

    it("leaves permissions and owner of a file as they are", async function () {
        await writeFile(path("a"), "old a");
        await chmod(path("a"), 0o640);
        const isRoot = process.getuid?.() === 0; // nobody else can give a file away
        if (isRoot) await chown(path("a"), 1234, 1235);
        const before = await stat(path("a"));
        writeAll(both(), true);
        const after = await stat(path("a"));
        assert.deepEqual([after.mode, after.uid, after.gid], [before.mode, before.uid, before.gid]);
        assert.deepEqual(await contents(), ["a: new a", "b: new b"]);
    });

    it("gives a new file the permissions that are asked for", async () => {
        writeAll([{ path: path("a"), text: "", mode: 0o600 }], false);
        assert.equal((await stat(path("a"))).mode & 0o777, 0o600);
    });

    it("writes into the file that a link leads to", async () => {
        await writeFile(path("a"), "old a");
        await symlink("a", path("link"));
        writeAll([{ path: path("link"), text: "new a" }], true);
        assert.ok((await lstat(path("link"))).isSymbolicLink());
        assert.equal(await readFile(path("a"), "utf8"), "new a");
    });

    /** Renames until it is asked for this file. */
    const failingAt = (file: string, times: number): typeof renameSync => {
        let failed = 0;
        return (from, to) => {
            if (to === path(file) && failed < times) {
                failed += 1;
                throw new Error("EBUSY: resource busy or locked");
            }
            renameSync(from, to);
        };
    };

    it("puts back the first where the second cannot be replaced", async () => {
        await writeFile(path("a"), "old a");
        await writeFile(path("b"), "old b");
        assert.throws(
            () => writeAll(both(), true, failingAt("b", 1)),
            (error) =>
                error instanceof CommandError && !error.wrote && /b cannot be written: EBUSY/.test(error.message),
        );
        assert.deepEqual(await contents(), ["a: old a", "b: old b"]);
    });

    it("takes away a new file where another cannot be replaced", async () => {
        await writeFile(path("b"), "old b");
        assert.throws(() => writeAll(both(), true, failingAt("b", 1)), CommandError);
        assert.deepEqual(await contents(), ["b: old b"]);
    });

    it("says what was replaced where that cannot be put back, and keeps what it held", async () => {
        await writeFile(path("a"), "old a");
        await writeFile(path("b"), "old b");
        let isReplaced = false;
        const rename: typeof renameSync = (from, to) => {
            if (isReplaced) throw new Error("EBUSY: resource busy or locked");
            isReplaced = true;
            renameSync(from, to);
        };
        assert.throws(
            () => writeAll(both(), true, rename),
            (error) =>
                error instanceof CommandError &&
                error.wrote &&
                /b cannot be written: .* Written all the same: .*a \(what it held before is in .*a\.\d+\.old\)\.$/.test(
                    error.message,
                ),
        );
        assert.deepEqual(await contents(), ["a: new a", `a.${process.pid}.old: old a`, "b: old b"]);
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
