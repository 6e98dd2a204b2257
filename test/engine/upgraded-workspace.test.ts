// A workspace whose API refuses every call since its upgrade: the ways of docs/upgraded-workspace.md out of the state, on the real engine.
import assert from "node:assert/strict";
import type { Deployments } from "../support/stack";
import { Story } from "../support/story";
import { dataSources } from "../support/new-task";

const projectId = "10000";
const task = { projectId, taskType: "DI_REALTIME", fileId: { $of: ["made", "fileId"] } };
const made = {
    ...{ projectId, name: "orders", resourceGroup: "group_shop" },
    source: { type: "mysql", datasources: [{ name: "shop", tables: ["orders"] }] },
    destination: { type: "hologres", datasource: "warehouse" },
};

/** A task, its deployment and its instance, that go as these say. */
const chain = (onDelete: { task: string; deployment: string; instance: string }): Deployments => ({
    made: { kind: "DiSyncTask", args: { ...made, onDelete: onDelete.task } },
    deployed: { args: { ...task, onDelete: onDelete.deployment } },
    runs: {
        kind: "DiSyncInstance",
        args: { ...task, state: "running", stableSeconds: 0, onDelete: onDelete.instance },
        opts: { dependsOn: "deployed" },
    },
});
const takenDown = chain({ task: "delete", deployment: "undeploy", instance: "stop" });
const retained = chain({ task: "retain", deployment: "retain", instance: "retain" });

describe("a workspace that was upgraded", () => {
    let story: Story;
    let fileId: string;

    async function declare(deployments: Deployments): Promise<void> {
        await story.stack.write("deployments.json", JSON.stringify({ deployments }));
    }

    before(async () => {
        story = await Story.begin({ seed: { workspaces: [{ projectId, dataSources }] } });
        const { stack, emulator } = story;
        const upgrade = () =>
            emulator.control.addFault({
                ...{ operation: "*", kind: "error", status: 400, code: "1201111431" },
                message: "/bizroot/shop folder path not found",
            });
        await declare(takenDown);
        await story.step("before", () => stack.okUp());
        fileId = String(story.deployment("before", "deployed").outputs["fileId"]);

        await upgrade();
        await story.step("preview", () => stack.pulumi("preview", "--expect-no-changes"));
        await story.step("refresh", () => stack.pulumi("refresh", "--yes"));
        const whole = JSON.parse((await stack.ok("stack", "export")).stdout) as object;

        await declare(retained);
        await story.step("retain", () => stack.pulumi("up", "--yes", "--skip-preview", "--refresh=false"));
        await declare({});
        await story.step("removed", () => stack.pulumi("up", "--yes", "--skip-preview", "--refresh=false"));

        await stack.write("state.json", JSON.stringify(whole));
        await stack.ok("stack", "import", "--file", "state.json");
        const [{ urn } = assert.fail("no task")] = (await stack.resources()).filter(({ type }) =>
            type.endsWith("Task"),
        );
        await story.step("by hand", () => stack.pulumi("state", "delete", urn, "--target-dependents", "--yes"));
    });

    after(async () => {
        await story.close();
    });

    it("shows no change in a preview, and fails in a refresh, which keeps the state and names the page", () => {
        assert.equal(story.after("preview").run.code, 0, story.after("preview").run.output);
        const { run, state, instances, tasks } = story.after("refresh");
        assert.notEqual(run.code, 0);
        assert.match(run.output, /1201111431: .*docs\/upgraded-workspace\.md/);
        assert.deepEqual(
            [state, instances, tasks].map((each) => Object.keys(each)),
            [["deployed"], ["runs"], ["made"]],
        );
    });

    it('lets go of its resources by onDelete "retain", without a call', () => {
        for (const step of ["retain", "removed"]) {
            assert.equal(story.after(step).run.code, 0, story.after(step).run.output);
            assert.deepEqual(story.after(step).calls, [], step);
        }
        const { state, instances, tasks } = story.after("removed");
        assert.deepEqual([state, instances, tasks], [{}, {}, {}]);
    });

    it("lets go of them by hand, without a call, whatever onDelete says", () => {
        const { run, calls, state, instances, tasks } = story.after("by hand");
        assert.equal(run.code, 0, run.output);
        assert.deepEqual([calls, state, instances, tasks], [[], {}, {}, {}]);
    });

    it("has its task deployed and running afterwards", async () => {
        await story.emulator.control.clearFaults();
        const { deployedDefinition, instance } = await story.emulator.control.task({ projectId, fileId });
        assert.ok(deployedDefinition);
        assert.equal(instance, "RUN");
    });
});
