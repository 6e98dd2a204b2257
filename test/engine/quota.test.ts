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

describe("what changes something, while instances are waited for under a quota of 5 calls a second", () => {
    const waiting = Array.from({ length: 24 }, (_, index) => String(800 + index));
    const [last, deployed, started] = ["899", "900", "901"] as const;
    let story: Story;

    before(async () => {
        const tasks = realtime(...waiting, last, deployed, started).map((each) => ({ ...each, deployed: true }));
        story = await Story.begin({ seed: seedOf(...tasks) });
        const { stack } = story;
        await stack.ok("config", "set", "dataworks:requestsPerSecond", "5");
        const { control } = story.emulator;
        const of = (fileId: string) => ({ projectId, taskType: "DI_REALTIME", fileId });
        const instance = (fileId: string, opts: object = {}) => ({
            kind: "DiSyncInstance" as const,
            args: { ...of(fileId), state: "running", stableSeconds: 0 },
            opts,
        });
        await stack.declare({
            ...Object.fromEntries(waiting.map((fileId) => [`waits${fileId}`, instance(fileId)])),
            last: instance(last),
            deployed: { args: of(deployed), opts: { dependsOn: "last" } },
            started: instance(started, { dependsOn: "deployed" }),
        });
        const become = async (status: "WAIT" | "RUN", ...fileIds: readonly string[]) => {
            for (const fileId of fileIds) await control.setInstance({ projectId, fileId, status });
        };
        await become("WAIT", ...waiting, last);
        await story.step("up", async () => {
            const until = (operation: string, count: number) =>
                control.waitFor({ operation, moment: "replied", count, timeoutMs: 60_000 });
            const release = async () => {
                // By then each is looked at again and again, so that more of them want to look than may.
                await until("GetDISyncInstanceInfo", waiting.length + 4);
                await become("RUN", last);
                await until("StartDISyncInstance", 1);
                await become("RUN", ...waiting);
            };
            const up = stack.okUp("--parallel", "120");
            await Promise.race([release(), up]);
            return up;
        });
    });

    after(() => story.close());

    for (const [what, from, to] of [
        ["a deployment", `GetDISyncTask ${deployed}`, `DeployDISyncTask ${deployed}`],
        ["a start", `GetDISyncInstanceInfo ${started}`, `StartDISyncInstance ${started}`],
    ] as const) {
        it(`goes before the looks at them: ${what}`, () => {
            const { calls } = story.after("up");
            const between = calls.slice(calls.indexOf(from) + 1, calls.indexOf(to));
            assert.ok(between.length <= 5, `${between.length} calls went before it:\n${between.join("\n")}`);
        });
    }
});
