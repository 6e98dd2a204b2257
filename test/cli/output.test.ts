// What the command prints to a place that cannot take it, or does not want it.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { openSandbox, type Sandbox } from "../../tools/sandbox";
import { run } from "../support/cli";
import { bin } from "../support/command";
import { projectId, realtime, seedOf } from "../support/tasks";

const notWhole =
    /error: What was printed is not whole: (ENOSPC|EFBIG): .*, write\. Make room where standard output goes, or send it elsewhere, and run again\.\n$/;

describe("standard output", () => {
    let emulator: Emulator;
    let sandbox: Sandbox;
    const shell = (script: string) => run("sh", ["-c", script], sandbox.folder, { ...sandbox.env, BIN: bin });

    before(async () => {
        emulator = await startEmulator({ seed: seedOf(...realtime("100")) });
        await emulator.control.deployTask({ projectId, fileId: "100", user: "1002" });
        const env = { ALIBABA_CLOUD_REGION_ID: "cn-hangzhou" };
        sandbox = await openSandbox({ endpoint: emulator.url, env });
    });
    after(async () => {
        await emulator.close();
        await sandbox.close();
    });

    for (const command of [
        "--help",
        "completion bash",
        "doctor --json",
        `diff --project ${projectId} --file-id 100`,
        `import --project ${projectId} --file-id 100`,
    ])
        it(`that is full is an error of ${command}`, async function () {
            if (!existsSync("/dev/full")) this.skip();
            const { code, output } = await shell(`node "$BIN" ${command} > /dev/full`);
            assert.equal(code, 1, output);
            assert.match(output, notWhole);
        });

    it("that takes a part only is an error, too", async function () {
        if (process.platform === "win32") this.skip();
        const { code, output } = await shell(`trap '' XFSZ; ulimit -f 1; exec node "$BIN" --help > part.txt`);
        assert.equal(code, 1, output);
        assert.match(output, notWhole);
        const whole = await shell(`node "$BIN" --help > whole.txt`);
        assert.deepEqual([whole.code, whole.output], [0, ""]);
        const [part, text] = ["part.txt", "whole.txt"].map((name) => readFileSync(join(sandbox.folder, name), "utf8"));
        assert.ok(part && text && text.startsWith(part) && text.length > part.length);
    });

    it("that nobody reads any more is none", async function () {
        if (process.platform === "win32") this.skip();
        const { code, output } = await shell(`{ node "$BIN" --help; echo "ended with $?" >&2; } | true`);
        assert.deepEqual([code, output], [0, "ended with 0\n"]);
    });
});
