// onDelete "undeploy" on the real engine: what is undeployed, when, and what never is.
import assert from "node:assert/strict";
import { plannedIn } from "../support/stack";
import { Story } from "../support/story";
import { otherProjectId, projectId, realtime, seedOf, solution } from "../support/tasks";

const fileIds = ["100", "101", "102", "103", "104", "105", "106", "107", "108", "110", "111"];
const undeploying = (fileId: string, more: object = {}) => ({
    args: { projectId, taskType: "DI_REALTIME", fileId, onDelete: "undeploy", ...more },
});

describe('onDelete: "undeploy"', () => {
    let story: Story;
    /** Whether task 105 was deployed in its old and its new workspace, right after the update. */
    let elsewhere: boolean[];

    before(async () => {
        story = await Story.begin({ seed: seedOf(...realtime(...fileIds), solution("500")) });
        const { stack, emulator } = story;
        const kept = {
            moving: undeploying("100"),
            becoming: undeploying("102", { onDelete: "retain" }),
            leaving: undeploying("103"),
            forced: undeploying("104"),
            elsewhere: undeploying("105"),
            renamed: undeploying("106"),
            aliased: undeploying("107"),
        };
        const one = undeploying("108");
        await stack.declare({ ...kept, one, another: one, idle: undeploying("110"), running: undeploying("111") });
        await story.step("up", () => stack.okUp());
        for (const fileId of ["100", "111"]) {
            await emulator.control.setInstance({ projectId, fileId, status: "RUN" });
        }

        await stack.declare({
            moving: undeploying("101"),
            becoming: undeploying("101", { onDelete: "undeploy" }),
            leaving: undeploying("101", { onDelete: "retain" }),
            forced: undeploying("104"),
            elsewhere: undeploying("105", { projectId: otherProjectId }),
            newName: undeploying("106"),
            newAlias: { ...undeploying("107"), opts: { aliases: [{ name: "aliased" }] } },
            another: one,
            idle: undeploying("110"),
            running: undeploying("111"),
        });
        const urn = "urn:pulumi:test::test::pulumi-nodejs:dynamic/dataworks:DiSyncDeployment::forced";
        await story.step("plan", () => stack.ok("preview", "--json"));
        await story.step("changing up", () => stack.okUp("--replace", urn));

        elsewhere = [];
        for (const workspace of [projectId, otherProjectId]) {
            const { deployedDefinition } = await emulator.control.task({ projectId: workspace, fileId: "105" });
            elsewhere.push(deployedDefinition !== undefined);
        }

        // 110 is undeployed by hand, 111 runs: both are destroyed all the same.
        await emulator.control.undeployTask({ projectId, fileId: "110" });
        await story.step("destroy", () => stack.ok("destroy", "--yes", "--skip-preview"));

        await stack.declare({ denied: undeploying("100") });
        await stack.okUp();
        await emulator.control.addFault({
            operation: "TerminateDISyncInstance",
            times: 1,
            kind: "error",
            status: 403,
            code: "Forbidden.Access",
        });
        await story.step("refused destroy", () => stack.pulumi("destroy", "--yes", "--skip-preview"));
    });

    after(async () => {
        await story.close();
    });

    it("plans a replacement for another file id only where both the old and the new onDelete say so", () => {
        assert.deepEqual(plannedIn(story.after("plan").run), {
            moving: "replace",
            becoming: "update",
            leaving: "update",
            elsewhere: "replace",
            renamed: "delete",
            one: "delete",
            newName: "create",
        });
    });

    it("deploys the new task before it stops and undeploys the old one", async () => {
        const moving = story.after("changing up").calls.filter((call) => /10[01]$/.test(call));
        assert.deepEqual(moving.slice(-4), [
            "GetDISyncInstanceInfo 100",
            "StopDISyncInstance 100",
            "GetDISyncInstanceInfo 100",
            "TerminateDISyncInstance 100",
        ]);
        assert.ok(moving.indexOf("DeployDISyncTask 101") < moving.indexOf("StopDISyncInstance 100"));
        const { deployedDefinition } = await story.emulator.control.task({ projectId, fileId: "102" });
        assert.notEqual(deployedDefinition, undefined, "a change of onDelete itself undeploys nothing");
    });

    it("never undeploys what the program deploys: a forced replacement, a renamed resource, one of two of a task", () => {
        for (const [fileId, calls] of [
            ["104", ["GetDISyncTask 104", "DeployDISyncTask 104"]],
            ["106", ["GetDISyncTask 106", "DeployDISyncTask 106"]],
            ["108", []],
        ] as const) {
            assert.deepEqual(story.calls("changing up", fileId), calls);
            const warning = `warning: DI_REALTIME ${fileId} of workspace 10000 is not undeployed: the program has`;
            assert.ok(story.after("changing up").run.output.includes(warning), warning);
        }
        assert.ok(story.after("destroy").calls.includes("TerminateDISyncInstance 108"));
    });

    it("undeploys the task of the old workspace when the workspace changes", () => {
        assert.deepEqual(elsewhere, [false, true]);
    });

    it("makes no call for a rename with aliases", () => {
        assert.deepEqual(story.calls("changing up", "107"), []);
        assert.equal(story.deployment("changing up", "newAlias").id, story.deployment("up", "aliased").id);
    });

    it("takes a task that is undeployed already as undeployed", () => {
        const calls = story.after("destroy").calls;
        assert.ok(calls.includes("GetDISyncInstanceInfo 110") && !calls.includes("TerminateDISyncInstance 110"));
        assert.ok(calls.includes("TerminateDISyncInstance 111"));
        assert.deepEqual(story.after("destroy").state, {});
    });

    it("keeps the resource where undeploying is refused, and says why", () => {
        const { run, state } = story.after("refused destroy");
        assert.equal(run.code, 1);
        assert.match(
            run.output,
            /TerminateDISyncInstance was refused for DI_REALTIME 100 of workspace 10000: Forbidden/,
        );
        assert.ok(state["denied"]);
    });
});

describe('onDelete: "undeploy" with several providers', () => {
    let story: Story;

    before(async () => {
        story = await Story.begin({ seed: seedOf(...realtime("100", "101", "102")) });
        const { stack } = story;
        const providers = { p: { region: "cn-hangzhou" }, q: { region: "cn-hangzhou" } };
        const by = (provider: string) => ({ opts: { provider } });
        await stack.declare(
            {
                oldName: undeploying("100"),
                forced: undeploying("101"),
                one: { ...undeploying("102"), ...by("p") },
                another: { ...undeploying("102"), ...by("q") },
            },
            providers,
        );
        await stack.okUp();
        await stack.declare(
            {
                newName: { ...undeploying("100"), ...by("p") },
                forced: { ...undeploying("101"), ...by("p") },
                another: { ...undeploying("102"), ...by("q") },
            },
            providers,
        );
        const urn = "urn:pulumi:test::test::pulumi-nodejs:dynamic/dataworks:DiSyncDeployment::forced";
        await story.step("moving up", () => stack.okUp("--replace", urn));
    });

    after(async () => {
        await story.close();
    });

    it("never undeploys what the program deploys through another provider, which has a process of its own", () => {
        const undeployed = story.after("moving up").calls.filter((call) => call.startsWith("Terminate"));
        assert.deepEqual(undeployed, []);
        for (const fileId of ["100", "101", "102"]) {
            const warning = `warning: DI_REALTIME ${fileId} of workspace 10000 is not undeployed: the program has`;
            assert.ok(story.after("moving up").run.output.includes(warning), warning);
        }
    });
});
