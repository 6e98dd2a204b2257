// The option `ignoreChanges` of an instance for an adapter that is told of it in diff and update alone: what the program does not own is
// neither started, stopped nor restarted, and what its create was to bring about is.
import assert from "node:assert/strict";
import { check } from "../../../provider/src/resources/check";
import { Driver } from "../../../provider/src/resources/driver";
import { instance } from "../../../provider/src/resources/instance";
import type { Inputs, Outputs } from "../../../provider/src/resources/instance/state";
import { KeptError, type Resource } from "../../../provider/src/resources/resource";
import { unknown } from "../../../provider/src/resources/unknown";
import { region } from "../../support/lifecycle";
import { fileId, inputs, outputs, Stage } from "./stage";

type Instance = Resource<Inputs, Outputs>;
const told = (...paths: string[]): Instance => instance.told?.(paths) ?? assert.fail("it makes no difference");
const [owning, ignoring] = [told(), told("drift", "state")];
const start = "StartDISyncInstance";
const stop = "StopDISyncInstance";

describe("an instance whose adapter is told of ignoreChanges", () => {
    let stage: Stage;
    beforeEach(async () => {
        stage = await Stage.begin();
    });
    afterEach(() => stage.end());

    /** What came of a verb, with the calls that changed something. */
    const did = async (verb: Promise<Outputs>) => {
        const made = await verb.catch((error: unknown) => {
            if (error instanceof KeptError) return error.outputs as Outputs;
            throw error;
        });
        const calls = (await stage.lifecycle.calls()).map((call) => call.split(" ")[0] ?? "");
        return { made, changes: calls.filter((call) => [start, stop].includes(call)) };
    };
    const create = (news: Inputs) => did(owning.create(news, stage.context));
    const update = (by: Instance, olds: Outputs, news: Inputs) => did(by.update(olds, news, stage.context));
    const causes = (by: Instance, olds: Outputs, news: Inputs) => by.diff(olds, { ...news }, true).causes;

    it("is brought about by its create, and asks for nothing after it, whether or not the program owns the state", async () => {
        await stage.set("NORUN");
        const { made, changes } = await create(inputs());
        assert.deepEqual([changes, made.ignoresState], [[start], undefined]);
        for (const by of [owning, ignoring]) assert.deepEqual(causes(by, made, inputs()), []);
    });

    it("is neither started, stopped nor restarted where the program does not own the state", async () => {
        for (const [live, state] of [
            ["NORUN", "running"],
            ["RUN", "stopped"],
            ["RUN", "running"],
        ] as const) {
            await stage.set(live);
            const news = inputs({ state, triggers: { n: 2 }, startParameters: { errorLimit: { records: 1 } } });
            const olds = outputs({ triggers: { n: 1 } });
            assert.deepEqual(causes(ignoring, olds, news), ["triggers", "startParameters"]);
            assert.deepEqual(ignoring.diff(olds, { ...news }, true).notices, []);
            const { made, changes } = await update(ignoring, olds, news);
            assert.deepEqual([changes, made.state, made.triggers], [[], "running", { n: 2 }]);
            assert.deepEqual(made, ignoring.foresee(olds, { ...news }));
            assert.deepEqual(causes(ignoring, made, news), []);
            assert.equal(await stage.status(), live);
        }
    });

    it("is started as ever as soon as the program owns the state again, and a refresh has found it otherwise", async () => {
        await stage.set("NORUN");
        const found = await ignoring.read(outputs(), stage.context);
        assert.ok(found);
        assert.deepEqual(causes(ignoring, found.outputs, { ...inputs(), state: found.inputs.state }), []);
        assert.deepEqual(causes(owning, found.outputs, inputs()), ["state"]);
        const { made, changes } = await update(owning, found.outputs, inputs());
        assert.deepEqual([changes, made.state], [[start], "running"]);
    });

    it("is brought about once more where its create failed, and not touched after that", async () => {
        await stage.set("NORUN");
        await stage.control.setInstances({ start: { refused: "no resources" } });
        const failed = (await create(inputs())).made;
        assert.deepEqual([failed.pending, failed.ignoresState], ["start", true]);
        const found = (await ignoring.read(failed, stage.context)) ?? assert.fail("it is gone");
        assert.deepEqual([found.inputs.state, found.inputs.ignoresState], ["stopped", undefined]);
        // The engine feeds in what the refresh found. It fails once more, and is not forgotten then either.
        const fedIn = inputs({ state: "stopped" });
        const again = await update(ignoring, found.outputs, fedIn);
        assert.deepEqual([again.changes, again.made.pending], [[start], "start"]);
        await stage.control.setInstances({});
        const { made, changes } = await update(ignoring, again.made, fedIn);
        assert.deepEqual(
            [changes, made.state, made.pending, made.ignoresState],
            [[start], "running", undefined, undefined],
        );
        await stage.set("NORUN");
        assert.deepEqual(causes(ignoring, made, fedIn), []);
        assert.deepEqual((await update(ignoring, made, fedIn)).changes, []);
    });

    it("is as ever where its create failed and the program owns the state", async () => {
        await stage.set("NORUN");
        await stage.control.setInstances({ start: { refused: "no resources" } });
        const failed = (await create(inputs())).made;
        assert.deepEqual(causes(owning, failed, inputs()), ["state", "pending"]);
        const again = (await update(owning, failed, inputs())).made;
        assert.deepEqual([again.pending, again.ignoresState], ["start", undefined]);
        // From then on it is not the create any more that has failed.
        assert.deepEqual((await update(ignoring, again, inputs())).changes, []);
        await stage.control.setInstances({});
        const { made, changes } = await update(owning, again, inputs());
        assert.deepEqual([changes, made.pending, made.ignoresState], [[start], undefined, undefined]);
    });

    it("is left as it is where an update failed, and the program has given the state up since", async () => {
        await stage.set("RUN");
        const olds = outputs({ triggers: { n: 1 }, pending: "restart" });
        const news = inputs({ triggers: { n: 2 } });
        assert.ok(ignoring.diff(olds, { ...news }, true).changes);
        const { made, changes } = await update(ignoring, olds, news);
        assert.deepEqual([changes, made.pending], [[], undefined]);
        assert.deepEqual(causes(ignoring, made, news), []);
    });

    it("goes by the paths that mean the state, as its class does, and by no others", () => {
        const olds = outputs({ state: "stopped" });
        for (const path of ["state", '["state"]', "*", "[*]"]) assert.deepEqual(causes(told(path), olds, inputs()), []);
        const others = told("drift", "triggers.state", "stat*", "states");
        assert.deepEqual(causes(others, olds, inputs()), ["state"]);
    });

    it("takes ignoresState from no program", () => {
        const { failures } = check(owning, { ...inputs(), ignoresState: true }, region, { ...inputs() });
        assert.deepEqual(
            failures.map(({ property }) => property),
            ["ignoresState"],
        );
    });

    it("foresees of a create what the program says, and of an update what is left as it is", () => {
        assert.deepEqual(owning.foresee(undefined, { ...inputs() }), instance.foresee(undefined, { ...inputs() }));
        const before = outputs({ pending: "start" });
        const { startedAt, pending, ignoresState } = ignoring.foresee(before, {
            ...inputs(),
            triggers: { n: unknown },
        });
        assert.deepEqual([startedAt, pending, ignoresState], [before.startedAt, undefined, undefined]);
    });

    it("holds its claim by a driver of that call", async () => {
        const driver = new Driver(instance, stage.context);
        driver.within(stage.context, []).announce({ ...inputs() });
        const { changes } = await driver
            .within(stage.context, ["state"])
            .diff("id", { ...outputs({ state: "stopped" }) }, { ...inputs() });
        const claims = stage.claims.of("instance");
        assert.deepEqual([changes, claims.find(region, { ...inputs(), fileId })], [false, "held"]);
    });
});
