// Every message that a user can be told when something is wrong, held word by word.
import assert from "node:assert/strict";
import { knownCodes } from "../../provider/src/dataworks/calls/codes";
import { assertGolden } from "../support/golden";
import { catalogue } from "./catalogue";
import { samples } from "./samples";

describe("the catalogue of messages", () => {
    it("reads as it did when it was read last", async () => {
        await assertGolden("errors.txt", await catalogue());
    });

    it("has a sample of every row of the table of codes, and of no other code", () => {
        const rowOf = (code: string) => knownCodes.find((known) => code.startsWith(known)) ?? code;
        assert.deepEqual([...new Set(samples.map(({ code }) => rowOf(code)))], knownCodes);
    });
});
