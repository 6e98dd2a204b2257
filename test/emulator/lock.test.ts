// The lock of a state file: one holder, also where several find the same dead one at a time.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { release, take } from "../../emulator/src/persistence/lock";

const built = join(dirname(require.resolve("dataworks-emulator/package.json")), "dist", "persistence", "lock.js");
const dead = 4194305;

describe("the lock of a state file that a dead process left", () => {
    let folder: string;
    let lock: string;
    const { readFileSync } = fs;
    beforeEach(() => {
        folder = fs.mkdtempSync(join(tmpdir(), "dataworks-emulator-"));
        lock = join(folder, "a.lock");
        fs.writeFileSync(lock, `${dead}\n`);
    });
    afterEach(() => {
        fs.readFileSync = readFileSync;
        release(lock);
        fs.rmSync(folder, { recursive: true });
    });

    /** Does something right after the lock was read so many times. */
    function afterReading(times: number, act: () => void): void {
        let reads = 0;
        fs.readFileSync = ((...args: Parameters<typeof readFileSync>) => {
            const text = readFileSync(...args);
            if ((reads += 1) === times) act();
            return text;
        }) as typeof readFileSync;
    }
    /** What another process gets that takes it now. */
    const other = () => {
        const script = `console.log(require(process.argv[1]).take(process.argv[2]))`;
        return execFileSync(process.execPath, ["-e", script, built, lock], { encoding: "utf8" }).trim();
    };

    it("is left to another process that took it after this one had read it", () => {
        afterReading(1, () => {
            fs.renameSync(lock, `${lock}.old`); // it is open, and on Windows its name would be taken until it is closed
            fs.writeFileSync(lock, `${process.ppid}\n`);
        });
        assert.equal(take(lock), process.ppid);
        assert.equal(readFileSync(lock, "utf8"), `${process.ppid}\n`);
    });
    it("is taken by nobody else while this one takes it", () => {
        const found: string[] = [];
        afterReading(2, () => found.push(other()));
        assert.equal(take(lock), undefined);
        assert.deepEqual([...found, other()], [`${process.pid}`, `${process.pid}`]);
        assert.deepEqual(fs.readdirSync(folder), ["a.lock"]);
    });
    it("is taken where it was being taken by one that was killed", () => {
        // Dies while it takes it, before it can clean up.
        const script = `
            const fs = require("node:fs");
            fs.renameSync = () => process.kill(process.pid, "SIGKILL");
            require(process.argv[1]).take(process.argv[2]);`;
        assert.throws(() => execFileSync(process.execPath, ["-e", script, built, lock], { stdio: "pipe" }));
        assert.equal(fs.readdirSync(folder).length > 1, true, "it left what it had begun");
        assert.equal(take(lock), undefined);
        assert.equal(readFileSync(lock, "utf8"), `${process.pid}\n`);
    });
});
