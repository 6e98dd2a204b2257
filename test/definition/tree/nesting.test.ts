// Definitions nested so deep that a reader or a writer of JSON may run out of stack.
import assert from "node:assert/strict";
import { treeOf, write } from "../../../provider/src/definition/tree/tree";

/** Every depth from harmless to hopeless: reading and writing may give up at different ones. */
const depths = [100, 254, 255, 256, 257, 500, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 8000, 10_000, 100_000];
const nestings: readonly (readonly [what: string, nest: (depth: number, leaf: string) => string])[] = [
    ["lists", (depth, leaf) => "[".repeat(depth) + leaf + "]".repeat(depth)],
    ["objects", (depth, leaf) => '{"a":'.repeat(depth) + leaf + "}".repeat(depth)],
    ["lists in a string", (depth, leaf) => JSON.stringify({ code: "[".repeat(depth) + leaf + "]".repeat(depth) })],
];

/** The canonical form, or what a crash said, without its stack: that would be as long as the nesting is deep. */
function form(text: string): string {
    try {
        return write(treeOf(text));
    } catch (error) {
        return assert.fail(`crashed: ${String(error)}`);
    }
}

/** The canonical form, taken with so many calls already on the stack. */
function formUnder(calls: number, text: string): string {
    return calls > 0 ? formUnder(calls - 1, text) : form(text);
}

/** Lists in one another around a string that holds lists in one another. */
function nested(outside: number, inside: number): string {
    const held = JSON.stringify("[".repeat(inside) + "1" + "]".repeat(inside));
    return "[".repeat(outside) + held + "]".repeat(outside);
}

/** The same of objects. */
function nestedObjects(outside: number, inside: number): string {
    const held = JSON.stringify('{"a":'.repeat(inside) + "1" + "}".repeat(inside));
    return '{"a":'.repeat(outside) + held + "}".repeat(outside);
}

/** With a space before the last 1, which stands in the innermost JSON. */
function spaced(text: string): string {
    const at = text.lastIndexOf("1");
    return `${text.slice(0, at)} ${text.slice(at)}`;
}

describe("definition: deep nesting", () => {
    for (const [what, nest] of nestings) {
        for (const depth of depths) {
            it(`${depth} ${what} in one another do not crash, and a change inside is seen`, () => {
                assert.ok(form(nest(depth, "1")) !== form(nest(depth, "2")));
            });

            it(`${depth} ${what} in one another have one form, whoever calls and however often`, () => {
                const text = nest(depth, "1");
                const first = form(text);
                for (const calls of [0, 500, 1000, 2000, 4000]) {
                    assert.ok(formUnder(calls, text) === first, `another form ${calls} calls deep`);
                }
            });
        }
    }

    for (const [what, text] of [
        ["256 lists in one another", "[".repeat(256) + "1" + "]".repeat(256)],
        ["a thousand lists beside one another", `[${Array.from({ length: 1000 }, () => "[1]").join()}]`],
        ["a thousand objects beside one another", `[${Array.from({ length: 1000 }, () => '{"a":1}').join()}]`],
        [
            "brackets in a text, after quotes and backslashes",
            JSON.stringify({ a: `\\"${"[{".repeat(1000)}`, b: "\\", c: 1 }),
        ],
        [
            "brackets in a text after one that ends with a backslash",
            JSON.stringify({ a: "\\", b: "[{".repeat(1000), c: 1 }),
        ],
        ["128 lists that hold 128 in a string", nested(128, 128)],
        ["128 objects that hold 128 in a string", nestedObjects(128, 128)],
    ] as const) {
        it(`${what} are read: white space does not count`, () => assert.ok(form(text) === form(spaced(text))));
    }

    for (const [what, text] of [
        ["257 lists in one another", "[".repeat(257) + "1" + "]".repeat(257)],
        ["129 lists that hold 128 in a string", nested(129, 128)],
        ["129 objects that hold 128 in a string", nestedObjects(129, 128)],
    ] as const) {
        it(`${what} are too deep to be read: white space counts`, () => assert.ok(form(text) !== form(spaced(text))));
    }

    it("strings in strings, twelve deep, are read", () => {
        let [one, other] = ['{"x":1,"y":2}', '{"y":2,"x":1}'];
        for (let depth = 0; depth < 12; depth++) {
            [one, other] = [JSON.stringify({ s: one }), JSON.stringify({ s: other })];
        }
        assert.equal(form(one), form(other));
    });
});
