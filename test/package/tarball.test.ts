// The packed packages, installed elsewhere, on the real engine: what a user gets is what was tested.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { root } from "../../tools/root";
import { run, runPulumi } from "../support/cli";
import { Stack } from "../support/stack";
import { StandIn } from "../support/stand-in";
import { callsOf, definition, projectId, realtime, seedOf } from "../support/tasks";
import { install, nameOf, nodeFolder, packInto, type Installation } from "./installation";

const body = `
const orders = new dataworks.DiSyncDeployment("orders", { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" });
`;
const task = { projectId, fileId: "100", definition: definition("table_100") };

/** The same program in each way that a program may be written. */
const programs = {
    CommonJS: {
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
} as const;

/** The lowest SDK that the package declares to work with, and the newest that its range allows. */
const { peerDependencies } = JSON.parse(readFileSync(join(root, "provider", "package.json"), "utf8")) as {
    peerDependencies: Record<string, string>;
};
const newest = peerDependencies["@pulumi/pulumi"] ?? "";
const lowest = newest.replace("^", "");

/** Together they have each package manager, each Node.js, each end of the SDK's range and each kind of program. */
const installations: readonly (readonly [Installation, keyof typeof programs])[] = [
    [{ manager: "npm", sdk: lowest }, "TypeScript"],
    [{ manager: "pnpm", node: 22, sdk: newest }, "ES modules"],
    [{ manager: "npm", node: 24, sdk: newest }, "CommonJS"],
];

describe("the packed packages", () => {
    let folder: string;
    let tarballs: readonly string[];
    let emulator: Emulator;

    before(async () => {
        folder = await mkdtemp(join(tmpdir(), "dataworks-test-"));
        tarballs = await packInto(folder);
        emulator = await startEmulator({ seed: seedOf(...realtime("100")) });
    });

    after(async () => {
        await emulator.close();
        await rm(folder, { recursive: true, force: true });
    });

    installations.forEach(([installation, kind], index) => {
        describe(`installed with ${nameOf(installation)}`, () => {
            let modules: string;
            let path = process.env["PATH"];

            before(async () => {
                const { node } = installation;
                if (node !== undefined) {
                    const bin = await nodeFolder(node, join(folder, `node-${node}`));
                    path = [bin, path].join(delimiter);
                }
                modules = await install(installation, tarballs, join(folder, `user-${index}`), {
                    ...process.env,
                    PATH: path,
                });
            });

            it(`deploy, gate and destroy from a program in ${kind}`, async () => {
                const files = programs[kind];
                // Its types are checked against those that were packed.
                const env = { PATH: path, PULUMI_NODEJS_TRANSPILE_ONLY: undefined };
                const stack = await Stack.open({ endpoint: emulator.url, modules, files, env });
                try {
                    const { stdout } = await run("node", ["--version"], folder, stack.env);
                    const major = installation.node ?? process.versions.node.split(".")[0];
                    assert.ok(stdout.startsWith(`v${String(major)}.`), stdout);
                    await emulator.control.clearJournal();
                    await stack.okUp();
                    assert.equal((await stack.ok("stack", "output", "status")).stdout.trim(), "success");
                    await emulator.control.editTask({ ...task, definition: definition("edited"), user: "1" });
                    const review = await stack.pulumi("preview", "--refresh", "--diff", "--expect-no-changes");
                    assert.equal(review.code, 7, review.output);
                    assert.match(review.output, /definition changed since .*: steps\[0\]\.parameter\.table/);
                    const calls = callsOf(await emulator.control.journal());
                    assert.deepEqual(calls.slice(0, 3), [
                        "GetDISyncTask 100",
                        "DeployDISyncTask 100",
                        "GetDISyncTask 100",
                    ]);
                    await stack.ok("destroy", "--yes", "--skip-preview");
                } finally {
                    await emulator.control.editTask({ ...task, definition: task.definition, user: "1" });
                    await stack.close();
                }
            });

            it("put a plugin into Pulumi's cache that the engine loads from there, and that needs nothing beside it", async () => {
                const home = await mkdtemp(join(folder, "home-"));
                const env = {
                    PATH: path,
                    HOME: home,
                    PULUMI_HOME: join(home, ".pulumi"),
                    PULUMI_SKIP_UPDATE_CHECK: "true",
                };
                const command = join(modules, ".bin", "pulumi-dataworks");
                const installed = await run(command, ["plugin", "install"], home, env);
                assert.equal(installed.code, 0, installed.output);
                const { code, stdout, output } = await runPulumi(["package", "get-schema", "dataworks"], home, env);
                assert.equal(code, 0, output);
                const { resources } = JSON.parse(stdout) as { resources: object };
                assert.deepEqual(
                    Object.keys(resources).sort(),
                    ["DiSyncDeployment", "DiSyncInstance", "DiSyncTask"].map((kind) => `dataworks:index:${kind}`),
                );
            });

            it("bring the commands that pipelines run", async () => {
                const pulumi = await StandIn.open();
                try {
                    const update = { kind: "update", result: "succeeded", environment: { "git.head": pulumi.commit } };
                    const resources = [{ type: "dataworks:index:DiSyncDeployment" }];
                    await pulumi.answer("preview", JSON.stringify({ changeSummary: { same: 1 } }));
                    await pulumi.answer("history", JSON.stringify([update]));
                    await pulumi.answer("export", JSON.stringify({ deployment: { manifest: {}, resources } }));
                    const env = { ...pulumi.env, PATH: [pulumi.bin, path].join(delimiter) };
                    const command = join(modules, ".bin", "pulumi-dataworks");
                    for (const [name, said] of [
                        ["review", "Deploying would change nothing."],
                        ["promote", `dev: deployed commit ${pulumi.commit}.`],
                        ["nightly", `dev: no drift since commit ${pulumi.commit}.`],
                    ] as const) {
                        const { code, output } = await run(command, [name, "dev"], pulumi.folder, env);
                        assert.equal(code, 0, output);
                        assert.ok(output.includes(said), output);
                    }
                } finally {
                    await pulumi.close();
                }
            });

            for (const name of ["dataworks-emulator", "pulumi-dataworks"]) {
                it(`bring the command ${name}`, async () => {
                    const { code, output } = await run(join(modules, ".bin", name), ["--help"], folder, { PATH: path });
                    assert.equal(code, 0, output);
                });
            }
        });
    });
});
