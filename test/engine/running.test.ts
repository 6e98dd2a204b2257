// DiSyncInstance on the real engine: a deployed task that also runs, and what a review shows of it.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
    let folder: string;
    const status = async () => (await story.emulator.control.task(task)).instance;
    let stopped: string | undefined;

    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "dataworks-emulator-"));
        const state = join(folder, "kept.state");
        story = await Story.begin({ seed: seedOf(...realtime("100")), state });
        const { stack, emulator } = story;
        await stack.declare({
            orders: { args: of("100") },
            running: instance("100", { triggers: { deployment: { $of: ["orders", "deployedAt"] } }, onDelete: "stop" }),
        });
        await story.step("up", () => stack.okUp());
        await emulator.control.setInstance({ ...task, status: "NORUN" });
        await story.step("review", () => stack.pulumi("preview", "--refresh", "--diff", "--expect-no-changes"));
        await story.step("healing up", () => stack.okUp("--refresh"));
        await story.restartEmulator(state);
        await story.step("same", () => stack.ok("preview", "--refresh", "--expect-no-changes", "--json"));
        await story.emulator.control.editTask({ ...task, definition: definition("x"), user: "1" });
        await story.step("deploying up", () => stack.ok("up", "--yes", "--refresh"));
        await story.step("destroy", () => stack.ok("destroy", "--yes", "--skip-preview"));
        stopped = await status();
    });

    after(async () => {
        await story.close();
        rmSync(folder, { recursive: true });
    });

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
    });

    it("is as it was left, and a preview clean, where the emulator was stopped and started since on its state file", () => {
        assert.deepEqual(plannedIn(story.after("same").run), {});
        assert.deepEqual(about("same").sort(), ["GetDISyncInstanceInfo", "GetDISyncTask"]);
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

describe("an instance that fails, moves or is not the program's, on the real engine", () => {
    let story: Story;
    const own = (fileId: string) => ({ projectId, fileId });

    before(async () => {
        const tasks = realtime("101", "102", "103", "104", "105").map((each) => ({ ...each, deployed: true }));
        story = await Story.begin({ seed: seedOf(...tasks) });
        const { stack, emulator } = story;
        const { control } = emulator;
        const declare = (fileId: string, n: number) =>
            stack.declare({
                refused: instance("101", { triggers: { n: 1 } }),
                moving: instance(fileId, { onDelete: "stop" }),
                foreign: instance("104", { triggers: { n } }, { ignoreChanges: ["state"] }),
                hanging: instance("105", { triggers: { n: 1 }, timeoutSeconds: 1 }),
            });
        const both = { taskType: "DI_REALTIME" as const };
        await control.setInstances({ start: { refused: "no resources" }, task: { ...own("101"), ...both } });
        await control.setInstances({ mode: "byHand", task: { ...own("105"), ...both } });
        await declare("102", 1);
        await story.step("failing up", () => stack.up());

        await control.setInstances({ task: { ...own("101"), ...both } });
        await control.advanceInstance(own("105"));
        await control.setInstance({ ...own("104"), status: "NORUN" });
        await declare("103", 2);
        await story.step("next up", () => stack.okUp());
    });

    after(() => story.close());

    const about = (step: string, fileId: string) => story.calls(step, fileId).map((call) => call.split(" ")[0] ?? "");

    it("is kept where its start is refused or takes too long, with what is still to be done", () => {
        assert.notEqual(story.after("failing up").run.code, 0);
        for (const [name, status] of [
            ["refused", "NORUN"],
            ["hanging", "WAIT"],
        ] as const) {
            const { outputs } = story.instance("failing up", name);
            assert.deepEqual([outputs["pending"], outputs["status"], outputs["state"]], ["start", status, "stopped"]);
        }
        assert.match(story.after("failing up").run.output, /did not run within 1 s \(timeoutSeconds\)/);
    });

    it("carries on from what is live: what was not started is, and what runs by now is only looked at", () => {
        assert.deepEqual(about("next up", "101"), [
            "GetDISyncInstanceInfo",
            "StartDISyncInstance",
            "GetDISyncInstanceInfo",
        ]);
        assert.deepEqual(about("next up", "105"), ["GetDISyncInstanceInfo"]);
        for (const name of ["refused", "hanging"])
            assert.equal(story.instance("next up", name).outputs["pending"], undefined);
    });

    it("of another task starts before the one of the old task stops", () => {
        const calls = story.after("next up").calls.filter((call) => /^(Start|Stop).* 10[23]$/.test(call));
        assert.deepEqual(calls, ["StartDISyncInstance 103", "StopDISyncInstance 102"]);
        assert.equal(story.instance("next up", "moving").id, "cn-hangzhou/10000/DI_REALTIME/103");
    });

    it("is left alone where the option ignoreChanges names its state", () => {
        assert.equal(story.instance("failing up", "foreign").outputs["ignoresState"], true);
        assert.deepEqual(about("failing up", "104").slice(0, 2), ["GetDISyncInstanceInfo", "StartDISyncInstance"]);
        assert.deepEqual(about("next up", "104"), []);
    });
});
