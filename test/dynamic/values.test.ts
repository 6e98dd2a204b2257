// What the engine is given: nothing that its protocol would hang on, whatever came so far.
import assert from "node:assert/strict";
import { OutcomeUnknownError } from "../../provider/src/resources/deployment/deploy";
import { PartialError, ShownError } from "../../provider/src/dynamic/errors";
import { messageOf } from "../../provider/src/engine/texts";
import { toEngine } from "../../provider/src/dynamic/values";
import { inputs } from "../support/lifecycle";

const half = "\ud800 of a pair";
const whole = "\ufffd of a pair";

describe("what the engine is given has no half surrogate", () => {
    it("in values, nested ones and their keys", () => {
        assert.deepEqual(toEngine({ [half]: [half, { [half]: half }], n: 1 }), {
            [whole]: [whole, { [whole]: whole }],
            n: 1,
        });
    });

    it("in errors", () => {
        assert.equal(messageOf(new Error(half)), whole);
        assert.equal(messageOf(half), `an unexpected error: ${whole}`);
        assert.equal(new ShownError(messageOf(new Error(half)), "it failed").message, whole);
    });

    it("in a resource that was half made", () => {
        const more = { status: "unknown", requestId: half, message: "", deployedAt: "", definition: "" } as const;
        const lost = new OutcomeUnknownError(half, { ...inputs("100"), ...more });
        const { message, reasons, properties } = new PartialError("id", lost, "text");
        assert.deepEqual([message, reasons, properties["requestId"]], [whole, [whole], whole]);
    });
});
