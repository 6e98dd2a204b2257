// What importing the package costs a program: nothing of the API client, from CommonJS as from ES modules.
import assert from "node:assert/strict";
import { join } from "node:path";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { root } from "../../tools/root";
import { openSandbox, type Sandbox } from "../../tools/sandbox";
import { run } from "../support/cli";
import { projectId, realtime, seedOf } from "../support/tasks";

const listLoaded =
    "console.log(JSON.stringify(Object.keys(require.cache).filter((f) => /@alicloud|undici|lossless/.test(f))))";

describe("importing pulumi-dataworks", () => {
    let emulator: Emulator;
    let sandbox: Sandbox;

    before(async () => {
        emulator = await startEmulator({ seed: seedOf(...realtime("100")) });
        sandbox = await openSandbox({ modules: join(root, "node_modules"), endpoint: emulator.url });
    });

    after(async () => {
        await sandbox.close();
        await emulator.close();
    });

    async function runProgram(name: string, text: string): Promise<string> {
        await sandbox.write(name, text);
        const { code, output, stdout } = await run(process.execPath, [name], sandbox.folder, sandbox.env);
        assert.equal(code, 0, output);
        return stdout.trim();
    }

    it("loads no API client, no HTTP client and no credentials library", async () => {
        assert.equal(await runProgram("program.cjs", `require("pulumi-dataworks"); ${listLoaded}`), "[]");
    });

    it("loads them where the engine's host asks for the provider", async () => {
        const loaded = await runProgram("host.cjs", `require("pulumi-dataworks/provider"); ${listLoaded}`);
        assert.ok(loaded.includes("undici") && loaded.includes("@alicloud"));
    });

    it("loads them at the first look-up, which leaves nothing behind that keeps the program alive", async () => {
        const text = `
            const { getDiSyncFile } = require("pulumi-dataworks");
            getDiSyncFile({ projectId: "${projectId}", name: "task_100" })
                .then(({ fileId }) => new Promise((resolve) => setImmediate(resolve, fileId)))
                .then((fileId) => {
                    const kept = process.getActiveResourcesInfo().filter((each) => !/Pipe|File|TTY/.test(each));
                    const isLoaded = Object.keys(require.cache).some((file) => file.includes("undici"));
                    console.log(JSON.stringify({ fileId, isLoaded, kept: kept.filter((each) => each !== "Immediate") }));
                });`;
        const printed = await runProgram("look-up.cjs", text);
        assert.deepEqual(JSON.parse(printed), { fileId: "100", isLoaded: true, kept: [] });
    });

    it("gives ES modules named imports", async () => {
        const text = 'import { DiSyncDeployment } from "pulumi-dataworks"; console.log(typeof DiSyncDeployment);';
        assert.equal(await runProgram("program.mjs", text), "function");
    });
});
