// Many deployments under the quota of an edition, on the real engine, which runs many at once.
import assert from "node:assert/strict";
import { Story } from "../support/story";
import { projectId, realtime, seedOf } from "../support/tasks";

const fileIds = Array.from({ length: 70 }, (_, index) => String(700 + index));

describe("many deployments under a quota of 5 calls a second", () => {
    let story: Story;

    before(async () => {
        story = await Story.begin({ seed: seedOf(...realtime(...fileIds)), quota: { perSecond: 5 } });
        await story.stack.declare(
            Object.fromEntries(
                fileIds.map((fileId) => [`task${fileId}`, { args: { projectId, taskType: "DI_REALTIME", fileId } }]),
            ),
        );
        await story.step("up", () => story.stack.up("--parallel", "80"));
    });

    after(async () => {
        await story.close();
    });

    it("all succeed, each deployed once", async () => {
        assert.equal(story.after("up").run.code, 0);
        for (const fileId of fileIds) {
            assert.equal(story.deployment("up", `task${fileId}`).outputs["status"], "success");
            const { deployments } = await story.emulator.control.task({ projectId, fileId });
            assert.equal(deployments, 1, fileId);
        }
    });

    it("say once that they wait, with how many are queued, and no more than that", () => {
        const said = story.after("up").run.output.match(/^ +warning: .*$/gm) ?? [];
        assert.equal(said.length, 1, said.join("\n"));
        assert.match(said.join(), /calls to 127\.0\.0\.1:\d+ have to wait for their turn.*: \d+ are queued/);
    });
});
