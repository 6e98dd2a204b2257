// How the console writes a definition for people to read and edit, and shows how it differs from another one.
import assert from "node:assert/strict";
import fc from "fast-check";
import { asKept, spread } from "../../emulator/console/definition";
import { difference, excerpt } from "../../emulator/console/difference";

describe("a definition in the console", () => {
    it("has a line for each value, as JSON is usually written", () => {
        fc.assert(
            fc.property(fc.jsonValue(), (value) => {
                assert.equal(spread(JSON.stringify(value)), JSON.stringify(value, undefined, 2));
            }),
        );
    });
    it("is kept as it was where nothing was edited: every digit, key and escape", () => {
        fc.assert(
            fc.property(fc.json(), (text) => {
                const tight = JSON.stringify(JSON.parse(text));
                assert.equal(asKept(spread(tight), tight), tight);
            }),
        );
        for (const text of ['{"a":9007199254740993,"a":1.50,"b":"\\u0041, {x} : "}', "[]", '"x"', "12"])
            assert.equal(asKept(spread(text), text), text);
    });
    it("is kept as loosely as it was written, and as it is where it is no JSON", () => {
        assert.equal(asKept('{ "a":\n 2 }', '{ "a": 1 }'), '{ "a":\n 2 }');
        assert.equal(asKept('{ "a":\n 2 }', '{"a":1}'), '{"a":2}');
        for (const text of ["SELECT 1;", "{", ""]) assert.deepEqual([spread(text), asKept(text, text)], [text, text]);
    });
});

describe("the difference of two definitions", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "c", "{", "}"), { maxLength: 30 });
    const sideOf = (all: ReturnType<typeof difference>, own: "removed" | "added") =>
        all.filter(({ kind }) => kind === "same" || kind === own).map(({ text }) => text);
    /** How many lines both have in their order, at most: the plain way to find it. */
    const longestCommon = (before: string[], after: string[]): number =>
        before
            .reduce(
                (row: number[], line) =>
                    after.reduce(
                        (next: number[], other, index) => {
                            const straight = (row[index] ?? 0) + 1;
                            return [
                                ...next,
                                line === other ? straight : Math.max(row[index + 1] ?? 0, next[index] ?? 0),
                            ];
                        },
                        [0],
                    ),
                Array<number>(after.length + 1).fill(0),
            )
            .at(-1) ?? 0;

    it("holds all lines of both, in their order, and as many in common as there are", () => {
        fc.assert(
            fc.property(lines, lines, (before, after) => {
                const all = difference(before, after);
                assert.deepEqual(sideOf(all, "removed"), before);
                assert.deepEqual(sideOf(all, "added"), after);
                assert.equal(all.filter(({ kind }) => kind === "same").length, longestCommon(before, after));
            }),
        );
    });
    it("of texts that have next to nothing in common is all of one and all of the other", () => {
        const before = Array.from({ length: 3000 }, (_, index) => `before ${index}`);
        const after = Array.from({ length: 3000 }, (_, index) => `after ${index}`);
        const all = difference(["same", ...before, "end"], ["same", ...after, "end"]);
        assert.deepEqual(sideOf(all, "added"), ["same", ...after, "end"]);
        assert.deepEqual(sideOf(all, "removed"), ["same", ...before, "end"]);
        assert.equal(all.filter(({ kind }) => kind === "same").length, 2);
    });
    it("is shown with three lines around it, and says how many are left out", () => {
        const before = Array.from({ length: 20 }, (_, index) => String(index));
        const shown = excerpt(difference(before, before.with(10, "ten")));
        assert.deepEqual(
            shown.map(({ kind, text }) => `${kind} ${text}`),
            [
                "left out 7 equal lines",
                ...["same 7", "same 8", "same 9", "removed 10", "added ten", "same 11", "same 12", "same 13"],
                "left out 6 equal lines",
            ],
        );
    });
});
