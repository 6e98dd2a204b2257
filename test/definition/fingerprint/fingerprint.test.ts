// The fingerprint: bounded, salted, and shows nothing of what the definition holds.
import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";
import { fingerprint } from "../../../provider/src/definition/fingerprint/fingerprint";

const json = JSON.stringify;
const salt = "00112233445566778899aabbccddeeff";
const otherSalt = "ff".repeat(16);
const definition = json({
    steps: [
        {
            stepType: "mysql",
            name: "orders_reader",
            parameter: { table: "ods_orders", password: "fake-hunter2", port: 33060 },
        },
        { name: "orders_writer", parameter: json({ secretToken: "fake-token", rows: "7567482277219412494" }) },
    ],
});

/** Everything that a fingerprint holds: as it is written, and as it is before it is packed. */
function contents(text: string): string[] {
    const [version, outline = "", digests = ""] = text.split(".");
    assert.equal(version, "v3");
    const unpacked = inflateRawSync(Buffer.from(outline, "base64url")).toString();
    const bytes = Buffer.from(digests, "base64url");
    return [text, unpacked, bytes.toString("latin1"), bytes.toString("utf8"), bytes.toString("hex")];
}

function bytesOf(text: string): number {
    return Buffer.byteLength(json(text));
}

describe("definition: fingerprint", () => {
    it("shows no value of the definition but names, packed or unpacked", () => {
        for (const value of ["mysql", "hunter2", "33060", "fake-token", "7567482277219412494"]) {
            for (const content of contents(fingerprint(definition, salt, []))) {
                assert.ok(!content.includes(value), `the fingerprint holds ${value}: ${content}`);
            }
        }
    });

    it("keeps the names of elements of lists, by which a removed one is told", () => {
        const [, unpacked = ""] = contents(fingerprint(definition, salt, []));
        for (const name of ["orders_reader", "orders_writer"]) assert.ok(unpacked.includes(name), unpacked);
    });

    it("keeps no name that is ignored", () => {
        const [, unpacked = ""] = contents(fingerprint(definition, salt, ["steps[*].name"]));
        assert.doesNotMatch(unpacked, /orders_/);
    });

    it("shows nothing of a definition that is no JSON", () => {
        for (const content of contents(fingerprint("select fake_hunter2", salt, []))) {
            assert.ok(!/select|hunter2/.test(content), content);
        }
    });

    it("is the same for the same definition, salt and ignored paths", () => {
        const ignored = ["**.password", "steps[*].name"];
        const first = fingerprint(definition, salt, ignored);
        fingerprint("something else", otherSalt, ["x"]);
        assert.equal(fingerprint(definition, salt, ignored), first);
    });

    it("is the same for another spelling of the same definition and of the same ignored paths", () => {
        const respelt = json(JSON.parse(definition), null, 4).replace("hunter", "\\u0068unter");
        assert.equal(
            fingerprint(respelt, salt, ['steps[*]["name"]', "**.password", "**.password"]),
            fingerprint(definition, salt, ["**.password", "steps[*].name"]),
        );
    });

    it("shares no digest with one under another salt", () => {
        const [one, other] = [salt, otherSalt].map((each) => fingerprint(definition, each, []).split(".")[2] ?? "");
        const rows = [one, other].map((row) =>
            Buffer.from(row ?? "", "base64url")
                .toString("hex")
                .match(/.{12}/g),
        );
        assert.deepEqual(
            rows[0]?.filter((part) => rows[1]?.includes(part)),
            [],
        );
    });
});

const wide = (count: number, at: (index: number) => unknown): unknown[] =>
    Array.from({ length: count }, (_, index) => at(index));
const keyed = (count: number, key: (index: number) => string): object =>
    Object.fromEntries(wide(count, (index) => [key(index), index]) as [string, unknown][]);
const branches = (depth: number, each: number): unknown =>
    depth > 0 ? wide(each, () => branches(depth - 1, each)) : Math.PI;

const manyPaths = wide(600, (index) => `steps[*].a${index}`) as string[];

const large: readonly (readonly [what: string, definition: unknown])[] = [
    ["2,000 columns", { steps: [{ column: wide(2000, (index) => ({ name: `column_${index}`, type: "bigint" })) }] }],
    ["400 columns", { steps: [{ column: wide(400, (index) => ({ name: `column_${index}`, type: "bigint" })) }] }],
    ["100,000 keys", keyed(100_000, (index) => `key_${index}`)],
    ["100,000 items", wide(100_000, (index) => index)],
    ["100,000 items that are alike", wide(100_000, () => 0)],
    ["100,000 empty objects", wide(100_000, () => ({}))],
    ["many branches", branches(10, 3)],
    ["keys of 10 KB", keyed(20, (index) => `${index}`.repeat(10_000))],
    ["one key of 10 KB", { ["k".repeat(10_000)]: 1, other: 2 }],
    ["keys beyond ASCII", keyed(300, (index) => `列名${"表".repeat(index)}`)],
    ["keys that JSON escapes", keyed(300, (index) => '"\\\u0001\ud800'.repeat(index))],
    ["nesting", JSON.parse("[".repeat(250) + "]".repeat(250))],
    ["a value of 1 MB", { a: "x".repeat(1_000_000) }],
];

describe("definition: size of a fingerprint", () => {
    for (const [what, value] of large) {
        it(`is at most 4,096 bytes with ${what}, and nothing, little or 10 KB of paths ignored`, () => {
            for (const ignored of [[], ["**.password", "steps[*].name"], manyPaths]) {
                const size = bytesOf(fingerprint(json(value), salt, ignored));
                assert.ok(size <= 4096, `${size} bytes`);
            }
        });
    }

    it("leaves no room unused that more detail could take: of 700 columns, some are shown", () => {
        const columns = { column: wide(700, (index) => ({ name: `c${index}`, type: `t${index}` })) };
        const size = bytesOf(fingerprint(json(columns), salt, []));
        assert.ok(size > 3900, `${size} bytes`);
    });

    it("is some hundred bytes for a small definition", () => {
        assert.ok(bytesOf(fingerprint(definition, salt, [])) < 400);
    });
});
