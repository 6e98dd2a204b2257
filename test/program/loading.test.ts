// What importing the package costs a program: nothing of the API client, from CommonJS as from ES modules.
import assert from "node:assert/strict";
import { writeFile, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../tools/root";
import { run } from "../support/cli";
import { defaultAccessKeyId, defaultAccessKeySecret, startEmulator } from "dataworks-emulator";
import { projectId, realtime, seedOf } from "../support/tasks";

const listLoaded =
    "console.log(JSON.stringify(Object.keys(require.cache).filter((f) => /@alicloud|undici|lossless/.test(f))))";

describe("importing pulumi-dataworks", () => {
    let folder: string;

    before(async () => {
        folder = await mkdtemp(join(tmpdir(), "dataworks-test-"));
        await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    });

    after(async () => {
        await rm(folder, { recursive: true, force: true });
    });

    async function runProgram(name: string, text: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
        await writeFile(join(folder, name), text);
        const all = { PATH: process.env["PATH"], ...env };
        const { code, output, stdout } = await run(process.execPath, [name], folder, all);
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
        const emulator = await startEmulator({ seed: seedOf(...realtime("100")) });
        try {
            const text = `
                const { getDiSyncFile } = require("pulumi-dataworks");
                getDiSyncFile({ projectId: "${projectId}", name: "task_100" })
                    .then(({ fileId }) => new Promise((resolve) => setImmediate(resolve, fileId)))
                    .then((fileId) => {
                        const kept = process.getActiveResourcesInfo().filter((each) => !/Pipe|File|TTY/.test(each));
                        const isLoaded = Object.keys(require.cache).some((file) => file.includes("undici"));
                        console.log(JSON.stringify({ fileId, isLoaded, kept: kept.filter((each) => each !== "Immediate") }));
                    });`;
            const printed = await runProgram("look-up.cjs", text, {
                ALIBABA_CLOUD_REGION_ID: "cn-hangzhou",
                ALIBABA_CLOUD_ACCESS_KEY_ID: defaultAccessKeyId,
                ALIBABA_CLOUD_ACCESS_KEY_SECRET: defaultAccessKeySecret,
                DATAWORKS_ENDPOINT: emulator.url,
            });
            assert.deepEqual(JSON.parse(printed), { fileId: "100", isLoaded: true, kept: [] });
        } finally {
            await emulator.close();
        }
    });

    it("gives ES modules named imports", async () => {
        const text = 'import { DiSyncDeployment } from "pulumi-dataworks"; console.log(typeof DiSyncDeployment);';
        assert.equal(await runProgram("program.mjs", text), "function");
    });
});
