// The canonical form: one for all spellings of the same definition, another for each change of it.
import assert from "node:assert/strict";
import { treeOf, write } from "../../../provider/src/definition/tree/tree";

const json = JSON.stringify;

function canonical(definition: string): string {
    return write(treeOf(definition));
}

const same: readonly (readonly [what: string, one: string, other: string])[] = [
    ["key order", '{"a":1,"b":{"c":2,"d":3}}', '{"b":{"d":3,"c":2},"a":1}'],
    ["key order of integer-like keys", '{"10":1,"9":2,"a":3}', '{"a":3,"9":2,"10":1}'],
    ["white space", '{"a":[1,2],"b":null}', ' {\n\t"a" : [ 1 ,\r\n 2 ] , "b" : null } '],
    ["1 and 1.0", '{"a":1}', '{"a":1.0}'],
    ["1 and 1e0", '{"a":1}', '{"a":1e0}'],
    ["1 and 10e-1", '{"a":1}', '{"a":10e-1}'],
    ["100 and 1E+2", '{"a":100}', '{"a":1E+2}'],
    ["0.5 and 5e-1", '{"a":0.5}', '{"a":5e-1}'],
    ["0.0012 and 1.2e-3", '{"a":0.0012}', '{"a":1.2e-3}'],
    ["0.10 and 0.1", '{"a":0.10}', '{"a":0.1}'],
    ["0 and -0.0e9", '{"a":0}', '{"a":-0.0e9}'],
    ["0 and 0 with an exponent of many digits", "[0]", `[0e${"9".repeat(1000)}]`],
    ["an exponent with zeros and a sign before it", "[1e7]", "[1e+0007]"],
    ["exponents beyond every integer", `[10e${"9".repeat(99)}]`, `[1e1${"0".repeat(99)}]`],
    ["spellings of an exponent of hundreds of digits", `[1.0e${"9".repeat(500)}]`, `[1E+0${"9".repeat(500)}]`],
    ["a long integer with a fraction of zeros", "[7567482277219412494]", "[7567482277219412494.0]"],
    ["unicode escapes", '{"name":"Aé中"}', '{"n\\u0061me":"\\u0041\\u00e9\\u4E2D"}'],
    ["a surrogate pair", '["😀"]', '["\\ud83d\\uDE00"]'],
    ["escapes", '["/\\t"]', '["\\/\\u0009"]'],
    ["JSON in a string", json({ code: '{"a":1,"b":2}' }), json({ code: ' { "b": 2, "a": 1.0 }' })],
    ["an array in a string", json({ code: "[1,2]" }), json({ code: "[ 1, 2 ]" })],
    ...["{}", "[]", '["a"]', "[{}]", "[[1]]", "[-1]", "[true]", "[false]", "[null]"].map(
        (held) => [`white space in ${held} in a string`, json([held]), json([held.replace(/^./, "$& ")])] as const,
    ),
    [
        "JSON in a string in a string",
        json({ code: json({ steps: '{"a":1,"b":2}' }) }),
        json({ code: ` ${json({ steps: '{"b":2,"a":1}' })}` }),
    ],
    ["JSON as the whole text, or as a string that holds it", '{"a":1}', json('{"a":1}')],
];

const different: readonly (readonly [what: string, one: string, other: string])[] = [
    ["the last digit of 19", "[7567482277219412494]", "[7567482277219412495]"],
    ["the last digit of 19, of a member", '{"a":7567482277219412494}', '{"a":7567482277219412495}'],
    ["the last digit of 19, of the second in a list", "[1,7567482277219412494]", "[1,7567482277219412495]"],
    ["the last digit of 19, after white space", "[ 7567482277219412494]", "[ 7567482277219412495]"],
    ["the last digit of 19, alone", "7567482277219412494", "7567482277219412495"],
    ["the last digit of 19, below zero", "[-7567482277219412494]", "[-7567482277219412495]"],
    ["the last digit of 16 beyond 2^53", "[9007199254740993]", "[9007199254740992]"],
    ["the last digit of 19, in a string", json(["[7567482277219412494]"]), json(["[7567482277219412495]"])],
    ["the last digit of a fraction", "[0.10000000000000000001]", "[0.1]"],
    ["numbers beyond every double", "[1e400]", "[1e401]"],
    ["numbers below every double", "[1e-400]", "[0]"],
    ["exponents of hundreds of digits", `[1e${"9".repeat(500)}]`, `[1e-${"9".repeat(500)}]`],
    ["a power of ten before such an exponent", `[1e${"9".repeat(500)}]`, `[10e${"9".repeat(500)}]`],
    ["a sign", "[1]", "[-1]"],
    ["a power of ten", "[10]", "[1]"],
    ['"1" and 1', '{"a":"1"}', '{"a":1}'],
    ['"1" and "1.0": a string that holds a number is a string', '["1"]', '["1.0"]'],
    ['"true" and true', '["true"]', "[true]"],
    ['"null" and null', '["null"]', "[null]"],
    ["null and absent", '{"a":null}', "{}"],
    ["the order of a list", "[1,2]", "[2,1]"],
    ["where a list ends", "[[1],2]", "[[1,2]]"],
    ["an empty object and an empty list", "{}", "[]"],
    ["a value", '{"a":"x"}', '{"a":"y"}'],
    ["a key", '{"a":1}', '{"b":1}'],
    ["which key has which value", '{"a":1,"b":2}', '{"a":2,"b":1}'],
    ["case", '["A"]', '["a"]'],
    ["space in a string", '["a b"]', '["a  b"]'],
    ["a value in a string", json({ code: '{"a":1}' }), json({ code: '{"a":2}' })],
    [
        "a value in a string in a string",
        json({ code: json({ steps: '{"a":1}' }) }),
        json({ code: json({ steps: '{"a":2}' }) }),
    ],
    ["a string that only begins like JSON", json({ code: "{a:1}" }), json({ code: "{a:2}" })],
    ["quotes that could end a string", json(['a","b']), json(["a", "b"])],
    ["lone surrogates", '["\\ud800"]', '["\\ud801"]'],
    ["a __proto__ key and none", '{"__proto__":1}', "{}"],
    ["the value of a __proto__ key", '{"__proto__":{"a":1}}', '{"__proto__":{"a":2}}'],
    ["a __proto__ key and what it holds", '{"__proto__":{"a":1}}', '{"a":1}'],
    ["keys that every object inherits", '{"constructor":1,"toString":2}', '{"constructor":2,"toString":2}'],
    ["the first of two keys", '{"a":1,"a":3}', '{"a":2,"a":3}'],
    ["the second of two keys", '{"a":1,"a":2}', '{"a":1,"a":3}'],
    ["a key that is there twice, and once", '{"a":1,"a":2}', '{"a":2}'],
    ["no JSON", "hello", "hallo"],
    ["no JSON: white space counts there", "select 1", "select  1"],
    ["no JSON, and a string of the same text", "hello", '"hello"'],
    ["nothing and an empty string", "", '""'],
    ["truncated JSON", '{"a":1', '{"a":2'],
    ["JSON and something after it", '{"a":1} x', '{"a":1} y'],
    ["nothing and an empty object", "", "{}"],
];

function short(text: string): string {
    return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

describe("definition: canonical form", () => {
    for (const [what, one, other] of same) {
        it(`${what} does not count: ${short(one)} is ${short(other)}`, () =>
            assert.equal(canonical(one), canonical(other)));
    }

    for (const [what, one, other] of different) {
        it(`${what} counts: ${short(one)} is not ${short(other)}`, () =>
            assert.notEqual(canonical(one), canonical(other)));
    }

    for (const text of ["", "hello", "{", "[1,", "\ufeff{}", "\u0000", '"', "nul", "01", "+1", "NaN", "{'a':1}"]) {
        it(`${JSON.stringify(text)}, which is no JSON, has a form`, () =>
            assert.equal(typeof canonical(text), "string"));
    }

    for (const [what, number] of [
        ["zeros", `1${"0".repeat(500_000)}1${"0".repeat(500_000)}1`],
        ["digits in an exponent", `1e${"9".repeat(1_000_000)}`],
        ["size", "1e999999999"],
    ] as const) {
        it(`a number costs what its text is long, whatever its ${what}: no form is longer than its spelling`, () => {
            assert.ok(canonical(`[${number}]`).length < number.length + 20);
        });
    }

    it("the canonical form of a canonical form is itself", () => {
        const once = canonical('{"b":[1.50,-0,"x\\u0041"],"a":"{\\"d\\":1,\\"c\\":19}","__proto__":[]}');
        assert.equal(canonical(once), once);
    });
});
