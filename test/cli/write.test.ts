// Files are written whole or not at all.
import assert from "node:assert/strict";
import fs, { readdirSync, renameSync, statSync } from "node:fs";
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
                /b cannot be written: .* Written all the same: .*a \(what it held before is in .*a\.[0-9a-f]+\.old\)\.$/.test(
                    error.message,
                ),
        );
        const [a, old, ...others] = await contents();
        assert.match(old ?? "", /^a\.[0-9a-f]+\.old: old a$/);
        assert.deepEqual([a, ...others], ["a: new a", "b: old b"]);
    });

    for (const [what, before, now] of [
        ["was written to", "old b", "of another"],
        ["was made", undefined, "of another"],
        ["was removed", "old b", undefined],
    ] as const) {
        it(`writes none where the file that one is made from ${what} meanwhile`, async () => {
            await writeFile(path("a"), "old a");
            if (now !== undefined) await writeFile(path("b"), now);
            const [a, b] = both();
            assert.ok(a && b);
            assert.throws(
                () => writeAll([a, { ...b, madeFrom: before ?? "" }], true),
                (error) =>
                    error instanceof CommandError &&
                    !error.wrote &&
                    /b was changed by another program meanwhile\. Run the command again\.$/.test(error.message),
            );
            assert.deepEqual(await contents(), ["a: old a", ...(now === undefined ? [] : [`b: ${now}`])]);
        });
    }

    it("replaces the file that one is made from where it is as it was", async () => {
        await writeFile(path("a"), "old a");
        writeAll([{ path: path("a"), text: "new a", madeFrom: "old a" }], true);
        assert.deepEqual(await contents(), ["a: new a"]);
    });

    /** Runs something with another function of the file system. */
    function standingIn<K extends "rmSync" | "writeFileSync">(name: K, stand: (typeof fs)[K], run: () => void): void {
        const real = fs[name];
        fs[name] = stand;
        try {
            run();
        } finally {
            fs[name] = real;
        }
    }

    it("writes what only the owner may read into no file that others may read", async () => {
        await writeFile(path("a"), "old a", { mode: 0o600 });
        const seen: number[] = [];
        const write: typeof fs.writeFileSync = (file, ...rest) => {
            const temporary = readdirSync(folder).find((name) => name !== "a");
            seen.push(statSync(path(temporary ?? "")).mode & 0o777);
            real(file, ...rest);
        };
        const real = fs.writeFileSync;
        standingIn("writeFileSync", write, () => writeAll([{ path: path("a"), text: "new a" }], true));
        assert.deepEqual(seen, [0o600]);
        assert.deepEqual(await contents(), ["a: new a"]);
    });

    it("is done, and tells what is left over, where what was there before cannot be removed", async () => {
        await writeFile(path("a"), "old a");
        const failing = () => {
            throw new Error("EIO: i/o error, unlink");
        };
        let left: string[] = [];
        standingIn("rmSync", failing, () => (left = writeAll(both(), true)));
        const [a, old, b] = await contents();
        assert.match(old ?? "", /^a\.[0-9a-f]+\.old: old a$/);
        assert.deepEqual([a, b], ["a: new a", "b: new b"]);
        assert.deepEqual(left, [path(/^[^:]+/.exec(old ?? "")?.[0] ?? "")]);
    });

    it("does not trip over what a run before left behind", async () => {
        for (const ending of ["tmp", "old"]) await writeFile(path(`a.${process.pid}.${ending}`), "left");
        await writeFile(path("a"), "old a");
        writeAll([{ path: path("a"), text: "new a" }], true);
        assert.equal(await readFile(path("a"), "utf8"), "new a");
    });

    it("refuses a link to a file that is not there, and one file under two names", async () => {
        await symlink("missing", path("link"));
        for (const force of [false, true]) {
            assert.throws(() => checkWritable([path("link")], force), /link is a link to a file that is not there/);
            assert.throws(() => writeAll([{ path: path("link"), text: "" }], force), /is not there/);
        }
        assert.ok((await lstat(path("link"))).isSymbolicLink());
        await writeFile(path("a"), "old a");
        await symlink("a", path("b"));
        assert.throws(() => checkWritable([path("a"), path("b")], true), /a and .*b are the same file/);
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
