// Creating and updating an instance, against the embedded DataWorks: what is started, stopped and restarted, and what is not.
import assert from "node:assert/strict";
import type { InstanceSettings } from "dataworks-emulator";
import { diff, planOf } from "../../../provider/src/resources/instance/diff";
import type { Inputs, Outputs } from "../../../provider/src/resources/instance/state";
import { projectId } from "../../support/tasks";
import { fileId, inputs, outputs, Stage, solutionInputs, type Got } from "./stage";

const start = "StartDISyncInstance";
const stop = "StopDISyncInstance";
const look = "GetDISyncInstanceInfo";

describe("bringing an instance to its state", () => {
    let stage: Stage;
    const begin = async (settings: InstanceSettings = {}, seed = {}) => {
        stage = await Stage.begin(settings, seed);
    };

    afterEach(() => stage.end());

    // What is live, what is wanted, what is asked for beside it: which calls change something, and what becomes of it.
    const restarting: Partial<Inputs> = { triggers: { n: 2 } };
    for (const [live, wanted, more, changes] of [
        ["RUN", "running", {}, []],
        ["NORUN", "running", {}, [start]],
        ["PAUSE", "running", {}, [start]],
        ["RUN", "stopped", {}, [stop]],
        ["NORUN", "stopped", {}, []],
        ["PAUSE", "stopped", {}, []],
        ["RUN", "running", restarting, [stop, start]],
        ["RUN", "running", { startParameters: { errorLimit: { records: 5 } } }, [stop, start]],
        ["NORUN", "running", restarting, [start]],
        ["NORUN", "stopped", restarting, []],
        ["RUN", "stopped", restarting, [stop]],
    ] as const) {
        it(`from ${live} to ${wanted}, ${JSON.stringify(more)}, takes ${changes.join(" and ") || "one look"}`, async () => {
            await begin({ mode: "after", ms: 2000 });
            await stage.set(live);
            const before = outputs({ state: live === "RUN" ? "stopped" : "running" });
            const got = await stage.update(before, inputs({ state: wanted, ...more }));
            assert.deepEqual(got.changes, changes);
            if (changes.length === 0) assert.deepEqual(got.calls, [look]);
            assert.equal(got.error, undefined);
            assert.equal(got.value?.state, wanted);
            assert.equal(got.value.status, await stage.status());
            assert.equal(got.value.pending, undefined);
            const started = changes.includes(start as never);
            assert.equal(got.value.startedAt !== before.startedAt, started);
            assert.equal(got.value.requestId !== before.requestId, changes.length > 0);
        });
    }

    for (const [live, wanted, lands, changes] of [
        ["WAIT", "running", "RUN", []],
        ["KILLING", "running", "NORUN", [start]],
        ["KILLING", "stopped", "NORUN", []],
        ["WAIT", "stopped", "RUN", [stop]],
    ] as const) {
        it(`carries on from ${live} to ${wanted}`, async () => {
            await begin();
            await stage.set(live);
            if (changes[0] !== stop) stage.later(3, () => stage.set(lands));
            const got = await stage.update(outputs({ state: "running", pending: "start" }), inputs({ state: wanted }));
            assert.deepEqual(got.changes, changes);
            assert.equal(got.value?.state, wanted);
        });
    }

    it("starts what is created, with its parameters as DataWorks names them, and says when", async () => {
        await begin({ mode: "after", ms: 20_000 });
        const startParameters: Inputs["startParameters"] = {
            failoverLimit: { count: 3, intervalMinutes: 10 },
            errorLimit: { records: 0 },
            ddl: { addColumn: "ignore", truncateTable: "critical" },
        };
        const { value } = await stage.create(inputs({ startParameters }));
        const { startParam } = await stage.control.task({ projectId, fileId });
        assert.deepEqual(startParam, {
            failoverLimit: { count: 3, interval: 10 },
            errorLimit: { record: 0 },
            ddlMarkMap: { ADDCOLUMN: "IGNORE", TRUNCATETABLE: "CRITICAL" },
        });
        assert.equal(value?.name, "orders");
        assert.equal(value.status, "RUN");
        assert.equal(value.startedAt, "2026-11-20T08:12:44Z");
    });

    it("creates what runs already without a restart, and warns that its parameters were not applied", async () => {
        await begin();
        await stage.set("RUN");
        const { changes, calls } = await stage.create(inputs({ startParameters: { errorLimit: { records: 0 } } }));
        assert.deepEqual([changes, calls], [[], [look]]);
        assert.match(stage.lifecycle.warnings.join(), /runs already, so its startParameters were not applied/);
    });

    it("creates what runs already with a restart where this run has deployed the task", async () => {
        await begin();
        await stage.set("RUN");
        stage.claims.deploy("cn-hangzhou", inputs());
        assert.deepEqual((await stage.create()).changes, [stop, start]);
    });

    it("counts a start only once it has run for stableSeconds", async () => {
        await begin({ mode: "after", ms: 5000 });
        const { seconds } = await stage.create(inputs({ stableSeconds: 60 }));
        assert.ok(seconds >= 65 && seconds < 85, String(seconds));
    });

    it("looks often at first and ever less often, at most 10 s apart", async () => {
        await begin({ mode: "after", ms: 120_000 });
        await stage.create(inputs({ stableSeconds: 0 }));
        const times = stage.lifecycle.clock.waits;
        assert.deepEqual(times.slice(0, 6), [500, 1000, 2000, 4000, 8000, 10_000]);
        assert.equal(Math.max(...times), 10_000);
    });

    for (const [what, more] of [
        ["onDelete", { onDelete: "stop" }],
        ["stableSeconds", { stableSeconds: 1 }],
        ["timeoutSeconds", { timeoutSeconds: 60 }],
    ] as const) {
        it(`only stores a change of ${what}`, async () => {
            await begin();
            const { calls, value } = await stage.update(outputs(), inputs(more));
            assert.deepEqual(calls, []);
            assert.deepEqual(value, outputs(more));
        });
    }

    it("starts, stops and restarts nothing that the program does not own, and forgets what was pending", async () => {
        await begin();
        const news = inputs({ ignoresState: true, triggers: { n: 2 } });
        const olds = outputs({ pending: "restart", triggers: { n: 1 } });
        const { calls, value } = await stage.update(olds, news);
        assert.deepEqual(calls, []);
        assert.deepEqual(value, outputs({ ignoresState: true, triggers: { n: 2 } }));
        assert.equal(diff(value, { ...news, state: "stopped" }, true).changes, false);
    });

    it("is looked at as soon as the program owns it again", async () => {
        await begin();
        assert.deepEqual((await stage.update(outputs({ ignoresState: true }), inputs())).changes, [start]);
    });

    it("starts a solution that does not run, and watches it", async () => {
        await begin();
        const got = await stage.create(solutionInputs());
        assert.deepEqual(got.changes, [start]);
        assert.deepEqual([got.value?.status, got.value?.name, got.value?.state], ["2", "shop", "running"]);
    });

    it("never stops a solution: a restart is a warning", async () => {
        await begin();
        await stage.create(solutionInputs());
        const olds = outputs({ ...solutionInputs(), status: "2" });
        const { changes, value } = await stage.update(olds, solutionInputs({ triggers: { n: 1 } }));
        assert.deepEqual(changes, []);
        assert.deepEqual(value?.triggers, { n: 1 });
        assert.match(stage.lifecycle.warnings.join(), /was not started anew/);
    });

    describe("where it fails", () => {
        const kept = (got: Got): Outputs => got.kept ?? assert.fail(`it was not kept: ${String(got.error)}`);

        const failedFirst = async (more: Partial<Inputs>): Promise<Got> => {
            await begin({ start: { refused: "no resources" } });
            return stage.create(inputs(more));
        };

        it("keeps a start that is refused, with what is pending and the triggers of before", async () => {
            await begin({ start: { refused: "no resources" } });
            const got = await stage.update(
                outputs({ state: "stopped", triggers: { n: 1 } }),
                inputs({ triggers: { n: 2 } }),
            );
            const { pending, triggers, state, status } = kept(got);
            assert.deepEqual([pending, triggers, state, status], ["start", { n: 1 }, "stopped", "NORUN"]);
            assert.match(got.error?.message ?? "", /no resources \(HTTP 200, RequestId/);
            assert.deepEqual([got.changes, got.seconds], [[start], 0], "what is refused is not asked for again");
        });

        it("keeps a create too, and the next update carries on", async () => {
            await begin({ start: { refused: "no resources" } });
            const olds = kept(await stage.create(inputs({ triggers: { n: 1 } })));
            assert.equal(olds.triggers, undefined);
            await stage.control.setInstances({});
            const { value, changes } = await stage.update(olds, inputs({ triggers: { n: 1 } }));
            assert.deepEqual([changes, value?.pending, value?.triggers], [[start], undefined, { n: 1 }]);
        });

        it("takes what stops again by itself for a failed start, and says what DataWorks says", async () => {
            await begin({ start: { fails: { mode: "after", ms: 3000, message: "failover limit reached" } } });
            const got = await stage.create();
            assert.deepEqual([kept(got).pending, kept(got).state], ["start", "stopped"]);
            const message = got.error?.message ?? "";
            for (const part of [
                /stopped again by itself/,
                /failover limit reached/,
                /failoverLimit/,
                /binlog/,
                /start it anew/,
            ])
                assert.match(message, part);
        });

        it("waits to the deadline for what hangs, looks once more, and names the last status", async () => {
            await begin({ start: { mode: "byHand" } });
            const got = await stage.create(inputs({ timeoutSeconds: 60 }));
            assert.equal(got.seconds, 60);
            assert.equal(got.calls.at(-1), look);
            assert.match(got.error?.message ?? "", /did not run within 60 s \(timeoutSeconds\): its status is WAIT\./);
            assert.deepEqual([kept(got).pending, kept(got).status], ["start", "WAIT"]);
        });

        it("carries on with a start that was taken up, and does not start it again", async () => {
            await begin({ start: { mode: "byHand" } });
            const news = inputs({ timeoutSeconds: 60, triggers: { n: 1 } });
            const olds = kept(await stage.create(news));
            await stage.set("RUN");
            const { changes, value } = await stage.update(olds, news);
            assert.deepEqual([changes, value?.pending], [[], undefined]);
        });

        it("tells a start whose reply was lost by what runs, and warns that it may be another's", async () => {
            await begin();
            await stage.fault("StartDISyncInstance", "resetAfter", { times: 1 });
            const { value, changes } = await stage.create(inputs({ startParameters: { errorLimit: { records: 0 } } }));
            assert.deepEqual([changes, value?.pending], [[start], undefined]);
            assert.equal(value?.startedAt, "2026-11-20T08:12:44Z");
            assert.match(stage.lifecycle.warnings.join(), /its start was not confirmed/);
        });

        it("asks again for a start whose request was lost, once nothing came of it", async () => {
            await begin();
            await stage.fault("StartDISyncInstance", "resetBefore", { times: 2 });
            const { value, changes } = await stage.create();
            assert.deepEqual([changes, value?.pending], [[start, start, start], undefined]);
        });

        it("does not forget a restart whose stop failed", async () => {
            await begin({ stop: { refused: "busy" } });
            await stage.set("RUN");
            const news = inputs({ triggers: { n: 1 } });
            const olds = kept(await stage.update(outputs(), news));
            assert.deepEqual([olds.pending, olds.triggers, olds.state], ["restart", undefined, "running"]);
            await stage.control.setInstances({});
            assert.deepEqual((await stage.update(olds, news)).changes, [stop, start]);
        });

        it("says that it stands still where a restart has stopped it and cannot start it", async () => {
            await begin({ start: { refused: "no resources" } });
            await stage.set("RUN");
            const got = await stage.update(outputs(), inputs({ triggers: { n: 1 } }));
            assert.equal(kept(got).pending, "start");
            assert.match(got.error?.message ?? "", /no resources.*It was to be restarted, and stands still now\.$/);
        });

        it("leaves running what runs after a first start of unknown outcome, unless this run deployed the task", async () => {
            const olds = kept(await failedFirst({ triggers: { n: 1 } }));
            await stage.set("RUN");
            const news = inputs({ triggers: { n: 1 } });
            assert.doesNotMatch(diff(olds, { ...news }, true).notices.join(), /restart|started again/);
            const { changes, value } = await stage.update(olds, news);
            assert.deepEqual([changes, value?.pending, value?.triggers], [[], undefined, { n: 1 }]);
            stage.claims.deploy(news.region, news);
            assert.deepEqual((await stage.update(olds, news)).changes, [stop, start]);
        });

        it("says that what runs by then is restarted, where a restart could not start it", async () => {
            await begin({ start: { refused: "no resources" } });
            await stage.set("RUN");
            const news = inputs({ triggers: { n: 1 } });
            const olds = kept(await stage.update(outputs(), news));
            assert.match(
                diff(olds, { ...news }, true).notices.join(),
                /Where it runs by then, it is stopped and started/,
            );
        });

        it("carries on with a first start that failed although the program does not own the state afterwards", async () => {
            const olds = kept(await failedFirst({ ignoresState: true }));
            assert.deepEqual([olds.pending, olds.ignoresState], ["start", true]);
            await stage.control.setInstances({});
            // What the engine feeds in is what a refresh found.
            const news = inputs({ ignoresState: true, state: "stopped" });
            assert.ok(diff(olds, { ...news }, true).changes);
            const { changes, value } = await stage.update(olds, news);
            assert.deepEqual([changes, value?.pending, value?.state], [[start], undefined, "running"]);
            assert.ok(value);
            assert.deepEqual((await stage.update(value, inputs({ ignoresState: true, state: "stopped" }))).changes, []);
        });

        it("restarts nothing for triggers that a refresh left out of the inputs while something was pending", () => {
            const olds = outputs({ pending: "start", triggers: { n: 1 }, state: "stopped" });
            assert.deepEqual(planOf(olds, inputs()), { acts: true, restarts: false });
        });

        it("creates nothing where a start says that the task is not deployed, and GetDISyncTask knows it", async () => {
            await begin();
            await stage.fault("StartDISyncInstance", "fail", { message: "fileId:[100] is invalid." });
            const got = await stage.create();
            assert.equal(got.kept, undefined);
            assert.match(
                got.error?.message ?? "",
                /because it is not deployed: StartDISyncInstance says.*change the `triggers` of that one/,
            );
            assert.match(got.calls.join(), /StartDISyncInstance,GetDISyncTask/);
        });

        it("creates nothing where the task is not deployed, and says how to deploy it", async () => {
            await begin({}, { deployed: false });
            const got = await stage.create();
            assert.equal(got.kept, undefined);
            assert.match(
                got.error?.message ?? "",
                /is not started, because it is not deployed: .*change the `triggers` of that one/,
            );
        });
    });
});
