// The form of a digest: what is none says what it has to be, where that comes from, and what is wrong with it.
import assert from "node:assert/strict";
import { checkDigest, isDigest } from "../../../provider/src/definition/index";

const right = "d1-3f9c2a7be41d5c08";
const hasToBe =
    ': it has to be d1- and 16 hex digits in small letters, as the last line of a drift says it after "approve it with approvedDigest:"';

const wrong: readonly (readonly [text: string, reason: string])[] = [
    ["D1-3F9C2A7BE41D5C08", "has capital letters"],
    ["d1-3F9C2A7BE41D5C08", "has capital letters"],
    ["3f9c2a7be41d5c08", "has no d1- before its digits"],
    ["d1-3f9c2a7be41d5c0", "has 15 digits after d1-, and not 16"],
    ["d1-3f9c2a7be41d5c081", "has 17 digits after d1-, and not 16"],
    ["d1-", "has 0 digits after d1-, and not 16"],
    ["d1-3f9c2a7be41d5co8", "has a character that is no hex digit"],
    ["d1-3f9c2a7be41d5c08...", "has a character that is no hex digit"],
    [`"${right}"`, "has a quotation mark in it"],
    [`“${right}”`, "has a quotation mark in it"],
    [` ${right}`, "has white space in it"],
    [`${right}\n`, "has white space in it"],
    ["d1-3f9c2a7b e41d5c08", "has white space in it"],
    [`approve it with approvedDigest: ${right}`, "has more in it than a digest"],
    [`${right},${right}`, "has more in it than a digest"],
    ["d1_3f9c2a7be41d5c08", "is no digest of a definition"],
    ["sha256:3f9c2a7be41d5c08", "is no digest of a definition"],
    ["d0-3f9c2a7be41d5c08", "is no digest of a definition"],
    ["true", "is no digest of a definition"],
];

describe("definition: the form of a digest", () => {
    it("what has it is a digest, of whatever definition", () => {
        for (const text of [right, "d1-0000000000000000", "d1-ffffffffffffffff"]) {
            assert.ok(isDigest(text));
            assert.equal(checkDigest(text), undefined);
        }
    });

    for (const [text, reason] of wrong) {
        it(`${JSON.stringify(text)} ${reason}`, () => {
            assert.ok(!isDigest(text));
            assert.equal(checkDigest(text), reason + hasToBe);
        });
    }

    for (const text of ["", " ", "\t\n"]) {
        it(`${JSON.stringify(text)} is empty, and never means that nothing has to be approved`, () => {
            assert.match(checkDigest(text) ?? "", /^is empty, and that approves nothing: .*leave approvedDigest out$/);
        });
    }

    for (const [text, version] of [
        ["d2-3f9c2a7be41d5c08", "2"],
        ["d2-00112233445566778899aabbccddeeff", "2"],
        ["d17-3f9c", "17"],
    ] as const) {
        it(`${text} is of a version that a newer pulumi-dataworks has: it says so`, () => {
            assert.equal(
                checkDigest(text),
                `is of version ${version} of the digest, and this pulumi-dataworks has version 1: run a newer pulumi-dataworks, one whose ` +
                    `drift says d${version}-..., or write the digest that this one says`,
            );
        });
    }

    it("no reason says the text: a secret may have gone astray", () => {
        for (const text of ["hunter2-fake-secret", "d1-hunter2-fake", "'hunter2'", "d1-abc hunter2"]) {
            assert.doesNotMatch(checkDigest(text) ?? "", /hunter2/);
        }
    });
});
