// How a search for a CLI shows that it goes on.
import assert from "node:assert/strict";
import { minutes, progressOn } from "../../tools/cli/progress";

describe("Progress", () => {
    const shown = (isTTY: boolean | undefined) => {
        const written: string[] = [];
        const output = { write: (text: string) => written.push(text), ...(isTTY === undefined ? {} : { isTTY }) };
        const progress = progressOn(output);
        progress.line("a line");
        progress.sign("a sign");
        progress.sign("another");
        progress.line("the end");
        return written.join("");
    };

    for (const isTTY of [false, undefined]) {
        it(`is plain lines where the output is no terminal (isTTY ${String(isTTY)})`, () => {
            assert.equal(shown(isTTY), "a line\na sign\nanother\nthe end\n");
        });
    }

    it("on a terminal, signs of life replace each other, and lines stay", () => {
        const clear = "\r\x1b[K";
        assert.equal(shown(true), `${clear}a line\n${clear}a sign${clear}another${clear}the end\n`);
    });

    it("tells time in minutes and seconds", () => {
        assert.deepEqual([0, 59_999, 60_000, 247_000, 3_600_000].map(minutes), [
            "0:00",
            "0:59",
            "1:00",
            "4:07",
            "60:00",
        ]);
    });
});
