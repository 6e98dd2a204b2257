// Ignored paths: what they leave out, and what a change of their list costs.
import assert from "node:assert/strict";
import { compare, type Comparison } from "../../../provider/src/definition/comparison/compare";
import { digest } from "../../../provider/src/definition/fingerprint/digest";
import { fingerprint } from "../../../provider/src/definition/fingerprint/fingerprint";
import { decode, type Fingerprint } from "../../../provider/src/definition/fingerprint/format";
import { changeIgnored } from "../../../provider/src/definition/fingerprint/change-ignored";
import { treeOf, write } from "../../../provider/src/definition/tree/tree";

const json = JSON.stringify;
const salt = "00112233445566778899aabbccddeeff";

/** Compares two definitions where `then` was ignored when the first one was deployed, and `now` is. */
function between(was: unknown, is: unknown, then: readonly string[], now: readonly string[] = then): Comparison {
    const { stored } = changeIgnored(fingerprint(json(was), salt, then), then, now);
    return compare(stored, json(is), now) ?? assert.fail("there is a fingerprint");
}

function changes(was: unknown, is: unknown, ignored: readonly string[]): string[] {
    const { changes: found, uncompared } = between(was, is, ignored);
    assert.deepEqual(uncompared, []);
    return found.map(({ kind, path }) => `${kind} ${path}`);
}

const rows: readonly (readonly [ignored: string, was: unknown, is: unknown, changes: readonly string[]])[] = [
    ["a", { a: 1, b: 1 }, { a: 2, b: 2 }, ["changed b"]],
    ["a", { a: 1 }, {}, []],
    ["a", {}, { a: 1 }, []],
    ["a", { a: { b: 1 } }, { a: [2] }, []],
    ["a", { b: { a: 1 } }, { b: { a: 2 } }, ["changed b.a"]],
    ["A", { a: 1 }, { a: 2 }, ["changed a"]],
    ["a.b", { a: { b: 1, c: 1 } }, { a: { b: 2, c: 2 } }, ["changed a.c"]],
    ["a.b", { a: { b: 1 } }, { a: 1 }, ["changed a"]],
    ["a[1]", { a: [1, 1, 1] }, { a: [2, 2, 2] }, ["changed a[0]", "changed a[2]"]],
    ["a[1]", { a: { "1": 1 } }, { a: { "1": 2 } }, ['changed a["1"]']],
    ['a["1"]', { a: { "1": 1 } }, { a: { "1": 2 } }, []],
    ["a[1]", { a: [1, 1] }, { a: [1] }, []],
    ["a[1]", { a: [1, 1, 1] }, { a: [1, 2, 3] }, ["changed a[2]"]],
    ["a[0]", { a: [1, 2] }, { a: [3, 2] }, []],
    ["a[*]", { a: [1, 1] }, { a: [2, 2, 2] }, []],
    ["a[*]", { a: { x: 1 } }, { a: { x: 2 } }, []],
    ["a.*", { a: [1] }, { a: [2] }, []],
    ["a[*]", { a: [1] }, { a: 1 }, ["changed a"]],
    ["*", { a: 1, b: { c: 1 } }, { a: 2, d: 1 }, []],
    ["*.c", { b: { c: 1, d: 1 } }, { b: { c: 2, d: 2 } }, ["changed b.d"]],
    [
        "steps[*].parameter.table",
        { steps: [{ parameter: { table: 1 } }] },
        { steps: [{ parameter: { table: 2 } }] },
        [],
    ],
    ["**.password", { password: 1, a: [{ password: 1 }] }, { password: 2, a: [{ password: 2 }] }, []],
    ["**.password", { a: { password: { x: 1 } } }, { a: { password: { x: 2 } } }, []],
    ["**.password", { passwords: 1 }, { passwords: 2 }, ["changed passwords"]],
    ["a.**.b", { a: { b: 1, c: { d: { b: 1 } } }, b: 1 }, { a: { b: 2, c: { d: { b: 2 } } }, b: 2 }, ["changed b"]],
    ["a.**.**.b", { a: { b: 1, c: { b: 1 } } }, { a: { b: 2, c: { b: 2 } } }, []],
    ["a.**", { a: { x: 1 }, b: 1 }, { b: 2 }, ["changed b"]],
    ["**", { a: 1 }, [2], []],
    ["**.a.**.b", { a: { c: 1, x: { b: 1 } } }, { a: { c: 1, x: { b: 2 } } }, []],
    ['a["odd key"]', { a: { "odd key": 1 } }, { a: { "odd key": 2 } }, []],
    ['["a"]["b"]', { a: { b: 1 } }, { a: { b: 2 } }, []],
    ['["*"]', { "*": 1, a: 1 }, { "*": 2, a: 2 }, ["changed a"]],
    ["__proto__", JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":2}'), []],
    ["c.password", { c: json({ password: 1, x: 1 }) }, { c: json({ password: 2, x: 2 }) }, ["changed c.x"]],
    ["a b", { "a b": 1 }, { "a b": 2 }, ['changed ["a b"]']],
];

describe("definition: ignored paths", () => {
    for (const [ignored, was, is, expected] of rows) {
        it(`with ${ignored}, ${json(was)} to ${json(is)} is ${expected.join(", ") || "no change"}`, () => {
            assert.deepEqual(changes(was, is, [ignored]), expected);
        });
    }

    it("several are ignored together, in any order and spelling", () => {
        const [was, is] = [
            { a: 1, b: 1, c: 1 },
            { a: 2, b: 2, c: 2 },
        ];
        assert.deepEqual(between(was, is, ["a", "b"], ['["b"]', "a", "a"]), between(was, is, ["a", "b"]));
        assert.deepEqual(changes(was, is, ["a", "b"]), ["changed c"]);
    });

    it("they are left out of the digests of parts that have no room for paths", () => {
        const rowsWith = (secret: string, text: string) => ({
            rows: Array.from({ length: 2000 }, (_, index) => ({ name: `${text}${index}`, secret })),
        });
        assert.deepEqual(changes(rowsWith("a", "x"), rowsWith("b", "x"), ["**.secret"]), []);
        assert.deepEqual(changes(rowsWith("a", "x"), rowsWith("b", "y"), ["**.secret"]), ["changed rows"]);
    });

    it("an item that comes before an ignored one is added: only the paths are ignored that are named", () => {
        assert.deepEqual(
            changes(
                { a: [{ x: 1, y: 1 }] },
                {
                    a: [
                        { x: 2, y: 2 },
                        { x: 1, y: 1 },
                    ],
                },
                ["a[*].y"],
            ),
            ["added a[0]"],
        );
    });
});

/** An object that is shown, beside a list and an object that have no room for their paths. */
const parts = (text: string, password = "fake-hunter2") => ({
    shown: { table: text, password },
    list: Array.from({ length: 2000 }, (_, index) => ({ name: `${text}${index}`, password })),
    object: Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`key${index}`, text])),
});

describe("definition: a changed list of ignored paths", () => {
    const noChange = { changes: [], uncompared: [] };

    it("a path that is ignored now is ignored at once, where it is shown", () => {
        assert.deepEqual(between(parts("x"), parts("x"), [], ["shown.password"]), noChange);
        const other = { ...parts("x"), shown: { table: "x", password: "fake-2" } };
        assert.deepEqual(between(parts("x"), other, [], ["shown.password"]), noChange);
        assert.deepEqual(
            between(parts("x"), { ...parts("x"), shown: { table: "x" } }, [], ["shown.password"]),
            noChange,
        );
    });

    it("a path that is ignored no more has nothing to be compared with until the next deployment", () => {
        const { changes: found, uncompared } = between({ a: { b: 1, c: 1 } }, { a: { b: 2, c: 2 } }, ["a.b"], []);
        assert.deepEqual(found, [{ kind: "changed", path: "a.c" }]);
        assert.deepEqual(uncompared, ["a.b"]);
    });

    for (const [what, then, now, uncompared] of [
        ["a path into the list", [], ["list[*].password"], ["list"]],
        ["a path into the object", [], ["object.key7"], ["object"]],
        ["a path into nothing that is there", [], ["other.password"], []],
        ["a path that may be anywhere", [], ["**.password"], ["list", "object"]],
        ["a path that was and is no more", ["list[*].password"], [], ["list"]],
        ["one path for another", ["list[*].password"], ["object.key7"], ["list", "object"]],
        ["one more path", ["list[*].password"], ["list[*].password", "object.key7"], ["object"]],
        ["another order", ["object.key7", "list[*].password"], ["list[*].password", "object.key7"], []],
        ["the whole list", [], ["list"], []],
        ["what was the whole list", ["list"], [], ["list"]],
    ] as const) {
        it(`with ${what}, what is not compared is: ${uncompared.join(", ") || "nothing"}`, () => {
            assert.deepEqual(between(parts("x"), parts("x"), then, now), { changes: [], uncompared });
            const edited = between(parts("x"), parts("y"), then, now);
            const left = ["shown.table", "list", "object"].filter(
                (path) =>
                    !(uncompared as readonly string[]).includes(path) && !(now as readonly string[]).includes(path),
            );
            assert.deepEqual(edited, { changes: left.map((path) => ({ kind: "changed", path })), uncompared });
        });
    }

    it("a part that cannot be compared, but is no object or list any more, has changed", () => {
        const { changes: found } = between(parts("x"), { ...parts("x"), list: "none" }, [], ["list[*].password"]);
        assert.deepEqual(found, [{ kind: "changed", path: "list" }]);
    });

    it("a value that becomes an object has changed, although other paths inside it are ignored", () => {
        const { changes: found } = between({ a: 1 }, { a: { b: 1 } }, [], ["**.b"]);
        assert.deepEqual(found, [{ kind: "changed", path: "a" }]);
    });

    for (const [what, was, is, then, now, expected] of [
        ["ignored now", [8, 0, 5, 5, 5], [8, 1, 5, 5, 5], [], ["l[4]"], ["changed l[1]"]],
        ["ignored then", [8, 0, 5, 5, 5], [8, 1, 5, 5, 5], ["l[4]"], [], ["changed l[1]", "uncompared l[4]"]],
        ["ignored now, in the middle", [1, 0, 5, 7], [2, 0, 7], [], ["l[1]"], ["changed l[0]", "removed l[2]"]],
        ["ignored then, after a new one", [1, 2], [0, 1, 2, 9], ["l[3]"], [], ["added l[0]", "uncompared l[3]"]],
    ] as const) {
        it(`an item of a list that was ${what} does not pass for another one`, () => {
            const { changes: found, uncompared } = between({ l: was }, { l: is }, then, now);
            const lines = [
                ...found.map(({ kind, path }) => `${kind} ${path}`),
                ...uncompared.map((path) => `uncompared ${path}`),
            ];
            assert.deepEqual(lines, expected);
        });
    }

    it("a list of paths too long to be stored is as good as any while it stays the same", () => {
        const many = Array.from({ length: 500 }, (_, index) => `list[*].key_${index}`);
        assert.deepEqual(between(parts("x"), parts("x"), many), noChange);
        assert.deepEqual(between(parts("x"), parts("x"), many, [...many].reverse()), noChange);
        assert.equal(between(parts("x"), parts("y"), many).changes.length, 3);
    });

    it("a list of paths too long to be stored costs what one more or one less reaches into, and nothing else", () => {
        const many = Array.from({ length: 500 }, (_, index) => `list[*].key_${index}`);
        const others = ["shown.table", "object"].map((path) => ({ kind: "changed", path }));
        for (const now of [[...many, "list[*].key_500"], many.slice(1), []]) {
            const { changes: found, uncompared } = between(parts("x"), parts("y"), many, now);
            assert.deepEqual(found, others);
            assert.deepEqual(uncompared, ["list"]);
        }
    });

    it("a long list that is not the one that a fingerprint goes with is told: nothing of it is compared", () => {
        const many = Array.from({ length: 500 }, (_, index) => `list[*].key_${index}`);
        const stored = fingerprint(json(parts("x")), salt, many);
        assert.deepEqual(compare(stored, json(parts("y")), []), { changes: [], uncompared: [""] });
    });

    it("what is ignored as a whole now or was then is not compared, and nothing is said of it now", () => {
        assert.deepEqual(between({ a: 1 }, { a: 2 }, [], ["**"]), noChange);
        assert.deepEqual(between({ a: 1 }, { a: 2 }, ["**"], []), { changes: [], uncompared: [""] });
    });
});

describe("definition: what a changed list leaves in the fingerprint", () => {
    const pin = "0417";
    const locked = (count: number) => ({
        shown: { table: "x", password: pin },
        list: Array.from({ length: count }, (_, index) => ({ password: pin, at: index })),
        alone: { password: pin },
    });
    for (const count of [1, 300, 3000]) {
        it(`no digest that covers what is ignored now, of ${count} items: nobody can try guesses at it any more`, () => {
            const taken = fingerprint(json(locked(count)), salt, []);
            const { stored } = changeIgnored(taken, [], ["**.password"]);
            const guesses = [pin, locked(count), locked(count).list, locked(count).list[0] ?? "", { password: pin }];
            const isGuessed = (text: string) => {
                const { key, bytes } = decode(text) as Fingerprint;
                const digests = Buffer.from(text.split(".")[2] ?? "", "base64url");
                return guesses.some((guess) => digests.includes(digest(key, write(treeOf(json(guess))), bytes)));
            };
            assert.deepEqual([isGuessed(taken), isGuessed(stored)], [true, false]);
            assert.equal((decode(stored) as Fingerprint).whole, undefined);
        });
    }

    it("says which parts nothing is known of any more, and which were never known", () => {
        const lists = [["shown.table"], ["shown.table", "list[*].password"]] as const;
        const { uncompared } = changeIgnored(fingerprint(json(parts("x")), salt, lists[0]), ...lists);
        assert.deepEqual(uncompared, ["list"]);
        assert.deepEqual(changeIgnored(fingerprint(json(parts("x")), salt, lists[1]), lists[1], []).uncompared, [
            "list",
            "list[*].password",
            "shown.table",
        ]);
    });

    it("no name that is ignored now", () => {
        const taken = fingerprint(json({ tables: [{ table: "orders", x: 1 }] }), salt, []);
        assert.match(json((decode(taken) as Fingerprint).known, replacer), /orders/);
        for (const path of ["**.table", "tables[*]"]) {
            const { stored } = changeIgnored(taken, [], [path]);
            assert.doesNotMatch(json((decode(stored) as Fingerprint).known, replacer), /orders/, path);
        }
    });

    it("of version 0.1, one digest of everything: it goes", () => {
        const first = json({ v: 1, salt, digest: "00".repeat(32) });
        const { stored, uncompared } = changeIgnored(first, [], ["**.password"]);
        assert.doesNotMatch(stored, /0000/);
        assert.deepEqual(uncompared, [""]);
        assert.deepEqual(compare(stored, "{}", ["**.password"]), { changes: [], uncompared: [""] });
    });

    it("what cannot be read stays as it is, and so does what goes with the same list in another spelling", () => {
        assert.equal(changeIgnored("v9.x.y", [], ["a"]).stored, "v9.x.y");
        const taken = fingerprint(json(parts("x")), salt, ["shown.table"]);
        assert.equal(changeIgnored(taken, ["shown.table"], ['["shown"].table', "shown.table"]).stored, taken);
    });

    it("takes at most 4,096 bytes, whatever is ignored and was", () => {
        const long = (start: string) =>
            Array.from({ length: 400 }, (_, index) => `${start}.${"k".repeat(9)}_${index * 7919}`);
        const lists = [[], long("list[*]"), ["shown.password"], [...long("object"), ...long("other")]];
        for (const then of lists) {
            let stored = fingerprint(json(parts("x")), salt, then);
            for (const [at, now] of lists.entries()) {
                ({ stored } = changeIgnored(stored, at > 0 ? (lists[at - 1] ?? []) : then, now));
                assert.ok(Buffer.byteLength(json(stored)) <= 4096);
            }
        }
    });
});

describe("definition: parts of a list that cannot be compared", () => {
    const rows = (text: string) => Array.from({ length: 2000 }, (_, index) => ({ a: `${text}${index}` }));
    it("are named although the list got longer or shorter", () => {
        const was = { items: [{ rows: rows("x") }, { rows: rows("y") }] };
        const edited = { items: [{ rows: rows("z") }, { rows: rows("y") }] };
        const longer = { items: [...edited.items, { rows: [] }] };
        const { changes: found, uncompared } = between(was, longer, [], ["items[*].rows[*].b"]);
        assert.deepEqual(
            found.map(({ kind, path }) => `${kind} ${path}`),
            ["added items[2]"],
        );
        assert.deepEqual(uncompared, ["items[0].rows", "items[1].rows"]);
        const shorter = between(longer, edited, [], ["items[*].rows[*].b"]);
        assert.deepEqual(
            shorter.changes.map(({ kind, path }) => `${kind} ${path}`),
            ["removed items[2]"],
        );
        assert.deepEqual(shorter.uncompared, ["items[0].rows", "items[1].rows"]);
    });
});

/** Maps as lists, so that JSON shows them. */
function replacer(_key: string, value: unknown): unknown {
    return value instanceof Map ? [...value] : value;
}

describe("definition: a list in runs, of which a path leads into one", () => {
    const items = Array.from({ length: 3000 }, (_, at) => ({ id: `item ${at}`, x: at }));
    const edited = (index: number) => items.map((item, at) => (at === index ? { ...item, id: "edited" } : item));
    const after = (is: unknown) => between({ l: items }, { l: is }, [], ["l[1500].x"]).changes.map(({ path }) => path);

    it("is the same where nothing changed, and where it did in the run that is not compared any more", () => {
        assert.deepEqual([after(items), after(edited(1500))], [[], []]);
    });

    for (const index of [3, 2990]) {
        it(`has changed where another run did: at ${index}`, () => {
            const [path = "", ...more] = after(edited(index));
            const [, first, last] = /^l\[(\d+)\.\.(\d+)\]$/.exec(path) ?? assert.fail(path);
            assert.ok(Number(first) <= index && index <= Number(last), path);
            assert.deepEqual(more, []);
        });
    }
});
