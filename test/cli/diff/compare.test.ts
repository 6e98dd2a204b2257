// What differs between two definitions by value: it agrees with drift, shows no secret, and names what was put in or taken out.
import assert from "node:assert/strict";
import fc from "fast-check";
import { compareByValue, type Difference } from "../../../provider/src/cli/diff/compare";
import { locate } from "../../../provider/src/cli/diff/walk";
import { compare } from "../../../provider/src/definition/comparison/compare";
import { fingerprint } from "../../../provider/src/definition/fingerprint/fingerprint";
import { tableName, tableRule } from "../../support/database-task";

type Json = unknown;

function differenceOf(before: Json, after: Json, ignore: readonly string[] = []): Difference {
    const found = compareByValue(JSON.stringify(before), JSON.stringify(after), ignore);
    return "why" in found ? assert.fail(found.why) : found;
}

/** The two sides that a unified diff of all lines tells, without their commas. */
const sidesOf = (lines: readonly string[]) =>
    (["-", "+"] as const).map((mark) =>
        lines
            .filter((line) => line.startsWith(mark) || line.startsWith(" "))
            .map((line) => line.slice(1).replace(/,$/, "")),
    );

const hunksOf = ({ lines }: Difference) => lines.filter((line) => line.startsWith("@@"));
const changed = ({ lines }: Difference) =>
    lines.filter((line) => /^[-+]/.test(line)).map((line) => line.replace(/ +/, " "));

/** A definition that holds anything, some of it in texts that hold JSON, some of it under keys that name a secret. */
const keys = fc.constantFrom("table", "name", "password", "n", "parameter", "odd key", "list");
const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
        { maxDepth: 4, depthSize: "small" },
        fc.constantFrom("orders", "payments", "", "a\u202eb", 0, 1, 1.5, -20, 1e30, true, null, [], {}),
        fc.array(tie("tree"), { maxLength: 4 }),
        fc.dictionary(keys, tie("tree"), { maxKeys: 4 }),
        fc.dictionary(keys, tie("tree"), { maxKeys: 3 }).map((held) => JSON.stringify(held)),
    ),
}));
const definitions = fc.array(tree, { maxLength: 4 }).map((steps) => ({ type: "job", steps }));
const ignored = fc.array(fc.constantFrom("**.password", "steps[*].n", "steps[0]", "**.list", "steps[1].parameter"), {
    maxLength: 2,
});

describe("a comparison by value", () => {
    it("tells that something differs where drift does, and nothing where it does not", () => {
        fc.assert(
            fc.property(definitions, definitions, fc.boolean(), ignored, (before, other, isSame, ignore) => {
                const after = isSame ? before : other;
                const [old, now] = [JSON.stringify(before), JSON.stringify(after)];
                const drift = compare(fingerprint(old, "salt", ignore, undefined), now, ignore);
                const { lines, changes } = differenceOf(before, after, ignore);
                assert.equal(changes.length > 0, (drift?.changes.length ?? 0) > 0);
                assert.equal(
                    lines.some((line) => /^[-+]/.test(line)),
                    changes.length > 0,
                );
            }),
            { numRuns: 250 },
        );
    });

    it("tells each value whole, on the side that has it", () => {
        fc.assert(
            fc.property(definitions, definitions, (before, after) => {
                const { lines } = differenceOf(before, after);
                const [gone, come] = sidesOf(lines);
                // Turned around it says the same the other way, but for what is hidden.
                const [back, forth] = sidesOf(differenceOf(after, before).lines);
                const open = (side: readonly string[] = []) =>
                    side.filter((line) => !/"(\*\*\*|\(changed\))"/.test(line)).sort();
                assert.deepEqual([open(gone), open(come)], [open(forth), open(back)]);
            }),
            { numRuns: 100 },
        );
    });

    it("shows the old and the new value under the path and the name that drift has", () => {
        const of = (table: string) => ({
            steps: [{ name: "Reader" }, { name: "Writer", parameter: { table, n: 1.5 } }],
        });
        assert.deepEqual(differenceOf(of("orders"), of("payments")).lines, [
            '@@ -7,7 +7,7 @@ steps[1].parameter.table (name "Writer")',
            '       "name": "Writer",',
            '       "parameter": {',
            '         "n": 1.5,',
            '-        "table": "orders"',
            '+        "table": "payments"',
            "       }",
            "     }",
            "   ]",
        ]);
    });

    it("tells each change as a piece of its own, under its path, however close they stand", () => {
        fc.assert(
            fc.property(definitions, definitions, (before, after) => {
                const found = differenceOf(before, after);
                const pieces = hunksOf(found);
                assert.equal(pieces.length, found.changes.length);
                for (const [at, { place }] of found.changes.entries()) {
                    const { path } = locate(place);
                    assert.ok(
                        pieces[at]?.includes(`@@${path && " "}${path}`),
                        `${String(pieces[at])} is not of ${path}`,
                    );
                }
            }),
            { numRuns: 100 },
        );
    });

    it("writes numbers with all their digits, and reads other spellings as the same", () => {
        const of = (numbers: string) => `{"steps":[${numbers}]}`;
        const found = compareByValue(
            of("1, 1.0, 7567482277219412494, 0.25, 1e30"),
            of("1.0, 1, 7567482277219412495, 2500e-3, 1e31"),
            [],
        );
        assert.ok("lines" in found);
        assert.deepEqual(changed(found), [
            "- 7567482277219412494,",
            "+ 7567482277219412495,",
            "- 0.25,",
            "+ 2.5,",
            "- 1e30",
            "+ 1e31",
        ]);
    });

    it("tells one table that was put in or taken out as one piece, wherever it stands", () => {
        const of = (tables: readonly string[]) => ({
            steps: [
                { name: "Reader", parameter: { table: tables } },
                { name: "Writer", parameter: { tableRule: tables.map((table) => tableRule(table)) } },
            ],
        });
        const tables = Array.from({ length: 30 }, (_, at) => tableName(at));
        for (const at of [0, 7, 30]) {
            const more = of(tables.toSpliced(at, 0, "refunds"));
            for (const [before, after, mark] of [
                [of(tables), more, "+"],
                [more, of(tables), "-"],
            ] as const) {
                const found = differenceOf(before, after);
                assert.deepEqual(
                    hunksOf(found).map((line) => line.replace(/^@@.*@@ /, "")),
                    [
                        `steps[0].parameter.table[${at}] (table "refunds")`,
                        `steps[1].parameter.tableRule[${at}] (srcTable "refunds")`,
                    ],
                );
                assert.ok(changed(found).every((line) => line.startsWith(mark)));
                assert.equal(found.changes.length, 2);
            }
        }
    });

    it("compares tables by their names, however many came and went", () => {
        const of = (names: readonly string[]) => ({
            steps: [{ tables: names.map((table) => ({ table, pk: `id_${table}` })) }],
        });
        const names = (first: number) => Array.from({ length: 1_000 }, (_, at) => tableName(first + at));
        for (const gone of [300, 301, 999]) {
            const { changes } = differenceOf(of(names(0)), of(names(gone)));
            const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
            assert.deepEqual([count("removed"), count("added"), count("changed")], [gone, gone, 0]);
        }
    });

    it("tells tables of one name by their other names, then by what they hold", () => {
        const [one, two] = [
            { table: "orders", schemaName: "s1", n: 1 },
            { table: "orders", schemaName: "s2", n: 2 },
        ];
        const long = "t".repeat(80);
        const [early, late] = [{ table: `${long}1` }, { table: `${long}2` }];
        for (const [before, after, gone] of [
            [[one, two], [two], 0],
            [[one, two], [one], 1],
            [[one, { ...one, n: 2 }], [{ ...one, n: 2 }], 0],
            [[one, one, two], [one, two], 1],
            [[early, late], [late], 0],
        ] as const) {
            const { changes } = differenceOf({ list: before }, { list: after });
            assert.deepEqual(
                changes.map(({ kind, place }) => [kind, locate(place).path]),
                [["removed", `list[${gone}]`]],
            );
        }
        const { changes } = differenceOf({ list: [one, two] }, { list: [two, { ...one, schemaName: "s3" }] });
        assert.deepEqual(
            changes.map(({ kind }) => kind),
            ["removed", "added"],
        );
        const renamed = differenceOf({ list: [one, two] }, { list: [{ ...one, schemaName: "s3" }, two] });
        assert.deepEqual(changed(renamed), ['- "schemaName": "s1",', '+ "schemaName": "s3",']);
    });

    it("shows no value of a key that names a secret, wherever it stands, and that it changed", () => {
        const of = (secret: string, n: number) => ({
            steps: [
                {
                    password: secret,
                    accessKeySecret: secret,
                    "kafka.sasl.jaas.config": secret,
                    "api key": secret,
                    API_TOKEN: [secret],
                    credential: { user: secret },
                    inner: JSON.stringify({ deep: JSON.stringify({ Passwd: secret, n }) }),
                    properties: [{ name: "ssl.keystore.password", value: secret }],
                    jdbcUrl: `jdbc:mysql://shop:${secret}@db/shop`,
                    options: `user=shop;password=${secret}`,
                },
            ],
        });
        const found = differenceOf(of("fake-hunter1", 1), of("fake-hunter2", 1));
        assert.doesNotMatch(
            JSON.stringify([found.lines, found.changes.map(({ before, after }) => [before, after].map(flat))]),
            /hunter/,
        );
        assert.equal(changed(found).filter((line) => line.includes('"(changed)"')).length, 10);
        assert.equal(changed(found).filter((line) => line.includes('"***"')).length, 10);
        const others = differenceOf(of("fake-hunter1", 1), of("fake-hunter1", 2));
        assert.deepEqual(changed(others), ['- "n": 1', '+ "n": 2']);
        assert.doesNotMatch(others.lines.join("\n"), /hunter|\(changed\)/);
        for (const [before, after] of [
            [{ steps: [] }, of("fake-hunter1", 1)],
            [of("fake-hunter1", 1), { steps: [] }],
        ])
            assert.doesNotMatch(differenceOf(before, after).lines.join("\n"), /hunter/);
    });

    it("shows the keys of tables, which are no secrets", () => {
        const of = (column: string) => ({
            steps: [{ primaryKeyInfo: { column: [column] }, distributionKeys: [column], primaryKey: true }],
        });
        assert.doesNotMatch(differenceOf(of("id"), of("uid")).lines.join("\n"), /\*/);
    });

    it("leaves out what is ignored, and keeps the places of what stands behind it", () => {
        const of = (a: number, b: number) => ({ steps: [{ a }, { b }] });
        assert.deepEqual(differenceOf(of(1, 1), of(2, 1), ["steps[0]"]).changes, []);
        const { lines, changes } = differenceOf(of(1, 1), of(2, 2), ["steps[0]"]);
        assert.deepEqual(
            changes.map(({ place }) => locate(place).path),
            ["steps[1].b"],
        );
        assert.ok(lines.includes("     (ignored),"));
    });

    it("lets no control or direction character through, of keys or values", () => {
        const of = (value: string) => ({ steps: [{ "k\u001b[31m": value, table: ["a\u202e"] }] });
        const { lines } = differenceOf(of("\u001b]0;x\u0007\ud800"), of("b\u2066\u009b1m\u2028"));
        // eslint-disable-next-line no-control-regex -- these are what must not come out
        for (const line of lines) assert.doesNotMatch(line, /[\u0000-\u001f\u007f-\u009f\u2028\u2029\p{Cf}\p{Cs}]/u);
        assert.match(lines.join("\n"), /\\u001b\[31m.*\\u2066\\u009b1m\\u2028/s);
    });

    it("says all is new where no version is in production", () => {
        const found = compareByValue(undefined, '{"steps":[1]}', []);
        assert.ok("lines" in found);
        assert.deepEqual(found.lines, ["@@ -0,0 +1,5 @@", "+{", '+  "steps": [', "+    1", "+  ]", "+}"]);
        assert.equal(found.changes.length, 1);
    });

    for (const [what, before, why] of [
        ["empty", "", /without what the version holds/],
        ["no JSON", "SELECT 1", /no JSON object/],
        ["cut in the middle", '{"steps":[{"name":"rea', /cut off/],
        ["a list", "[1]", /no JSON object/],
        ["of another shape", '{"code":"{}","type":"job"}', /another shape/],
        ["of other keys", '{"resource":{},"content":{}}', /another shape/],
    ] as const) {
        it(`says that it cannot compare with a version that is ${what}`, () => {
            const found = compareByValue(before, '{"type":"job","steps":[]}', []);
            assert.match("why" in found ? found.why : assert.fail("it was compared"), why);
        });
    }

    it("takes at most 3 s of the processor for 2 MB and 3,000 tables, where half as many more came", () => {
        const of = (names: readonly string[]) =>
            JSON.stringify({
                steps: [{ name: "w", parameter: { tableRule: names.map((name) => tableRule(name, { columns: 6 })) } }],
            });
        const names = Array.from({ length: 3_000 }, (_, at) => tableName(at));
        const before = of(names);
        assert.ok(before.length > 2_000_000);
        // More came than the fewest are found of.
        const after = of(names.flatMap((name, at) => (at % 2 === 0 ? [name, `${name}_2`] : [name])));
        const began = process.cpuUsage();
        compareByValue(before, after, []);
        const { user, system } = process.cpuUsage(began);
        assert.ok(user + system < 3_000_000, `${user + system} µs`);
    }).timeout(120_000);
});

/** A value as JSON, whatever maps are in it. */
function flat(value: unknown): string {
    return value instanceof Map
        ? [...(value as Map<string, unknown>)].map(([key, each]) => key + flat(each)).join()
        : JSON.stringify(value ?? null);
}
