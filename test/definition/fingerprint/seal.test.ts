// What tells one definition from another within a run.
import assert from "node:assert/strict";
import { isSealed, seal } from "../../../provider/src/definition/fingerprint/seal";

describe("definition: seal", () => {
    it("is of one definition, however that is spelt, and of no other", () => {
        const sealed = seal('{"a":1,"b":[2]}', "00");
        assert.equal(isSealed('{ "b": [2], "a": 1 }', sealed), true);
        for (const other of ['{"a":1,"b":[3]}', '{"a":1}', "", "a"]) assert.equal(isSealed(other, sealed), false);
        assert.equal(isSealed("{}", ""), false);
    });

    it("holds no space and nothing of the definition, and is another one with another salt", () => {
        const [one, another] = ["00", "11"].map((salt) => seal('{"table":"orders"}', salt));
        assert.match(one ?? "", /^00\.[0-9a-f]{32}$/);
        assert.notEqual(one?.slice(2), another?.slice(2));
    });
});
