// Which places of a definition patterns name, and which texts no pattern leads into.
import assert from "node:assert/strict";
import { closedTexts, matcherOf, normalized } from "../../../provider/src/definition/paths/matcher";
import { parsePattern, type Step } from "../../../provider/src/definition/paths/path";

const json = JSON.stringify;

function names(patterns: readonly string[], ...steps: readonly Step[]): boolean {
    return steps.reduce((matcher, step) => matcher.into(step), matcherOf(patterns)).named;
}

describe("definition: patterns", () => {
    it("of a run name its elements from the first to the last, and no key of the same digits", () => {
        const named = (pattern: string) => [...Array(15).keys()].filter((at) => names([pattern], "l", at));
        assert.deepEqual(named("l[8..12]"), [8, 9, 10, 11, 12]);
        assert.deepEqual(named("l[3..3]"), [3]);
        assert.equal(names(["l[8..12]"], "l", "9"), false);
        assert.equal(names(["l[8..12].x"], "l", 9, "x"), true);
    });

    it("of a run tell its elements from the others in whatever order these are asked", () => {
        const list = matcherOf(["l[1..2]", "x"]).into("l");
        assert.deepEqual(
            [0, 2, 5, 1].map((at) => list.into(at).named),
            [false, true, false, true],
        );
    });

    it("in another order or spelling, or given twice, are the same", () => {
        const spellings = ["l[1..3]", '["a"].b', "a.b", "**.c", 'a["b"]'];
        assert.deepEqual(normalized(spellings), ["**.c", "a.b", "l[1..3]"]);
    });

    it("that cannot be read name nothing", () => {
        for (const broken of ["", "a b", "a[2..1]", "a."]) {
            assert.equal(parsePattern(broken), undefined, broken);
            assert.deepEqual(normalized([broken, "c"]), ["c"]);
            assert.deepEqual([names([broken]), names([broken], "a")], [false, false], broken);
        }
    });
});

describe("definition: texts that no path leads into", () => {
    const unlike = ["plain", "1", "[]x", "x{}", "{", "}", "[1"];
    const like = ["{a}", "[1,,2]", ' {"a":1,"a":2} ', "[x]\n", `[1,\n2,]`];

    it("look like JSON and are none, or have two values for one key", () => {
        for (const text of like) assert.deepEqual(closedTexts(json({ code: text }), ["code.x"]), ["code"], text);
        for (const text of unlike) assert.deepEqual(closedTexts(json({ code: text }), ["code.x"]), [], text);
    });

    it("are no numbers, whatever these are spelt like", () => {
        assert.deepEqual(closedTexts(`{"a":1.5e${"9".repeat(500)}}`, ["a.x"]), []);
    });

    it("are told by their paths, in objects and lists, where a path that is ignored leads there, and not further", () => {
        const definition = json({ steps: [{ code: "{a}", other: "{a}" }, { code: "{a}" }], code: "{a}" });
        assert.deepEqual(closedTexts(definition, ["steps[*].code.x"]), ["steps[0].code", "steps[1].code"]);
        assert.deepEqual(closedTexts(definition, ["steps[1].**"]), []);
        assert.deepEqual(closedTexts(definition, ["steps[1].*.x", "nowhere"]), ["steps[1].code"]);
    });

    it("are none of those that are ignored themselves", () => {
        assert.deepEqual(closedTexts(json({ code: "{a}" }), ["code", "code.x"]), []);
    });

    it("are the whole definition where that is no JSON", () => {
        assert.deepEqual(closedTexts("{a}", ["x"]), [""]);
        assert.deepEqual(closedTexts("hello", ["x"]), [""]);
        assert.deepEqual(closedTexts(json("hello"), ["x"]), []);
    });
});
