// Deleting a deployment, against the embedded DataWorks.
import assert from "node:assert/strict";
import type { Fault } from "dataworks-emulator";
import { remove } from "../../../provider/src/resources/deployment/delete";
import type { Outputs } from "../../../provider/src/resources/deployment/state";
import { create, inputs, Lifecycle } from "../../support/lifecycle";
import { projectId, realtime, seedOf } from "../../support/tasks";

const task = { projectId, fileId: "100" };
const refusal = { kind: "error", status: 403, code: "Forbidden.Access" } as const;

describe("delete", () => {
    let lifecycle: Lifecycle;
    let olds: Outputs;

    beforeEach(async () => {
        lifecycle = await Lifecycle.begin(seedOf(...realtime("100")), true);
        olds = await create(inputs("100", { onDelete: "undeploy" }), lifecycle.context());
        await lifecycle.calls();
    });

    afterEach(async () => {
        await lifecycle.end();
    });

    const isDeployed = async () => (await lifecycle.emulator.control.task(task)).deployedDefinition !== undefined;

    it("calls nothing where the task is to be retained", async () => {
        await remove("old", { ...olds, onDelete: "retain" }, lifecycle.context());
        assert.deepEqual(await lifecycle.calls(), []);
        assert.ok(await isDeployed());
    });

    it("calls nothing for a solution, which DataWorks has no call to undeploy, whatever its state says", async () => {
        await remove("old", { ...olds, taskType: "DI_SOLUTION" }, lifecycle.context());
        assert.deepEqual(await lifecycle.calls(), []);
    });

    it("tells of the stop that failed, where what became of it cannot be asked either", async () => {
        const { control } = lifecycle.emulator;
        await control.setInstance({ ...task, status: "RUN" });
        const dataworks = lifecycle.context().dataworks(olds.region);
        await control.addFault({ operation: "StopDISyncInstance", kind: "html" });
        const getDISyncInstance = async (of: Outputs) => {
            const instance = await dataworks.getDISyncInstance(of);
            await control.addFault({ operation: "GetDISyncInstanceInfo", kind: "html" });
            return instance;
        };
        const watched = Object.assign(Object.create(dataworks) as typeof dataworks, { getDISyncInstance });
        await assert.rejects(
            remove("old", olds, { ...lifecycle.context(), dataworks: () => watched }),
            /StopDISyncInstance/,
        );
        assert.ok(await isDeployed());
    });

    it("undeploys at once a task whose instance does not run", async () => {
        await remove("old", olds, lifecycle.context());
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncInstanceInfo 100", "TerminateDISyncInstance 100"]);
        assert.ok(!(await isDeployed()));
    });

    for (const status of ["RUN", "WAIT", "PAUSE"] as const) {
        it(`stops an instance that is ${status}, and waits for the stop before it undeploys`, async () => {
            const { control } = lifecycle.emulator;
            await control.setInstance({ ...task, status });
            await control.setInstances({ mode: "byHand" });
            let looks = 0;
            lifecycle.onWait = () => ((looks += 1) === 3 ? control.settleInstances() : undefined);
            await remove("old", olds, lifecycle.context());
            const calls = await lifecycle.calls();
            assert.deepEqual(calls.slice(0, 2), ["GetDISyncInstanceInfo 100", "StopDISyncInstance 100"]);
            assert.deepEqual(
                calls.slice(2, -1),
                Array.from({ length: 4 }, () => "GetDISyncInstanceInfo 100"),
            );
            assert.equal(calls.at(-1), "TerminateDISyncInstance 100");
            assert.ok(!(await isDeployed()));
        });
    }

    it("waits for a stop that is under way, without asking for another", async () => {
        const { control } = lifecycle.emulator;
        await control.setInstance({ ...task, status: "RUN" });
        await control.setInstances({ mode: "byHand" });
        await lifecycle.context().dataworks(olds.region).stopDISyncInstance(olds);
        await lifecycle.calls();
        lifecycle.onWait = () => control.settleInstances();
        await remove("old", olds, lifecycle.context());
        assert.ok(!(await lifecycle.calls()).includes("StopDISyncInstance 100"));
    });

    it("gives up after five minutes of waiting, with few looks, and leaves the task deployed", async () => {
        const { control } = lifecycle.emulator;
        await control.setInstance({ ...task, status: "RUN" });
        await control.setInstances({ mode: "byHand" });
        const began = lifecycle.clock.now();
        await assert.rejects(
            remove("old", olds, lifecycle.context()),
            /DI_REALTIME 100 .* did not stop within 5 minutes/,
        );
        const passed = lifecycle.clock.now() - began;
        assert.ok(passed >= 300_000 && passed <= 330_000, `${passed} ms`);
        assert.ok((await lifecycle.calls()).length < 40);
        assert.ok(await isDeployed());
    });

    it("takes a task that is undeployed already as undeployed, where the workspace answers", async () => {
        await lifecycle.emulator.control.undeployTask(task);
        await remove("old", { ...olds, version: "1" }, lifecycle.context());
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncInstanceInfo 100", `GetProject ${projectId}`]);
        const looks = ["GetDISyncInstanceInfo 100", `GetProject ${projectId}`, "ListFileVersions 100"];
        await remove("old", olds, lifecycle.context());
        assert.deepEqual(await lifecycle.calls(), looks, "its version was in production");
        await lifecycle.emulator.control.addFault({ operation: "ListFileVersions", ...refusal });
        await remove("old", { ...olds, deployedAt: "2026-11-19T08:12:44Z" }, lifecycle.context());
        assert.deepEqual(lifecycle.clock.waits, [], "nothing tells, and it is long ago");
    });

    describe("of a deployment that is still to come to production", () => {
        const control = () => lifecycle.emulator.control;
        const longest = [5000, 15_000, 30_000, 60_000];
        const waits = () => lifecycle.clock.waits.splice(0);
        const isNotThere =
            /is not undeployed: .* approve or refuse it in DataWorks, and run again\. .* onDelete: "retain"/;
        /** Undeployed by hand, and deployed again: that waits for an approval. */
        async function accepted(compareVersions = false): Promise<Outputs> {
            await control().undeployTask(task);
            await control().setApproval({ ...task, required: true });
            await control().editTask({ ...task, definition: '{"edited":1}', user: "1" });
            const made = await create(inputs("100", { onDelete: "undeploy", compareVersions }), lifecycle.context());
            await lifecycle.calls();
            waits();
            return made;
        }

        for (const compareVersions of [false, true])
            it(`waits for it, and undeploys it then, ${compareVersions ? "with" : "without"} compareVersions`, async () => {
                const made = await accepted(compareVersions);
                lifecycle.onWait = () => (lifecycle.clock.waits.length === 2 ? control().approve(task) : undefined);
                await remove("old", made, lifecycle.context());
                assert.deepEqual(waits(), longest.slice(0, 2));
                assert.match(lifecycle.said.join(), /100 .* is to be undeployed: .* looks again for at most 110 s/);
                assert.deepEqual([await isDeployed(), (await control().task(task)).waiting], [false, undefined]);
            });

        for (const compareVersions of [false, true])
            it(`is an error that says what to do where it does not come, however late, ${compareVersions ? "with" : "without"} compareVersions`, async () => {
                const made = await accepted(compareVersions);
                await assert.rejects(remove("old", made, lifecycle.context()), isNotThere);
                assert.deepEqual(waits(), longest);
                lifecycle.clock.pass(24 * 3600_000);
                const before = lifecycle.clock.now();
                await assert.rejects(remove("old", made, lifecycle.context()), isNotThere);
                assert.ok(lifecycle.clock.now() - before <= 110_000);
                assert.ok((await control().task(task)).waiting);
            });

        it("leaves what is in production deployed as long as another version is to come, as the state tells", async () => {
            await control().setApproval({ ...task, required: true });
            await control().editTask({ ...task, definition: '{"edited":1}', user: "1" });
            const made = await create(
                inputs("100", { onDelete: "undeploy", compareVersions: true }),
                lifecycle.context(),
            );
            const known = { ...made, version: "", versionBefore: "1" };
            await assert.rejects(remove("old", known, lifecycle.context()), isNotThere);
            assert.ok(await isDeployed());
            await control().approve(task);
            await remove("old", known, lifecycle.context());
            assert.ok(!(await isDeployed()));
        });

        it("takes no version that ran in an earlier deployment for this one's", async () => {
            await control().undeployTask(task);
            await control().setApproval({ ...task, required: true });
            lifecycle.clock.pass(60_000);
            const made = await create(inputs("100", { onDelete: "undeploy" }), lifecycle.context());
            await assert.rejects(remove("old", made, lifecycle.context()), isNotThere);
        });

        it("waits for nothing where another resource of the run has undeployed the task", async () => {
            lifecycle.clock.pass(60_000);
            const again = await create(inputs("100", { onDelete: "undeploy" }), lifecycle.context());
            const context = lifecycle.context();
            await remove("one", olds, context);
            await remove("another", again, context);
            assert.deepEqual(waits(), []);
            await assert.rejects(remove("another", again, lifecycle.context()), isNotThere);
        });

        it("waits for what nobody knows the outcome of, and is done where there is no trace of it then", async () => {
            await control().undeployTask(task);
            const lost = { ...olds, status: "unknown", definition: "" } as const;
            await remove("old", lost, lifecycle.context());
            assert.deepEqual(waits(), longest);
            await control().addFault({ operation: "ListFileVersions", ...refusal });
            await assert.rejects(
                remove("old", lost, lifecycle.context()),
                /is not undeployed: .* unknown outcome.* Run `pulumi up`.*`pulumi state delete`/,
            );
        });

        it("waits no more where the run is interrupted, and keeps the resource", async () => {
            const made = await accepted();
            const wait = () => Promise.reject(new Error("the run was interrupted"));
            await assert.rejects(
                remove("old", made, { ...lifecycle.context(), wait }),
                /is not undeployed: .*it was looked at no more: the run was interrupted\)/,
            );
        });
    });

    it("takes a deleted task as undeployed", async () => {
        await lifecycle.emulator.control.deleteTask({ ...task, to: "GONE" });
        await remove("old", olds, lifecycle.context());
    });

    it("is certain of nothing where the workspace does not answer", async () => {
        await lifecycle.emulator.control.undeployTask(task);
        await lifecycle.emulator.control.addFault({ operation: "GetProject", kind: "html" });
        await assert.rejects(remove("old", olds, lifecycle.context()), /GetProject for workspace 10000 was sent, but/);
    });

    const stopping = ["GetDISyncInstanceInfo 100", "StopDISyncInstance 100", "GetDISyncInstanceInfo 100"];
    for (const [operation, calls] of [
        ["StopDISyncInstance", stopping],
        ["TerminateDISyncInstance", [...stopping, "TerminateDISyncInstance 100"]],
    ] as const) {
        it(`takes a task that vanishes before ${operation} as undeployed, where the workspace answers`, async () => {
            await lifecycle.emulator.control.setInstance({ ...task, status: "RUN" });
            const fault: Fault = { operation, kind: "fail", message: "fileId[100] is invalid", times: 1 };
            await lifecycle.emulator.control.addFault(fault);
            await remove("old", olds, lifecycle.context());
            assert.deepEqual(await lifecycle.calls(), [...calls, `GetProject ${projectId}`]);
        });
    }

    it("goes on after no other error than a call's: one of the program's own is not looked past", async () => {
        await lifecycle.emulator.control.setInstance({ ...task, status: "RUN" });
        const context = lifecycle.context();
        const dataworks = context.dataworks(olds.region);
        const stopDISyncInstance = async (stopped: Outputs) => {
            await dataworks.stopDISyncInstance(stopped);
            throw new TypeError("a mistake");
        };
        const broken = Object.assign(Object.create(dataworks) as typeof dataworks, { stopDISyncInstance });
        await assert.rejects(remove("old", olds, { ...context, dataworks: () => broken }), new TypeError("a mistake"));
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncInstanceInfo 100", "StopDISyncInstance 100"]);
        assert.ok(await isDeployed());
    });

    it("never undeploys what the program deploys, and says so", async () => {
        const context = lifecycle.context();
        context.claims.of("deployment").announce(olds.region, olds);
        context.claims.of("deployment").hold("new", olds.region, olds);
        await remove("old", olds, context);
        assert.deepEqual(await lifecycle.calls(), []);
        assert.match(lifecycle.warnings.join(), /DI_REALTIME 100 of workspace 10000 is not undeployed/);
    });

    it("fails where what the program deploys in its place was refused: the old resource has to stay", async () => {
        const context = lifecycle.context();
        context.claims.of("deployment").announce(olds.region, olds);
        context.claims.of("deployment").announce(olds.region, olds); // check of a replacement runs twice
        context.claims.of("deployment").refuse("new", olds.region, olds);
        await assert.rejects(
            remove("old", olds, context),
            /DI_REALTIME 100 of workspace 10000 is not undeployed: .* failed/,
        );
        context.claims.of("deployment").hold("another", olds.region, olds);
        await remove("old", olds, context);
        assert.deepEqual(await lifecycle.calls(), []);
    });

    it("fails where what the program deploys in its place was only announced, and says what to do", async () => {
        const context = lifecycle.context();
        context.claims.of("deployment").announce(olds.region, olds);
        await assert.rejects(
            remove("old", olds, context),
            /was not deployed before .* Run again once .* drop `deleteBeforeReplace`/,
        );
        assert.deepEqual(await lifecycle.calls(), []);
    });

    it("fails where an instance of the program wants the task running, and says what to do", async () => {
        const context = lifecycle.context();
        context.claims.of("instance").announce(olds.region, olds, { state: "running" });
        await assert.rejects(remove("old", olds, context), /a DiSyncInstance of the program wants it running.* state/);
        assert.deepEqual(await lifecycle.calls(), []);
        assert.ok(await isDeployed());
    });

    it("is not held back by an instance that is to stand still, or runs another task, nor where nothing is undeployed", async () => {
        const context = lifecycle.context();
        const instances = context.claims.of("instance");
        instances.announce(olds.region, olds, { state: "stopped" });
        instances.announce(olds.region, { ...olds, fileId: "101" }, { state: "running" });
        await remove("old", olds, context);
        assert.ok(!(await isDeployed()));
        instances.announce(olds.region, olds, { state: "running" });
        await remove("old", { ...olds, onDelete: "retain" }, context);
        context.claims.of("deployment").hold("new", olds.region, olds);
        await remove("old", olds, context);
    });

    it("is not stopped by what the resource itself held: only another one counts", async () => {
        const context = lifecycle.context();
        context.claims.of("deployment").hold("old", olds.region, olds);
        await remove("old", olds, context);
        assert.ok(!(await isDeployed()));
    });

    it("undeploys what the program deploys in another region, another workspace, under another id or of another type", async () => {
        const context = lifecycle.context();
        for (const [region, more] of [
            ["cn-shanghai", {}],
            [olds.region, { projectId: "10001" }],
            [olds.region, { fileId: "1001" }],
            [olds.region, { taskType: "DI_SOLUTION" }],
        ] as const) {
            context.claims.of("deployment").announce(region, { ...olds, ...more });
            context.claims.of("deployment").hold("new", region, { ...olds, ...more });
        }
        await remove("old", olds, context);
        assert.ok(!(await isDeployed()));
    });

    for (const [before, after] of [
        ["undeploy", "retain"],
        ["retain", "undeploy"],
    ] as const) {
        it(`goes by the new onDelete in a replacement of this run: ${before} becomes ${after}`, async () => {
            const context = lifecycle.context();
            context.claims.replace("old", after, olds.region, { ...olds, fileId: "101" });
            await remove("old", { ...olds, onDelete: before }, context);
            assert.equal(await isDeployed(), after === "retain");
            await remove("another", { ...olds, onDelete: "retain" }, context);
        });
    }

    it("says once of a run that undeploys more than it looked at that resources outside of it were not asked", async () => {
        const context = lifecycle.context();
        context.claims.of("deployment").announce(olds.region, { ...olds, fileId: "101" });
        await remove("first", olds, context);
        assert.deepEqual(lifecycle.warnings, []);
        for (const id of ["second", "third"]) await remove(id, olds, context);
        assert.equal(lifecycle.warnings.length, 1);
        assert.match(lifecycle.warnings.join(), /DI_REALTIME 100 .* --target, --exclude or destroy/);
    });
});
