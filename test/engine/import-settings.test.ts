// Where the command import has its settings from: the stack of the current folder's project, by the real CLI.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultAccessKeyId, defaultAccessKeySecret, startEmulator, type Emulator } from "dataworks-emulator";
import { inParallel } from "../../provider/src/cli/parallel";
import { StackFile } from "../../provider/src/cli/import/stack-file";
import { runCommand } from "../support/command";
import { Stack } from "../support/stack";
import { stackForms } from "../support/stack-forms";
import { projectId, seedOf } from "../support/tasks";

describe("the settings of pulumi-dataworks import", () => {
    let emulator: Emulator;
    let stack: Stack;

    const importing = (...args: string[]) => runCommand(stack, "import", "--project", projectId, "--force", ...args);

    before(async () => {
        emulator = await startEmulator({
            seed: seedOf({ fileId: "100", name: "task_100", definition: {}, deployed: true }),
        });
        stack = await Stack.open({ env: { ALIBABA_CLOUD_REGION_ID: "cn-beijing" } });
        await stack.ok("config", "set", "dataworks:region", "cn-hangzhou");
        await stack.ok("config", "set", "--path", "alicloud:endpoints.dataworkspublic", emulator.url);
        await stack.ok("config", "set", "dataworks:accessKey", defaultAccessKeyId);
        await stack.ok("config", "set", "--secret", "dataworks:secretKey", defaultAccessKeySecret);
    });

    after(async () => {
        await stack.close();
        await emulator.close();
    });

    it("come from the selected stack before the environment, secrets and objects too", async () => {
        const { code, output } = await importing();
        assert.equal(code, 0, output);
        assert.match(output, /1 task of workspace 10000 in cn-hangzhou/);
    });

    it("come from the stack that --stack names, which the next commands name too", async () => {
        const { code, output } = await importing("--stack", "test");
        assert.equal(code, 0, output);
        assert.match(output, /pulumi import .* --stack test\n {2}pulumi preview .* --stack test$/m);
    });

    it("have the region that --region says", async () => {
        assert.match((await importing("--region", "cn-shanghai")).output, /in cn-shanghai/);
    });

    it("cannot be read from a stack that does not exist, and it says so", async () => {
        const { code, output } = await importing("--stack", "nosuch");
        assert.equal(code, 1);
        assert.match(
            output,
            /^error: The configuration of the stack could not be read\. `pulumi config` said: .*nosuch/m,
        );
    });

    it("stand in the stack's file as Pulumi reads it, in whatever form that is", async () => {
        const folder = await mkdtemp(join(stack.folder, "forms-"));
        const read = await inParallel(Object.entries(stackForms), 4, async ([what, before]) => {
            const path = join(folder, `${what}.yaml`);
            const added = [{ name: "orders", taskType: "DI_REALTIME", fileId: "7567482277219412494" }];
            const text = new StackFile(path, before, "shop").with({ region: "cn-hangzhou", projectId: "10000", added });
            await writeFile(path, text.replaceAll("shop:", "test:"));
            const { stdout } = await stack.ok("config", "--json", "--config-file", path);
            const values = JSON.parse(stdout) as Record<string, { value: string }>;
            return Object.fromEntries(Object.entries(values).map(([key, { value }]) => [key, value]));
        });
        for (const values of read) {
            const { "test:tasks": tasks, "other:key": other, "test:projectId": workspace } = values;
            const ids = [...(tasks ?? "").matchAll(/"fileId":"?(\d+)/g)].map(([, id]) => id);
            assert.deepEqual([ids, other, workspace], [["100", "7567482277219412494"], "a", "10000"]);
            assert.equal(values["dataworks:region"], "cn-hangzhou");
        }
    });

    it("lead to no call where no endpoint inside a VPC is known for their region, which is said as such", async () => {
        const file = join(stack.folder, "Pulumi.test.yaml");
        const before = await readFile(file, "utf8");
        const settings = "config:\n  dataworks:region: ap-south-1\n  dataworks:network: vpc\n";
        await writeFile(file, before.replace(/^config:\n[^]*/m, settings));
        try {
            const { code, output } = await importing();
            assert.equal(code, 1);
            assert.match(
                output,
                /^error: The settings are not complete or not right:\n {2}- dataworks:network is "vpc", and no endpoint inside a VPC is known for region ap-south-1: /m,
            );
        } finally {
            await writeFile(file, before);
        }
    });

    it("have a listed task's triggers as a program gets them, and leave out what holds a secret", async () => {
        const file = join(stack.folder, "Pulumi.test.yaml");
        const before = await readFile(file, "utf8");
        const triggers = "{a: 014, b: 2020-01-01, c: 1.10, d: 'yes'}";
        const list = `  test:tasks: [{name: a, taskType: DI_REALTIME, fileId: 100, triggers: ${triggers}}]\n`;
        await writeFile(file, before.replace(/^config:\n/m, `config:\n${list}`));
        try {
            const { code, output } = await importing("--config", file);
            assert.equal(code, 0, output);
            const { resources } = JSON.parse(await readFile(join(stack.folder, "import.json"), "utf8")) as {
                resources: { inputs: { triggers: object } }[];
            };
            const { stdout } = await stack.ok("config", "--json");
            const read = JSON.parse(stdout) as Record<string, { value: string }>;
            const [task] = JSON.parse(read["test:tasks"]?.value ?? "") as { triggers: { a: number } }[];
            assert.equal(task?.triggers.a, 12);
            assert.deepEqual(
                resources.map(({ inputs }) => inputs.triggers),
                [task.triggers],
            );
            await stack.ok("config", "set", "--path", "--secret", "test:tasks[0].triggers.t", "hunter2");
            const again = await importing("--config", file);
            assert.equal(again.code, 0, again.output);
            assert.match(again.output, /^Left out, since their entry holds a secret, .*\n {2}task_100 \(100\), as a$/m);
            assert.doesNotMatch(again.output, /hunter2/);
        } finally {
            await writeFile(file, before);
        }
    });

    it("come from the environment alone where no stack is selected, which is said", async () => {
        await stack.ok("stack", "unselect");
        const { code, output } = await importing();
        assert.equal(code, 1);
        assert.match(
            output,
            /^No stack was read, neither its settings nor its state: no stack is selected; --stack names one\.$/m,
        );
        assert.match(output, /^error: No credentials for Alibaba Cloud were found/m);
    });

    it("need a project where a stack is named", async () => {
        await rm(join(stack.folder, "Pulumi.yaml"));
        const { code, output } = await importing("--stack", "test");
        assert.equal(code, 1);
        assert.match(
            output,
            /^error: The configuration of the stack test could not be read: this folder is in no Pulumi project\.$/m,
        );
    });
});
