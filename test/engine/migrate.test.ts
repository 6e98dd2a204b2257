// A stack of dynamic resources becomes one of the plugin's, and back, on the real engine: nothing is deployed, and nothing is to do.
import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { defaultAccessKeyId, defaultAccessKeySecret, startEmulator, type Emulator } from "dataworks-emulator";
import { pluginsOf, type Adapter } from "../support/adapters";
import { runNode, type Run } from "../support/cli";
import { bin } from "../support/command";
import { chainSeed, taskArgs } from "../support/chain";
import { Stack, stateIn } from "../support/stack";
import { callsOf, projectId } from "../support/tasks";

/** Both forms of one program: a chain under a component, a provider of another region's settings, and another package's resource. */
const program = `
const pulumi = require("@pulumi/pulumi");
const { adapter, endpoint } = require("./package.json");
const native = (kind) =>
    class extends pulumi.CustomResource {
        constructor(name, args, opts) {
            super("dataworks:index:" + kind, name, { fileId: undefined, revision: undefined, deployedAt: undefined, ...args }, opts);
        }
    };
class NativeProvider extends pulumi.ProviderResource {
    constructor(name, settings) {
        super("dataworks", name, { ...settings, secretKey: pulumi.secret(settings.secretKey) });
    }
}
const dataworks =
    adapter === "plugin"
        ? { Provider: NativeProvider, DiSyncTask: native("DiSyncTask"), DiSyncDeployment: native("DiSyncDeployment"), DiSyncInstance: native("DiSyncInstance") }
        : require("pulumi-dataworks");
class Other extends pulumi.dynamic.Resource {
    constructor(name, props, opts) {
        super({ create: async (inputs) => ({ id: "other", outs: inputs }), diff: async (_, olds, news) => ({ changes: olds.of !== news.of }) }, name, props, opts);
    }
}
const shop = new pulumi.ComponentResource("test:index:Shop", "shop");
const provider = new dataworks.Provider("elsewhere", {
    region: "cn-shanghai", endpoint, accessKey: "${defaultAccessKeyId}", secretKey: "${defaultAccessKeySecret}", maxRetryTimeout: 60,
});
const task = new dataworks.DiSyncTask("orders", ${JSON.stringify(taskArgs("orders", ["orders"]))}, { parent: shop });
const of = { projectId: "${projectId}", taskType: "DI_REALTIME", fileId: task.fileId };
const deployment = new dataworks.DiSyncDeployment("orders", { ...of, triggers: { revision: task.revision, key: pulumi.secret("not-a-real-secret") } }, {
    parent: task, aliases: [{ name: "orders-old" }],
});
new dataworks.DiSyncInstance("orders", { ...of, state: "running", stableSeconds: 0, triggers: { deployment: deployment.deployedAt } }, {
    parent: shop, ignoreChanges: ["state"], deletedWith: deployment,
});
new dataworks.DiSyncDeployment("elsewhere", { ...of, onDelete: "retain" }, { provider, dependsOn: [deployment] });
new Other("other", { of: deployment.urn }, { parent: deployment });
exports.urn = deployment.urn;
`;

const review = ["preview", "--expect-no-changes"];
const kinds = /DiSync(Deployment|Instance|Task)$/;

describe("a stack of dynamic resources, one of which is another package's", () => {
    let emulator: Emulator;
    let stack: Stack;
    const runs = new Map<string, Run>();
    const calls = new Map<string, readonly string[]>();
    let summary: { settings: { key: string; command: string }[]; otherDynamicResources: string[]; providers: string[] };

    const step = async (name: string, run: () => Promise<Run>) => {
        await emulator.control.clearJournal();
        runs.set(name, await run());
        calls.set(name, callsOf(await emulator.control.journal()));
    };
    const programFor = async (adapter: Adapter) => {
        await stack.write("Pulumi.yaml", `name: test\nruntime: nodejs\n${pluginsOf(adapter)}`);
        await stack.write("package.json", JSON.stringify({ main: "index.js", adapter, endpoint: emulator.url }));
    };
    const command = async (...args: string[]) => {
        const run = await runNode([bin, "migrate", ...args], stack.folder, stack.env);
        assert.equal(run.code, 0, run.output);
        return run;
    };
    const read = async (file: string) => stateIn(await readFile(join(stack.folder, file), "utf8")).resources ?? [];

    before(async function () {
        this.timeout(600_000);
        emulator = await startEmulator({ seed: chainSeed });
        stack = await Stack.open({
            endpoint: emulator.url,
            files: { "index.js": program },
            env: { ALIBABA_CLOUD_REGION_ID: undefined },
        });
        await stack.ok("config", "set", "alicloud:region", "cn-hangzhou");
        await stack.ok("config", "set", "dataworks:maxRetryTimeout", "30");
        await programFor("dynamic provider");
        await stack.okUp();
        await stack.ok("stack", "export", "--file", "state.json");
        summary = JSON.parse((await command("state.json", "--json")).stdout) as typeof summary;
        for (const { command } of summary.settings) {
            assert.equal(command, "pulumi config get alicloud:region | pulumi config set dataworks:region");
        }
        await stack.ok("config", "set", "dataworks:region", "cn-hangzhou");
        await stack.ok("stack", "import", "--file", "native.json");
        await programFor("plugin");
        await step("native with a refresh", () => stack.pulumi(...review, "--refresh", "--diff"));
        await step("native", () => stack.pulumi(...review, "--diff"));
        await step("native up", () => stack.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes"));
        await stack.ok("stack", "export", "--file", "lived.json");
        await command("lived.json", "--back");
        await stack.ok("stack", "import", "--file", "dynamic.json");
        await programFor("dynamic provider");
        await step("dynamic with a refresh", () => stack.pulumi(...review, "--refresh", "--diff"));
        await step("dynamic", () => stack.pulumi(...review, "--diff"));
    });

    after(async () => {
        await stack.close();
        await emulator.close();
    });

    for (const form of ["native", "native up", "dynamic"]) {
        it(`has nothing to do, and deploys nothing: ${form}`, () => {
            const run = runs.get(form);
            assert.equal(run?.code, 0, run?.output);
            assert.deepEqual(
                calls.get(form)?.filter((call) => !/^(Get|List)/.test(call)),
                [],
            );
        });
    }

    for (const form of ["native with a refresh", "dynamic with a refresh"]) {
        it(`shows no drift: ${form}`, () => {
            const run = runs.get(form);
            assert.equal(run?.code, 0, run?.output);
        });
    }

    it("keeps ids and outputs, and names what became of it", async () => {
        const [before, native] = [await read("state.json"), await read("native.json")];
        assert.equal(native.length, before.length + 1); // the default provider of the others stays
        const of = (resources: typeof before) => resources.filter(({ type }) => kinds.test(type));
        const plain = ({ id, outputs }: (typeof before)[number]) => ({
            id,
            outputs: { ...outputs, __provider: undefined },
        });
        assert.deepEqual(of(native).map(plain), of(before).map(plain));
        assert.ok(of(native).every(({ type }) => type.startsWith("dataworks:index:")));
        assert.deepEqual(summary.otherDynamicResources, ["other"]);
        assert.deepEqual(summary.providers, ["elsewhere"]);
        assert.deepEqual(
            summary.settings.map(({ key }) => key),
            ["alicloud:region"],
        );
    });

    it("holds what was secret encrypted, in a file for its owner's eyes alone", async () => {
        for (const file of ["native.json", "dynamic.json"]) {
            const text = await readFile(join(stack.folder, file), "utf8");
            assert.ok(!text.includes("not-a-real-secret") && !text.includes(defaultAccessKeySecret), file);
            assert.equal((await stat(join(stack.folder, file))).mode & 0o777, 0o600);
        }
    });
});
