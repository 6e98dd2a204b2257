// What a preview says that a deployment will be: nothing that comes otherwise, and all that stays.
import assert from "node:assert/strict";
import fc from "fast-check";
import { digestOf, fingerprint } from "../../../provider/src/definition/index";
import { deployment } from "../../../provider/src/resources/deployment";
import type { Inputs, Outputs } from "../../../provider/src/resources/deployment/state";
import { unknown } from "../../../provider/src/resources/unknown";
import { cameTrue, notKnown, present, withUnknown } from "../../support/foreseen";
import { inputs, Lifecycle, outputs } from "../../support/lifecycle";
import { seed } from "../../support/seed";
import { definition, realtime, seedOf } from "../../support/tasks";

const edited = "definition changed since 2026-11-20T08:12:44Z: steps[0].parameter.table";
const approve = "approve it with approvedDigest: d1-3f9c2a7be41d5c08";
const arguments_ = {
    triggers: fc.constantFrom(undefined, {}, { n: 1 }, { n: 2, revision: "" }),
    onDelete: fc.constantFrom("retain" as const, "undeploy" as const),
    ignoreDefinitionPaths: fc.constantFrom(undefined, ["**.table"], ["steps[1]"]),
    compareVersions: fc.constantFrom(undefined, false, true),
};
/** Whether it is pinned, to what the task is. */
const pinned = fc.constantFrom(false, false, false, true);
const states = fc.record({
    isPinned: pinned,
    hasDigest: fc.constantFrom("none", "its own", "another one"),
    given: fc.record({ ...arguments_, fileId: fc.constantFrom("100", "100", "101") }),
    status: fc.constantFrom("success" as const, "success" as const, "imported" as const, "unknown" as const),
    hasFingerprint: fc.boolean(),
    drift: fc.constantFrom(undefined, undefined, [edited, "last edited 2026-11-21T17:03:09Z by 1", approve]),
});
/** What else the program says by now, if anything. */
const changes = fc.oneof(
    fc.constant({}),
    fc.record({ ...arguments_, fileId: fc.constantFrom("100", "101") }, { requiredKeys: [] }),
);
const preview = fc.record({
    names: notKnown("triggers", "onDelete", "ignoreDefinitionPaths", "compareVersions", "fileId", "approvedDigest"),
    parts: fc.boolean(),
});

describe("what is foreseen of a deployment", () => {
    let lifecycle: Lifecycle;
    before(async () => {
        lifecycle = await Lifecycle.begin(seedOf(...realtime("100", "101")));
    });
    after(() => lifecycle.end());

    it("comes true, whatever it was, whatever the program says, and whatever of that is not known yet", async () => {
        const story = fc.asyncProperty(
            fc.option(states, { freq: 6, nil: undefined }),
            changes,
            preview,
            fc.boolean(),
            pinned,
            async (state, changed, { names, parts }, feedsDrift, isPinned) => {
                const before = state && (await outputsOf(state));
                const { fileId, ...kept } = before ?? { fileId: "100" };
                const { drift: _, ...own } = inputs(fileId, present({ ...inputsIn(kept), ...changed }));
                const approvedDigest = isPinned ? await digestFor(own) : undefined;
                const asked = { ...own, ...(approvedDigest !== undefined && { approvedDigest }) };
                const news: Inputs = feedsDrift && before?.drift ? { ...asked, drift: before.drift } : asked;
                fc.pre(!before || deployment.diff(before, { ...news }, true).replaces.length === 0);
                const planned = withUnknown({ ...news }, names, parts);
                fc.pre(!before || deployment.diff(before, planned, true).replaces.length === 0);

                const context = lifecycle.context();
                const isAsked = names.length === 0 || !before || deployment.diff(before, { ...news }, true).changes;
                const real = !before
                    ? await deployment.create(news, context)
                    : isAsked
                      ? await deployment.update(before, news, context)
                      : before;
                cameTrue(deployment.foresee(before, planned), { ...real });
            },
        );
        await fc.assert(story, { seed, numRuns: 150 });
    });

    it("is all but the ignored paths where only what is stored changes, and those are not known", () => {
        const state = outputs(inputs("100", { triggers: { n: 1 } }), { requestId: "r", definition: "f" });
        const stored = deployment.foresee(state, { ...inputs("100", { triggers: { n: 1 } }), onDelete: "undeploy" });
        assert.deepEqual(stored, { ...state, onDelete: "undeploy" });
        const open = { ...inputs("100", { triggers: { n: 1 } }), ignoreDefinitionPaths: unknown };
        assert.deepEqual(deployment.foresee(state, open), {
            ...state,
            ...{ ignoreDefinitionPaths: unknown, definition: unknown },
        });
    });

    it("is what the inputs say, and that it succeeds, where it deploys", () => {
        const told = { requestId: unknown, message: unknown, deployedAt: unknown, definition: unknown };
        const wanted = { ...inputs("100"), status: "success", version: "", versionBefore: "", digest: "" };
        assert.deepEqual(deployment.foresee(undefined, { ...inputs("100") }), { ...wanted, ...told });
        const state = outputs(inputs("100"), { drift: [edited] });
        assert.deepEqual(deployment.foresee(state, { ...inputs("100") }), { ...wanted, ...told });
        assert.deepEqual(
            deployment.foresee(state, { ...inputs("100"), triggers: { revision: unknown } })["status"],
            "success",
        );
    });
});

const digests = new Map<string, Promise<string>>();

/** The digest of the task as it is. */
function digestFor(of: Inputs): Promise<string> {
    const { fileId, ignoreDefinitionPaths = [] } = of;
    const key = JSON.stringify([fileId, ignoreDefinitionPaths]);
    const found =
        digests.get(key) ?? digestOf(JSON.stringify(definition(`table_${fileId}`)), of, ignoreDefinitionPaths);
    digests.set(key, found);
    return found;
}

async function outputsOf(state: typeof states extends fc.Arbitrary<infer State> ? State : never): Promise<Outputs> {
    const { given, status, hasFingerprint, drift, isPinned, hasDigest } = state;
    const { fileId, ...more } = given;
    const own = await digestFor(inputs(fileId, present(more)));
    const approvedDigest = hasDigest === "another one" ? "d1-0123456789abcdef" : own;
    const taken = fingerprint(
        JSON.stringify(definition(isPinned ? `table_${fileId}` : "before")),
        "0".repeat(32),
        more.ignoreDefinitionPaths ?? [],
    );
    return outputs(inputs(fileId, present(more)), {
        ...{ status, definition: hasFingerprint ? taken : "", version: more.compareVersions ? "7" : "" },
        ...(drift && { drift }),
        ...(isPinned && { approvedDigest, digest: hasDigest === "none" ? "" : approvedDigest }),
    });
}

function inputsIn({ triggers, onDelete, ignoreDefinitionPaths, compareVersions }: Partial<Outputs>) {
    return present({ triggers, onDelete, ignoreDefinitionPaths, compareVersions });
}
