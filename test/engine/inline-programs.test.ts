// Look-ups of inline programs: what one of them does stays in its run, whatever else the process runs.
import assert from "node:assert/strict";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { runNode, type Run } from "../support/cli";
import { Stack } from "../support/stack";
import { projectId, realtime, seedOf } from "../support/tasks";

/**
 * Runs each program twice, all at once and then all again, and says how they ended. (The SDK itself tells every run of what is
 * thrown in any of them at that moment, so "catches" does not end well either; but it comes to its end.)
 */
const host = `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const dataworks = require("pulumi-dataworks");
const find = (name) => dataworks.getDiSyncFile({ projectId: "${projectId}", name });
const hanging = { projectId: "${projectId}", taskType: "DI_REALTIME", fileId: "100" };

let failedBefore; // resolves when the program "fails" of this round has failed
const programs = {
    fails: async () => {
        dataworks.getDiSyncTask(hanging);
        dataworks.getDiSyncTaskOutput(hanging);
        await find("nothing").catch((error) => { failedBefore(); throw error; });
    },
    "fails unobserved": async () => void dataworks.getDiSyncFileOutput({ projectId: "${projectId}", name: "nothing" }),
    "fails later": async () => { throw new Error((await find("task_100")).name); },
    catches: async (failed) => {
        await failed;
        const caught = await find("nothing").catch((error) => error.message);
        return { caught, fileId: (await find("task_100")).fileId };
    },
};
async function preview(stackName, program) {
    const project = { name: "inline", runtime: "nodejs" };
    const stack = await LocalWorkspace.createOrSelectStack({ stackName, projectName: "inline", program }, { projectSettings: project });
    return stack.preview().then(() => "done", (error) => /error: (.*)/.exec(error.message)?.[1] ?? error.message);
}
async function round() {
    const failed = new Promise((resolve) => (failedBefore = resolve));
    let found;
    const ended = await Promise.all(Object.entries(programs).map(async ([name, program]) =>
        [name, await preview(name.replace(/ /g, "-"), async () => { const all = await program(failed); found = all ?? found; })]));
    return { ...Object.fromEntries(ended), found };
}
const listeners = () => ["unhandledRejection", "uncaughtException"].map((event) => process.listenerCount(event));
(async () => {
    const before = listeners();
    const rounds = [await round(), await round()];
    console.log(JSON.stringify({ rounds, before, after: listeners() }));
    Promise.reject(new Error("the host's own"));
})();
`;

describe("look-ups of inline programs", () => {
    let emulator: Emulator;
    let stack: Stack;
    let ended: Run;
    let said: { rounds: Record<string, unknown>[]; before: number[]; after: number[] };

    before(async () => {
        emulator = await startEmulator({ seed: seedOf(...realtime("100")) });
        await emulator.control.addFault({ operation: "GetDISyncTask", kind: "hang" });
        stack = await Stack.open({ endpoint: emulator.url, files: { "host.js": host } });
        ended = await runNode(["host.js"], stack.folder, stack.env);
        said = JSON.parse(ended.stdout.split("\n")[0] ?? "") as typeof said;
    });

    after(async () => {
        await stack.close();
        await emulator.close();
    });

    it("fail the run that they belong to: the others find what they look for", () => {
        const nothing = /^getDiSyncFile "nothing": workspace 10000 has no real-time task named "nothing"/;
        assert.equal(said.rounds.length, 2);
        for (const round of said.rounds) {
            assert.match(String(round["fails"]), nothing);
            assert.match(String(round["fails unobserved"]), /getDiSyncFile "nothing"/);
            assert.match(String(round["fails later"]), /task_100/);
            const { caught, fileId } = round["found"] as Record<string, string>;
            assert.match(caught ?? "", nothing);
            assert.equal(fileId, "100");
        }
    });

    it("leave the process its alarms: a rejection of its own ends it as ever", () => {
        assert.deepEqual(said.after, said.before);
        assert.equal(ended.code, 1, ended.output);
        assert.match(ended.output, /Error: the host's own/);
    });
});
