// The made parts of the documentation: current, and complete.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { blocksOf } from "../../tools/docs/block";
import { madeFiles } from "../../tools/docs/made";
import { chapters } from "../../tools/docs/messages";
import { root } from "../../tools/root";

const read = (...path: string[]) => readFile(join(root, ...path), "utf8");

describe("the documentation", () => {
    it("shows what its scripts make of the golden texts and the table of advice", async () => {
        for (const [path, text] of madeFiles()) {
            assert.equal(await read(path), text, `${path} is not current: \`npm run docs\` writes it anew`);
        }
    });

    it("has every chapter of the catalogue of messages, and every code that there is an advice for", async () => {
        const blocks = blocksOf(await read("docs", "errors.md"));
        // The refusals differ in their codes alone, which are a table.
        const shown = blocks.filter((name) => name.startsWith("chapter ")).map((name) => name.slice("chapter ".length));
        assert.deepEqual([...shown, "DataWorks refuses to deploy"].sort(), [...chapters().keys()].sort());
        assert.ok(blocks.includes("codes"));
    });

    it("shows the whole recording of the demo in its picture, line by line", async () => {
        const texts = [...(await read("docs", "demo.svg")).matchAll(/<text [^>]*>(.*)<\/text>/g)];
        const shown = texts.map(([, text = ""]) => text).join(" ");
        const plain = shown.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
        const words = (text: string) => text.split(/\s+/).filter(Boolean);
        assert.deepEqual(words(plain), words(await read("test", "golden", "demo.txt")));
    });
});
