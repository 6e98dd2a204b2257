// Ctrl-C while an up waits for instances: what the first one does, what the second one leaves behind, and what the next up makes of it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { environmentFor } from "../../tools/cli/find";
import type { Adapter } from "../support/adapters";
import { pulumiCli, type Run } from "../support/cli";
import { Story } from "../support/story";
import { projectId, realtime, seedOf } from "../support/tasks";
import { endProcesses, homeOf } from "./processes";
import { pendingIn, type Pending } from "./twenty";

/** A stack whose next `up` waits for two instances: one that it knows stopped, and a new one. */
async function waiting(adapter: Adapter): Promise<Story> {
    const tasks = realtime("100", "101").map((each) => ({ ...each, deployed: true }));
    const story = await Story.begin({ seed: seedOf(...tasks) }, { adapter });
    const { stack, emulator } = story;
    const instance = (fileId: string, state: "running" | "stopped") => ({
        kind: "DiSyncInstance" as const,
        args: { projectId, taskType: "DI_REALTIME", fileId, state, stableSeconds: 0 },
    });
    await stack.declare({ known: instance("101", "stopped") });
    await stack.okUp();
    await emulator.control.setInstances({ mode: "byHand" });
    await stack.declare({ known: instance("101", "running"), fresh: instance("100", "running") });
    return story;
}

describe("an up by the plugin that waits for instances, and is interrupted", () => {
    let story: Story;
    let pending: readonly Pending[];

    before(async function () {
        if (process.platform !== "linux") this.skip(); // the processes are found in /proc
        story = await waiting("plugin");
        const { stack, emulator } = story;
        await story.step("interrupted", () => interrupted(story, 1));
        pending = await pendingIn(stack);
        for (const fileId of ["100", "101"]) await emulator.control.advanceInstance({ projectId, fileId });
        await story.step("next up", () => stack.up());
    });

    after(async () => {
        await endProcesses(homeOf(story.stack));
        await story.close();
    });

    it("ends at the first signal, and keeps what was asked", () => {
        const { run, instances } = story.after("interrupted");
        assert.notEqual(run.code, 0);
        assert.deepEqual(pending, []);
        for (const name of ["fresh", "known"])
            assert.equal(instances[name]?.outputs["pending"], "start", `${name}:\n${run.output}`);
    });

    it("is carried on by the next up from what is live, and starts nothing a second time", () => {
        assertCarriedOn(story);
    });
});

describe("an up by the dynamic provider that waits for instances, and is interrupted", () => {
    let story: Story;
    let pending: readonly Pending[];
    let left: readonly Pending[];

    before(async function () {
        if (process.platform !== "linux") this.skip(); // the processes are found in /proc
        story = await waiting("dynamic provider");
        const { stack, emulator } = story;
        const { control } = emulator;
        await story.step("interrupted", () => interrupted(story, 2));
        pending = await pendingIn(stack);
        // The one has come to run meanwhile; the other one begins to once it is looked at again.
        await control.advanceInstance({ projectId, fileId: "100" });
        await story.step("next up", async () => {
            const run = stack.up();
            await control.waitFor({
                operation: "GetDISyncInstanceInfo",
                moment: "replied",
                count: 3,
                timeoutMs: 60_000,
            });
            await control.advanceInstance({ projectId, fileId: "101" });
            return run;
        });
        await story.step("cleared", () => stack.ok("refresh", "--yes", "--skip-preview", "--clear-pending-creates"));
        left = await pendingIn(stack);
        await story.step("same", () => stack.ok("preview", "--refresh", "--expect-no-changes"));
    });

    after(async () => {
        await endProcesses(homeOf(story.stack));
        await story.close();
    });

    it("waits on after the first signal; the second one ends it, and the state says what was under way", () => {
        const { run, instances } = story.after("interrupted");
        assert.notEqual(run.code, 0);
        assert.deepEqual(
            [...pending].sort((a, b) => (a.name < b.name ? -1 : 1)),
            [
                { type: "creating", name: "fresh" },
                { type: "updating", name: "known" },
            ],
        );
        assert.equal(instances["known"]?.outputs["state"], "stopped");
    });

    it("is carried on by the next up from what is live, and starts nothing a second time", () => {
        assertCarriedOn(story);
    });

    it("leaves a pending create to a refresh that clears it, and loses nothing by that", () => {
        assert.deepEqual(left, []);
        assert.deepEqual(Object.keys(story.after("cleared").instances).sort(), ["fresh", "known"]);
    });
});

/** The next up is done, without a call that starts what was started already. */
function assertCarriedOn(story: Story): void {
    const { run, calls, instances } = story.after("next up");
    assert.equal(run.code, 0, run.output);
    assert.deepEqual(
        calls.filter((call) => !call.startsWith("GetDISyncInstanceInfo")),
        [],
    );
    for (const name of ["fresh", "known"]) {
        const { state, status, pending: asked } = instances[name]?.outputs ?? {};
        assert.deepEqual({ state, status, asked }, { state: "running", status: "RUN", asked: undefined });
    }
}

/** An up that gets a SIGINT once both instances are waited for, and where it is to get two, the second once it has gone on to look at them. */
async function interrupted({ stack, emulator: { control } }: Story, times: 1 | 2): Promise<Run> {
    const cli = await pulumiCli();
    const engine = spawn(cli.pulumi, ["--non-interactive", "up", "--yes", "--skip-preview"], {
        cwd: stack.folder,
        env: environmentFor(cli, stack.env),
        stdio: ["ignore", "pipe", "pipe"],
    });
    const closed = once(engine, "close") as Promise<[number | null]>;
    let output = "";
    let confirmed = () => {};
    const confirmation = new Promise<void>((resolve) => (confirmed = resolve));
    for (const stream of [engine.stdout, engine.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
            output += text;
            if (output.includes("^C received")) confirmed();
        });
    }
    const replied = (operation: string, count: number) =>
        control.waitFor({ operation, moment: "replied", count, timeoutMs: 60_000 });
    const play = async () => {
        await replied("StartDISyncInstance", 2);
        engine.kill("SIGINT");
        if (times === 1) return;
        await confirmation;
        const looks = (await control.journal()).filter(({ operation }) => operation === "GetDISyncInstanceInfo").length;
        await replied("GetDISyncInstanceInfo", looks + 4);
        engine.kill("SIGINT");
    };
    await Promise.race([play(), closed.then(() => assert.fail(`the up ended before it was to:\n${output}`))]);
    const [code] = await closed;
    return { code, stdout: "", output };
}
