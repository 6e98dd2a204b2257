// The lines of a drift: what a reviewer reads of a changed definition.
import assert from "node:assert/strict";
import { compare, type Change } from "../../../provider/src/definition/comparison/compare";
import { fingerprint } from "../../../provider/src/definition/fingerprint/fingerprint";
import { changeLines, isCovered } from "../../../provider/src/definition/comparison/drift-lines";

const time = "2026-11-20T08:12:44Z";
const changed = (count: number, path = (index: number) => `steps[${index}].name`): Change[] =>
    Array.from({ length: count }, (_, index) => ({ kind: "changed", path: path(index) }));

function bytesOf(lines: readonly string[]): number {
    return Buffer.byteLength(JSON.stringify(lines));
}

describe("definition: lines of a drift", () => {
    it("name what changed, came and went since the deployment, by its path", () => {
        const step = (table: string, more: object) => ({ stepType: "odps", parameter: { table, ...more } });
        const was = { steps: [step("a", {}), step("b", { where: "id > 1" })] };
        const is = { steps: [step("a", {}), step("c", { partition: "ds" })] };
        const { changes } =
            compare(fingerprint(JSON.stringify(was), "salt", []), JSON.stringify(is), []) ?? assert.fail();
        assert.deepEqual(changeLines(changes, time), [
            `definition added since ${time}: steps[1].parameter.partition`,
            `definition changed since ${time}: steps[1].parameter.table`,
            `definition removed since ${time}: steps[1].parameter.where`,
        ]);
    });

    it("name no path where the whole definition changed", () => {
        assert.deepEqual(changeLines([{ kind: "changed", path: "" }], time), [`definition changed since ${time}`]);
    });

    it("count from the import where there was no deployment", () => {
        assert.deepEqual(changeLines(changed(1), "the import"), ["definition changed since the import: steps[0].name"]);
    });

    for (const [count, last] of [
        [0, undefined],
        [10, `definition changed since ${time}: steps[9].name`],
        [11, "and 1 more"],
        [47, "and 37 more"],
        [100_000, "and 99990 more"],
    ] as const) {
        it(`are ${Math.min(count, 11)} for ${count} changes`, () => {
            const lines = changeLines(changed(count), time);
            assert.equal(lines.length, Math.min(count, 11));
            assert.equal(lines.at(-1), last);
        });
    }

    it("shorten a long path in its middle, and keep where it starts and what it ends with", () => {
        const path = `steps[1].${"very.".repeat(200)}parameter.table`;
        const [line = ""] = changeLines([{ kind: "changed", path }], time);
        assert.match(line, /: steps\[1\]\.very\..*….*\.very\.parameter\.table$/);
        assert.equal(changeLines([{ kind: "changed", path: "x".repeat(280 - 2) }], time)[0]?.includes("…"), false);
    });

    for (const [what, text] of [
        ["ASCII", "a"],
        ["quotes", '"'],
        ["backslashes", "\\"],
        ["three bytes", "列"],
        ["surrogate pairs", "😀"],
        ["an odd number of surrogate pairs", "x😀😀"],
    ] as const) {
        it(`take at most 3,500 bytes as JSON with long paths of ${what}, and cut no character in two`, () => {
            const lines = changeLines(
                changed(50, (index) => `[${index}]${text.repeat(5000)}`),
                time,
            );
            assert.equal(lines.length, 11);
            assert.ok(bytesOf(lines) <= 3500, `${bytesOf(lines)} bytes`);
            assert.ok(lines.every((line) => !/\p{Cs}/u.test(line)));
            assert.ok(bytesOf(lines) > 3000, `${bytesOf(lines)} bytes`);
        });
    }
});

describe("definition: lines that name elements", () => {
    it("say the name of what was added, changed and removed beside its place", () => {
        const tables = (...names: readonly string[]) => ({ rules: names.map((srcTable) => ({ srcTable, x: 1 })) });
        const lines = (was: object, is: object): string[] => {
            const { changes } =
                compare(fingerprint(JSON.stringify(was), "salt", []), JSON.stringify(is), []) ?? assert.fail();
            return changeLines(changes, time);
        };
        const was = tables("orders", "payments");
        assert.deepEqual(lines(was, tables("orders", "returns", "payments")), [
            `definition added since ${time}: rules[1] (srcTable "returns")`,
        ]);
        assert.deepEqual(lines(was, tables("payments")), [
            `definition removed since ${time}: rules[0] (srcTable "orders")`,
        ]);
        const edited = {
            rules: [
                { srcTable: "orders", x: 1 },
                { srcTable: "payments", x: 2 },
            ],
        };
        assert.deepEqual(lines(was, edited), [`definition changed since ${time}: rules[1].x (srcTable "payments")`]);
    });

    for (const text of ["列", '"', "\\", "\u001b[31m", "\u202e", "😀", "\ud800"]) {
        it(`stay within their bound, and show on any terminal, with names of ${JSON.stringify(text)}`, () => {
            const rules = Array.from({ length: 12 }, (_, index) => ({
                srcTable: `${text.repeat(900)}${index}`,
                c: [{ name: text.repeat(99), x: 1 }],
            }));
            const is = rules.map((rule) => ({ ...rule, c: [{ name: text.repeat(99), x: 2 }] }));
            const was = JSON.stringify({ rules });
            const { changes } =
                compare(fingerprint(was, "salt", []), JSON.stringify({ rules: is }), []) ?? assert.fail();
            const lines = changeLines(changes, time);
            assert.equal(lines.length, 11);
            assert.ok(bytesOf(lines) <= 3500, `${bytesOf(lines)} bytes`);
            for (const line of lines) assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Cs}]/u);
        });
    }
});

describe("definition: lines that ignored paths cover", () => {
    const line = (path: string, since = time) => `definition changed since ${since}: ${path}`;
    const rows: readonly (readonly [line: string, ignore: readonly string[], covered: boolean])[] = [
        [line("steps[1].parameter.table"), ["steps[*].parameter.table"], true],
        [line("steps[1].parameter.table", "the import"), ["**.table"], true],
        [line("steps[1].parameter.table"), ["steps[1]"], true],
        [line("steps[1].parameter.table"), ["steps[1].parameter.table.x"], false],
        [line("steps[1].parameter.table"), ["steps[0].parameter.table"], false],
        [line("tables[3..5]"), ["tables[3]", "tables[4]", "tables[5]"], true],
        [line("tables[3..5]"), ["tables[3]", "tables[4]"], false],
        [line("tables[4] and more"), ["tables[4]"], false],
        [line("tables[*]"), ["tables[4]"], false],
        [line("tables.*"), ["tables.*"], false],
        [line("steps[1].parameter.table"), [], false],
        [line('a["odd: key (x)"] (srcTable "orders")'), ['a["odd: key (x)"]'], true],
        [line('rules[7] (srcTable "a) b")'), ["rules[*]"], true],
        [line("rules[3..5]"), ["rules[*]"], true],
        [line("rules[3..5]"), ["rules[3..5]"], true],
        [line("rules[3..5]"), ["rules[3]", "rules[4..9]"], true],
        [line("rules[3..5]"), ["rules[3]", "rules[5]"], false],
        [line("rules[3..5].x"), ["rules[3..4].x", "rules[5].x"], true],
        [line("steps[1].very…table"), ["**.table"], false],
        [line('t["a.a.…b.b."].password'), ["t[*].password"], false],
        [`definition changed since ${time}`, ["**"], true],
        [`definition changed since ${time}`, ["steps"], false],
        ["and 3 more", ["**"], false],
        ["no version runs in production", ["**"], false],
        ["outcome of the deployment is unknown: DeployDISyncTask may have been applied", ["**"], false],
    ];
    for (const [text, ignore, covered] of rows) {
        it(`${text} is ${covered ? "" : "not "}covered by ${ignore.join(", ") || "nothing"}`, () => {
            assert.equal(isCovered(text, ignore), covered);
        });
    }
});
