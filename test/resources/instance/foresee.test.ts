// What a preview says that an instance will be: nothing that comes otherwise, and all that stays.
import assert from "node:assert/strict";
import fc from "fast-check";
import { instance } from "../../../provider/src/resources/instance";
import type { Outputs } from "../../../provider/src/resources/instance/state";
import { unknown } from "../../../provider/src/resources/unknown";
import { cameTrue, notKnown, present, withUnknown } from "../../support/foreseen";
import { seed } from "../../support/seed";
import { inputs, outputs, Stage } from "./stage";

const alarms = 'alarm rules removed or disabled: "late"';
const state = fc.constantFrom("running" as const, "stopped" as const);
const arguments_ = {
    triggers: fc.constantFrom(undefined, {}, { n: 1 }, { n: 2, revision: "" }),
    startParameters: fc.constantFrom(undefined, { errorLimit: { records: 1 } }),
    onDelete: fc.constantFrom("retain" as const, "stop" as const),
    compareAlarms: fc.constantFrom(undefined, false, true),
    stableSeconds: fc.constantFrom(10, 20),
};
const ignoresState = fc.constantFrom(undefined, undefined, true as const);
const states = fc.record({
    ...{ ...arguments_, state, ignoresState },
    pending: fc.constantFrom(undefined, undefined, "start" as const, "stop" as const, "restart" as const),
    startedAt: fc.constantFrom("", "2026-11-19T08:12:44Z"),
    alarms: fc.constantFrom(undefined, ["late", "lost"]),
    drift: fc.constantFrom(undefined, undefined, [alarms], ["the task is not deployed"]),
});
/** What else the program says by now, if anything. */
const changes = fc.oneof(fc.constant({}), fc.record(arguments_, { requiredKeys: [] }));
const preview = fc.record({
    names: notKnown("state", "triggers", "startParameters", "onDelete", "compareAlarms", "stableSeconds"),
    parts: fc.boolean(),
});

describe("what is foreseen of an instance", () => {
    let stage: Stage;
    before(async () => {
        stage = await Stage.begin();
    });
    after(() => stage.end());

    it("comes true, whatever it was, whatever the program says, and whatever of that is not known yet", async () => {
        const story = fc.asyncProperty(
            fc.option(states, { freq: 6, nil: undefined }),
            changes,
            fc.record({ state, ignoresState, feedsDrift: fc.boolean(), live: fc.constantFrom("RUN", "NORUN") }),
            preview,
            async (given, changed, now, { names, parts }) => {
                await stage.set(now.live);
                const before = given && outputs(present(given));
                const own = inputsIn(before ?? {});
                const { drift } = before ?? {};
                const wanted = { state: now.state, ignoresState: now.ignoresState, ...changed };
                const fedIn = {
                    ...(now.ignoresState && before && { state: before.state }),
                    ...(now.feedsDrift && { drift }),
                };
                const news = inputs(present({ ...own, ...wanted, ...fedIn }));
                const planned = withUnknown(
                    { ...news },
                    names.filter((name) => name !== "state" || !news.ignoresState),
                    parts,
                );
                const isAsked = names.length === 0 || !before || instance.diff(before, { ...news }, true).changes;
                const real = before
                    ? isAsked
                        ? (await stage.update(before, news)).value
                        : before
                    : (await stage.create(news)).value;
                assert.ok(real);
                cameTrue(instance.foresee(before, planned), { ...real });
            },
        );
        await fc.assert(story, { seed, numRuns: 150 });
    });

    it("is all but what is stored where only that changes, and what an ignored state does not start again", () => {
        const before = outputs({ triggers: { n: 1 }, alarms: ["late"], compareAlarms: true });
        const same = { ...inputs({ triggers: { n: 1 }, compareAlarms: true }) };
        const stored = instance.foresee(before, { ...same, onDelete: "stop", timeoutSeconds: unknown });
        assert.deepEqual(stored, { ...before, onDelete: "stop", timeoutSeconds: unknown });
        const ignored = { ignoresState: true, triggers: { n: unknown } } as const;
        assert.deepEqual(instance.foresee({ ...before, ignoresState: true }, { ...same, ...ignored }), {
            ...before,
            ...{ ignoresState: true, triggers: unknown },
        });
    });

    it("is what the inputs say, and nothing of what is live, where it looks at that", () => {
        const told = { status: unknown, name: unknown, requestId: unknown, startedAt: unknown };
        assert.deepEqual(instance.foresee(undefined, { ...inputs() }), { ...inputs(), ...told });
        const before = outputs({ pending: "start", drift: ["the task is not deployed"], alarms: ["late"] });
        const restarted = instance.foresee(before, { ...inputs({ triggers: { n: 2 }, compareAlarms: true }) });
        assert.deepEqual(restarted, {
            ...inputs({ triggers: { n: 2 }, compareAlarms: true }),
            ...told,
            alarms: ["late"],
        });
    });
});

function inputsIn(values: Partial<Outputs>) {
    const { triggers, startParameters, onDelete = "retain", compareAlarms, stableSeconds = 10, pending } = values;
    // While something is pending, a refresh gives neither back.
    return pending === "restart"
        ? { onDelete, compareAlarms, stableSeconds }
        : { triggers, startParameters, onDelete, compareAlarms, stableSeconds };
}
