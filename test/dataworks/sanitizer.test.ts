// The sanitizer for texts from outside: what it takes out, what it shows in another form, and where it cuts.
import assert from "node:assert/strict";
import fc from "fast-check";
import { Sanitizer } from "../../provider/src/dataworks/sanitizer";
import { seed } from "../support/seed";

const free = new Sanitizer();

/** True where a text may go anywhere: to the engine, into the state, onto a terminal. */
const isFit = (text: string) =>
    text.isWellFormed() &&
    text.length <= 501 &&
    !/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text);

describe("sanitizer: a text from outside", () => {
    for (const text of ["", "deployed.", "订单 → заказы", "a 😀 b", 'it says "no" \\ yes', "می‌خواهم", "👨‍👩‍👧"]) {
        it(`${JSON.stringify(text)} passes as it is`, () => assert.equal(free.clean(text), text));
    }

    for (const [what, text, shown] of [
        ["half a surrogate", "\ud800", "\ufffd"],
        ["halves in the wrong order", "a\udc00\ud800b", "a\ufffd\ufffdb"],
        ["a terminal's code", "evil\u001b[31m", "evil\\u001b[31m"],
        ["a code of one character", "evil\u009b31m", "evil\\u009b31m"],
        ["a turned direction", "a\u202eb\u2066c\u200fd", "a\\u202eb\\u2066c\\u200fd"],
        ["a bell, a backspace and a zero", "\u0007\b\0", "\\u0007\\u0008\\u0000"],
        ["an invisible sign beyond 16 bits", "a\u{e0041}b", "a\\u{e0041}b"],
        ["lines", "one\r\ntwo\tthree\u2028four", "one two three four"],
    ] as const) {
        it(`with ${what} is shown as ${JSON.stringify(shown)}`, () => assert.equal(free.clean(text), shown));
    }

    it("is cut at 500 characters, never through a pair", () => {
        assert.equal(free.clean(`${"x".repeat(499)}😀 more`), `${"x".repeat(499)}…`);
        assert.equal(free.clean(`${"x".repeat(498)}😀 more`), `${"x".repeat(498)}😀…`);
        assert.equal(free.clean("x".repeat(500)), "x".repeat(500));
        assert.equal(free.clean("\u001b".repeat(500)).length, 501);
    });

    it("of any kind may go anywhere afterwards, and passes a second time as it is, for 300 of them", () => {
        const unit = fc.oneof(
            fc.string({ unit: "binary" }),
            fc.nat(0xffff).map((code) => String.fromCharCode(code)),
            fc.constantFrom("\ud83d", "\ude00", "\u001b[2J", "\u202e", "x".repeat(250)),
        );
        fc.assert(
            fc.property(fc.array(unit, { maxLength: 12 }), (parts) => {
                const passed = free.clean(parts.join(""));
                assert.ok(isFit(passed), JSON.stringify(passed));
                if (passed.length <= 500) assert.equal(free.clean(passed), passed);
            }),
            { seed, numRuns: 300 },
        );
    });

    it("of a JSON value is passed wherever it stands; numbers and the rest stay as they are", () => {
        const value = { a: ["\ud800", 1, null, true, { b: "\u001b" }], c: "ok" };
        assert.deepEqual(free.cleanAll(value), { a: ["\ufffd", 1, null, true, { b: "\\u001b" }], c: "ok" });
    });

    it("that stands deeper than in any reply is left out, and needs no stack", () => {
        const deep: unknown = JSON.parse(`${"[".repeat(5000)}"\\ud800"${"]".repeat(5000)}`);
        assert.ok(!JSON.stringify(free.cleanAll(deep)).includes("ud800"));
    });
});

describe("sanitizer: secrets", () => {
    const passed = (secrets: readonly string[], text: string) => new Sanitizer(secrets).clean(text);

    for (const [what, secrets, text, shown] of [
        [
            "of fewer than 8 characters are not looked for",
            ["a", "Id", "key-123"],
            "InvalidAccessKeyId a key-123",
            undefined,
        ],
        ["of 8 are", ["key-1234"], "it is key-1234.", "it is [redacted]."],
        [
            "that hold one another: the longest goes",
            ["fake-key", "fake-key-longer"],
            "fake-key-longer fake-key",
            "[redacted] [redacted]",
        ],
        [
            "that hold one another, in the other order",
            ["fake-key-longer", "fake-key"],
            "fake-key-longer fake-key",
            "[redacted] [redacted]",
        ],
        [
            "that are the word of the replacement itself",
            ["redacted", "fake-key"],
            "fake-key is redacted",
            "[redacted] is [redacted]",
        ],
        ["that are a part of the replacement of another", ["[redacted]", "fake-key"], "fake-key", "[redacted]"],
        [
            "with signs that mean something in a pattern",
            ["a.c+(e)[g]{8}^$|\\/"],
            "abc a.c+(e)[g]{8}^$|\\/ d",
            "abc [redacted] d",
        ],
        ["with what means something in a replacement", ["fake$&key$1"], "it is fake$&key$1", "it is [redacted]"],
        ["as they stand in an address", ["fake+key/1=="], "k=fake%2Bkey%2F1%3D%3D&", "k=[redacted]&"],
        ["as they stand in JSON", ['fake"key\\1'], 'k: "fake\\"key\\\\1"', 'k: "[redacted]"'],
        ["with half a surrogate", ["fake-key-\ud800"], "it is fake-key-\ud800", "it is [redacted]"],
        [
            "that stand over where a text is cut",
            ["fake-key-1234"],
            `${"x".repeat(495)}fake-key-1234`,
            `${"x".repeat(495)}[reda…`,
        ],
    ] as const) {
        it(what, () => assert.equal(passed(secrets, text), shown ?? text));
    }

    it("that become known later are not shown from then on; what is not set is nothing to look for", () => {
        const sanitizer = new Sanitizer([undefined, ""]);
        assert.equal(sanitizer.clean("fake-key-1234"), "fake-key-1234");
        sanitizer.hide(["fake-key-1234", undefined]);
        assert.equal(sanitizer.clean("fake-key-1234"), "[redacted]");
    });
});
