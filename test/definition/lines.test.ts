// The lines of a drift: what a reviewer reads of a changed definition.
import assert from "node:assert/strict";
import { compare, type Change } from "../../provider/src/definition/compare";
import { fingerprint } from "../../provider/src/definition/fingerprint";
import { changeLines } from "../../provider/src/definition/lines";

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
