// The main job on the real engine: deploy, preview, change, destroy.
import assert from "node:assert/strict";
import type { Emulator } from "dataworks-emulator";
import { adapters } from "../support/adapters";
import { plannedIn } from "../support/stack";
import { Story } from "../support/story";
import { otherProjectId, projectId, realtime, seedOf, solution } from "../support/tasks";

const longId = "9223372036854775807";
const retained = { projectId, taskType: "DI_REALTIME" };

for (const adapter of adapters)
    describe(`pulumi up, by the ${adapter}`, () => {
        let story: Story;
        let emulator: Emulator;

        before(async () => {
            story = await Story.begin(
                { seed: seedOf(...realtime("100", "101", "102", longId), solution("500")) },
                { adapter },
            );
            const { stack } = story;
            emulator = story.emulator;
            await stack.declare({
                plain: { args: { ...retained, projectId: Number(projectId), fileId: 100 } },
                long: { args: { ...retained, fileId: longId } },
                solution: { args: { projectId, taskType: "DI_SOLUTION", fileId: "500" } },
                later: { args: { ...retained, fileId: { $later: "101" }, triggers: { id: { $later: "1" } } } },
            });
            await story.step("first preview", () => stack.ok("preview", "--json"));
            await story.step("first up", () => stack.okUp());
            await story.step("unchanged preview", () => stack.ok("preview", "--json", "--expect-no-changes"));

            await stack.declare({
                plain: { args: { ...retained, fileId: "100", triggers: { sha: "1", b: true } } },
                long: { args: { ...retained, fileId: longId, onDelete: "undeploy" } },
                solution: { args: { projectId: otherProjectId, taskType: "DI_SOLUTION", fileId: "500" } },
                later: { args: { ...retained, fileId: "102", triggers: { id: { $later: "1" } } } },
            });
            await story.step("changing preview", () => stack.ok("preview", "--json"));
            await story.step("changing up", () => stack.okUp());

            await stack.declare({ plain: { args: { ...retained, fileId: "100", triggers: { b: true, sha: "2" } } } });
            await story.step("removing up", () => stack.okUp());
            await story.step("destroy", () => stack.ok("destroy", "--yes", "--skip-preview"));
        });

        after(async () => {
            await story.close();
        });

        it("makes no call in a preview, whatever is not known yet", () => {
            assert.deepEqual(plannedIn(story.after("first preview").run), {
                plain: "create",
                long: "create",
                solution: "create",
                later: "create",
            });
            assert.deepEqual(story.after("first preview").calls, []);
        });

        it("deploys each task with two calls: its fingerprint, and the deployment", () => {
            const of = (fileId: string) => story.calls("first up", fileId);
            for (const fileId of ["100", "101", longId, "500"]) {
                assert.deepEqual(of(fileId), [`GetDISyncTask ${fileId}`, `DeployDISyncTask ${fileId}`]);
            }
            assert.equal(story.after("first up").calls.length, 8);
        });

        it("gives the status, the request id and the rest of the outputs", async () => {
            const { outputs } = story.deployment("first up", "plain");
            const { deployedAt, requestId, definition, __provider, ...rest } = outputs;
            assert.match(String(deployedAt), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
            assert.match(String(requestId), /\S/);
            assert.ok(definition);
            assert.equal(__provider !== undefined, adapter === "dynamic provider");
            assert.deepEqual(rest, {
                projectId,
                taskType: "DI_REALTIME",
                fileId: "100",
                onDelete: "retain",
                region: "cn-hangzhou",
                status: "success",
                message: "",
                version: "",
                versionBefore: "",
                digest: "",
            });
            const { deployments } = await emulator.control.task({ projectId, fileId: longId });
            assert.equal(deployments, 1);
        });

        it("keeps the digits of an id of 19 digits", () => {
            assert.equal(story.deployment("first up", "long").outputs["fileId"], longId);
        });

        it("gives ids of its own making, all different", () => {
            const ids = Object.values(story.after("first up").state).map(({ id }) => id ?? "");
            assert.equal(new Set(ids).size, 4);
            for (const id of ids) assert.match(id, /^disync-[0-9a-f]{16}$/);
        });

        it("stores one constant text of at most 100 bytes for every dynamic resource, and none for the others", () => {
            const texts = Object.values(story.after("first up").state).flatMap(({ inputs, outputs }) => [
                inputs["__provider"],
                outputs["__provider"],
            ]);
            assert.deepEqual(new Set(texts), new Set([texts[0]]));
            assert.equal(texts[0] === undefined, adapter === "plugin");
            assert.ok(Buffer.byteLength(String(texts[0])) <= 100);
        });

        it("stores the fingerprint encrypted, and neither a key nor a value of the definition anywhere", () => {
            const { stateText } = story.after("first up");
            for (const secret of ["not-a-real-password", "emulator-access-key-secret", "table_100", '\\"digest\\"']) {
                assert.ok(!stateText.includes(secret), `${secret} is in the state`);
            }
            assert.match(stateText, /"definition":\{"4dabf18193072939515e22adb298388d"/);
        });

        it("makes no call in a preview of an unchanged program, and says that nothing changes", () => {
            assert.deepEqual(plannedIn(story.after("unchanged preview").run), {});
            assert.deepEqual(story.after("unchanged preview").calls, []);
        });

        it("plans an update for what changes in place, and a replacement for another workspace", () => {
            assert.deepEqual(plannedIn(story.after("changing preview").run), {
                plain: "update",
                long: "update",
                solution: "replace",
                later: "update",
            });
            assert.deepEqual(story.after("changing preview").calls, []);
        });

        it("deploys again for changed triggers and for another file id, and keeps the resource's id", () => {
            for (const name of ["plain", "later"]) {
                assert.equal(story.deployment("changing up", name).id, story.deployment("first up", name).id);
            }
            assert.ok(story.after("changing up").calls.includes("DeployDISyncTask 100"));
            assert.ok(story.after("changing up").calls.includes("DeployDISyncTask 102"));
            assert.equal(story.deployment("changing up", "later").outputs["fileId"], "102");
        });

        it("makes no call for a changed onDelete, and stores it", () => {
            assert.deepEqual(
                story.after("changing up").calls.filter((call) => call.endsWith(longId)),
                [],
            );
            assert.equal(story.deployment("changing up", "long").outputs["onDelete"], "undeploy");
            assert.equal(story.deployment("changing up", "long").outputs["status"], "success");
        });

        it("replaces the deployment of another workspace", () => {
            assert.notEqual(
                story.deployment("changing up", "solution").id,
                story.deployment("first up", "solution").id,
            );
            assert.equal(story.deployment("changing up", "solution").outputs["projectId"], otherProjectId);
            assert.deepEqual(
                story.after("changing up").calls.filter((call) => call.endsWith(" 500")),
                ["GetDISyncTask 500", "DeployDISyncTask 500"],
            );
        });

        it("undeploys a task whose resource was removed, where onDelete says so, and leaves the others as they run", async () => {
            assert.deepEqual(
                story.after("removing up").calls.filter((call) => !call.endsWith(" 100")),
                [`GetDISyncInstanceInfo ${longId}`, `TerminateDISyncInstance ${longId}`],
            );
            const undeployed = await emulator.control.task({ projectId, fileId: longId });
            assert.equal(undeployed.deployedDefinition, undefined);
            const left = await emulator.control.task({ projectId, fileId: "102" });
            assert.notEqual(left.deployedDefinition, undefined);
        });

        it("makes no call to destroy what is to be retained", () => {
            assert.deepEqual(story.after("destroy").calls, []);
            assert.deepEqual(story.after("destroy").state, {});
        });
    });
