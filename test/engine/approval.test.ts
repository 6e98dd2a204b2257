// Only what was approved, on the real engine: an edit that nobody approved is deployed by no run, and one line approves it.
import assert from "node:assert/strict";
import { digestOf } from "../../provider/src/definition/index";
import { adapters } from "../support/adapters";
import { Story } from "../support/story";
import { definition, otherProjectId, projectId, realtime, seedOf } from "../support/tasks";

const region = "cn-hangzhou";
const realtimeTask = { projectId, taskType: "DI_REALTIME" } as const;

/** The digest of the definition with this table, of a task. */
const digestFor = (fileId: string, table: string, of: { readonly projectId: string } = realtimeTask) =>
    digestOf(JSON.stringify(definition(table)), { ...realtimeTask, ...of, region, fileId }, []);

for (const adapter of adapters)
    describe(`a pinned deployment, by the ${adapter}`, () => {
        let story: Story;
        /** Of task 100: as it was deployed first, after an edit, and after the one that comes too late. */
        let first: string;
        let edited: string;
        let late: string;

        const program = (own: object, moved: object) => ({
            own: { args: { ...realtimeTask, fileId: "100", ...own } },
            moved: { args: { ...realtimeTask, fileId: "101", ...moved } },
        });

        before(async () => {
            story = await Story.begin({ seed: seedOf(...realtime("100", "101", "102")) }, { adapter });
            const { stack, emulator } = story;
            const edit = (table: string) =>
                emulator.control.editTask({
                    ...{ projectId, fileId: "100", user: "182293110403" },
                    definition: definition(table),
                });
            first = await digestFor("100", "table_100");
            edited = await digestFor("100", "orders_2");
            late = await digestFor("100", "orders_3");
            const moved = { approvedDigest: await digestFor("101", "table_101") };

            await stack.declare(program({}, {}));
            await story.step("up", () => stack.okUp());
            await stack.declare(program({ approvedDigest: first }, moved));
            await story.step("first pin", () => stack.okUp());

            await edit("orders_2");
            await story.step("gate", () => stack.pulumi("preview", "--refresh", "--expect-no-changes"));
            await story.step("up --refresh", () => stack.up("--refresh"));
            await stack.declare(program({ approvedDigest: first, triggers: { n: "2" } }, moved));
            await story.step("plain up", () => stack.up());
            await stack.declare(program({ approvedDigest: edited, triggers: { n: "2" } }, moved));
            await story.step("approving up", () => stack.okUp());
            await story.step("clean gate", () => stack.pulumi("preview", "--refresh", "--expect-no-changes"));

            // Approved, and edited once more before it is deployed; the other one is replaced by a task that nobody approved.
            await edit("orders_4");
            const elsewhere = { projectId: otherProjectId };
            await stack.declare(program({ approvedDigest: late }, { ...elsewhere, approvedDigest: first }));
            await story.step("too late", () => stack.up("--continue-on-error"));
            const right = await digestFor("101", "table_101", elsewhere);
            await edit("orders_3");
            const undeploying = { approvedDigest: late, onDelete: "undeploy" };
            await stack.declare(program(undeploying, { ...elsewhere, approvedDigest: right }));
            await story.step("replacing up", () => stack.okUp());

            // Edited once more, and replaced by the plugin although its diff does not ask for that: the engine deletes it first.
            await edit("orders_5");
            const again = { ...undeploying, triggers: { n: "3" } };
            const { own, moved: left } = program(again, { ...elsewhere, approvedDigest: right });
            const opts = { deleteBeforeReplace: true, replaceOnChanges: ["triggers"] };
            await stack.declare({ own: { ...own, opts }, moved: left });
            await story.step("deleted first", () => stack.up());

            await stack.declare(
                program({ fileId: "102", approvedDigest: late }, { ...elsewhere, approvedDigest: right }),
            );
            await story.step("wrong", () => stack.pulumi("preview"));
        });

        after(() => story.close());

        it("deploys nothing where what runs is pinned: one call, and the digest is stored", () => {
            assert.deepEqual([...story.after("first pin").calls].sort(), ["GetDISyncTask 100", "GetDISyncTask 101"]);
            const { outputs } = story.deployment("first pin", "own");
            assert.deepEqual(
                [outputs["approvedDigest"], outputs["digest"], outputs["status"]],
                [first, first, "success"],
            );
            const before = story.deployment("up", "own").outputs;
            for (const output of ["requestId", "deployedAt"]) assert.equal(outputs[output], before[output]);
        });

        it("makes a gate red that finds an edit", () => {
            assert.equal(story.after("gate").run.code, 7);
        });

        for (const step of ["up --refresh", "plain up"]) {
            it(`deploys no edit that nobody approved, by ${step}, and stays due`, () => {
                const { run, calls } = story.after(step);
                assert.notEqual(run.code, 0);
                assert.ok(!calls.some((call) => call.startsWith("Deploy")), calls.join());
                assert.ok(run.output.includes(`approve it with approvedDigest: ${edited}`), run.output);
                assert.match(run.output, /last edited \S+Z by 182293110403/);
                const { outputs } = story.deployment(step, "own");
                assert.deepEqual([outputs["digest"], outputs["triggers"]], [first, undefined]);
            });
        }

        it("deploys the edit once one line approves it, and the gate is clean then", () => {
            assert.deepEqual(story.calls("approving up", "100"), [
                "GetDISyncTask 100",
                "DeployDISyncTask 100",
                "GetDISyncTask 100",
            ]);
            assert.equal(story.deployment("approving up", "own").outputs["digest"], edited);
            assert.equal(story.after("clean gate").run.code, 0, story.after("clean gate").run.output);
        });

        it("refuses an edit that came after the approval", () => {
            const { run, calls } = story.after("too late");
            assert.notEqual(run.code, 0);
            assert.ok(!calls.some((call) => call.startsWith("Deploy")), calls.join());
            assert.equal(story.deployment("too late", "own").outputs["digest"], edited);
        });

        it("is not replaced by a task that nobody approved, and deletes nothing; by an approved one it is", () => {
            const { run } = story.after("too late");
            assert.match(run.output, /is not replaced by DI_REALTIME 101 of workspace 10001, and nothing is deleted/);
            assert.equal(story.deployment("too late", "moved").outputs["projectId"], projectId);
            assert.deepEqual(story.deployedIn("replacing up").sort(), [projectId, otherProjectId]);
            assert.equal(story.deployment("replacing up", "moved").outputs["projectId"], otherProjectId);
        });

        it("stays deployed where the engine is told to delete it first and to deploy it again, and nobody approved what it is now", () => {
            const { run } = story.after("deleted first");
            assert.notEqual(run.code, 0);
            const { outputs } = story.deployment("deleted first", "own");
            assert.deepEqual([outputs["digest"], outputs["triggers"]], [late, undefined]);
            // Of a dynamic resource the engine is not told which properties differ, so replaceOnChanges replaces none: it is an update.
            const [calls, why] =
                adapter === "plugin"
                    ? [["GetDISyncTask 100"], /is not replaced, and nothing is deleted: its definition has the digest/]
                    : [["GetDISyncTask 100", "GetFile 100"], /is not deployed: its definition has the digest/];
            assert.deepEqual(story.calls("deleted first", "100"), calls);
            assert.match(run.output, why);
        });

        it("is refused at preview, without a call, where the digest cannot be the task's", () => {
            const { run, calls } = story.after("wrong");
            assert.notEqual(run.code, 0);
            assert.deepEqual(calls, []);
            assert.match(run.output, /and fileId changes: take approvedDigest out in this commit/);
        });
    });
