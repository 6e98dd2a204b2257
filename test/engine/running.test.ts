// DiSyncInstance on the real engine: a deployed task that also runs, and what a review shows of it.
import assert from "node:assert/strict";
import { plannedIn, type Deployments } from "../support/stack";
import { Story } from "../support/story";
import { definition, projectId, realtime, seedOf } from "../support/tasks";

const of = (fileId: string, more: object = {}) => ({ projectId, taskType: "DI_REALTIME", fileId, ...more });
const instance = (fileId: string, more: object = {}, opts: object = {}): Deployments[string] => ({
    kind: "DiSyncInstance",
    args: { ...of(fileId), state: "running", stableSeconds: 0, ...more },
    opts,
});
const task = { projectId, fileId: "100" };

describe("an instance, on the real engine", () => {
    let story: Story;
    const status = async () => (await story.emulator.control.task(task)).instance;
    let stopped: string | undefined;

    before(async () => {
        story = await Story.begin({ seed: seedOf(...realtime("100")) });
        const { stack, emulator } = story;
        await stack.declare({
            orders: { args: of("100") },
            running: instance("100", { triggers: { deployment: { $of: ["orders", "deployedAt"] } }, onDelete: "stop" }),
        });
        await story.step("up", () => stack.okUp());
        await emulator.control.setInstance({ ...task, status: "NORUN" });
        await story.step("review", () => stack.pulumi("preview", "--refresh", "--diff", "--expect-no-changes"));
        await story.step("healing up", () => stack.okUp("--refresh"));
        await story.step("same", () => stack.ok("preview", "--refresh", "--expect-no-changes", "--json"));
        await emulator.control.editTask({ ...task, definition: definition("x"), user: "1" });
        await story.step("deploying up", () => stack.ok("up", "--yes", "--refresh"));
        await story.step("destroy", () => stack.ok("destroy", "--yes", "--skip-preview"));
        stopped = await status();
    });

    after(() => story.close());

    const about = (step: string) => story.calls(step, "100").map((call) => call.split(" ")[0] ?? "");
    const changing = (step: string) => about(step).filter((call) => /^(Deploy|Start|Stop|Terminate)/.test(call));

    it("is started after its deployment, and says so in the state", () => {
        assert.deepEqual(changing("up"), ["DeployDISyncTask", "StartDISyncInstance"]);
        const { id, outputs } = story.instance("up", "running");
        assert.equal(id, "cn-hangzhou/10000/DI_REALTIME/100");
        assert.deepEqual([outputs["state"], outputs["status"], outputs["name"]], ["running", "RUN", "task_100"]);
        assert.equal(outputs["pending"], undefined);
    });

    it("that somebody has stopped is shown by a review as it is, and is started by the next up", () => {
        const { run } = story.after("review");
        assert.notEqual(run.code, 0);
        assert.match(run.output, /~ state *: "stopped" => "running"/);
        assert.deepEqual(changing("review"), []);
        assert.deepEqual(changing("healing up"), ["StartDISyncInstance"]);
        assert.deepEqual(plannedIn(story.after("same").run), {});
        assert.deepEqual(changing("same"), []);
    });

    it("is restarted by the deployment that its triggers name, which the preview says", () => {
        assert.deepEqual(changing("deploying up"), ["DeployDISyncTask", "StopDISyncInstance", "StartDISyncInstance"]);
        assert.match(
            story.after("deploying up").run.output,
            /restarts task_100 \(.*\): replication stops and starts again, because triggers changed, as far as is known/,
        );
    });

    it("is stopped where it is destroyed with onDelete stop", () => {
        assert.deepEqual(changing("destroy"), ["StopDISyncInstance"]);
        assert.equal(stopped, "NORUN");
    });
});
