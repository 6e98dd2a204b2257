// The examples with one stack each, on the real engine: each does what its README says.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultAccessKeyId, defaultAccessKeySecret } from "dataworks-emulator";
import type { Run } from "../support/cli";
import { filesOfExample, shop } from "../support/example";
import { plannedIn } from "../support/stack";
import { Story } from "../support/story";
import { definition, realtime, seedOf } from "../support/tasks";

/** A story whose stack has the configuration of one of the example's stacks. */
async function begin(name: string, configuration: string, seed: Parameters<typeof Story.begin>[0]): Promise<Story> {
    const files = await filesOfExample(name);
    return Story.begin(seed, { files: { ...files, "Pulumi.test.yaml": files[configuration] ?? "" } });
}

describe("examples/triggers", () => {
    let story: Story;

    before(async () => {
        story = await begin("triggers", "Pulumi.dev.yaml", { seed: await shop() });
        const { stack } = story;
        const columns = (await filesOfExample("triggers"))["columns.json"] ?? "";
        await story.step("up", () => stack.okUp());
        await stack.write("columns.json", columns.replaceAll("\n", "\r\n"));
        await story.step("line ends", () => stack.ok("preview", "--json", "--expect-no-changes"));
        await stack.write("columns.json", columns.replace("paid_at", "paid_on"));
        await story.step("changed", () => stack.okUp());
    });

    after(async () => {
        await story.close();
    });

    it("deploys again, in place, when its file changes", () => {
        const deployed = ({ calls }: { calls: readonly string[] }) => calls.filter((call) => call.startsWith("Deploy"));
        assert.deepEqual(deployed(story.after("up")), ["DeployDISyncTask 510001"]);
        assert.deepEqual(deployed(story.after("changed")), ["DeployDISyncTask 510001"]);
        assert.equal(story.deployment("changed", "orders").id, story.deployment("up", "orders").id);
    });

    it("proposes nothing for other line ends", () => {
        assert.deepEqual(plannedIn(story.after("line ends").run), {});
    });
});

describe("examples/rotation", () => {
    let story: Story;
    let output: Run;

    before(async () => {
        story = await begin("rotation", "Pulumi.dev.yaml", { seed: await shop() });
        const { stack } = story;
        // How long it has to run is another test's promise.
        const text = (await filesOfExample("rotation"))["index.ts"] ?? "";
        await stack.write("index.ts", text.replace('state: "running"', 'state: "running", stableSeconds: 0'));
        await story.step("up", () => stack.okUp());
        output = await stack.ok("stack", "output", "--json");
        await stack.ok("config", "set", "shopPassword", "2");
        await story.step("rotated", () => stack.okUp());
    });

    after(async () => {
        await story.close();
    });

    it("leaves alone what runs, restarts it for another number, and deploys nothing", () => {
        const changes = (step: string) => story.calls(step, "510001").filter((call) => !call.startsWith("Get"));
        assert.deepEqual(changes("up"), []);
        assert.deepEqual(changes("rotated"), ["StopDISyncInstance 510001", "StartDISyncInstance 510001"]);
    });

    it("names the other tasks that use the data source", () => {
        assert.deepEqual(JSON.parse(output.stdout), {
            notRestarted: ["customers_to_maxcompute", "payments_to_hologres", "stock_to_kafka"],
        });
    });
});

describe("examples/two-accounts", () => {
    const partner = { accessKeyId: "partner-access-key-id", accessKeySecret: "partner-access-key-secret" };
    let story: Story;

    before(async () => {
        const own = { accessKeyId: defaultAccessKeyId, accessKeySecret: defaultAccessKeySecret };
        const workspaces = [
            { projectId: "10000", tasks: realtime("100") },
            { projectId: "20000", tasks: realtime("200") },
        ];
        story = await begin("two-accounts", "Pulumi.prod.yaml", { seed: { workspaces, credentials: [own, partner] } });
        const { stack } = story;
        const aliyun = join(stack.env["HOME"] ?? "", ".aliyun");
        await mkdir(aliyun);
        const profile = {
            name: "partner",
            mode: "AK",
            access_key_id: partner.accessKeyId,
            access_key_secret: partner.accessKeySecret,
        };
        await writeFile(join(aliyun, "config.json"), JSON.stringify({ current: "partner", profiles: [profile] }));
        await story.step("up", () => stack.okUp());
    });

    after(async () => {
        await story.close();
    });

    it("deploys each task with its account's key, in its account's region", () => {
        const deploys = story.after("up").journal.filter(({ operation }) => operation === "DeployDISyncTask");
        const keys = deploys.map(({ accessKeyId, parameters }) => [parameters["FileId"], accessKeyId]);
        assert.deepEqual(keys, [
            ["100", defaultAccessKeyId],
            ["200", partner.accessKeyId],
        ]);
        assert.equal(story.deployment("up", "orders").outputs["region"], "cn-hangzhou");
        assert.equal(story.deployment("up", "partner-orders").outputs["region"], "cn-shanghai");
    });

    it("has no key in the state", async () => {
        const state = await story.stack.stateText();
        assert.ok(!state.includes(partner.accessKeyId));
        assert.ok(!state.includes(partner.accessKeySecret));
    });
});

describe("examples/esm", () => {
    let story: Story;
    let output: Run;

    before(async () => {
        const tasks = [{ fileId: "7", name: "orders_to_maxcompute", definition: definition("orders") }];
        story = await begin("esm", "Pulumi.dev.yaml", { seed: seedOf(...tasks) });
        await story.step("up", () => story.stack.okUp());
        output = await story.stack.ok("stack", "output", "--json");
    });

    after(async () => {
        await story.close();
    });

    it("deploys the task that its name was awaited of", () => {
        assert.deepEqual(JSON.parse(output.stdout), { fileId: "7", status: "success" });
        assert.deepEqual(
            story.after("up").calls.filter((call) => call.startsWith("Deploy")),
            ["DeployDISyncTask 7"],
        );
    });
});
