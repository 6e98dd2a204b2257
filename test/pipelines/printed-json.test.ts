// The JSON in what a command printed: found among lines of others, whatever these are.
import assert from "node:assert/strict";
import { jsonIn as valueIn } from "../../provider/src/cli/pipelines/engine/printed-json";

const jsonIn = (text: string, command: string, isMeant: (value: unknown) => boolean): unknown =>
    valueIn(text, command, (value): value is unknown => isMeant(value), {});

describe("the JSON in what a command printed", () => {
    it("is found behind lines that open brackets and close none", () => {
        const lines = '[warn "a\n{ b ]\n[]]\n';
        assert.deepEqual(
            jsonIn(`${lines}{\n  "c": [{}]\n}\n`, "x", (value) => !Array.isArray(value)),
            { c: [{}] },
        );
    });

    it("is read in one go, however many brackets before it are not closed", function () {
        this.timeout(10_000); // looked for anew from each of them: minutes
        const resources = Array.from({ length: 200_000 }, (_, id) => ({ urn: `urn:${id}`, outputs: { id } }));
        const text = `${"[warn\n".repeat(500)}${JSON.stringify({ resources }, undefined, 1)}\n`;
        const isMeant = (value: unknown) => !Array.isArray(value);
        assert.equal((jsonIn(text, "x", isMeant) as { resources: unknown[] }).resources.length, resources.length);
    });
});
