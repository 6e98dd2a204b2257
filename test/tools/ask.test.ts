// The question of the acceptance, at a terminal.
import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { askAt } from "../../tools/acceptance/ask";

async function answered(keys: string): Promise<boolean> {
    const stop = new AbortController();
    const [input, output] = [new PassThrough(), new PassThrough()];
    const interrupt = () => stop.abort(new Error("Interrupted by SIGINT."));
    const asked = askAt({ input, output, interrupt, signal: stop.signal, isTerminal: true }, "Go on?");
    if (keys === "") input.end();
    else input.write(keys);
    return asked;
}

describe("the question whether to go on", () => {
    it("is agreed to by yes alone", async () => {
        assert.equal(await answered("yes\r"), true);
        for (const other of ["no\r", "y\r", "\r", "\u0004", ""]) assert.equal(await answered(other), false, other);
    });

    it("ends with the interruption where Ctrl-C is pressed", async () => {
        await assert.rejects(answered("\u0003"), /^Error: Interrupted by SIGINT\.$/);
    });
});
