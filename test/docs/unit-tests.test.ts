// The unit tests that docs/unit-tests.md shows, run as a reader runs them.
import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../tools/root";
import { run } from "../support/cli";
import { textOf } from "./markdown";

describe("docs/unit-tests.md", () => {
    let folder: string;
    /** The samples, by the file that their first line names. */
    let samples: Map<string, string>;

    before(async () => {
        folder = await mkdtemp(join(tmpdir(), "dataworks-test-"));
        const modules = join(folder, "node_modules");
        await mkdir(modules);
        const linked = ["@pulumi", "@types", "mocha", "ts-node", "typescript", "vitest"];
        for (const name of linked) await symlink(join(root, "node_modules", name), join(modules, name));
        // A link would show vitest files outside of node_modules, which it takes for parts of the program.
        const installed = join(modules, "pulumi-dataworks");
        await cp(join(root, "provider", "dist"), join(installed, "dist"), { recursive: true });
        await cp(join(root, "provider", "package.json"), join(installed, "package.json"));
        await writeFile(join(folder, "package.json"), "{}");
        await writeFile(join(folder, "tsconfig.json"), await readFile(join(root, "tsconfig.base.json"), "utf8"));
        const found = textOf(join("docs", "unit-tests.md")).matchAll(/^```ts\n(\/\/ (\S+)\n.*?)^```$/gms);
        samples = new Map([...found].map(([, text = "", name = ""]) => [name, text]));
    });

    after(async () => {
        await rm(folder, { recursive: true, force: true });
    });

    /** Runs a test of the page with the program as it is shown, or with another text in it. */
    async function runTest(command: string, args: readonly string[], change?: readonly [string, string]) {
        for (const [name, text] of samples) {
            await writeFile(join(folder, name), change ? text.replace(...change) : text);
        }
        const env = { PATH: process.env["PATH"], HOME: folder, NO_COLOR: "1" };
        return run(join(root, "node_modules", ".bin", command), args, folder, env);
    }

    for (const [command, args] of [
        ["mocha", ["--require", "ts-node/register", "orders.test.ts"]],
        ["vitest", ["run", "orders.spec.ts"]],
    ] as const) {
        it(`shows a unit test that ${command} passes, and fails where the program does something else`, async () => {
            const passed = await runTest(command, args);
            assert.equal(passed.code, 0, passed.output);
            assert.match(passed.output, /2 pass/);
            const failed = await runTest(command, args, ['onDelete: "undeploy"', 'onDelete: "retain"']);
            assert.notEqual(failed.code, 0, failed.output);
            assert.match(failed.output, /1 failed|1 failing/);
        });
    }
});
