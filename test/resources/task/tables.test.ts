// The tables of a task, declared and found.
import assert from "node:assert/strict";
import fc from "fast-check";
import { declaredTables, differenceOf, withFound } from "../../../provider/src/resources/task/tables";
import { tablesIn } from "../../../provider/src/dataworks/script";
import { changeOf } from "../../../provider/src/resources/task/change";
import { creatingScript } from "../../../provider/src/resources/task/script";
import type { Content, DataSource } from "../../../provider/src/resources/task/state";
import type { Values } from "../../../provider/src/resources/resource";
import { seed } from "../../support/seed";

const contentOf = (...datasources: DataSource[]): Content => ({
    source: { type: "mysql", datasources },
    destination: { type: "hologres", datasource: "warehouse" },
});
const declared = (...datasources: DataSource[]) => declaredTables(contentOf(...datasources)) ?? assert.fail();
const shop = (...tables: string[]): DataSource => ({ name: "shop", tables });
const databases = (all: Record<string, string[]>): DataSource => ({
    name: "shop",
    databases: Object.entries(all).map(([name, tables]) => ({ name, tables })),
});

/** A definition whose reader has these connections. */
const definition = (...connection: object[]) =>
    JSON.stringify({
        type: "job",
        steps: [
            { category: "reader", parameter: { connection } },
            { category: "writer", parameter: {} },
        ],
    });
const selected = (datasource: string, all: Record<string, (string | object)[]>) => ({
    datasource,
    selectedTables: Object.entries(all).map(([dbName, tables]) => ({
        dbName,
        schema: [{ tableInfos: tables.map((table) => (typeof table === "string" ? { enable: true, table } : table)) }],
    })),
});
const found = (...connections: object[]) => tablesIn(definition(...connections)) ?? assert.fail("no tables");

describe("the tables in a definition", () => {
    it("are found in both forms that the API writes, and a table that is not enabled is none", () => {
        const off = { enable: false, table: "returns" };
        assert.deepEqual(found(selected("shop", { db: ["orders", off] }), { datasource: "depot", table: ["parts"] }), [
            { dataSource: "shop", database: "db", table: "orders" },
            { dataSource: "depot", table: "parts" },
        ]);
    });

    it("are not known where the definition has another form", () => {
        const other = [
            "no JSON",
            "[]",
            "{}",
            '{"steps":[]}',
            '{"steps":[{"category":"reader","parameter":{"datasource":"shop","table":"orders"}}]}',
            definition({ table: ["orders"] }),
            definition({ datasource: "shop" }),
            definition({ datasource: "shop", table: "orders" }),
            definition({ datasource: "shop", table: [1] }),
            definition({ datasource: "shop", table: ["a"], selectedTables: [] }),
            definition({ datasource: "shop", selectedTables: [{ schema: [] }] }),
            definition({ datasource: "shop", selectedTables: [{ dbName: "db", schema: [{ tableInfos: [{}] }] }] }),
            definition({ datasource: "shop", table: ["a"] }, { datasource: "depot" }),
        ];
        for (const text of other) assert.equal(tablesIn(text), undefined, text);
    });
});

describe("the difference between the tables declared and found", () => {
    it("is none for the same set, in any order and either form", () => {
        const none = { missing: [], extra: [] };
        const two = declared(shop("orders", "customers"));
        assert.deepEqual(differenceOf(two, found(selected("shop", { any: ["customers", "orders"] }))), none);
        assert.deepEqual(differenceOf(two, found({ datasource: "shop", table: ["customers", "orders"] })), none);
        const named = declared(databases({ db: ["orders"] }));
        assert.deepEqual(differenceOf(named, found({ datasource: "shop", table: ["orders"] })), none);
        assert.deepEqual(differenceOf(named, found(selected("shop", { db: ["orders"] }))), none);
    });

    it("names what is missing and what is too much", () => {
        const difference = differenceOf(
            declared(shop("orders", "customers")),
            found(selected("shop", { db: ["orders", "returns"] })),
        );
        assert.deepEqual(difference, { missing: ["shop/customers"], extra: ["shop/returns"] });
    });

    it("tells a table of one database from that of another one", () => {
        const both = declared(databases({ a: ["orders"], b: ["orders"] }));
        assert.deepEqual(differenceOf(both, found(selected("shop", { a: ["orders"], c: ["orders"] }))), {
            missing: ["shop/b/orders"],
            extra: ["shop/c/orders"],
        });
        assert.deepEqual(differenceOf(both, found({ datasource: "shop", table: ["orders"] })), {
            missing: ["shop/a/orders", "shop/b/orders"],
            extra: ["shop/orders"],
        });
        const renamed = differenceOf(
            declared(databases({ a: ["orders"] })),
            found(selected("shop", { c: ["orders"] })),
        );
        assert.deepEqual(renamed, { missing: ["shop/a/orders"], extra: ["shop/c/orders"] });
        const more = differenceOf(declared(shop("orders")), found(selected("shop", { a: ["orders"], b: ["orders"] })));
        assert.deepEqual(more, { missing: ["shop/orders"], extra: ["shop/a/orders", "shop/b/orders"] });
    });

    it("names the tables of a data source that is not declared", () => {
        const more = differenceOf(
            declared(shop("orders")),
            found(selected("shop", { db: ["orders"] }), { datasource: "x", table: ["y"] }),
        );
        assert.deepEqual(more, { missing: [], extra: ["x/y"] });
    });

    it("tells tables apart whose names hold slashes", () => {
        const difference = differenceOf(declared(databases({ a: ["b/c"], "a/b": ["d"] })), [
            { dataSource: "shop", database: "a/b", table: "c" },
            { dataSource: "shop", database: "a", table: "b/d" },
        ]);
        assert.deepEqual(difference, { missing: ["shop/a/b/c", "shop/a/b/d"], extra: ["shop/a/b/c", "shop/a/b/d"] });
    });
});

describe("a content with the tables that were found", () => {
    it("keeps its order, with new tables last", () => {
        const tables = found(selected("shop", { db: ["returns", "customers", "orders"] }));
        assert.deepEqual(
            withFound(contentOf(shop("orders", "gone", "customers")), tables),
            contentOf(shop("orders", "customers", "returns")),
        );
    });

    it("takes nothing of other databases and data sources", () => {
        const tables = found(selected("shop", { a: ["orders", "returns"], c: ["x"] }), {
            datasource: "depot",
            table: ["parts"],
        });
        const before = contentOf(databases({ a: ["orders"], b: ["orders"] }));
        assert.deepEqual(withFound(before, tables), contentOf(databases({ a: ["orders", "returns"], b: ["orders"] })));
    });

    it("stays as it is where its data source is not found, or in several databases", () => {
        const before = contentOf(shop("orders"));
        for (const tables of [
            found({ datasource: "depot", table: ["x"] }),
            found(selected("shop", { a: ["orders", "x"], b: ["y"] })),
        ])
            assert.deepEqual(withFound(before, tables), before);
    });

    it("keeps of a script all that is no table, and all that is said of a table that is still there", () => {
        const kept = { table: "orders", enable: true, columns: ["id"] };
        const off = { table: "archive", enable: false };
        const [before, after] = [
            [kept, { table: "gone" }, off],
            [kept, off, { table: "returns" }],
        ].map((tableInfos) => ({
            script: {
                type: "realtime",
                steps: [
                    { category: "writer", parameter: { table: ["gone"] } },
                    {
                        category: "reader",
                        stepType: "mysql",
                        parameter: {
                            allow: true,
                            connection: [
                                {
                                    datasource: "shop",
                                    port: 1,
                                    selectedTables: [{ dbName: "a", schema: [{ tableInfos }] }],
                                },
                            ],
                        },
                    },
                ],
            },
        }));
        const tables = found(selected("shop", { a: ["returns", "orders"] }), { datasource: "depot", table: ["parts"] });
        assert.deepEqual(withFound(before ?? assert.fail(), tables), after);
    });

    it("takes a new table of a script once, where it names a data source twice", () => {
        const script = (...connections: object[]) => ({
            script: JSON.parse(definition(...connections)) as object as Values,
        });
        const before = script({ datasource: "shop", table: ["a"] }, { datasource: "shop", table: ["b"] });
        const after = script({ datasource: "shop", table: ["a", "c"] }, { datasource: "shop", table: ["b"] });
        assert.deepEqual(withFound(before, found({ datasource: "shop", table: ["c", "b", "a"] })), after);
    });

    it("stays as it is where a script does not name its tables in the documented form", () => {
        const script = { steps: [{ category: "reader", parameter: { table: ["orders"] } }] };
        const inputs = { script, drift: ["definition changed"] };
        assert.deepEqual(withFound(inputs, found({ datasource: "shop", table: ["x"] })), { script });
    });

    it("differs no more from what was found, whatever was added and removed", () => {
        const names = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 });
        const edits = fc.uniqueArray(fc.tuple(fc.constantFrom("x", "y", "z"), names, names), {
            minLength: 1,
            selector: ([name]) => name,
        });
        const none = { missing: [], extra: [] };
        const property = fc.property(
            edits,
            fc.boolean(),
            fc.boolean(),
            fc.boolean(),
            (all, asTables, asList, asScript) => {
                const [[, before, now] = assert.fail()] = all;
                const source = asTables
                    ? shop(...before)
                    : databases(Object.fromEntries(all.map(([name, was]) => [name, was])));
                const isList = asList && (asTables || all.length === 1);
                const there = asTables ? all.slice(0, 1) : all;
                const tables = found(
                    isList
                        ? { datasource: "shop", table: now }
                        : selected("shop", Object.fromEntries(there.map(([name, , is]) => [name, is]))),
                );
                const content = contentOf(source);
                const declaring = asScript ? scriptOf(content) : content;
                const after = withFound(declaring, tables);
                assert.deepEqual(differenceOf(declaredTables(after) ?? assert.fail(), tables), none);
                assert.deepEqual(withFound(after, tables), after);
                const { kind, adds, removes } = changeOf(declaring, { ...after });
                const { missing, extra } = differenceOf(declaredTables(declaring) ?? assert.fail(), tables);
                assert.deepEqual([adds.length, removes.length], [extra.length, missing.length]);
                assert.equal(kind, missing.length + extra.length === 0 ? "none" : "tables");
            },
        );
        fc.assert(property, { seed, numRuns: 300 });
    });
});

/** The same content as a script. */
function scriptOf(content: Content): Content {
    const task = { projectId: "10000", taskType: "DI_REALTIME", name: "orders", resourceGroup: "group_shop" } as const;
    return { script: JSON.parse(creatingScript({ ...task, ...content })) as Values };
}
