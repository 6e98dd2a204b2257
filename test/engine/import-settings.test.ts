// Where the command import has its settings from: the stack of the current folder's project, by the real CLI.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { defaultAccessKeyId, defaultAccessKeySecret, startEmulator, type Emulator } from "dataworks-emulator";
import { runCommand } from "../support/command";
import { Stack } from "../support/stack";
import { projectId, seedOf } from "../support/tasks";

describe("the settings of pulumi-dataworks import", () => {
    let emulator: Emulator;
    let stack: Stack;

    const importing = (...args: string[]) => runCommand(stack, "import", "--project", projectId, "--force", ...args);

    before(async () => {
        emulator = await startEmulator({
            seed: seedOf({ fileId: "100", name: "task_100", definition: {}, deployed: true }),
        });
        stack = await Stack.open({
            env: {
                ALIBABA_CLOUD_REGION_ID: "cn-beijing",
                ALIBABA_CLOUD_ACCESS_KEY_ID: undefined,
                ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined,
            },
        });
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

    it("come from the environment alone where no stack is selected, which is said", async () => {
        await stack.ok("stack", "unselect");
        const { code, output } = await importing();
        assert.equal(code, 1);
        assert.match(output, /^No stack configuration was read: no stack is selected; --stack names one\.$/m);
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
