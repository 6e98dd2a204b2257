// Deleting an instance, against the embedded DataWorks: left as it is, or stopped, and nothing taken for stopped that is not.
import assert from "node:assert/strict";
import { projectId } from "../../support/tasks";
import { fileId, outputs, solutionInputs, Stage } from "./stage";

const task = { projectId, fileId };
const stopping = outputs({ onDelete: "stop" });

describe("deleting an instance", () => {
    let stage: Stage;

    beforeEach(async () => {
        stage = await Stage.begin({ mode: "after", ms: 3000 });
        await stage.set("RUN");
    });

    afterEach(() => stage.end());

    it("leaves it as it runs, without a call, where onDelete does not say otherwise", async () => {
        for (const olds of [outputs(), outputs({ ...solutionInputs() })]) {
            const { error, calls } = await stage.remove(olds);
            assert.deepEqual([error, calls], [undefined, []]);
        }
    });

    it("stops what runs, and waits until it stands", async () => {
        const { error, changes } = await stage.remove(stopping);
        assert.deepEqual([error, changes, await stage.status()], [undefined, ["StopDISyncInstance"], "NORUN"]);
    });

    for (const status of ["NORUN", "PAUSE", "KILLING"] as const) {
        it(`asks nothing of what is ${status}`, async () => {
            await stage.set(status);
            stage.later(2, () => stage.set("NORUN"));
            const { error, changes } = await stage.remove(stopping);
            assert.deepEqual([error, changes], [undefined, []]);
        });
    }

    it("is done where the task is not deployed, or gone", async () => {
        await stage.control.undeployTask(task);
        assert.equal((await stage.remove(stopping)).error, undefined);
        await stage.control.deleteTask(task);
        assert.equal((await stage.remove(stopping)).error, undefined);
    });

    it("is done where it is undeployed while it stops", async () => {
        stage.later(1, () => stage.control.undeployTask(task));
        assert.equal((await stage.remove(stopping)).error, undefined);
    });

    it("fails where it does not stop, is refused, or its workspace does not answer", async () => {
        await stage.control.setInstances({ stop: { mode: "byHand" } });
        assert.match((await stage.remove(stopping)).error?.message ?? "", /did not stop within 600 s .*KILLING/);
        await stage.set("RUN");
        await stage.control.setInstances({ stop: { refused: "busy" } });
        assert.match((await stage.remove(stopping)).error?.message ?? "", /StopDISyncInstance was refused.*busy/);
        await stage.control.deleteTask(task);
        await stage.fault("GetProject", "error", { status: 403, code: "Forbidden.Access" });
        assert.match((await stage.remove(stopping)).error?.message ?? "", /GetProject was refused/);
    });

    it("says that somebody else starts it again: two stacks that want opposite states", async () => {
        stage.lifecycle.onWait = async () => {
            if ((await stage.status()) === "KILLING") await stage.set("RUN");
        };
        assert.match((await stage.remove(stopping)).error?.message ?? "", /was stopped, and runs again.*another stack/);
    });
});
