// What importing the package costs a program: nothing of the API client, from CommonJS as from ES modules.
import assert from "node:assert/strict";
import { writeFile, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../support/cli";
import { root } from "../support/stack";

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

    async function runProgram(name: string, text: string): Promise<string> {
        await writeFile(join(folder, name), text);
        const { code, output, stdout } = await run(process.execPath, [name], folder, { PATH: process.env["PATH"] });
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

    it("gives ES modules named imports", async () => {
        const text = 'import { DiSyncDeployment } from "pulumi-dataworks"; console.log(typeof DiSyncDeployment);';
        assert.equal(await runProgram("program.mjs", text), "function");
    });
});
