// What a difference names in detail: paths as the engine writes them, down to what differs, and never a value.
import assert from "node:assert/strict";
import fc from "fast-check";
import { detailedDiff } from "../../provider/src/plugin/detailed-diff";
import type { Values } from "../../provider/src/resources/resource";
import { resources } from "../../provider/src/resources/table";
import { unknown } from "../../provider/src/resources/unknown";
import { inputs as deploymentInputs, outputs as deploymentOutputs } from "../support/lifecycle";
import { seed } from "../support/seed";
import { inputs as instanceInputs, outputs as instanceOutputs } from "../resources/instance/stage";
import { inputs as taskInputs, outputs as taskOutputs } from "../resources/task/stage";

/** What is named, such as "update triggers.n", with "(output)" where the old value is the output's. */
function named(
    difference: { causes: readonly string[]; replaces: readonly string[] },
    ...values: [Values, Values, Values]
) {
    const found = Object.entries(detailedDiff(difference, ...values));
    return found.map(([path, { kind, inputDiff }]) => `${kind} ${path}${inputDiff ? "" : " (output)"}`).sort();
}

/** Of one property that changes in place, with the same old input and output. */
const ofTriggers = (before: unknown, after: unknown, replaces: readonly string[] = []) =>
    named({ causes: ["triggers"], replaces }, { triggers: before }, { triggers: before }, { triggers: after });

const source = (...datasources: unknown[]) => ({ type: "mysql", datasources });
const shop = (tables: unknown, name: unknown = "shop") => ({ name, tables });
const ofSource = (before: Values, after: Values) => {
    const olds = taskOutputs(taskInputs([], { source: before as never }));
    const news = { ...taskInputs([], { source: after as never }) };
    return named(resources.DiSyncTask.diff(olds, news, true), { ...olds }, { ...olds }, news);
};

describe("the detailed diff", () => {
    it("names what was added, removed and changed inside of a value, and nothing else", () => {
        assert.deepEqual(ofTriggers({ a: 1, b: 2, c: 3 }, { a: 1, b: 3, d: 4 }), [
            ...["add triggers.d", "delete triggers.c", "update triggers.b"],
        ]);
        assert.deepEqual(ofTriggers(undefined, { a: 1 }), ["add triggers"]);
        assert.deepEqual(ofTriggers({ a: 1 }, undefined), ["delete triggers"]);
        assert.deepEqual(ofTriggers({ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 3 }] } }), [
            "update triggers.a.b[1].c",
        ]);
    });

    it("writes keys as the engine does, and names what is around one that its paths cannot say", () => {
        const keys = ["a.b", 'say "so"', "", "*", "back\\slash", "größe", "7", "__proto__x"];
        const of = (value: number) => Object.fromEntries(keys.map((key) => [key, value]));
        assert.deepEqual(ofTriggers(of(1), of(2)), [
            ...["update triggers.7", "update triggers.__proto__x", 'update triggers[""]', 'update triggers["*"]'],
            ...['update triggers["a.b"]', 'update triggers["back\\slash"]', 'update triggers["größe"]'],
            'update triggers["say \\"so\\""]',
        ]);
        for (const key of ["ends with \\", 'has \\" inside'])
            assert.deepEqual(ofTriggers({ [key]: 1, b: 1 }, { [key]: 2, b: 2 }), [
                "update triggers",
                "update triggers.b",
            ]);
    });

    it("gives replace kinds to what replaces, and to nothing else", () => {
        assert.deepEqual(ofTriggers({ a: 1, b: 2 }, { b: 3, c: 4 }, ["triggers"]), [
            ...["add-replace triggers.c", "delete-replace triggers.a", "update-replace triggers.b"],
        ]);
        const olds = taskOutputs();
        const news = { ...taskInputs(), name: "payments", cu: 1 };
        assert.deepEqual(named(resources.DiSyncTask.diff(olds, news, true), { ...olds }, { ...olds }, news), [
            ...["add cu", "update-replace name"],
        ]);
    });

    it("names of tables those that came, at their place of now, and those that went, at that of before", () => {
        assert.deepEqual(ofSource(source(shop(["a", "b", "c"])), source(shop(["b", "c", "d"]))), [
            ...["add source.datasources[0].tables[2]", "delete source.datasources[0].tables[0]"],
        ]);
        assert.deepEqual(ofSource(source(shop(["a", "b"])), source(shop(["b", "a", "x"]))), [
            "add source.datasources[0].tables[2]",
        ]);
        // Where another one stands at the very place, both are one path.
        assert.deepEqual(ofSource(source(shop(["a", "b", "c"])), source(shop(["a", "x", "c"]))), [
            "update source.datasources[0].tables[1]",
        ]);
    });

    it("finds data sources and databases by their names, wherever they stand", () => {
        const before = source(shop(["a"]), { name: "erp", databases: [shop(["b"], "x"), shop(["c", "old"], "y")] });
        const after = source({ name: "erp", databases: [shop(["c"], "y"), shop(["b", "n"], "x")] }, shop(["a"]));
        assert.deepEqual(ofSource(before, after), [
            "add source.datasources[0].databases[1].tables[1]",
            "delete source.datasources[1].databases[1].tables[1]",
        ]);
        assert.deepEqual(ofSource(source(shop(["a"])), source(shop(["a"], "another"))), [
            "update-replace source.datasources[0].name",
        ]);
    });

    it("does so in a script, too", () => {
        const script = (...tables: string[]) => ({
            type: "realtime",
            steps: [
                { stepType: "holo", category: "writer", name: "Writer", parameter: { datasource: "warehouse" } },
                {
                    ...{ stepType: "mysql", category: "reader", name: "Reader" },
                    parameter: { connection: [{ datasource: "shop", table: tables }] },
                },
            ],
        });
        const without = { source: undefined, destination: undefined };
        const olds = taskOutputs(taskInputs([], { ...without, script: script("a", "b") }));
        const news = { ...taskInputs([], { ...without, script: script("b", "c", "d") }) };
        assert.deepEqual(named(resources.DiSyncTask.diff(olds, news, true), { ...olds }, { ...olds }, news), [
            "add script.steps[1].parameter.connection[0].table[1]",
            "add script.steps[1].parameter.connection[0].table[2]",
            "delete script.steps[1].parameter.connection[0].table[0]",
        ]);
    });

    it("says of any tables that came and went exactly which", () => {
        const tables = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"), { maxLength: 8 });
        fc.assert(
            fc.property(tables, tables, (before, after) => {
                const [came, went]: [unknown[], unknown[]] = [[], []];
                const paths = detailedDiff(
                    { causes: ["list"], replaces: [] },
                    { list: before },
                    { list: before },
                    { list: after },
                );
                for (const [path, { kind }] of Object.entries(paths)) {
                    if (path === "list") continue;
                    const index = Number(/^list\[(\d+)\]$/.exec(path)?.[1]);
                    if (kind !== "delete") came.push(after[index]);
                    if (kind !== "add") went.push(before[index]);
                }
                assert.deepEqual(came.sort(), after.filter((table) => !before.includes(table)).sort());
                assert.deepEqual(went.sort(), before.filter((table) => !after.includes(table)).sort());
            }),
            { seed, numRuns: 500 },
        );
    });

    it("shows what is not known at its place, and does not say what goes beside it", () => {
        assert.deepEqual(ofTriggers({ revision: "1", n: 1 }, { revision: unknown, n: 1 }), [
            "update triggers.revision",
        ]);
        assert.deepEqual(ofTriggers({ revision: "1" }, unknown), ["update triggers"]);
        assert.deepEqual(ofSource(source(shop(["a", "b"])), source(shop(["c", unknown]))), [
            ...["add source.datasources[0].tables[0]", "update source.datasources[0].tables[1]"],
        ]);
        assert.deepEqual(ofSource(source(shop(["a"]), shop(["b"], "erp")), source(shop(unknown), shop(["b"], "erp"))), [
            "update source.datasources[0].tables",
        ]);
    });

    it("names a property alone where more than 200 places of it differ, or where only the order does", () => {
        const many = (n: number, value: number) =>
            Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, value]));
        assert.equal(ofTriggers(many(200, 1), many(200, 2)).length, 200);
        assert.deepEqual(ofTriggers(many(201, 1), many(201, 2)), ["update triggers"]);
        const paths = { causes: ["ignoreDefinitionPaths"], replaces: [] };
        const of = (...list: string[]) => ({ ignoreDefinitionPaths: list });
        assert.deepEqual(named(paths, of("a", "b"), of("a", "b"), of("b", "a")), ["update ignoreDefinitionPaths"]);
    });

    it("compares with the old outputs where the old inputs say something else", () => {
        // A restart that failed: the state goes on to hold the triggers of before.
        const olds = instanceOutputs({ triggers: { n: 1 }, pending: "restart" });
        const now = { ...instanceInputs({ triggers: { n: 2 } }) };
        assert.deepEqual(named(resources.DiSyncInstance.diff(olds, now, true), { ...olds }, now, now), [
            ...["update pending (output)", "update triggers.n (output)"],
        ]);
    });

    it("shows outputs that ask for an update as such, and drift as what goes", () => {
        const given = deploymentInputs("100");
        const unclear = deploymentOutputs(given, { status: "unknown" });
        assert.deepEqual(
            named(
                resources.DiSyncDeployment.diff(unclear, { ...given }, true),
                { ...unclear },
                { ...given },
                { ...given },
            ),
            ["update status (output)"],
        );
        const drift = ["definition changed since 2026-11-20T08:12:44Z: a"];
        const drifted = deploymentOutputs(given, { drift });
        const difference = resources.DiSyncDeployment.diff(drifted, { ...given }, true);
        assert.deepEqual(named(difference, { ...drifted }, { ...given, drift }, { ...given }), ["delete drift"]);
        assert.deepEqual(named(difference, { ...drifted }, { ...given }, { ...given }), ["delete drift (output)"]);
        assert.deepEqual(named(difference, { ...drifted }, { ...given, drift }, { ...given, drift: ["older"] }), [
            "update drift",
        ]);
        // Tables that a refresh found removed, and that the program declares all the same.
        const lost = taskOutputs(taskInputs(), { drift: ["table removed in DataWorks: shop/orders"] });
        const putBack = resources.DiSyncTask.diff(lost, { ...taskInputs() }, true);
        assert.deepEqual(putBack.causes, ["drift", "tables"]);
        assert.deepEqual(named(putBack, { ...lost }, { ...taskInputs() }, { ...taskInputs() }), [
            "delete drift (output)",
        ]);
    });

    it("says no value: of random ones, only names and places", () => {
        const value = fc.letrec((tie) => ({
            any: fc.oneof(
                { depthSize: "small" },
                fc.constantFrom("not-a-real-secret", "not-another", 1, unknown),
                fc.dictionary(fc.constantFrom("a", "b.c"), tie("any")),
                fc.array(tie("any"), { maxLength: 3 }),
            ),
        })).any;
        fc.assert(
            fc.property(value, value, (before, after) => {
                const olds = { triggers: before === unknown ? 1 : before };
                const shown = JSON.stringify(
                    detailedDiff({ causes: ["triggers"], replaces: [] }, olds, olds, { triggers: after }),
                );
                assert.match(
                    shown,
                    /^\{("triggers(\.a|\[\\"b\.c\\"\]|\[\d+\])*":\{"kind":"(add|delete|update)","inputDiff":true\},?)+\}$/,
                );
            }),
            { seed, numRuns: 500 },
        );
    });
});
