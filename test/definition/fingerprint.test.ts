// The fingerprint: tells a change, and shows nothing of the definition.
import assert from "node:assert/strict";
import { differs, fingerprint } from "../../provider/src/definition/fingerprint";

const salt = "00112233445566778899aabbccddeeff";
const definition = JSON.stringify({
    steps: [
        { name: "orders_reader", parameter: { table: "orders", password: "fake-hunter2", port: 33060 } },
        {
            name: "orders_writer",
            parameter: JSON.stringify({ secretToken: "fake-token", rows: 7567482277219412494n.toString() }),
        },
    ],
});

describe("definition: fingerprint", () => {
    it("shows no key and no value of the definition", () => {
        const text = fingerprint(definition, salt);
        for (const part of definition.match(/[a-zA-Z0-9_-]{4,}/g) ?? []) {
            assert.ok(!text.includes(part), `the fingerprint holds ${part}: ${text}`);
        }
    });

    it("shows nothing of a definition that is no JSON", () => {
        assert.ok(!fingerprint("fake-hunter2", salt).includes("hunter2"));
    });

    it("is the same for the same definition and salt", () => {
        assert.equal(fingerprint(definition, salt), fingerprint(definition, salt));
    });

    it("shares nothing but its salt's place with the fingerprint under another salt", () => {
        const digests = [salt, "ff".repeat(16)].map((each) => {
            const { salt: _, ...rest } = JSON.parse(fingerprint(definition, each)) as Record<string, unknown>;
            return JSON.stringify(rest);
        });
        assert.notEqual(digests[0], digests[1]);
    });

    it("is a JSON text of at most 4,096 bytes, whatever the size of the definition", () => {
        const large = JSON.stringify({
            rows: Array.from({ length: 20_000 }, (_, row) => ({ row, text: `row ${row}` })),
        });
        const text = fingerprint(large, salt);
        assert.equal(typeof JSON.parse(text), "object");
        assert.ok(Buffer.byteLength(JSON.stringify(text)) <= 4096, `${Buffer.byteLength(text)} bytes`);
    });
});

const rows: readonly (readonly [what: string, was: string, is: string, changed: boolean])[] = [
    ["the same text", definition, definition, false],
    ["another spelling", '{"a":1,"b":[2]}', ' { "b": [2.0], "a": 1 }', false],
    ["another spelling in a string", JSON.stringify({ c: '{"a":1}' }), JSON.stringify({ c: '{ "a": 1 }' }), false],
    ["another value", '{"a":1}', '{"a":2}', true],
    ["the last of 19 digits", '{"a":7567482277219412494}', '{"a":7567482277219412495}', true],
    ["a string for a number", '{"a":1}', '{"a":"1"}', true],
    ["JSON that became none", '{"a":1}', "deleted", true],
    ["the same text that is no JSON", "select 1", "select 1", false],
    ["nothing any more", '{"a":1}', "", true],
];

describe("definition: comparison with a fingerprint", () => {
    for (const [what, was, is, changed] of rows) {
        it(`${what} is ${changed ? "a change" : "no change"}: ${was.slice(0, 60)} then ${is.slice(0, 60)}`, () => {
            for (const each of [salt, "", "ff".repeat(16)]) assert.equal(differs(fingerprint(was, each), is), changed);
        });
    }

    for (const stored of ["", '{"v":2,"x":"y"}', "{}", "[]", '"text"']) {
        it(`a stored text that is no fingerprint of this form cannot tell, and breaks nothing: ${JSON.stringify(stored)}`, () => {
            assert.equal(differs(stored, definition), undefined);
        });
    }
});
