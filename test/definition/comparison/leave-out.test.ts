// The entries of ignoreDefinitionPaths that a drift proposes: they leave out what changed, and as little beside it as can be.
import assert from "node:assert/strict";
import { compare } from "../../../provider/src/definition/comparison/compare";
import { entriesFor } from "../../../provider/src/definition/comparison/leave-out";
import { fingerprint } from "../../../provider/src/definition/fingerprint/fingerprint";

const json = JSON.stringify;
const steps = (...tables: string[]) => ({ steps: tables.map((table) => ({ parameter: { table, where: "id > 1" } })) });
const many = (value: number) => ({
    tables: Array.from({ length: 40 }, (_, at) => ({ at, columns: [{ type: value }] })),
});
const keys = (count: number, value: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`key_${at}`, value]));

const rows: readonly (readonly [what: string, was: unknown, is: unknown, entries: readonly string[]])[] = [
    ["a field", { a: { b: 1, c: 1 } }, { a: { b: 2, c: 1 } }, ["a.b"]],
    ["a field that came", { a: {} }, { a: { b: 1 } }, ["a.b"]],
    ["a field that went", { a: { b: 1 } }, { a: {} }, ["a.b"]],
    ["a field of one step of several", steps("a", "b"), steps("a", "c"), ["steps[1].parameter.table"]],
    ["the same field of several steps", steps("a", "b"), steps("c", "d"), ["steps[*].parameter.table"]],
    ["the same field of each of many tables, inside of a list", many(1), many(2), ["tables[*].columns[0].type"]],
    ["fields that are not alike", { a: [{ b: 1 }], c: 1 }, { a: [{ b: 2 }], c: 2 }, ["c", "a[0].b"]],
    ["a key that is no plain name", { "odd key": 1 }, { "odd key": 2 }, ['["odd key"]']],
    ["a field inside of a text", { c: json({ x: 1, y: 1 }) }, { c: json({ x: 2, y: 1 }) }, ["c.x"]],
    ["ten fields", keys(10, 1), keys(10, 2), Object.keys(keys(10, 1))],
    ["more fields than anybody reads", keys(11, 1), keys(11, 2), []],
    ["an element that was put before others, which ignoring its place leaves there", [1, 2, 3], [0, 1, 2, 3], []],
    ["all of it", { a: 1 }, [1], []],
    ["a text that is no JSON", "SELECT 1;", "SELECT 2;", []],
    ["nothing", { a: 1 }, { a: 1 }, []],
];

describe("definition: what would leave a change out", () => {
    for (const [what, was, is, entries] of rows) {
        it(`of ${what}: ${entries.join(", ") || "no entry"}`, () => {
            const [before, now] = [was, is].map((each) => (typeof each === "string" ? each : json(each)));
            const stored = fingerprint(before ?? "", "salt", []);
            assert.deepEqual(entriesFor(stored, now ?? "", []), entries);
            if (entries.length > 0) assert.deepEqual(compare(stored, now ?? "", entries)?.changes, []);
        });
    }

    it("stands beside what is ignored already", () => {
        const stored = fingerprint(json({ a: 1, b: 1 }), "salt", ["a"]);
        assert.deepEqual(entriesFor(stored, json({ a: 2, b: 2 }), ["a"]), ["b"]);
    });

    it("is nothing where there is no fingerprint, or one that cannot be read", () => {
        for (const stored of ["", "v3.x.y", "v9.x.y"]) assert.deepEqual(entriesFor(stored, "{}", []), []);
    });
});
