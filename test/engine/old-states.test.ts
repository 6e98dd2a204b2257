// States that older versions wrote, on the real engine: they preview clean, refresh, update and are destroyed.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { edited, recorded, seed } from "../fixtures/record-state";
import { plannedIn } from "../support/stack";
import { Story } from "../support/story";
import { projectId } from "../support/tasks";

const folder = join(__dirname, "..", "fixtures", "states");

for (const name of readdirSync(folder)) {
    describe(`the state ${name}`, () => {
        let story: Story;

        before(async () => {
            story = await Story.begin({ seed });
            const { stack, emulator } = story;
            await stack.ok("stack", "import", "--file", join(folder, name));
            await story.step("imported", () => stack.ok("stack"));
            const names = Object.keys(story.after("imported").state);
            const program = Object.fromEntries(Object.entries(recorded).filter(([each]) => names.includes(each)));
            await stack.declare(program);
            await story.step("preview", () => stack.ok("preview", "--json"));
            await emulator.control.editTask(edited);
            await emulator.control.deployTask({ projectId, fileId: "106", user: "182293110403" });
            await story.step("refresh", () => stack.ok("refresh", "--yes", "--skip-preview"));
            await stack.declare({ ...program, plain: { args: { ...recorded.plain.args, triggers: { again: "1" } } } });
            await story.step("up", () => stack.okUp());
            await story.step("gate", () => stack.pulumi("preview", "--refresh", "--expect-no-changes"));
            await story.step("destroy", () => stack.ok("destroy", "--yes", "--skip-preview"));
        });

        after(async () => {
            await story.close();
        });

        it("plans what was open when it was written, the drift and the unknown outcome, and nothing else", () => {
            assert.deepEqual(plannedIn(story.after("preview").run), { drifted: "update", unknown: "update" });
            assert.deepEqual(story.after("preview").calls, []);
        });

        it("sees what drifts, and what does not, by its old fingerprints", () => {
            const { state } = story.after("refresh");
            const drifting = Object.keys(state).filter((key) => state[key]?.outputs["drift"] !== undefined);
            assert.deepEqual(drifting.sort(), ["drifted", "unknown"]);
            assert.equal((state["drifted"]?.outputs["drift"] as string[]).length >= 1, true);
        });

        it("deploys what was open and what is changed, once, and the gate is clean", () => {
            const deployed = story
                .after("up")
                .calls.filter((call) => call.startsWith("Deploy"))
                .sort();
            assert.deepEqual(deployed, ["DeployDISyncTask 100", "DeployDISyncTask 103", "DeployDISyncTask 105"]);
            assert.equal(story.after("gate").run.code, 0, story.after("gate").run.output);
        });

        it("keeps its resources through an update", () => {
            assert.equal(story.deployment("up", "plain").id, story.deployment("imported", "plain").id);
        });

        it("can be destroyed, and undeploys where it was told to", () => {
            assert.deepEqual(story.after("destroy").state, {});
            // One that was deployed long ago, and is not any more: nothing is to be waited for.
            assert.deepEqual(
                story.after("destroy").calls.filter((call) => !call.startsWith("GetProject")),
                ["GetDISyncInstanceInfo 102", "ListFileVersions 102"],
            );
        });
    });
}
