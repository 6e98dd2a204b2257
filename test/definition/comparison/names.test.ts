// The names that a drift tells elements of lists by.
import assert from "node:assert/strict";
import { compare } from "../../../provider/src/definition/comparison/compare";
import { fingerprint } from "../../../provider/src/definition/fingerprint/fingerprint";

/** What changed, each with the name that is told beside it. */
function changes(was: unknown, is: unknown): string[] {
    const found = compare(fingerprint(JSON.stringify(was), "salt", []), JSON.stringify(is), [])?.changes;
    return (found ?? assert.fail()).map(({ kind, path, name }) => `${kind} ${path}: ${name ?? "no name"}`);
}

/** The name that a changed element has which has these members. */
function nameOf(members: object): string {
    const [change = ""] = changes({ l: [{ ...members, v: 1 }] }, { l: [{ ...members, v: 2 }] });
    return change.replace(/^changed l\[0\]\.v: /, "");
}

describe("definition: names of elements", () => {
    it("are those of tables, databases, data sources, topics and columns, the most telling one first", () => {
        const keys = [
            ...["table", "tableName", "srcTable", "dstTable", "dbName", "srcDbName", "schemaName", "datasource"],
            ...["srcDatasourceName", "topic", "name", "column"],
        ];
        keys.forEach((key, at) => {
            const less = keys.slice(at + 1).map((other) => [other, "less"] as const);
            assert.equal(nameOf({ ...Object.fromEntries(less), [key]: "orders" }), `${key} "orders"`);
        });
    });

    it("are texts, and not empty: of all else a later key's counts, or none", () => {
        for (const value of ["", 1, true, null, {}, ["x"]]) {
            assert.equal(nameOf({ table: value, name: "n" }), 'name "n"');
            assert.equal(nameOf({ table: value, other: "x" }), "no name");
        }
    });

    it("are told in at most 64 characters, and no character is cut in two", () => {
        const told = (name: string) => JSON.parse(nameOf({ table: name }).slice("table ".length)) as string;
        assert.equal(told("x".repeat(64)), "x".repeat(64));
        assert.equal(told("x".repeat(65)), `${"x".repeat(63)}…`);
        assert.equal(told(`${"x".repeat(62)}😀😀`), `${"x".repeat(62)}…`);
    });

    it("stand after that of the table around them, and after no other", () => {
        const tables = (type: string) => ({
            maps: [{ srcTable: "orders", columns: [{ name: "id", type }], rules: [{ table: "inner", type }] }],
            steps: [{ name: "reader", columns: [{ name: "id", type }], texts: [{ type }] }],
        });
        assert.deepEqual(changes(tables("int"), tables("text")), [
            'changed maps[0].columns[0].type: srcTable "orders", name "id"',
            'changed maps[0].rules[0].type: table "inner"',
            'changed steps[0].columns[0].type: name "id"',
            "changed steps[0].texts[0].type: no name",
        ]);
    });

    for (const key of ["table", "tableName", "srcTable", "dstTable"]) {
        it(`stand after that of the table around them, which ${key} names`, () => {
            const tables = (type: string) => ({ maps: [{ [key]: "orders", columns: [{ name: "id", type }] }] });
            assert.deepEqual(changes(tables("int"), tables("text")), [
                `changed maps[0].columns[0].type: ${key} "orders", name "id"`,
            ]);
        });
    }

    it("are those of bare texts where the list stands under such a key, and of nothing else", () => {
        const lists = (...more: string[]) => ({
            table: ["a", ...more],
            remarks: ["a", ...more],
            column: [["a", ...more]],
        });
        assert.deepEqual(changes(lists("b"), lists("c")), [
            "changed remarks[1]: no name",
            'changed table[1]: table "c"',
            "changed column[0][1]: no name",
        ]);
    });

    it("of what came and went are told", () => {
        const all = ["a", "b", "c"].map((name) => ({ name, x: name }));
        const [first, second, third] = all;
        assert.deepEqual(changes({ l: all }, { l: [first, third] }), ['removed l[1]: name "b"']);
        assert.deepEqual(changes({ l: [first, third] }, { l: all }), ['added l[1]: name "b"']);
        assert.deepEqual(changes({ l: [] }, { l: [second] }), ['added l[0]: name "b"']);
        assert.deepEqual(changes({ l: [["a"]] }, { l: [["a"], ["b"]] }), ["added l[1]: no name"]);
        assert.deepEqual(changes({ table: ["a", "b"] }, { table: ["a"] }), ['removed table[1]: table "b"']);
    });

    it("of one of many that changed are those of the run that it is in, as it is now", () => {
        const many = Array.from({ length: 3000 }, (_, at) => `t${at}`);
        const [change = "", ...more] = changes(
            { table: many },
            { table: many.map((name, at) => (at === 1500 ? "new" : name)) },
        );
        assert.deepEqual(more, []);
        const [, first, last, names] = /^changed table\[(\d+)\.\.(\d+)\]: (.*)$/.exec(change) ?? [];
        assert.ok(Number(first) <= 1500 && 1500 <= Number(last), change);
        const now = (at: number) => (at === 1500 ? "new" : `t${at}`);
        assert.equal(names, `table "${now(Number(first))}" to "${now(Number(last))}"`);
    });
});
