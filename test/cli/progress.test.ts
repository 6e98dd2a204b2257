// How far the work is: a bar on a terminal, plain lines elsewhere.
import assert from "node:assert/strict";
import { besideBars, Progress } from "../../provider/src/cli/progress";

function shown(isTerminal: boolean, total: number, done = total): string {
    let text = "";
    const progress = new Progress(
        { isTerminal, out: () => assert.fail("standard output is not used"), err: (more) => void (text += more) },
        "Reading",
        total,
    );
    for (let step = 0; step < done; step++) progress.step();
    progress.end();
    return text;
}

describe("progress", () => {
    it("is a bar on a terminal, drawn over itself, with an end of line at its end", () => {
        assert.equal(
            shown(true, 2),
            `\rReading [${"#".repeat(15)}${" ".repeat(15)}] 1 of 2\rReading [${"#".repeat(30)}] 2 of 2\n`,
        );
    });

    it("is a line for each tenth elsewhere", () => {
        const lines = shown(false, 1000).trimEnd().split("\n");
        assert.equal(lines.length, 10);
        assert.deepEqual([lines[0], lines[9]], ["Reading: 100 of 1000", "Reading: 1000 of 1000"]);
    });

    it("never runs into what is said while a bar is shown", () => {
        let text = "";
        const terminal = besideBars({ isTerminal: true, out: () => undefined, err: (more) => void (text += more) });
        const progress = new Progress(terminal, "Reading", 2);
        terminal.err("first\n");
        progress.step();
        terminal.err("second\n");
        terminal.err("third\n");
        progress.end();
        terminal.err("last\n");
        const bar = `\rReading [${"#".repeat(15)}${" ".repeat(15)}] 1 of 2\n`;
        assert.equal(text, `first\n${bar}second\nthird\nlast\n`);
    });

    it("is nothing before the first step", () => assert.equal(shown(true, 3, 0) + shown(false, 30, 1), ""));
});
