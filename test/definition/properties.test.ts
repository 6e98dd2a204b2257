// What holds for every definition there can be.
import assert from "node:assert/strict";
import fc from "fast-check";
import { inflateRawSync } from "node:zlib";
import { compare, type Comparison } from "../../provider/src/definition/comparison/compare";
import { fingerprint } from "../../provider/src/definition/fingerprint/fingerprint";
import { changeIgnored } from "../../provider/src/definition/fingerprint/change-ignored";
import { treeOf, write } from "../../provider/src/definition/tree/tree";
import { isScalar, leavesOf, model, replaced, respell, scalar, spell, valueOf, type Model, type Step } from "./model";
import { anyPattern, ignores, print, reaches, stepsOf } from "./model-paths";
import { Run } from "../../provider/src/definition/paths/path";
import { seed } from "../support/seed";

const salt = "00112233445566778899aabbccddeeff";
const runs = { numRuns: 300, seed };
const none = { changes: [], uncompared: [] };

/** Beside the definition itself, the same in a list that has room for runs of elements only. */
const numbers = Array.from({ length: 1600 }, (_, index) => ({ number: String(index) }));
const withDense: fc.Arbitrary<Model> = fc.oneof(
    { arbitrary: model, weight: 39 },
    { arbitrary: model.map(besideDense), weight: 1 },
);

function besideDense(each: Model): Model {
    return {
        members: [
            ["shown", each],
            ["dense", [...numbers, each]],
        ],
    };
}

/** A definition, a place in it, and the definition with another scalar there. */
const edit = fc
    .tuple(withDense, fc.nat(), scalar)
    .map(([was, at, to]) => ({ was, to, ...leavesOf(was).at(-1 - (at % 50)) }))
    .filter((each) => each.leaf !== undefined && valueOf(each.leaf) !== valueOf(each.to))
    .map(({ was, to, path = [] }) => ({ was, path, is: replaced(was, path, () => to) }));

function between(was: string, is: string, then: readonly string[] = [], now = then): Comparison {
    const { stored } = changeIgnored(fingerprint(was, salt, then), then, now);
    return compare(stored, is, now) ?? assert.fail("there is a fingerprint");
}

function startsWith(path: readonly Step[], start: string): boolean {
    return stepsOf(start).every((step, at) => {
        const own = path[at];
        return step instanceof Run ? typeof own === "number" && step.has(own) : own === step;
    });
}

describe("definition: for every definition", () => {
    it("a change of a scalar is one change, at its path or at a part around it", () => {
        fc.assert(
            fc.property(edit, ({ was, is, path }) => {
                const { changes, uncompared } = between(spell(was), spell(is));
                assert.equal(changes.length, 1);
                assert.equal(changes[0]?.kind, "changed");
                assert.ok(startsWith(path, changes[0].path), `${changes[0].path} for ${print(path)}`);
                assert.deepEqual(uncompared, []);
            }),
            runs,
        );
    });

    it("another spelling is no change, and has the same fingerprint", () => {
        fc.assert(
            fc.property(withDense, fc.array(fc.nat(), { size: "max", maxLength: 300 }), (each, choices) => {
                let at = 0;
                const other = respell(each, (ways) => (choices[at++ % choices.length] ?? 0) % ways);
                assert.deepEqual(between(spell(each), other), none);
                assert.equal(fingerprint(other, salt, []), fingerprint(spell(each), salt, []));
            }),
            runs,
        );
    });

    it("nothing has changed right after its fingerprint was taken, whatever is ignored", () => {
        fc.assert(
            fc.property(
                fc.oneof(withDense.map(spell), fc.string({ unit: "binary" })),
                fc.array(anyPattern),
                (text, list) => {
                    assert.deepEqual(between(text, text, list.map(print)), none);
                },
            ),
            runs,
        );
    });

    it("two definitions differ in some path if and only if one is no other spelling of the other", () => {
        const two = fc.oneof(
            fc.tuple(model, model),
            edit.map(({ was, is }) => [was, is] as const),
        );
        fc.assert(
            fc.property(two, fc.array(fc.nat(), { minLength: 9 }), ([one, other], order) => {
                const part = (each: Model): Model =>
                    Array.isArray(each) ? order.map((at) => each[at % 9] ?? null) : each;
                const [was, is] = [spell([one, part(one)]), spell([part(other), other])];
                const same = write(treeOf(was)) === write(treeOf(is));
                assert.equal(between(was, is).changes.length === 0, same);
            }),
            runs,
        );
    });

    it("a member more is added, and a member less is removed", () => {
        fc.assert(
            fc.property(model, scalar, (each, leaf) => {
                const more: Model = Array.isArray(each)
                    ? [...each, leaf]
                    : isScalar(each)
                      ? each
                      : withMember(each, leaf);
                const path = Array.isArray(each) ? `[${each.length}]` : "one_more";
                assert.deepEqual(between(spell(each), spell(more)).changes, [{ kind: "added", path }]);
                assert.deepEqual(between(spell(more), spell(each)).changes, [{ kind: "removed", path }]);
            }),
            runs,
        );
    });

    it("an item more anywhere in a list is one item added", () => {
        fc.assert(
            fc.property(fc.array(model, { maxLength: 5 }), model, fc.nat({ max: 5 }), (list, item, at) => {
                const more = list.toSpliced(at, 0, item);
                const { changes } = between(spell([list]), spell([more]));
                assert.equal(changes.length, 1);
                assert.equal(changes[0]?.kind, "added");
                assert.match(changes[0].path, /^\[0\]\[\d\]$/);
            }),
            runs,
        );
    });

    it("integers of 19 digits that differ in the last one differ", () => {
        fc.assert(
            fc.property(fc.bigInt({ min: 10n ** 18n, max: 10n ** 19n - 2n }), (id) => {
                assert.deepEqual(between(`{"fileId":${id}}`, `{"fileId":${id + 1n}}`).changes, [
                    { kind: "changed", path: "fileId" },
                ]);
            }),
            runs,
        );
    });

    it("a number and the string of its digits differ", () => {
        fc.assert(
            fc.property(fc.bigInt(), (number) => {
                assert.equal(between(`[${number}]`, `["${number}"]`).changes.length, 1);
            }),
            runs,
        );
    });

    it("no text in it but names can be read from its fingerprint, packed or unpacked", () => {
        const values = fc.string({ unit: "binary" }).map((text) => `value ${text}`);
        const marked = fc.tuple(withDense, values).map(([each, value]) => {
            return leavesOf(each).reduce((all, { path, leaf }) => {
                // Of the keys that a model draws, those that name.
                const named = ["table", "column", "name"].some((key) => path.includes(key));
                return typeof leaf === "string" && !named ? replaced(all, path, () => value + leaf) : all;
            }, each);
        });
        fc.assert(
            fc.property(marked, (each) => {
                const [, outline = "", digests = ""] = fingerprint(spell(each), salt, []).split(".");
                const unpacked = [inflateRawSync(Buffer.from(outline, "base64url")), Buffer.from(digests, "base64url")];
                const readable = [
                    outline,
                    digests,
                    ...unpacked.map(String),
                    ...unpacked.map((each) => each.toString("latin1")),
                ];
                assert.ok(readable.every((text) => !text.includes("value ")));
            }),
            runs,
        );
    });

    it("a fingerprint takes at most 4,096 bytes as JSON", () => {
        fc.assert(
            fc.property(
                fc.array(withDense, { maxLength: 40 }),
                fc.array(anyPattern, { maxLength: 200 }),
                (list, ignored) => {
                    const text = fingerprint(spell(list), salt, ignored.map(print));
                    assert.ok(Buffer.byteLength(JSON.stringify(text)) <= 4096);
                },
            ),
            { numRuns: 100 },
        );
    });
});

describe("definition: for every list of ignored paths", () => {
    it("a change of what it names is no change, and any other is one", () => {
        fc.assert(
            fc.property(edit, fc.array(anyPattern, { maxLength: 4 }), ({ was, is, path }, list) => {
                const { changes, uncompared } = between(spell(was), spell(is), list.map(print));
                assert.equal(changes.length, ignores(list, path) ? 0 : 1);
                assert.ok(changes.every((change) => startsWith(path, change.path)));
                assert.deepEqual(uncompared, []);
            }),
            runs,
        );
    });

    it("a path as it is printed names that path", () => {
        fc.assert(
            fc.property(edit, ({ was, is }) => {
                const printed = between(spell(was), spell(is)).changes.map(({ path }) => path);
                assert.deepEqual(
                    between(spell(was), spell(is), printed.filter(Boolean)).changes.length,
                    printed[0] ? 0 : 1,
                );
            }),
            runs,
        );
    });

    it("after a change of it, what both lists leave alone is compared, or is part of what is said not to be", () => {
        const lists = fc.array(anyPattern, { maxLength: 3 });
        fc.assert(
            fc.property(edit, lists, lists, lists, ({ was, is, path }, both, then, now) => {
                const [before, after] = [
                    [...both, ...then],
                    [...both, ...now],
                ];
                const { changes, uncompared } = between(spell(was), spell(is), before.map(print), after.map(print));
                assert.ok(changes.length <= 1 && changes.every((change) => startsWith(path, change.path)));

                const around = uncompared.some((each) => startsWith(path, each));
                if (ignores(after, path)) assert.equal(changes.length, 0);
                else if (ignores(before, path)) assert.ok(changes.length === 0 && around);
                else assert.equal(changes.length, around ? 0 : 1);

                const changed = [...then, ...now];
                for (const each of uncompared)
                    assert.ok(
                        changed.some((pattern) => reaches(pattern, stepsOf(each))),
                        each,
                    );
            }),
            runs,
        );
    });
});

function withMember(each: Exclude<Model, unknown[]>, leaf: Model): Model {
    assert.ok(!isScalar(each));
    return { members: [...each.members, ["one_more", leaf]] };
}
