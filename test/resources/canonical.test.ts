// Values as a text: the same for the same values, whatever the order of their properties.
import assert from "node:assert/strict";
import { canonical } from "../../provider/src/resources/canonical";

describe("the canonical text", () => {
    it("does not depend on the order of properties, at any depth", () => {
        assert.equal(canonical({ b: [{ d: 1, c: 2 }], a: null }), '{"a":null,"b":[{"c":2,"d":1}]}');
        assert.equal(canonical({ a: null, b: [{ c: 2, d: 1 }] }), '{"a":null,"b":[{"c":2,"d":1}]}');
    });

    it("tells values apart: lists by their order, texts from numbers, a list from an object", () => {
        const values = [["a", "b"], ["b", "a"], { 0: "a", 1: "b" }, {}, [], null, "1", 1, true, "true"];
        assert.equal(new Set(values.map(canonical)).size, values.length);
        assert.equal(canonical(undefined), undefined);
    });
});
