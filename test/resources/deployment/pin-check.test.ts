// What check refuses beside an approved digest, and what a changed one asks for: no call is made.
import assert from "node:assert/strict";
import { deployment } from "../../../provider/src/resources/deployment";
import { planOf } from "../../../provider/src/resources/deployment/diff";
import { inputsOf, type Outputs } from "../../../provider/src/resources/deployment/state";
import type { Values } from "../../../provider/src/resources/resource";
import { unknown } from "../../../provider/src/resources/unknown";
import { check, inputs, outputs, region } from "../../support/lifecycle";
import { otherProjectId, projectId } from "../../support/tasks";

const one = "d1-0123456789abcdef";
const other = "d1-fedcba9876543210";
const good = { projectId, taskType: "DI_REALTIME", fileId: "100" };
describe("check of a pin", () => {
    const reasonsOf = (news: Values, olds?: Values, of = region) =>
        check(news, of, olds).failures.map(({ property, reason }) => `${property} ${reason}`);

    for (const [digest, reason] of [
        ["", /^approvedDigest is empty, and that approves nothing/],
        ["d1-0123456789ABCDEF", /^approvedDigest has capital letters/],
        ["0123456789abcdef", /^approvedDigest has no d1- before its digits/],
        ["d2-0123456789abcdef0123456789abcdef", /^approvedDigest is of version 2 of the digest/],
        ["latest", /^approvedDigest is no digest of a definition/],
        [7, /^approvedDigest has to be a string/],
        [[one], /^approvedDigest has to be a string/],
    ] as const) {
        it(`refuses what has not the form of a digest: ${JSON.stringify(digest)}`, () => {
            const [first, ...more] = reasonsOf({ ...good, approvedDigest: digest });
            assert.match(first ?? "", reason);
            assert.deepEqual(more, []);
        });
    }

    it("takes a digest, one that is not known yet, and none", () => {
        for (const approvedDigest of [one, unknown, undefined, null])
            assert.deepEqual(reasonsOf({ ...good, approvedDigest }), []);
    });

    for (const list of [["**"], ["*"], ["[*]"], ["a", "**.*"], ["*.**"], ["**", unknown]]) {
        it(`refuses a list that names the whole definition beside it, and it alone: ${String(list.slice(0, 1))}`, () => {
            const news = { ...good, ignoreDefinitionPaths: list };
            assert.match(
                reasonsOf({ ...news, approvedDigest: one }).join(),
                /^approvedDigest approves nothing where ignoreDefinitionPaths names the whole definition/,
            );
            assert.deepEqual(reasonsOf(news), []);
            assert.deepEqual(reasonsOf({ ...news, approvedDigest: unknown }), []);
        });
    }

    for (const list of [["steps"], ["*.*"], ["**.password"], ['["*"]'], [unknown]]) {
        it(`takes a list that leaves something: ${JSON.stringify(list.map(String))}`, () => {
            assert.deepEqual(reasonsOf({ ...good, ignoreDefinitionPaths: list, approvedDigest: one }), []);
        });
    }

    it("takes the output digest only as ignoreChanges or an import file feeds it in", () => {
        const held = { ...good, onDelete: "retain", region, approvedDigest: one, digest: one };
        assert.deepEqual(reasonsOf(held, held), []);
        for (const digest of [one, "", unknown])
            assert.match(
                reasonsOf({ ...good, digest }).join(),
                /^digest is no argument: .* What is approved is said by approvedDigest$/,
            );
    });

    const olds = { ...good, onDelete: "retain", region, ignoreDefinitionPaths: ["a", "b"] };
    const pinned = { ...olds, approvedDigest: one };
    const { region: _, ...program } = pinned;
    const changes: readonly (readonly [what: string, change: Values])[] = [
        ["fileId changes", { fileId: "101" }],
        ["fileId is not known yet", { fileId: unknown }],
        ["taskType changes", { taskType: "DI_SOLUTION" }],
        ["projectId changes", { projectId: otherProjectId }],
        ["ignoreDefinitionPaths change", { ignoreDefinitionPaths: ["a"] }],
        ["ignoreDefinitionPaths change", { ignoreDefinitionPaths: undefined }],
        ["projectId and fileId change", { projectId: otherProjectId, fileId: "101" }],
    ];
    for (const [what, change] of changes) {
        it(`refuses at preview that ${what} while the digest stays: it is of another task or list`, () => {
            const [reason = "", ...more] = reasonsOf({ ...program, ...change }, pinned);
            assert.deepEqual(more, []);
            assert.ok(
                reason.startsWith(
                    `approvedDigest is of one task and one list of ignoreDefinitionPaths, and ${what}: take approvedDigest out in this commit`,
                ),
                reason,
            );
            for (const approvedDigest of [other, unknown, undefined])
                assert.deepEqual(reasonsOf({ ...program, ...change, approvedDigest }, pinned), []);
            assert.deepEqual(
                reasonsOf({ ...program, ...change }, olds),
                [],
                "a pin that is new is looked at when it deploys",
            );
        });
    }

    it("refuses that the region setting changes while the digest stays", () => {
        assert.match(reasonsOf(program, pinned, "cn-shanghai").join(), /^approvedDigest .*, and region changes: take/);
        assert.deepEqual(reasonsOf({ ...program, approvedDigest: other }, pinned, "cn-shanghai"), []);
    });

    it("takes a change of everything else, and another spelling of the list", () => {
        for (const change of [
            { triggers: { n: 2 } },
            { onDelete: "undeploy" },
            { compareVersions: true },
            { approvedDigest: other },
            { ignoreDefinitionPaths: ["b", "a", "a"] },
            { ignoreDefinitionPaths: unknown },
            { ignoreDefinitionPaths: ["a", unknown] },
            { projectId: unknown },
        ])
            assert.deepEqual(reasonsOf({ ...program, ...change }, pinned), []);
    });

    it("refuses of one that is new that its file id is not known yet: nobody has seen what is still to be made", () => {
        const news = { ...good, fileId: unknown, approvedDigest: one };
        assert.match(
            reasonsOf(news).join(),
            /^approvedDigest .*, and fileId is not known yet: take approvedDigest out/,
        );
        assert.deepEqual(reasonsOf({ ...news, approvedDigest: unknown }), []);
        assert.deepEqual(reasonsOf({ ...good, projectId: unknown, approvedDigest: one }), []);
    });
});

describe("what a pin asks for", () => {
    const rows: readonly (readonly [
        what: string,
        olds: Partial<Outputs>,
        news: Values,
        causes: readonly string[],
        plan: ReturnType<typeof planOf> | "same",
    ])[] = [
        ["a first one", {}, { approvedDigest: one }, ["approvedDigest"], "look"],
        ["the same", { approvedDigest: one, digest: one }, { approvedDigest: one }, [], "same"],
        ["the one that an import file holds", { digest: one }, { approvedDigest: one }, [], "same"],
        ["another one", { approvedDigest: one, digest: one }, { approvedDigest: other }, ["approvedDigest"], "look"],
        [
            "one that is not known yet",
            { approvedDigest: one, digest: one },
            { approvedDigest: unknown },
            ["approvedDigest"],
            "look",
        ],
        ["none any more", { approvedDigest: one, digest: one }, {}, ["approvedDigest"], "store"],
        ["none, of an import that was approved", { digest: one }, {}, ["approvedDigest"], "store"],
        ["none, as before", {}, {}, [], "same"],
        ["none, of a state of an older version", { digest: undefined }, {}, [], "same"],
        [
            "another one and other triggers",
            { digest: one },
            { approvedDigest: other, triggers: { n: 2 } },
            ["triggers", "approvedDigest"],
            "deploy",
        ],
        [
            "none any more, and other triggers",
            { digest: one },
            { triggers: { n: 2 } },
            ["triggers", "approvedDigest"],
            "deploy",
        ],
        [
            "none any more, and another onDelete",
            { digest: one },
            { onDelete: "undeploy" },
            ["onDelete", "approvedDigest"],
            "store",
        ],
        [
            "another onDelete beside the same",
            { digest: one },
            { approvedDigest: one, onDelete: "undeploy" },
            ["onDelete"],
            "store",
        ],
        [
            "another list with another one",
            { digest: one },
            { approvedDigest: other, ignoreDefinitionPaths: ["a"] },
            ["ignoreDefinitionPaths", "approvedDigest"],
            "look",
        ],
        [
            "another list beside the same",
            { digest: one },
            { approvedDigest: one, ignoreDefinitionPaths: ["a"] },
            ["ignoreDefinitionPaths"],
            "look",
        ],
        [
            "another order of the list",
            { digest: one, ignoreDefinitionPaths: ["a", "b"] },
            { approvedDigest: one, ignoreDefinitionPaths: ["b", "a"] },
            ["ignoreDefinitionPaths"],
            "store",
        ],
        [
            "the same after a lost reply",
            { digest: one, status: "unknown" },
            { approvedDigest: one },
            ["status"],
            "deploy",
        ],
        [
            "a first one after a lost reply",
            { status: "unknown" },
            { approvedDigest: one },
            ["approvedDigest", "status"],
            "deploy",
        ],
        [
            "none any more after a lost reply",
            { digest: one, status: "unknown" },
            {},
            ["approvedDigest", "status"],
            "deploy",
        ],
        [
            "the same beside drift",
            { digest: one, drift: ["definition changed since then"] },
            { approvedDigest: one },
            ["drift"],
            "deploy",
        ],
        [
            "another one beside drift",
            { digest: one, drift: ["definition changed since then"] },
            { approvedDigest: other },
            ["approvedDigest", "drift"],
            "deploy",
        ],
        [
            "another one beside drift that is fed in",
            { digest: one, drift: ["x"] },
            { approvedDigest: other, drift: ["x"] },
            ["approvedDigest"],
            "look",
        ],
    ];
    for (const [what, olds, news, causes, plan] of rows) {
        it(`${plan}: ${what}`, () => {
            const state = outputs(inputs("100"), olds);
            const asked = { ...inputs("100"), ...news };
            const difference = deployment.diff(state, asked, true);
            assert.deepEqual([difference.causes, difference.changes], [causes, plan !== "same"]);
            assert.deepEqual(difference.replaces, []);
            if (plan !== "same") assert.equal(planOf(state, asked), plan);
        });
    }

    it("deploys where there is no change, as after a failed update", () => {
        const state = outputs(inputs("100", { approvedDigest: one }), { digest: one });
        assert.equal(planOf(state, { ...inputs("100", { approvedDigest: one }) }), "deploy");
    });

    it("is none of a refresh, which compares with what was read", () => {
        const state = outputs(inputs("100", { approvedDigest: one }), { digest: one });
        assert.equal(deployment.diff(state, { ...inputsOf(state) }, false).changes, false);
    });
});
