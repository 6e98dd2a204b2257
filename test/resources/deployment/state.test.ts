// What a refresh gives back as the inputs of a state.
import assert from "node:assert/strict";
import { inputsOf } from "../../../provider/src/resources/deployment/state";
import { inputs, outputs } from "../../support/lifecycle";

describe("the inputs of a state", () => {
    const asked = inputs("100", {
        triggers: { a: "1" },
        ignoreDefinitionPaths: ["**.password"],
        compareVersions: false,
        drift: ["definition changed since then"],
    });

    for (const status of ["success", "imported"] as const) {
        it(`are all that was asked for, where its status is ${status}, and nothing else`, () => {
            assert.deepEqual(inputsOf(outputs(asked, { status })), asked);
            assert.deepEqual(inputsOf(outputs(inputs("100"), { status })), inputs("100"));
        });
    }

    it("have what is approved where the outcome is unknown, too: ignoreChanges feeds in what they say", () => {
        const approvedDigest = "d1-0123456789abcdef";
        const pinned = outputs({ ...asked, approvedDigest }, { status: "unknown" });
        assert.equal(inputsOf(pinned).approvedDigest, approvedDigest);
    });

    it("have neither triggers nor paths where the outcome is unknown: those may be secret since then only", () => {
        const rest = inputs("100", { compareVersions: false, drift: ["definition changed since then"] });
        assert.deepEqual(inputsOf(outputs(asked, { status: "unknown" })), rest);
    });
});
