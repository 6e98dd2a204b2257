// Paths: what an entry of ignoreDefinitionPaths may say, and that drift prints what can be ignored.
import assert from "node:assert/strict";
import { compare } from "../../../provider/src/definition/comparison/compare";
import { fingerprint } from "../../../provider/src/definition/fingerprint/fingerprint";
import { checkPattern } from "../../../provider/src/definition/paths/path";

const right = [
    "steps[*].parameter.table",
    "**.password",
    'steps[1].parameter["odd key"]',
    "table",
    "[0]",
    "[0][12]",
    "*",
    "**",
    "[*].x",
    "a.*.b",
    "a.**.b",
    '["a"].b',
    '["\\"\\\\\\u0041"]',
    '[""]',
    "kebab-case_9",
    "表.列",
    "l[0..0]",
    "l[320..335].x",
];

const wrong: readonly (readonly [pattern: string, says: string])[] = [
    ["", "is empty: "],
    [" ", "at character 1: "],
    [".a", "at character 1: "],
    ["a.", "at character 2: "],
    ["a..b", "at character 2: "],
    ["a b", "at character 2: "],
    ["a[", "at character 2: "],
    ["a[]", "at character 2: "],
    ["a[x]", "at character 2: "],
    ["a[-1]", "at character 2: "],
    ["a[01]", "at character 2: "],
    ["a[1]b", "at character 5: "],
    ["a[2..1]", "at character 2: "],
    ["a[12..3]", "at character 2: "],
    ["a[1..]", "at character 2: "],
    ["a[..1]", "at character 2: "],
    ["a[1..2..3]", "at character 2: "],
    ["a.[1]", "at character 2: "],
    ["a.1", "at character 2: "],
    ["$.a", "at character 1: "],
    ["/a/b", "at character 1: "],
    ["a***", "at character 2: "],
    ["*password", "at character 2: "],
    ['a["x]', "at character 2: "],
    ['a["\\x"]', "at character 2: "],
    ["a\u202e", "at character 2: "],
    [`a ${"b".repeat(1000)}`, "at character 2: "],
];

describe("definition: entries of ignoreDefinitionPaths", () => {
    for (const pattern of right) {
        it(`${pattern} is right`, () => assert.equal(checkPattern(pattern), undefined));
    }

    for (const [pattern, says] of wrong) {
        it(`${JSON.stringify(pattern).slice(0, 40)} is wrong, and the message says where and what is right`, () => {
            const message = checkPattern(pattern) ?? "";
            assert.ok(message.startsWith(pattern ? `has no step of a path ${says}` : says), message);
            assert.ok(
                message.endsWith(
                    'write it like steps[*].parameter.table, **.password or steps[1].parameter["odd key"]',
                ),
            );
        });
    }

    for (const key of [
        "a",
        "odd key",
        "1",
        "",
        "a.b",
        "*",
        "**",
        '"',
        "\\",
        "é",
        "e\u0301",
        "\u0007",
        "\u009b31m",
        "\u202e",
        "\u{e0041}",
        "\ud800",
        "列",
        "-",
        "__proto__",
    ]) {
        it(`the path of the key ${JSON.stringify(key)} can be ignored as it is printed, and shows on any terminal`, () => {
            const [was, is] = [1, 2].map((value) => `{"l":[{${JSON.stringify(key)}:${value}}]}`) as [string, string];
            const found = compare(fingerprint(was, "salt", []), is, [])?.changes ?? [];
            assert.equal(found.length, 1);
            const path = found[0]?.path ?? "";
            assert.match(path, /^[^\p{Cc}\p{Cf}\p{Cs}]+$/u);
            assert.equal(checkPattern(path), undefined);
            assert.deepEqual(compare(fingerprint(was, "salt", [path]), is, [path])?.changes, []);
        });
    }
});
