// Stopping and undeploying beside each other, on the real engine: in a destroy, a rename, a replacement, and where they contradict.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { adapters, typeOf } from "../support/adapters";
import type { Deployments } from "../support/stack";
import { Story } from "../support/story";
import { projectId, realtime, seedOf } from "../support/tasks";

const fileIds = ["100", "101", "102", "103", "104", "105", "106", "107"];
const task = (fileId: string) => ({ projectId, taskType: "DI_REALTIME", fileId });
const deployment = (fileId: string, opts: object = {}): Deployments[string] => ({
    args: { ...task(fileId), onDelete: "undeploy" },
    opts,
});
const instance = (fileId: string, opts: object = {}, more: object = {}): Deployments[string] => ({
    kind: "DiSyncInstance",
    args: { ...task(fileId), state: "running", stableSeconds: 0, onDelete: "stop", ...more },
    opts,
});

for (const adapter of adapters)
    describe(`instances and deployments of the same tasks, by the ${adapter}`, () => {
        let story: Story;
        const running: Record<string, string[]> = {};
        /** The files in which the processes of the first up tell each other their claims: NUMBER-BEGIN-COUNT.claims. */
        let claims: string[];

        before(async () => {
            const deployed = realtime(...fileIds).map((each) => ({ ...each, deployed: true }));
            story = await Story.begin({ seed: seedOf(...deployed) }, { adapter });
            const { stack, emulator } = story;
            const look = async (step: string) => {
                running[step] = [];
                for (const fileId of fileIds)
                    if ((await emulator.control.task({ projectId, fileId })).instance === "RUN")
                        running[step].push(fileId);
            };
            for (const fileId of ["106", "107"])
                await emulator.control.setInstance({ projectId, fileId, status: "RUN" });
            const providers = { p: { region: "cn-hangzhou" } };
            const chains = {
                // The instance is deleted before the deployment, and the other way round.
                under: deployment("100"),
                above: instance("100", { dependsOn: "under" }),
                first: instance("101"),
                after: deployment("101", { dependsOn: "first" }),
                // It runs already when it is deployed.
                anew: deployment("106"),
                restarted: instance("106", { dependsOn: "anew" }),
                // It runs already, and is not deployed.
                left: instance("107"),
            };
            const forced = instance("103");
            await stack.declare(
                {
                    ...chains,
                    oldName: instance("102"),
                    forced,
                    aliased: instance("104"),
                    wanted: instance("105"),
                    taken: deployment("105"),
                },
                providers,
            );
            await story.step("up", () => stack.okUp());

            [claims = []] = await Promise.all(
                (await readdir(stack.home))
                    .filter((name) => name.startsWith("pulumi-dataworks-claims-"))
                    .map((name) => readdir(join(stack.home, name))),
            );

            const kept = {
                ...chains,
                newName: instance("102", { provider: "p" }),
                forced,
                newAlias: instance("104", { aliases: [{ name: "aliased" }] }),
                wanted: instance("105"),
            };
            await stack.declare(kept, providers);
            const urn = `urn:pulumi:test::test::${typeOf(adapter, "DiSyncInstance")}::forced`;
            await story.step("changing up", () => stack.up("--replace", urn, "--continue-on-error"));
            await look("changing up");

            const stopped = { state: "stopped" };
            await stack.declare({ ...kept, another: instance("107", { provider: "p" }, stopped) }, providers);
            await story.step("contradiction", () => stack.pulumi("preview"));

            await stack.declare({ ...kept, wanted: instance("105", {}, stopped) }, providers);
            await story.step("agreeing up", () => stack.okUp());
            await story.step("destroy", () => stack.ok("destroy", "--yes", "--skip-preview"));
            await look("destroy");
        });

        after(() => story.close());

        const undeployed = (step: string) => story.after(step).calls.filter((call) => call.startsWith("Terminate"));
        const stops = (step: string) => story.after(step).calls.filter((call) => call.startsWith("Stop"));

        it("restart at their creation what ran already where this run deployed it, and nothing else", () => {
            assert.deepEqual(stops("up"), ["StopDISyncInstance 106"]);
            const { calls } = story.after("up");
            assert.ok(calls.indexOf("DeployDISyncTask 106") < calls.indexOf("StopDISyncInstance 106"));
            assert.ok(calls.lastIndexOf("StartDISyncInstance 106") > calls.indexOf("StopDISyncInstance 106"));
        });

        it("have one account together in their process, and with it one quota and the same claims", () => {
            assert.ok(claims.length > 0);
            assert.deepEqual(
                claims.filter((name) => !name.endsWith("-1.claims")),
                [],
            );
        });

        it("are not stopped by a rename, to another provider's process, nor by a forced replacement", () => {
            assert.deepEqual(stops("changing up"), []);
            assert.ok(["102", "103"].every((fileId) => running["changing up"]?.includes(fileId)));
            for (const fileId of ["102", "103"]) {
                const warning = `warning: DI_REALTIME ${fileId} of workspace 10000 is not stopped: the program has`;
                assert.ok(story.after("changing up").run.output.includes(warning), warning);
            }
            const { instances } = story.after("changing up");
            assert.ok(instances["newName"] && !instances["oldName"] && instances["forced"]);
        });

        it("make no call for a rename with aliases", () => {
            assert.deepEqual(story.calls("changing up", "104"), []);
        });

        it("hold back an undeployment where one is to run on, which is an error that says so", () => {
            const { run, state } = story.after("changing up");
            assert.notEqual(run.code, 0);
            assert.match(
                run.output,
                /DI_REALTIME 105 of workspace 10000 is not undeployed: a DiSyncInstance of the program wants it running/,
            );
            assert.deepEqual(undeployed("changing up"), []);
            assert.ok(state["taken"]);
            assert.deepEqual(undeployed("agreeing up"), ["TerminateDISyncInstance 105"]);
        });

        it("are an error at preview where two of one task want different things, also in two providers' processes", () => {
            const { run } = story.after("contradiction");
            assert.notEqual(run.code, 0);
            assert.match(
                run.output,
                /state contradicts another DiSyncInstance of the program, .* 107 of workspace 10000 too/,
            );
        });

        it("are destroyed in the right order, whichever depends on which", () => {
            const { state, instances, calls } = story.after("destroy");
            assert.deepEqual([state, instances], [{}, {}]);
            assert.deepEqual(running["destroy"], []);
            for (const fileId of ["100", "101", "106"]) {
                assert.equal(calls.filter((call) => call === `StopDISyncInstance ${fileId}`).length, 1, fileId);
                assert.ok(calls.includes(`TerminateDISyncInstance ${fileId}`), fileId);
            }
            assert.ok(calls.includes("StopDISyncInstance 107"), "what no deployment undeploys is stopped");
        });
    });
