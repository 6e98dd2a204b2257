// Compares a text that a user reads with the file that holds it; ids, times and places are masked.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../tools/root";

const masks: readonly (readonly [RegExp, string])[] = [
    [/disync-[0-9a-f]{16}/g, "disync-<id>"],
    [/\b0bc1[0-9a-z]{12,}/g, "<request id>"],
    [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ-[0-9a-f]{6}\b/g, "<revision>"],
    [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "<time>"],
    [/\b127\.0\.0\.1:\d+/g, "127.0.0.1:<port>"],
    [/(?<=dataworks-emulator --port )\d+/g, "<port>"],
    [/ \((\d+(\.\d+)?m?s|\d+m\d+s)\)/g, " (<time>)"],
    [/Duration: \S+/g, "Duration: <time>"],
    [/\S*\/dataworks-(?:test|sandbox)-\w+/g, "<home>"],
];

/** Fails where the text is not that of `test/golden/NAME`. With UPDATE_GOLDEN=1 in the environment, writes it instead. */
export async function assertGolden(name: string, text: string): Promise<void> {
    const file = join(root, "test", "golden", name);
    const masked = mask(text);
    if (process.env["UPDATE_GOLDEN"] === "1") {
        await writeFile(file, masked);
        return;
    }
    assert.equal(masked, await readFile(file, "utf8"), `${name} differs; UPDATE_GOLDEN=1 writes it anew`);
}

/**
 * A preview's text in a fixed order, since the engine prints things as they come: in each section the resources by their
 * names and types, and at the end what the provider said. A resource begins at the fourth column, a section before that.
 */
export function inOrder(preview: string): string {
    const said: string[] = [];
    const rest = preview.replace(
        /^(?:warning: )?(?:restarts )?(?:\S+ \()?DI_(?:REALTIME|SOLUTION) .*\n\n?/gm,
        (line) => {
            said.push(line.trim());
            return "";
        },
    );
    const sections = rest.split(/^(?=\S| {2}\S)/m).map((section) => {
        const [head = "", ...resources] = section.split(/^(?= {4}\S )/m);
        const keyOf = (resource: string) =>
            /\[urn=(.+)\]/.exec(resource)?.[1]?.split("::").slice(-2).reverse().join() ?? "";
        return head + resources.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).join("");
    });
    return [...sections, "\nWhat the provider said:\n", ...said.sort().map((line) => `${line}\n`)].join("");
}

function mask(text: string): string {
    // Of Windows' paths, those of a test are written as anywhere else.
    const told = text.replace(/\S*\\dataworks-(?:test|sandbox)-[^\s']*/g, (path) => path.replaceAll("\\", "/"));
    const masked = masks.reduce((all, [pattern, word]) => all.replace(pattern, word), told);
    return `${masked
        .split("\n")
        .map((line) => line.trimEnd())
        .join("\n")
        .trim()}\n`;
}
