// The packed packages, installed elsewhere, on the real engine: what a user gets is what was tested.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { run } from "../support/cli";
import { root, Stack } from "../support/stack";
import { callsOf, realtime, seedOf } from "../support/tasks";

const body = `
const orders = new dataworks.DiSyncDeployment("orders", { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" });
`;
/** The same program in each way that a program may be written. */
const programs: Record<string, Record<string, string>> = {
    CommonJS: {
        "package.json": '{ "main": "index.js" }',
        "index.js": `const dataworks = require("pulumi-dataworks");${body}exports.status = orders.status;`,
    },
    "ES modules": {
        "package.json": '{ "main": "index.js", "type": "module" }',
        "index.js": `import * as dataworks from "pulumi-dataworks";${body}export const status = orders.status;`,
    },
    TypeScript: {
        "package.json": '{ "main": "index.ts" }',
        "tsconfig.json": '{ "compilerOptions": { "strict": true, "module": "node16", "moduleResolution": "node16" } }',
        "index.ts": `import * as dataworks from "pulumi-dataworks";${body}export const status = orders.status;`,
    },
};

describe("the packed packages", () => {
    let folder: string;
    let emulator: Emulator;

    async function npm(...args: readonly string[]): Promise<string> {
        const { code, output, stdout } = await run("npm", args, folder, process.env);
        assert.equal(code, 0, output);
        return stdout;
    }

    before(async function () {
        this.timeout(300_000);
        folder = await mkdtemp(join(tmpdir(), "dataworks-test-"));
        for (const name of ["provider", "emulator"]) {
            await npm("pack", join(root, name), "--ignore-scripts", "--pack-destination", folder);
        }
        const tarballs = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
        await mkdir(join(folder, "user"));
        await writeFile(join(folder, "user", "package.json"), '{ "private": true }');
        const packages = [...tarballs.map((name) => join(folder, name)), "@pulumi/pulumi@3.248.0", "typescript@5.9"];
        await npm(
            "install",
            "--prefix",
            join(folder, "user"),
            "--prefer-offline",
            "--no-audit",
            "--no-fund",
            ...packages,
        );
        emulator = await startEmulator({ seed: seedOf(...realtime("100")) });
    });

    after(async () => {
        await emulator.close();
        await rm(folder, { recursive: true, force: true });
    });

    for (const [kind, files] of Object.entries(programs)) {
        it(`deploy, gate and destroy from a program in ${kind}`, async () => {
            const modules = join(folder, "user", "node_modules");
            const stack = await Stack.open({
                endpoint: emulator.url,
                modules,
                files: { "Pulumi.yaml": "name: test\nruntime: nodejs\n", ...files },
            });
            try {
                await emulator.control.clearJournal();
                await stack.okUp();
                assert.equal((await stack.ok("stack", "output", "status")).stdout.trim(), "success");
                await stack.ok("preview", "--refresh", "--expect-no-changes");
                await stack.ok("destroy", "--yes", "--skip-preview");
                const calls = callsOf(await emulator.control.journal());
                assert.deepEqual(calls, ["GetDISyncTask 100", "DeployDISyncTask 100", "GetDISyncTask 100"]);
            } finally {
                await stack.close();
            }
        });
    }

    it("hold what is needed and nothing else", async () => {
        const packed = join(folder, "user", "node_modules", "pulumi-dataworks");
        const names = await readdir(packed, { recursive: true, withFileTypes: true });
        const files = names.filter(
            (entry) => entry.isFile() && !entry.parentPath.includes("node_modules/pulumi-dataworks/node_modules"),
        );
        const odd = files.filter(({ name }) => !/\.(js|d\.ts)$|^(package\.json|README\.md|LICENSE)$/.test(name));
        assert.deepEqual(odd, []);
        assert.ok(files.some(({ name }) => name === "README.md"));
    });

    for (const name of ["dataworks-emulator", "pulumi-dataworks"]) {
        it(`bring the command ${name}`, async () => {
            const command = join(folder, "user", "node_modules", ".bin", name);
            const { code, output } = await run(command, ["--help"], folder, { PATH: process.env["PATH"] });
            assert.equal(code, 0, output);
        });
    }
});
