// The comparison with a fingerprint: which paths it names, and in which order.
import assert from "node:assert/strict";
import { compare } from "../../../provider/src/definition/comparison/compare";
import { fingerprint } from "../../../provider/src/definition/fingerprint/fingerprint";
import { decode, encode, Unreadable } from "../../../provider/src/definition/fingerprint/format";

const json = JSON.stringify;
const salt = "00112233445566778899aabbccddeeff";

/** The changes between two definitions, each as its kind and path; the whole definition's path is "". */
function changes(was: unknown, is: unknown): string[] {
    const [one, other] = [was, is].map((each) => (typeof each === "string" ? each : json(each)));
    const comparison = compare(fingerprint(one ?? "", salt, []), other ?? "", []);
    assert.deepEqual(comparison?.uncompared, []);
    return comparison.changes.map(({ kind, path }) => `${kind} ${path}`);
}

const task = {
    type: "job",
    steps: [
        { stepType: "mysql", parameter: { table: "orders", password: "fake-hunter2", "odd key": 1 } },
        { stepType: "odps", parameter: { table: "ods_orders", partition: null } },
    ],
};
const edited = (edit: (steps: Record<string, unknown>[], all: Record<string, unknown>) => void): object => {
    const copy = structuredClone(task);
    edit(copy.steps, copy);
    return copy;
};

const rows: readonly (readonly [what: string, was: unknown, is: unknown, changes: readonly string[]])[] = [
    ["nothing", task, structuredClone(task), []],
    [
        "a value",
        task,
        edited(([, writer]) => Object.assign(writer ?? {}, { parameter: { table: "x", partition: null } })),
        ["changed steps[1].parameter.table"],
    ],
    ["a value in a list", { a: [1, 2, 3] }, { a: [1, 0, 3] }, ["changed a[1]"]],
    ["a value under an odd key", { a: { "odd key": 1 } }, { a: { "odd key": 2 } }, ['changed a["odd key"]']],
    ["a value under an empty key", { "": 1 }, { "": 2 }, ['changed [""]']],
    ["a value under a key like an index", { a: { "1": 1 } }, { a: { "1": 2 } }, ['changed a["1"]']],
    [
        "a value under a key like a path",
        { "a.b": 1, "*": 1 },
        { "a.b": 2, "*": 2 },
        ['changed ["*"]', 'changed ["a.b"]'],
    ],
    ["a value under __proto__", '{"__proto__":{"a":1}}', '{"__proto__":{"a":2}}', ["changed __proto__.a"]],
    ["a value in JSON in a string", { c: '{"a":[1]}' }, { c: '{"a":[2]}' }, ["changed c.a[0]"]],
    ["a key that is new", { a: 1 }, { a: 1, b: { c: 2 } }, ["added b"]],
    ["a key that is gone", { a: 1, b: { c: 2 } }, { a: 1 }, ["removed b"]],
    ["a key with another name", { a: 1 }, { b: 1 }, ["removed a", "added b"]],
    ["null for a value", { a: 1 }, { a: null }, ["changed a"]],
    ["null for nothing", {}, { a: null }, ["added a"]],
    ["a list for an object", { a: { b: 1 } }, { a: [1] }, ["changed a"]],
    ["an empty list for an empty object", { a: {} }, { a: [] }, ["changed a"]],
    ["a text for an object", { a: { b: 1 } }, { a: "b" }, ["changed a"]],
    ["an object for a text", { a: "b" }, { a: { b: 1 } }, ["changed a"]],
    ["a text for JSON in a string", { a: '{"b":1}' }, { a: '{"b":1' }, ["changed a"]],
    ["everything, to no JSON", task, "select 1", ["changed "]],
    ["everything, to nothing", task, "", ["changed "]],
    ["everything, from no JSON", "select 1", task, ["changed "]],
    ["no JSON to another", "select 1", "select 2", ["changed "]],
    ["no JSON to its JSON string", "hello", '"hello"', ["changed "]],
    ["no JSON to itself", "select 1", "select 1", []],
    ["everything, from object to list", {}, [], ["changed "]],
    ["a scalar that is all", "1", "2", ["changed "]],
    ["the same in another spelling", '{"a":1,"b":"[2]"}', ' { "b": [2.0], "\\u0061": 1 }', []],
    ["1 to 1.0", '{"a":1}', '{"a":1.0}', []],
    ["1 to a string", '{"a":1}', '{"a":"1"}', ["changed a"]],
    ["the last of 19 digits", '{"a":7567482277219412494}', '{"a":7567482277219412495}', ["changed a"]],
];

describe("definition: paths that changed", () => {
    for (const [what, was, is, expected] of rows) {
        it(`${what}: ${expected.join(", ").trim() || "no change"}`, () => assert.deepEqual(changes(was, is), expected));
    }
});

const lists: readonly (readonly [what: string, was: readonly unknown[], is: readonly unknown[], string[]])[] = [
    ["an item at the start", [1, 2, 3], [0, 1, 2, 3], ["added l[0]"]],
    ["an item in the middle", [1, 2, 3], [1, 0, 2, 3], ["added l[1]"]],
    ["an item at the end", [1, 2, 3], [1, 2, 3, 0], ["added l[3]"]],
    ["two items in the middle", [1, 2], [1, 8, 9, 2], ["added l[1]", "added l[2]"]],
    ["one more of the same", [1, 1], [1, 1, 1], ["added l[2]"]],
    ["the first of an empty list", [], [1], ["added l[0]"]],
    ["an item less at the start", [1, 2, 3], [2, 3], ["removed l[0]"]],
    ["an item less in the middle", [1, 2, 3], [1, 3], ["removed l[1]"]],
    ["an item less at the end", [1, 2, 3], [1, 2], ["removed l[2]"]],
    ["the last item of all", [1], [], ["removed l[0]"]],
    ["two items in another order", [1, 2, 3], [2, 1, 3], ["changed l[0]", "changed l[1]"]],
    ["a new item before a changed one", [1, 2, 3], [1, 0, 7, 3], ["changed l[1]", "added l[2]"]],
    ["an object between objects", [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 9 }, { a: 2 }], ["added l[1]"]],
    [
        "a value in a list that grew",
        [{ a: 1 }, { a: 2 }],
        [{ a: 1 }, { a: 3 }, { a: 4 }],
        ["added l[2]", "changed l[1].a"],
    ],
    ["a list less before a longer one that starts alike", [[1], [1, 2]], [[1, 2]], ["removed l[0]"]],
    ["lists in lists that grew", [[1], [2]], [[1, 1], [2, 2], [3]], ["added l[2]", "added l[0][1]", "added l[1][1]"]],
];

describe("definition: lists that changed", () => {
    for (const [what, was, is, expected] of lists) {
        it(`${what}: ${expected.join(", ")}`, () => assert.deepEqual(changes({ l: was }, { l: is }), expected));
    }

    it("lists nested in lists, each longer than before, cost no more than their size", () => {
        const nest = (more: string): string => `${"[".repeat(200)}0${more.repeat(200)}`;
        assert.equal(changes(nest(",1]"), nest(",1,2]")).length, 200);
    });
});

describe("definition: parts that have no room for paths", () => {
    const column = (type: string) => Array.from({ length: 2000 }, (_, index) => ({ name: `c${index}`, type }));
    const large = (type: string, table = "orders") => ({ steps: [{ parameter: { table, column: column(type) } }] });

    it("a change somewhere inside is a change of the part", () => {
        assert.deepEqual(changes(large("bigint"), large("int")), ["changed steps[0].parameter.column"]);
    });

    it("what stands beside them is named by its path all the same", () => {
        const expected = ["changed steps[0].parameter.table", "changed steps[0].parameter.column"];
        assert.deepEqual(changes(large("bigint"), large("int", "orders_2")), expected);
    });

    it("a part that becomes a text has changed", () => {
        const text = { steps: [{ parameter: { table: "orders", column: "*" } }] };
        assert.deepEqual(changes(large("bigint"), text), ["changed steps[0].parameter.column"]);
    });

    it("200 columns of four values each have room, as values that come up often take theirs once", () => {
        const columns = (last: boolean) =>
            Array.from({ length: 200 }, (_, index) => ({
                name: `column_${index}`,
                type: ["bigint", "varchar(255)", "datetime"][index % 3],
                nullable: index < 199 || last,
                comment: "",
            }));
        assert.deepEqual(changes({ steps: columns(true) }, { steps: columns(false) }), ["changed steps[199].nullable"]);
    });

    it("of parts of one depth, the small ones get their paths, wherever they stand", () => {
        const numbers = (count: number, from: number) => Array.from({ length: count }, (_, index) => from + index);
        const beside = (leaf: number) => ({
            a: { list: numbers(400, 0) },
            b: { list: numbers(60, 1000) },
            c: { list: [...numbers(60, 2000), leaf] },
        });
        assert.deepEqual(changes(beside(1), beside(2)), ["changed c.list[60]"]);
    });

    it("a key too long to be shown leaves room for what stands beside it", () => {
        const beside = (leaf: number) => ({ a: { ["k".repeat(10_000)]: 1 }, b: { c: leaf, d: 1 } });
        assert.deepEqual(changes(beside(1), beside(2)), ["changed b.c"]);
    });

    it("small parts deep down get their paths although a large one above them has none", () => {
        const deep = (leaf: number) => ({ large: column("int"), a: { b: { c: { d: [{ e: leaf }] } } } });
        assert.deepEqual(changes(deep(1), deep(2)), ["changed a.b.c.d[0].e"]);
    });
});

describe("definition: digests that are equal by chance", () => {
    it("hide no change: what no part shows is a change of the whole definition", () => {
        const taken = decode(fingerprint(json({ a: 1 }), salt, []));
        assert.ok(taken && !(taken instanceof Unreadable));
        const chance = encode({ ...taken, whole: Buffer.alloc(16) });
        assert.deepEqual(compare(chance, json({ a: 1 }), []), {
            changes: [{ kind: "changed", path: "" }],
            uncompared: [],
        });
    });
});

describe("definition: a whole of which nothing is known any more", () => {
    it("is not compared, and no drift, also where it is no JSON", () => {
        const long = Array.from({ length: 200 }, (_, index) => `part_${index}.password`); // too many to be stored
        for (const definition of ["select 1", json(task)]) {
            const stored = fingerprint(definition, salt, long);
            assert.deepEqual(compare(stored, definition, ["password"]), { changes: [], uncompared: [""] });
        }
    });
});

describe("definition: the most telling change comes first", () => {
    const tables = (count: number, edit: object = {}) =>
        Array.from({ length: count }, (_, index) => ({ name: `t${index}`, key: "id", ...edit }));

    it("one that stands alone before those that are among many", () => {
        const was = { rows: tables(12), steps: [{ parameter: { table: "orders" } }] };
        const is = { rows: tables(12, { key: "uid" }), steps: [{ parameter: { table: "orders_2" } }] };
        const found = changes(was, is);
        assert.equal(found.length, 13);
        assert.equal(found[0], "changed steps[0].parameter.table");
    });

    it("values before parts that changed somewhere inside", () => {
        const unlike = (text: string) => ({
            a: Array.from({ length: 1000 }, (_, i) => `${text}${i}`),
            b: { c: { d: text } },
        });
        assert.deepEqual(changes(unlike("x"), unlike("y")), ["changed b.c.d", "changed a"]);
        const inside = (text: string) => ({
            ...unlike(text),
            a: Object.fromEntries(unlike(text).a.map((k) => [k.slice(1), k])),
        });
        assert.deepEqual(changes(inside("x"), inside("y")), ["changed b.c.d", "changed a"]);
    });

    it("shallow ones before deep ones", () => {
        assert.deepEqual(changes({ a: { b: { c: 1 } }, z: 1 }, { a: { b: { c: 2 } }, z: 2 }), [
            "changed z",
            "changed a.b.c",
        ]);
    });

    it("else in the order of their paths: keys by name, items by number", () => {
        const was = Object.fromEntries(["c", "a", "b"].map((key) => [key, Array.from({ length: 11 }, () => 1)]));
        const is = Object.fromEntries(["c", "a", "b"].map((key) => [key, [1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 2]]));
        assert.deepEqual(
            changes(was, is),
            ["a", "b", "c"].flatMap((key) => [`changed ${key}[2]`, `changed ${key}[10]`]),
        );
    });
});

describe("definition: texts that are no fingerprint", () => {
    const whole = fingerprint(json(task), salt, []);
    const newer = "its fingerprint in the state was made by a newer version of pulumi-dataworks than this one";
    const damaged = "its fingerprint in the state is damaged";
    const unreadable: readonly (readonly [what: string, text: string, reason: string])[] = [
        ["a later version's", whole.replace("v3.", "v4."), newer],
        ["a later version's, as JSON", '{"v":4,"x":"y"}', newer],
        ...[
            "null",
            "{",
            "{}",
            "[]",
            "1",
            '"text"',
            "no JSON",
            '{"v":1}',
            '{"v":1,"salt":"x"}',
            '{"v":1,"salt":1,"digest":"x"}',
            '{"v":2,"salt":"x","digest":"x"}',
            "v2",
            "v2.",
            "v2..",
            "v2.x.y",
            "v3.x.y",
        ].map((text) => [text, text, damaged] as const),
        ["one that lost its end", whole.slice(0, -2), damaged],
        ["one that lost its start", whole.slice(1), damaged],
        ["one with something after it", `${whole}.x`, damaged],
    ];
    for (const [what, text, reason] of unreadable) {
        it(`${what}: nothing can be compared, which is said with its reason`, () => {
            const expected = { changes: [], uncompared: [], unreadable: reason };
            assert.deepEqual(compare(text, json(task), []), expected);
            assert.deepEqual(compare(text, json(task), ["a"]), expected);
        });
    }

    it("nothing at all is no fingerprint: there is nothing to compare, and nothing to say", () => {
        assert.equal(compare("", json(task), []), undefined);
    });

    it("one with any other character in any place is not compared", () => {
        for (let at = 0; at < whole.length - 1; at++) {
            const other = `${whole.slice(0, at)}${whole[at] === "A" ? "B" : "A"}${whole.slice(at + 1)}`;
            assert.ok(compare(other, json(task), [])?.unreadable, `character ${at}`);
        }
    });
});
