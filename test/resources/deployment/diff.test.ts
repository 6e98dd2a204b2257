// Diff: what asks for an update, what for a replacement, and which updates deploy.
import assert from "node:assert/strict";
import { diff, planOf } from "../../../provider/src/resources/deployment/diff";
import type { Values } from "../../../provider/src/resources/resource";
import { withStored } from "../../../provider/src/resources/deployment/stored";
import { onDeleteValues, type OnDelete, type Outputs } from "../../../provider/src/resources/deployment/state";
import { unknown } from "../../../provider/src/resources/unknown";
import { inputs, outputs } from "../../support/lifecycle";

const asked = inputs("100");
const approve = "approve it with approvedDigest: d1-3f9c2a7be41d5c08";
const byItself = "nobody edited it since: DataWorks changed it by itself";
const state = (more?: Partial<Outputs>): Outputs => outputs(asked, more);

/** Values, also with symbols in them, as a test's title. */
function title(value: unknown): string {
    return JSON.stringify(value, (_key, part: unknown) => (typeof part === "symbol" ? "unknown" : part));
}

interface Row {
    olds?: Partial<Outputs>;
    news: Values;
    /** Whether there is a change. */
    changes: boolean;
    /** Whether an update with these inputs calls DeployDISyncTask. */
    deploys: boolean;
}

const changed = { changes: true, deploys: true };
const storedOnly = { changes: true, deploys: false };
/** An update without a change is one after a failed update: it deploys. */
const unchanged = { changes: false, deploys: true };

const ab = { a: "1", b: 2 };
const rows: Row[] = [
    { news: {}, ...unchanged },
    { news: { projectId: "10001" }, ...changed },
    { news: { region: "cn-beijing" }, ...changed },
    { news: { taskType: "DI_SOLUTION" }, ...changed },
    { news: { fileId: "101" }, ...changed },
    { olds: { fileId: "7567482277219412494" }, news: { fileId: "7567482277219412495" }, ...changed },
    { news: { onDelete: "undeploy" }, ...storedOnly },
    { olds: { onDelete: "undeploy" }, news: { onDelete: "retain" }, ...storedOnly },
    { news: { onDelete: "undeploy", triggers: ab }, ...changed },
    { news: { onDelete: "undeploy", fileId: "101" }, ...changed },

    { news: { triggers: ab }, ...changed },
    { olds: { triggers: ab }, news: {}, ...changed },
    { olds: { triggers: ab }, news: { triggers: {} }, ...changed },
    { olds: { triggers: {} }, news: {}, ...unchanged },
    { news: { triggers: {} }, ...unchanged },
    { olds: { triggers: ab }, news: { triggers: ab }, ...unchanged },
    { olds: { triggers: ab }, news: { triggers: { b: 2, a: "1" } }, ...unchanged },
    { olds: { triggers: { "10": 1, "9": 2 } }, news: { triggers: { "9": 2, "10": 1 } }, ...unchanged },
    { olds: { triggers: ab }, news: { triggers: { a: "1", b: 3 } }, ...changed },
    { olds: { triggers: ab }, news: { triggers: { a: 1, b: 2 } }, ...changed },
    { olds: { triggers: ab }, news: { triggers: { a: "1", b: "2" } }, ...changed },
    { olds: { triggers: { a: true } }, news: { triggers: { a: "true" } }, ...changed },
    { olds: { triggers: ab }, news: { triggers: { a: "1" } }, ...changed },
    { olds: { triggers: ab }, news: { triggers: { ...ab, c: false } }, ...changed },
    { olds: { triggers: ab }, news: { triggers: { a: 2, b: "1" } }, ...changed },

    ...(["projectId", "region", "taskType", "fileId", "triggers"] as const).map((name) => ({
        news: { [name]: unknown },
        ...changed,
    })),
    { news: { onDelete: unknown }, ...storedOnly },
    { olds: { triggers: ab }, news: { triggers: { a: "1", b: unknown } }, ...changed },
    { olds: { triggers: ab }, news: { triggers: { ...ab, c: unknown } }, ...changed },

    { olds: { drift: ["x"] }, news: {}, ...changed },
    { olds: { drift: ["x"] }, news: { drift: ["x"] }, ...unchanged },
    { olds: { drift: ["x"] }, news: { drift: ["y"] }, ...changed },
    { news: { drift: ["x"] }, ...unchanged },
    { olds: { drift: ["x"] }, news: { onDelete: "undeploy" }, ...changed },
    { olds: { drift: ["x"] }, news: { drift: ["x"], onDelete: "undeploy" }, ...storedOnly },
    { olds: { drift: ["x"] }, news: { drift: ["x"], triggers: ab }, ...changed },

    // Drift that the program ignores is none; what was cut, or is no line of a definition, counts.
    ...(
        [
            [["definition changed since T: a.b", "last edited T by X", approve], ["a"], false],
            [["definition changed since T: a.b", approve], ["a"], false],
            [["definition changed since T: a.b", approve], ["b"], true],
            [["definition changed since T: a.b", byItself, approve], ["a"], false],
            [
                ["definition changed since T: a.b", `${byItself}; "a.b" in ignoreDefinitionPaths leaves it out`],
                ["a"],
                false,
            ],
            [["definition changed since T: a.b", byItself], ["c"], true],
            [["definition changed since T: a.b", "definition added since T: c"], ["a"], true],
            [["definition changed since T: a.b", "and 3 more"], ["**"], true],
            [["definition changed since T: a.b", "no version runs in production"], ["a"], true],
            [["definition cannot be compared: it is damaged"], ["**"], true],
        ] as const
    ).map(([drift, ignoreDefinitionPaths, counts]) => ({
        olds: { drift },
        news: { ignoreDefinitionPaths },
        changes: true,
        deploys: counts,
    })),
    {
        olds: { drift: ["definition changed since T: a.b"], ignoreDefinitionPaths: ["a"] },
        news: { ignoreDefinitionPaths: ["a"] },
        ...unchanged,
    },
    { olds: { drift: ["definition changed since T: a"] }, news: { ignoreDefinitionPaths: [unknown] }, ...changed },

    { olds: { status: "unknown" }, news: {}, ...changed },
    { olds: { status: "unknown" }, news: { onDelete: "undeploy" }, ...changed },
    { olds: { status: "unknown", drift: ["x"] }, news: { drift: ["x"] }, ...changed },

    // What only the outputs have is never compared.
    { olds: { requestId: "", message: "text", deployedAt: "", definition: "{}" }, news: {}, ...unchanged },
];

describe("diff: causes", () => {
    for (const row of rows) {
        const olds = state(row.olds);
        const news = { ...asked, ...(row.olds?.fileId && { fileId: row.olds.fileId }), ...row.news };
        const names = `${title(row.olds ?? {})} and then ${title(row.news)}`;

        it(`${names} ${row.changes ? "is a change" : "is no change"}`, () => {
            assert.equal(diff(olds, news).changes, row.changes);
        });

        it(`an update from ${names} ${row.deploys ? "deploys" : "only stores"}`, () => {
            assert.equal(planOf(olds, news) === "deploy", row.deploys);
        });
    }
});

const identity = { projectId: "10001", region: "cn-beijing", taskType: "DI_SOLUTION", fileId: "101" } as const;
const names = Object.keys(identity) as (keyof typeof identity)[];

/** Which changes replace, by the old and the new `onDelete`. */
const replacing: Record<OnDelete, Record<OnDelete, readonly string[]>> = {
    retain: { retain: ["projectId", "region"], undeploy: ["projectId", "region"] },
    undeploy: { retain: ["projectId", "region"], undeploy: ["projectId", "region", "taskType", "fileId"] },
};

/** All subsets of the names. */
function subsets<T>(all: readonly T[]): T[][] {
    return all.reduce<T[][]>((sets, one) => sets.flatMap((set) => [set, [...set, one]]), [[]]);
}

describe("diff: in place or replaced", () => {
    for (const before of onDeleteValues) {
        for (const after of onDeleteValues) {
            for (const what of subsets(names)) {
                for (const known of what.length > 0 ? [true, false] : [true]) {
                    const replaces = what.filter((name) => replacing[before][after].includes(name));
                    const how = replaces.length > 0 ? `is replaced for ${replaces.join()}` : "stays in place";
                    const values = known ? "" : " to what is not known yet";
                    it(`onDelete ${before} to ${after}, a change of ${what.join() || "nothing"}${values} ${how}`, () => {
                        const now = what.map((name) => [name, known ? identity[name] : unknown] as const);
                        const news = { ...asked, onDelete: after, ...Object.fromEntries(now) };
                        const difference = diff(state({ onDelete: before }), news);
                        assert.deepEqual([...difference.replaces].sort(), [...replaces].sort());
                        assert.equal(difference.changes, what.length > 0 || before !== after);
                    });
                }
            }
        }
    }

    it("drift that ignoreChanges feeds in is no change after its path was ignored, nor after it is not any more", () => {
        const lines = ["a.b", "c"].map((path) => `definition changed since the import: ${path}`);
        const drift = [...lines, "last edited 2026-11-21T17:03:09Z by 1"];
        let olds = state({ drift });
        for (const ignoreDefinitionPaths of [["a.b"], []]) {
            const news = { ...asked, drift, ignoreDefinitionPaths };
            assert.equal(planOf(olds, news), "store");
            olds = withStored(olds, news).outputs;
            assert.equal(diff(olds, news).changes, false);
        }
    });

    it("what is left of a drift after the list changed names no digest: that was of the old list", () => {
        const lines = ["a.b", "c"].map((path) => `definition changed since the import: ${path}`);
        const olds = state({ drift: [...lines, approve] });
        const left = (ignoreDefinitionPaths?: string[]) =>
            withStored(olds, { ...asked, ...(ignoreDefinitionPaths && { ignoreDefinitionPaths }) }).outputs.drift;
        assert.deepEqual(left(["a.b"]), lines.slice(1));
        assert.deepEqual(left(), [...lines, approve]);
    });

    it("an onDelete that is not known yet may become undeploy: the preview shows the replacement", () => {
        const news = { ...asked, onDelete: unknown, fileId: "101" };
        assert.deepEqual(diff(state({ onDelete: "undeploy" }), news).replaces, ["fileId"]);
        assert.deepEqual(diff(state({ onDelete: "retain" }), news).replaces, []);
    });

    for (const [olds, news] of [
        [{}, { triggers: ab }],
        [{}, { triggers: unknown }],
        [{ drift: ["x"] }, {}],
        [{ status: "unknown" }, {}],
    ] as const) {
        it(`${title(olds)} and then ${title(news)} is never a replacement`, () => {
            for (const onDelete of onDeleteValues) {
                const difference = diff(state({ ...olds, onDelete }), { ...asked, onDelete, ...news });
                assert.deepEqual(difference, { ...difference, changes: true, replaces: [] });
            }
        });
    }
});

describe("diff: notice", () => {
    it("an unknown outcome is said, with the task that it is about", () => {
        const { notice } = diff(state({ status: "unknown" }), { ...asked, fileId: "101" });
        assert.match(notice ?? "", /DI_REALTIME 100 of workspace 10000/);
        assert.match(notice ?? "", /DeployDISyncTask may have been applied/);
        assert.match(notice ?? "", /pulumi up/);
    });

    for (const olds of [{}, { drift: ["x"] }, { onDelete: "undeploy" }] as const) {
        it(`nothing is said of ${title(olds)}: the preview shows it by itself`, () => {
            assert.ok(!("notice" in diff(state(olds), { ...asked })));
        });
    }
});
