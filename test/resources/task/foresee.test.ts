// What a preview says that a task will be: nothing that comes otherwise, and all that stays.
import assert from "node:assert/strict";
import fc from "fast-check";
import { task } from "../../../provider/src/resources/task";
import type { Outputs } from "../../../provider/src/resources/task/state";
import { unknown } from "../../../provider/src/resources/unknown";
import { cameTrue, notKnown, present, withUnknown } from "../../support/foreseen";
import { seed } from "../../support/seed";
import { first, inputs, outputs, Stage } from "./stage";

const edited = "definition changed since 2026-11-20T08:12:44Z: steps[1].parameter.writeMode";
const cameByHand = "table added in DataWorks: shop/returns";
const tables = fc.constantFrom(["orders"], ["orders", "returns"], ["returns", "orders"]);
const arguments_ = {
    cu: fc.constantFrom(undefined, 0.5, 1),
    triggers: fc.constantFrom(undefined, {}, { n: 1 }, { n: 2, revision: "" }),
    ignoreDefinitionPaths: fc.constantFrom(undefined, ["**.writeMode"], ["steps[1]"]),
    onDelete: fc.constantFrom("retain" as const, "delete" as const),
    timeoutSeconds: fc.constantFrom(200, 300),
};
const states = fc.record({
    given: fc.record(arguments_),
    tables,
    status: fc.constantFrom("success" as const, "success" as const, "imported" as const, "unknown" as const),
    hasFingerprint: fc.boolean(),
    drift: fc.constantFrom(undefined, undefined, [edited], [cameByHand], [edited, cameByHand]),
    isLost: fc.constantFrom(false, false, false, true),
});
/** What else the program says by now, if anything. */
const changes = fc.oneof(fc.constant({}), fc.record({ ...arguments_, tables }, { requiredKeys: [] }));
const preview = fc.record({
    names: notKnown("tables", "cu", "triggers", "ignoreDefinitionPaths", "onDelete", "timeoutSeconds"),
    parts: fc.boolean(),
});

describe("what is foreseen of a task", () => {
    let stage: Stage;
    before(async () => {
        stage = await Stage.begin();
    });
    after(() => stage.end());

    it("comes true, whatever it was, whatever the program says, and whatever of that is not known yet", async () => {
        const story = fc.asyncProperty(
            fc.option(states, { freq: 8, nil: undefined }),
            changes,
            fc.record({ feedsDrift: fc.boolean(), there: tables }),
            preview,
            async (given, changed, { feedsDrift, there }, { names, parts }) => {
                await stage.control.reset();
                const before = given && (await stateOf(stage, given));
                if (before?.fileId !== undefined) await stage.setTables(there);
                const { tables: wanted = ["orders"], ...more } = { tables: given?.tables, ...given?.given, ...changed };
                const drift = feedsDrift ? before?.drift : undefined;
                const news = inputs(wanted, present({ ...more, drift }));
                const others = names.filter((name) => name !== "tables");
                const planned = {
                    ...withUnknown({ ...news }, others, parts),
                    ...(names.includes("tables") && sourceOf(parts ? [unknown, ...wanted.slice(1)] : unknown)),
                };
                const isAsked = names.length === 0 || !before || task.diff(before, { ...news }, true).changes;
                const got = before
                    ? isAsked
                        ? await stage.update(before, news)
                        : { value: before }
                    : await stage.create(news);
                assert.ok(got.value);
                cameTrue(task.foresee(before, planned), { ...got.value });
            },
        );
        await fc.assert(story, { seed, numRuns: 80 });
    });

    it("keeps its revision where nothing of it changes: only what is stored, or drift that is accepted", () => {
        const state = outputs(inputs(["orders"], { triggers: { n: 1 } }), { definition: "f" });
        const same = { ...inputs(["orders"], { triggers: { n: 1 } }) };
        assert.deepEqual(task.foresee(state, { ...same, onDelete: unknown, timeoutSeconds: 20 }), {
            ...state,
            ...{ onDelete: unknown, timeoutSeconds: 20 },
        });
        // Which tables there are by then, nobody knows.
        assert.deepEqual(task.foresee({ ...state, drift: [edited] }, same), {
            ...state,
            ...{ source: unknown, definition: unknown },
        });
    });

    it("has another revision where it is changed, or may be, and the file id that it had", () => {
        const state = outputs();
        const written = { fileId: first, revision: unknown, definition: unknown, status: "success" };
        const changed = { ...inputs(["orders", "returns"]) };
        assert.deepEqual(task.foresee(state, changed), { ...changed, ...written });
        const { revision, fileId } = task.foresee(state, { ...inputs(), triggers: { ddl: unknown } });
        assert.deepEqual([revision, fileId], [unknown, first]);
        assert.deepEqual(task.foresee(undefined, { ...inputs() }), { ...inputs(), ...written, fileId: unknown });
    });
});

async function stateOf(stage: Stage, state: typeof states extends fc.Arbitrary<infer State> ? State : never) {
    const { given, tables: declared, status, hasFingerprint, drift, isLost } = state;
    const news = inputs(declared, present(given));
    if (isLost) {
        const pending = { since: 0, until: 0, clientToken: "fake-token" };
        const { fileId: _, ...lost } = outputs(news, { status: "unknown", pending });
        return lost as Outputs;
    }
    const { definition } = await stage.made(news);
    const more = { status, definition: hasFingerprint ? definition : "", ...(drift && { drift }) };
    return outputs(news, more);
}

function sourceOf(of: unknown) {
    return { source: { type: "mysql", datasources: [{ name: "shop", tables: of }] } };
}
