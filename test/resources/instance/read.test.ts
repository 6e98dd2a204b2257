// What a refresh brings back of an instance, and what a preview says of that.
import assert from "node:assert/strict";
import { diff } from "../../../provider/src/resources/instance/diff";
import type { Outputs } from "../../../provider/src/resources/instance/state";
import { unknown } from "../../../provider/src/resources/unknown";
import { projectId } from "../../support/tasks";
import { fileId, inputs, outputs, solutionId, solutionInputs, Stage } from "./stage";

const task = { projectId, fileId };

describe("a refresh of an instance", () => {
    let stage: Stage;

    beforeEach(async () => {
        stage = await Stage.begin();
    });

    afterEach(() => stage.end());

    const found = async (olds: Outputs) => {
        const { value, error, calls, changes } = await stage.read(olds);
        assert.equal(error, undefined);
        assert.deepEqual(changes, [], "a refresh changes nothing");
        return { value, calls };
    };

    for (const [status, before, state] of [
        ["RUN", "running", "running"],
        ["RUN", "stopped", "running"],
        ["NORUN", "running", "stopped"],
        ["PAUSE", "running", "stopped"],
        ["NORUN", "stopped", "stopped"],
        ["WAIT", "running", "running"],
        ["WAIT", "stopped", "stopped"],
        ["KILLING", "running", "running"],
        ["KILLING", "stopped", "stopped"],
    ] as const) {
        it(`brings back ${state} where it was ${before} and is ${status} now, as input and output`, async () => {
            await stage.set(status);
            const { value, calls } = await found(outputs({ state: before }));
            assert.ok(value);
            assert.deepEqual([value.inputs.state, value.outputs.state, value.outputs.status], [state, state, status]);
            assert.equal(value.outputs.drift, undefined);
            assert.deepEqual(calls, ["GetDISyncInstanceInfo"]);
            assert.equal(diff(value.outputs, { ...inputs({ state: before }) }, true).changes, state !== before);
        });
    }

    it("shows a status that nobody knows, and guesses none", async () => {
        await stage.fault("GetDISyncInstanceInfo", "body", {
            text: JSON.stringify({ Success: true, RequestId: "r", Data: { Status: "DREAMING", Name: "orders" } }),
        });
        const { value } = await found(outputs());
        assert.equal(value?.outputs.state, "running");
        assert.equal(value.outputs.status, "DREAMING");
        assert.deepEqual(value.inputs.drift, ["status is DREAMING, and nobody has documented what that means"]);
    });

    it("fails where the status cannot be read, and leaves the state as it is", async () => {
        await stage.fault("GetDISyncInstanceInfo", "html");
        const { error } = await stage.read();
        assert.match(error?.message ?? "", /GetDISyncInstanceInfo for DI_REALTIME 100 .*no usable answer came back/);
    });

    it("tells a task that is not deployed as drift, from one that is gone", async () => {
        await stage.control.undeployTask(task);
        const { value, calls } = await found(outputs());
        assert.deepEqual(value?.inputs.drift, [
            'the task is not deployed: GetDISyncInstanceInfo says "fileId[100] is invalid"',
        ]);
        assert.deepEqual(calls, ["GetDISyncInstanceInfo", "GetDISyncTask"]);
        assert.equal(diff(value.outputs, { ...inputs() }, true).changes, true);
        await stage.control.deleteTask(task);
        assert.equal((await found(outputs())).value, undefined);
    });

    it("takes nothing for gone where the workspace does not answer", async () => {
        await stage.control.deleteTask(task);
        await stage.fault("GetProject", "error", { status: 403, code: "Forbidden.Access" });
        assert.match((await stage.read()).error?.message ?? "", /GetProject was refused/);
    });

    it("keeps what is pending until an update, and leaves out the values that may be secret only now", async () => {
        await stage.set("RUN");
        const { value } = await found(outputs({ pending: "restart", triggers: { n: 1 }, startParameters: {} }));
        assert.equal(value?.outputs.pending, "restart");
        assert.deepEqual([value.inputs.triggers, value.inputs.startParameters], [undefined, undefined]);
    });

    it("finds that alarm rules were removed or disabled, and none that came", async () => {
        await stage.set("RUN");
        const rules = (...enabled: boolean[]) =>
            stage.control.setAlarms({
                ...task,
                alarms: enabled.map((each, index) => ({ name: `rule ${index}`, enabled: each })),
            });
        await rules(true, true, false);
        const { value: made } = await stage.update(outputs(), inputs({ compareAlarms: true }));
        assert.deepEqual(made?.alarms, ["rule 0", "rule 1"]);
        await rules(true, true, true);
        assert.equal((await found(made)).value?.outputs.drift, undefined);
        await rules(false);
        const { value } = await found(made);
        assert.deepEqual(value?.inputs.drift, ['alarm rules removed or disabled: "rule 0", "rule 1"']);

        const accepted = await stage.update(value.outputs, inputs({ compareAlarms: true }));
        assert.deepEqual(accepted.calls, ["GetDISyncTask"]);
        assert.deepEqual([accepted.value?.alarms, accepted.value?.drift], [[], undefined]);
        assert.match(
            stage.lifecycle.warnings.join(),
            /accepted as it is: alarm rules removed or disabled: "rule 0", "rule 1"/,
        );
    });

    for (const [status, lines] of [
        ["0", []],
        ["1", ["the solution does not run: its status is 1 (not running)"]],
        ["2", []],
        ["3", ['the solution has failed: step "synchronize" (fail)']],
        ["4", ["the solution does not run: its status is 4 (committed)"]],
        ["5", [`the solution waits for somebody's confirmation: step "synchronize" (confirm)`]],
        ["6", []],
        ["7", ["status is 7 (others), and nobody has documented what that means"]],
        ["8", []],
    ] as const) {
        it(`says of a solution with the status ${status}: ${lines.join() || "nothing"}`, async () => {
            await stage.control.setSolution({ projectId, fileId: solutionId, status });
            const { value, calls } = await found(outputs({ ...solutionInputs(), status: "2" }));
            assert.deepEqual(value?.inputs.drift ?? [], lines);
            assert.equal(value?.outputs.state, "running", "no program can say that a solution is stopped");
            assert.equal(value.outputs.status, status);
            assert.equal(calls.includes("GetDISyncInstanceInfo"), status === "3" || status === "5");
        });
    }

    it("takes a solution with the status 9 for gone", async () => {
        await stage.control.deleteTask({ projectId, fileId: solutionId, taskType: "DI_SOLUTION" });
        assert.equal((await found(outputs({ ...solutionInputs() }))).value, undefined);
    });

    it("bounds what it says", async () => {
        await stage.set("RUN");
        const alarms = Array.from({ length: 100 }, (_, index) => `${index}${"é".repeat(400)}`);
        const { value } = await found(outputs({ compareAlarms: true, alarms }));
        assert.ok(JSON.stringify(value?.inputs.drift).length < 4096);
        assert.match(value?.inputs.drift?.[0] ?? "", /and 90 more$/);
    });
});

describe("a preview of an instance", () => {
    const notices = (olds: Outputs, news: object, planned = true) =>
        diff(olds, { ...inputs(), ...news }, planned).notices.join();

    it("says that it restarts what runs, and why", () => {
        assert.equal(
            notices(outputs(), { triggers: { n: 1 } }),
            "restarts orders (DI_REALTIME 100 of workspace 10000): replication stops and starts again, because triggers changed.",
        );
        assert.match(
            notices(outputs({ name: "" }), { startParameters: {}, triggers: { n: 1 } }),
            /^restarts DI_REALTIME 100 /,
        );
        assert.match(notices(outputs({ pending: "restart" }), {}), /because an earlier restart has failed\.$/);
    });

    it("says so of triggers that are not known yet, and that this may not come about", () => {
        assert.match(
            notices(outputs(), { triggers: { n: unknown } }),
            /Where only what is stored changes, nothing is restarted\.$/,
        );
        const foreseen = diff(outputs(), { ...inputs(), triggers: { n: unknown } }, true, true).notices;
        assert.match(foreseen.join(), /as far as is known: triggers will be known only then\.$/);
    });

    it("does not say so of what stands still, is stopped, replaced or not the program's, nor in a refresh", () => {
        const triggers = { n: 1 };
        assert.equal(notices(outputs({ state: "stopped" }), { triggers }), "");
        assert.equal(notices(outputs(), { triggers, state: "stopped" }), "");
        assert.equal(notices(outputs(), { triggers, fileId: "101" }), "");
        assert.equal(notices(outputs(), { triggers, ignoresState: true }), "");
        assert.equal(notices(outputs(), { triggers }, false), "");
    });

    it("says what is pending", () => {
        assert.match(notices(outputs({ state: "stopped", pending: "start" }), {}), /did not bring its start about/);
    });

    it("replaces where it is another task or region, and nowhere else", () => {
        const replaced = (news: object) => diff(outputs(), { ...inputs(), ...news }, true).replaces;
        for (const name of ["projectId", "taskType", "fileId", "region"]) {
            assert.deepEqual(replaced({ [name]: "7" }), [name]);
            assert.deepEqual(replaced({ [name]: unknown }), [name]);
        }
        const inPlace = { state: "stopped", triggers: { n: 1 }, onDelete: "stop", timeoutSeconds: 1, stableSeconds: 0 };
        assert.deepEqual(replaced(inPlace), []);
    });
});
