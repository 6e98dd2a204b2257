// A program that a bundler made one file of, this package included, on the real engine.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { root } from "../../tools/root";
import { run, type Run } from "../support/cli";
import { Stack } from "../support/stack";
import { projectId, realtime, seedOf } from "../support/tasks";

const program = `
import * as dataworks from "pulumi-dataworks";
for (const fileName of ["task_100", "task_101"]) {
    const { fileId } = dataworks.getDiSyncFileOutput({ projectId: "${projectId}", name: fileName });
    new dataworks.DiSyncDeployment(fileName, { projectId: "${projectId}", taskType: "DI_REALTIME", fileId });
}
`;

describe("a bundled program", () => {
    let folder: string;
    let emulator: Emulator;
    let stack: Stack;
    let alone: Run;
    let beside: Run;

    before(async () => {
        folder = await mkdtemp(join(tmpdir(), "dataworks-test-"));
        const [sources, modules] = [join(folder, "sources"), join(folder, "modules")];
        await mkdir(sources);
        await mkdir(modules);
        await symlink(join(root, "node_modules"), join(sources, "node_modules"));
        await symlink(join(root, "node_modules", "@pulumi"), join(modules, "@pulumi"));
        await writeFile(join(sources, "index.ts"), program);
        emulator = await startEmulator({ seed: seedOf(...realtime("100", "101")) });
        stack = await Stack.open({
            endpoint: emulator.url,
            modules,
            files: { "package.json": '{ "main": "bundle.js" }' },
        });
        const esbuild = join(root, "node_modules", ".bin", "esbuild");
        const options = ["--bundle", "--platform=node", "--external:@pulumi/pulumi"];
        const output = `--outfile=${join(stack.folder, "bundle.js")}`;
        const bundled = await run(esbuild, ["index.ts", ...options, output], sources, process.env);
        assert.equal(bundled.code, 0, bundled.output);

        alone = await stack.pulumi("preview");
        await symlink(join(root, "provider"), join(modules, "pulumi-dataworks"));
        beside = await stack.okUp();
    });

    after(async () => {
        await stack.close();
        await emulator.close();
        await rm(folder, { recursive: true, force: true });
    });

    it("looks tasks up and deploys them, where its own package depends on pulumi-dataworks", async () => {
        const states = Object.values(await stack.deployments());
        assert.deepEqual(states.map(({ outputs }) => outputs["fileId"]).sort(), ["100", "101"]);
        assert.ok(!beside.output.includes("cannot be found"), beside.output);
    });

    it("is told once what to add, where the engine's host cannot find the package", () => {
        const listed = alone.output.slice(alone.output.indexOf("\nDiagnostics:"));
        const warnings = listed.split("\n").filter((line) => line.includes("cannot be found from"));
        assert.equal(warnings.length, 1, alone.output);
        assert.match(warnings[0] ?? "", /warning: pulumi-dataworks .* Add pulumi-dataworks to the dependencies/);
    });
});
