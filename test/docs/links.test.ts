// Every link of every page leads to a file, a folder or a heading that is there. Addresses elsewhere are not asked.
import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { root } from "../../tools/root";
import { anchorsOf, linksOf, pages, textOf } from "./markdown";

/** What is wrong with a link of a page; undefined where nothing is. */
function problemOf(page: string, link: string): string | undefined {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : normalize(join(dirname(page), path));
    if (target.startsWith("..") || !existsSync(join(root, target))) return `${page}: ${link} leads nowhere`;
    if (anchor === undefined) return undefined;
    const isPage = statSync(join(root, target)).isFile() && target.endsWith(".md");
    if (isPage && anchorsOf(textOf(target)).includes(anchor)) return undefined;
    return `${page}: ${target} has no heading #${anchor}`;
}

describe("the links", () => {
    it("of all pages lead to what is there", () => {
        const problems = pages().flatMap((page) =>
            linksOf(textOf(page))
                .filter((link) => !/^(https?|mailto):/.test(link))
                .map((link) => problemOf(page, link)),
        );
        assert.ok(problems.length > 20, `only ${problems.length} links were found`);
        assert.deepEqual(problems.filter(Boolean), []);
    });

    it("in the README of a published package stay inside of it: elsewhere they lead nowhere", () => {
        for (const page of pages().filter((each) => /^(provider|emulator)\/README\./.test(each))) {
            assert.deepEqual(
                linksOf(textOf(page)).filter((link) => link.startsWith("..")),
                [],
            );
        }
    });
});
