// onDelete "undeploy" on the real engine: what is undeployed, when, and what never is.
import assert from "node:assert/strict";
import { adapters, typeOf } from "../support/adapters";
import { plannedIn } from "../support/stack";
import { Story } from "../support/story";
import { otherProjectId, projectId, realtime, seedOf, solution } from "../support/tasks";

const fileIds = ["100", "101", "102", "103", "104", "105", "106", "107", "108", "110", "111", "112"];
const undeploying = (fileId: string, more: object = {}) => ({
    args: { projectId, taskType: "DI_REALTIME", fileId, onDelete: "undeploy", ...more },
});

for (const adapter of adapters)
    describe(`onDelete: "undeploy", by the ${adapter}`, () => {
        let story: Story;
        /** Whether task 105 was deployed in its old and its new workspace, right after the update. */
        let elsewhere: boolean[];

        before(async () => {
            story = await Story.begin({ seed: seedOf(...realtime(...fileIds), solution("500")) }, { adapter });
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
            const urn = `urn:pulumi:test::test::${typeOf(adapter, "DiSyncDeployment")}::forced`;
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

            // Accepted, and in production some seconds after.
            await emulator.control.assume({ "deploy-in-production": "later" });
            await stack.declare({ late: undeploying("112") });
            await stack.okUp();
            await story.step("early destroy", () => stack.ok("destroy", "--yes", "--skip-preview"));
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

        it("waits for a deployment that is still to come to production, and undeploys it then", async () => {
            const { calls, run, state } = story.after("early destroy");
            assert.ok(calls.includes("TerminateDISyncInstance 112"));
            assert.match(
                run.output,
                /DI_REALTIME 112 of workspace 10000 is to be undeployed: its deployment was accepted/,
            );
            const { deployedDefinition, waiting } = await story.emulator.control.task({ projectId, fileId: "112" });
            assert.deepEqual([deployedDefinition, waiting, state], [undefined, undefined, {}]);
        });
    });

for (const adapter of adapters)
    describe(`onDelete: "undeploy" with several providers, by the ${adapter}`, () => {
        let story: Story;

        before(async () => {
            story = await Story.begin({ seed: seedOf(...realtime("100", "101", "102")) }, { adapter });
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
            const urn = `urn:pulumi:test::test::${typeOf(adapter, "DiSyncDeployment")}::forced`;
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

for (const adapter of adapters)
    describe(`onDelete: "undeploy" beside deployments that are refused or skipped, by the ${adapter}`, () => {
        let story: Story;
        const deployed = async (fileId: string, workspace = projectId) =>
            (await story.emulator.control.task({ projectId: workspace, fileId })).deployedDefinition !== undefined;
        /** What was deployed after each step, by file id. */
        const left: Record<string, string[]> = {};
        const ids = ["100", "102", "103", "104", "105"];

        before(async () => {
            story = await Story.begin({ seed: seedOf(...realtime(...ids)) }, { adapter });
            const { stack, emulator } = story;
            const look = async (step: string) => {
                left[step] = [];
                for (const id of ids) if (await deployed(id)) left[step].push(id);
            };
            const explicit = { p: { region: "cn-hangzhou" } };
            await stack.declare(
                {
                    old: undeploying("100"),
                    moving: undeploying("103"),
                    one: undeploying("104"),
                    another: undeploying("105"),
                },
                explicit,
            );
            await stack.okUp();

            await stack.declare(
                {
                    refused: undeploying("102"),
                    skipped: { ...undeploying("100"), opts: { dependsOn: "refused", provider: "p" } },
                    moving: undeploying("103", { projectId: otherProjectId, onDelete: "retain" }),
                    another: undeploying("104"),
                },
                explicit,
            );
            for (const FileId of ["102", "104"]) {
                const fault = {
                    operation: "DeployDISyncTask",
                    kind: "fail",
                    message: "no",
                    match: { FileId },
                } as const;
                await emulator.control.addFault(fault);
            }
            await story.step("plan", () => stack.ok("preview", "--diff"));
            await story.step("failing up", () => stack.up("--continue-on-error"));
            await look("failing up");
            await emulator.control.clearFaults();
            await story.step("up", () => stack.okUp("--refresh"));
            await look("up");
            await story.step("destroy", () => stack.ok("destroy", "--refresh", "--yes", "--skip-preview"));
            await look("destroy");
        });

        after(async () => {
            await story.close();
        });

        it("keeps the old resource of a task whose new one was refused, or skipped, and says to run again", () => {
            const { run, state, calls } = story.after("failing up");
            assert.notEqual(run.code, 0);
            assert.deepEqual(Object.keys(state).sort(), ["another", "moving", "old", "one"]);
            assert.deepEqual(
                calls.filter((call) => call.startsWith("Terminate")),
                [],
            );
            assert.match(
                run.output,
                /DI_REALTIME 100 of workspace 10000 is not undeployed: .* was not deployed before/,
            );
            assert.match(run.output, /DI_REALTIME 104 of workspace 10000 is not undeployed: .* its deployment failed/);
            assert.deepEqual(left["failing up"], ["100", "103", "104", "105"]);
        });

        it("goes by the new onDelete when the workspace changes with it, which the preview says", () => {
            assert.match(
                story.after("plan").run.output,
                /DI_REALTIME 103 of workspace 10000 stays deployed when it is/,
            );
            assert.ok(left["up"]?.includes("103"));
        });

        it("is right again with the next up: what was taken over runs, and what nobody deploys any more is undeployed", () => {
            assert.deepEqual(Object.keys(story.after("up").state).sort(), ["another", "moving", "refused", "skipped"]);
            assert.deepEqual(left["up"], ["100", "102", "103", "104"]);
        });

        it("undeploys all of it at a destroy, also after a refresh", () => {
            assert.deepEqual(left["destroy"], ["103"]);
            assert.match(story.after("destroy").run.output, /as with --target, --exclude or destroy/);
        });
    });
