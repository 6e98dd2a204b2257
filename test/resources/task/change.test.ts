// How a program's source, destination or script differs from the state's: tables that come and go, or anything that replaces the task.
import assert from "node:assert/strict";
import type { Values } from "../../../provider/src/resources/resource";
import { changeOf } from "../../../provider/src/resources/task/change";
import type { Content } from "../../../provider/src/resources/task/state";
import { unknown } from "../../../provider/src/resources/unknown";

const destination = { type: "hologres", datasource: "warehouse" };
/** A content with these data sources, where parts may not be known yet. */
const reading = (...datasources: unknown[]) => ({ source: { type: "mysql", datasources }, destination });
const shop = (...tables: unknown[]) => ({ name: "shop", tables });
const several = (all: Record<string, unknown[]>) => ({
    name: "shop",
    databases: Object.entries(all).map(([name, tables]) => ({ name, tables })),
});
/** A script whose reader has these connections. */
const script = (...connection: unknown[]) => ({
    script: {
        type: "realtime",
        steps: [
            { category: "reader", stepType: "mysql", parameter: { connection } },
            { category: "writer", parameter: { table: ["x", "y"] } },
        ],
    },
});
const listing = (...table: unknown[]) => ({ datasource: "shop", table });
const selecting = (dbName: string, ...tables: unknown[]) => ({
    datasource: "shop",
    selectedTables: [
        {
            dbName,
            schema: [{ tableInfos: tables.map((table) => (typeof table === "string" ? { table } : table)) }],
        },
    ],
});

/** The same with the list under this key the other way round, wherever it stands. */
const reversed = (content: object, list: string) =>
    JSON.parse(
        JSON.stringify(content, (key, value: unknown) =>
            key === list && Array.isArray(value) ? value.toReversed() : value,
        ),
    ) as Values;
const parts = ["a", "b"].map((table) => ({ tableInfos: [{ table }] }));
const inParts = script({
    datasource: "shop",
    selectedTables: ["db", "more"].map((dbName) => ({ dbName, schema: parts })),
});

const change = (olds: object, news: Values) => changeOf(olds as Content, news);
const nothing = { adds: [], removes: [], areTablesKnown: true };
const none = { kind: "none", properties: [], ...nothing };
const other = (...properties: string[]) => ({ kind: "other", properties, ...nothing });
const tables = (property: string, adds: string[], removes: string[] = [], areTablesKnown = true) => ({
    kind: "tables",
    properties: [property],
    adds,
    removes,
    areTablesKnown,
});

const depot = { name: "depot", tables: ["parts"] };
const both = { b: ["y"], a: ["x"] };
const sameContents: readonly (readonly [name: string, olds: object, news: Values])[] = [
    ["the same", reading(shop("orders")), reading(shop("orders"))],
    ["tables in another order", reading(shop("orders", "returns")), reading(shop("returns", "orders"))],
    ["data sources in another order", reading(shop("orders"), depot), reading(depot, shop("orders"))],
    ["databases in another order", reading(several({ a: ["x"], b: ["y"] })), reading(several(both))],
    ["keys in another order", reading(depot), { destination, source: reading(depot).source }],
    [
        "a script with its tables and data sources in another order",
        script(listing("a", "b"), selecting("db", "c", "d")),
        script(selecting("db", "d", "c"), listing("b", "a")),
    ],
    ["a script with its databases in another order", inParts, reversed(inParts, "selectedTables")],
    ["a script with the parts of its databases in another order", inParts, reversed(inParts, "schema")],
    ["a script that names a table twice", script(listing("a")), script(listing("a", "a"))],
    [
        "a script that says what is enabled, and names what is not",
        script(selecting("db", "a")),
        script(selecting("db", { table: "a", enable: true }, { table: "b", enable: false })),
    ],
    ["a script that names no tables", { script: { steps: [], a: 1 } }, { script: { a: 1, steps: [] } }],
];

const otherTables: readonly (readonly [name: string, olds: object, news: Values, ReturnType<typeof tables>])[] = [
    [
        "a table that came and one that went",
        reading(shop("orders", "gone"), depot),
        reading(depot, shop("returns", "orders")),
        tables("source", ["shop/returns"], ["shop/gone"]),
    ],
    [
        "tables of one of several databases",
        reading(several({ a: ["x"], b: ["x", "y"] })),
        reading(several({ a: ["x", "y"], b: ["y"] })),
        tables("source", ["shop/a/y"], ["shop/b/x"]),
    ],
    ["all tables", reading(shop("a")), reading(shop("b")), tables("source", ["shop/b"], ["shop/a"])],
    [
        "tables of a script's list",
        script(listing("a", "b")),
        script(listing("c", "a")),
        tables("script", ["shop/c"], ["shop/b"]),
    ],
    [
        "tables of a script, whatever is said of those that came and went",
        script(selecting("db", { table: "a", columns: ["id"] }, "b")),
        script(selecting("db", "b", { table: "c", columns: ["id"] })),
        tables("script", ["shop/db/c"], ["shop/db/a"]),
    ],
    [
        "a table of a script that is not enabled any more",
        script(selecting("db", "a", "b")),
        script(selecting("db", "a", { table: "b", enable: false })),
        tables("script", [], ["shop/db/b"]),
    ],
];

const replacing: readonly (readonly [name: string, olds: object, news: Values, string[]])[] = [
    ["one more data source", reading(shop("orders")), reading(shop("orders"), depot), ["source"]],
    ["another data source", reading(shop("orders")), reading({ name: "store", tables: ["orders"] }), ["source"]],
    ["a database less", reading(several({ a: ["x"], b: ["y"] })), reading(several({ a: ["x"] })), ["source"]],
    ["another database, with tables", reading(several({ a: ["x"] })), reading(several({ b: ["x", "y"] })), ["source"]],
    ["databases in place of tables", reading(shop("x")), reading(several({ a: ["x"] })), ["source"]],
    [
        "another type",
        reading(shop("x")),
        { ...reading(shop("x")), source: { ...reading(shop("x")).source, type: "other" } },
        ["source"],
    ],
    [
        "another destination, and a table more",
        reading(shop("x")),
        { ...reading(shop("x", "y")), destination: { ...destination, type: "kafka" } },
        ["destination"],
    ],
    ["a script in place of a source", reading(shop("x")), script(listing("x")), ["source", "destination", "script"]],
    ["a source in place of a script", script(listing("x")), reading(shop("x")), ["source", "destination", "script"]],
    [
        "something of a table that is in both scripts",
        script(selecting("db", { table: "a", columns: ["id"] })),
        script(selecting("db", { table: "a", columns: ["no"] }, "b")),
        ["script"],
    ],
    ["something of a connection", script(listing("a")), script({ ...listing("a"), encoding: "x" }), ["script"]],
    ["another form of a connection", script(listing("a")), script(selecting("db", "a")), ["script"]],
    ["another connection", script(listing("a")), script(listing("a"), { datasource: "depot", table: [] }), ["script"]],
    [
        "the order of anything else in a script",
        script(listing("a")),
        { script: { ...script(listing("a")).script, steps: [...script(listing("a")).script.steps].reverse() } },
        ["script"],
    ],
    ["a script that names no tables", { script: { steps: [1] } }, { script: { steps: [2] } }, ["script"]],
];

const later: readonly (readonly [name: string, olds: object, news: Values, object])[] = [
    [
        "a table",
        reading(shop("orders", "gone"), depot),
        reading(shop("orders", unknown, "returns"), { ...depot, tables: ["boxes"] }),
        tables("source", ["shop/returns", "depot/boxes"], ["depot/parts"], false),
    ],
    [
        "all tables",
        reading(shop("orders")),
        reading({ name: "shop", tables: unknown }),
        tables("source", [], [], false),
    ],
    [
        "the tables of a database",
        reading(several({ a: ["x"], b: ["y"] })),
        reading({
            name: "shop",
            databases: [
                { name: "a", tables: unknown },
                { name: "b", tables: ["z"] },
            ],
        }),
        tables("source", ["shop/b/z"], ["shop/b/y"], false),
    ],
    [
        "the tables of a script",
        script(listing("a")),
        script({ datasource: "shop", table: unknown }),
        tables("script", [], [], false),
    ],
    [
        "a table of a script",
        script(selecting("db", "a", "b")),
        script(selecting("db", "a", { table: unknown })),
        tables("script", [], [], false),
    ],
    [
        "what is said of a new table",
        script(selecting("db", "a")),
        script(selecting("db", "a", unknown)),
        tables("script", [], [], false),
    ],
    ["the source", reading(depot), { source: unknown, destination }, other("source")],
    ["the destination", reading(depot), { ...reading(depot), destination: unknown }, other("destination")],
    [
        "the destination's data source",
        reading(depot),
        { ...reading(depot), destination: { ...destination, datasource: unknown } },
        other("destination"),
    ],
    [
        "the data sources",
        reading(depot),
        { destination, source: { type: "mysql", datasources: unknown } },
        other("source"),
    ],
    ["a data source", reading(depot), reading(depot, unknown), other("source")],
    ["a data source's name", reading(depot), reading({ ...depot, name: unknown }), other("source")],
    [
        "the type of a source",
        reading(depot),
        { ...reading(depot), source: { ...reading(depot).source, type: unknown } },
        other("source"),
    ],
    ["the databases", reading(several({ a: ["x"] })), reading({ name: "shop", databases: unknown }), other("source")],
    [
        "a database's name",
        reading(several({ a: ["x"] })),
        reading({ name: "shop", databases: [{ name: unknown, tables: ["x"] }] }),
        other("source"),
    ],
    ["whether there is a script", reading(depot), { ...reading(depot), script: unknown }, other("script")],
    ["a script", script(listing("a")), { script: unknown }, other("script")],
    ["a part of a script", script(listing("a")), script({ ...listing("a"), encoding: unknown }), other("script")],
    [
        "what is said of a table in both scripts",
        script(selecting("db", { table: "a" }, { table: "a" })),
        script(selecting("db", { table: "a" }, { table: "a", enable: unknown })),
        other("script"),
    ],
];

describe("a content", () => {
    for (const [name, olds, news] of sameContents) {
        it(`with ${name} is no change`, () => {
            assert.deepEqual(change(olds, news), none);
            assert.deepEqual(change(news, { ...olds }), none);
        });
    }
    for (const [name, olds, news, expected] of otherTables) {
        it(`with ${name} is a change of tables, by name`, () => {
            assert.deepEqual(change(olds, news), expected);
            assert.deepEqual(change(news, { ...olds }), {
                ...expected,
                adds: expected.removes,
                removes: expected.adds,
            });
        });
    }
    for (const [name, olds, news, properties] of replacing) {
        it(`with ${name} is another one`, () => {
            assert.deepEqual(change(olds, news), other(...properties));
            assert.deepEqual(change(news, { ...olds }), other(...properties));
        });
    }
    for (const [name, olds, news, expected] of later) {
        it(`of which ${name} is not known yet is taken for what may become of it`, () => {
            assert.deepEqual(change(olds, news), expected);
        });
    }
});
