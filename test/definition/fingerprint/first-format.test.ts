// Fingerprints of version 0.1: one digest of the whole definition, which states may hold for years.
import assert from "node:assert/strict";
import { decodeFirstFormat } from "../../../provider/src/definition/fingerprint/first-format";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compare } from "../../../provider/src/definition/comparison/compare";
import { definition } from "../../support/tasks";

const json = JSON.stringify;

/** The fingerprint that a recorded state holds of a task. */
function recorded(fileId: string): string {
    const state = JSON.parse(readFileSync(join(__dirname, "../../fixtures/states/0.1-one-digest.json"), "utf8")) as {
        deployment: { resources: { outputs?: { fileId?: string; definition?: { plaintext: string } } }[] };
    };
    const outputs = state.deployment.resources.map((resource) => resource.outputs);
    const found = outputs.find((each) => each?.fileId === fileId)?.definition;
    return JSON.parse(found?.plaintext ?? assert.fail(`there is no ${fileId}`)) as string;
}

/** A fingerprint of what 0.1 made of a definition. */
function taken(canonical: string): string {
    const salt = "00112233445566778899aabbccddeeff";
    return json({ v: 1, salt, digest: createHmac("sha256", salt).update(canonical).digest("hex") });
}

const whole = { changes: [{ kind: "changed", path: "" }], uncompared: [] };
const none = { changes: [], uncompared: [] };

describe("definition: fingerprints of version 0.1", () => {
    it("a recorded one knows its definition, in any spelling", () => {
        const text = json(definition("table_100"), null, 4).replace("mysql", "\\u006dysql");
        assert.deepEqual(compare(recorded("100"), text, []), none);
    });

    it("a recorded one tells a change of the definition, but no path", () => {
        assert.deepEqual(compare(recorded("100"), json(definition("table_101")), []), whole);
        assert.deepEqual(compare(recorded("100"), "", []), whole);
    });

    for (const [canonical, spelling] of [
        [
            '{"a":1e0,"b":[15e-1,0,-7567482277219412494e0,true,null,"x"]}',
            '{"b":[1.50,-0,-7567482277219412494,true,null,"x"],"a":1}',
        ],
        ['{"c":{"a":1e2}}', json({ c: '{"a":100}' })],
        ['{"__proto__":{"a":1e0},"é":"\\ud800"}', '{"\\u00e9":"\\uD800","__proto__":{"a":1}}'],
        ['"select 1"', "select 1"],
        ['"hello"', "hello"],
        ['"hello"', '"hello"'],
        ['""', ""],
        ['"{\\"a\\":1,\\"a\\":2}"', '{"a":1,"a":2}'],
    ] as const) {
        it(`what it was taken of is read as it was then: ${spelling}`, () => {
            assert.deepEqual(compare(taken(canonical), spelling, []), none);
            assert.deepEqual(compare(taken(canonical), `${spelling} x`, []), whole);
        });
    }

    it("it was taken with nothing ignored: with ignored paths, nothing can be compared until the next deployment", () => {
        const text = json(definition("table_100"));
        assert.deepEqual(compare(recorded("100"), text, ["**.password"]), { changes: [], uncompared: [""] });
    });
});

describe("definition: what looks like the first format", () => {
    for (const text of [
        "null",
        "1",
        "{",
        '{"v":2,"salt":"s","digest":"d"}',
        '{"v":1,"digest":"d"}',
        '{"v":1,"salt":"s"}',
    ]) {
        it(`is not read as it where it says something else: ${text}`, () =>
            assert.equal(decodeFirstFormat(text), undefined));
    }
});
