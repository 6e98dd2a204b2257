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

describe("a deployment while 100 instances are waited for, under a quota", () => {
    const waiting = Array.from({ length: 100 }, (_, index) => String(800 + index));
    const deployed = ["900", "901", "902"];
    let story: Story;

    before(async () => {
        const tasks = realtime(...waiting).map((each) => ({ ...each, deployed: true, instance: "WAIT" as const }));
        const seed = seedOf(
            ...tasks,
            { ...realtime("799")[0], fileId: "799", deployed: true, instance: "RUN" },
            ...realtime(...deployed),
        );
        story = await Story.begin({ seed, quota: { perSecond: 20 } });
        const { stack, emulator } = story;
        const of = (fileId: string) => ({ projectId, taskType: "DI_REALTIME", fileId });
        const instance = (fileId: string) => ({
            kind: "DiSyncInstance" as const,
            args: { ...of(fileId), state: "running", stableSeconds: 0 },
        });
        await stack.declare({
            ...Object.fromEntries(waiting.map((fileId) => [`waits${fileId}`, instance(fileId)])),
            // Each of these comes when the others are waited for already.
            runs: instance("799"),
            first: { args: of("900"), opts: { dependsOn: "runs" } },
            second: { args: of("901"), opts: { dependsOn: "first" } },
            third: { args: of("902"), opts: { dependsOn: "second" } },
        });
        await story.step("up", async () => {
            const run = stack.okUp("--parallel", "120");
            await emulator.control.waitFor({
                operation: "DeployDISyncTask",
                moment: "replied",
                count: deployed.length,
                timeoutMs: 300_000,
            });
            for (const fileId of waiting) await emulator.control.setInstance({ projectId, fileId, status: "RUN" });
            return run;
        });
    });

    after(async () => {
        await story.close();
    });

    it("does not queue behind the looks at them", () => {
        const { calls } = story.after("up");
        for (const fileId of deployed) {
            const [from, to] = ["GetDISyncTask", "DeployDISyncTask"].map((call) => calls.indexOf(`${call} ${fileId}`));
            const between = calls.slice((from ?? 0) + 1, to).filter((call) => call.startsWith("GetDISyncInstanceInfo"));
            assert.ok(between.length <= 10, `${between.length} looks went before the deployment of ${fileId}`);
        }
    });
});
