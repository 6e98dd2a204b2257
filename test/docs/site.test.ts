// The site of the documentation and the API reference, as `npm run docs:site` makes it.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { inflateSync } from "node:zlib";
import { anchorsOf, textOf } from "./markdown";
import { front, onSite, pagesByHeading } from "../../tools/site/pages";
import { root } from "../../tools/root";
import { run, type Run } from "../support/cli";

describe("the site", () => {
    let folder: string;
    let built: Run;
    /** The text of each of its pages, by its path. */
    const html = new Map<string, string>();

    before(async () => {
        folder = await mkdtemp(join(tmpdir(), "dataworks-test-"));
        const build = ["-r", "ts-node/register", join("tools", "site", "build.ts"), folder];
        built = await run(process.execPath, build, root, process.env);
        for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
            if (name.endsWith(".html")) html.set(name, readFileSync(join(folder, name), "utf8"));
        }
    });

    after(async () => {
        await rm(folder, { recursive: true, force: true });
    });

    // Dead links, types that are not exported and public things without a docstring are warnings.
    it("is made without a warning", () => {
        assert.equal(built.code, 0, built.output);
    });

    it("has every page at its path, with the anchors that its headings have in the repository", () => {
        const pages = [...pagesByHeading().values()].flat();
        assert.ok(pages.includes("docs/faq.md") && pages.includes("docs/zh-CN/faq.md"));
        for (const page of pages) {
            const text = html.get(page.replace(/\.md$/, ".html")) ?? assert.fail(page);
            const missing = anchorsOf(textOf(page)).filter((anchor) => !text.includes(`id="${anchor}"`));
            assert.deepEqual(missing, [], page);
        }
    });

    it("has no link that leads nowhere", () => {
        const dead: string[] = [];
        for (const [page, text] of html) {
            for (const [, target = ""] of text.matchAll(/<(?:a|img|link|script)\b[^>]* (?:href|src)="([^"]*)"/g)) {
                if (/^(https?|mailto):/.test(target)) continue;
                const [path = "", anchor = ""] = decodeURIComponent(target).split("#");
                const found = path === "" ? page : normalize(join(dirname(page), path));
                const there = existsSync(join(folder, found)) && !found.startsWith("..");
                const heading = anchor === "" || html.get(found)?.includes(`id="${anchor}"`);
                if (!there || !heading) dead.push(`${page}: ${target}`);
            }
        }
        assert.ok(html.size > 20);
        assert.deepEqual(dead, []);
    });

    it("asks no other host for anything", () => {
        const asks = [...html].flatMap(([page, text]) =>
            [
                ...text.matchAll(
                    /<(?:img|link|script|iframe|source)\b[^>]* (?:href|src|srcset)="(?:https?:)?\/\/[^"]*"/g,
                ),
            ].map(([tag]) => `${page}: ${tag}`),
        );
        assert.deepEqual(asks, []);
        for (const name of ["style.css", "highlight.css"]) {
            assert.doesNotMatch(
                readFileSync(join(folder, "assets", name), "utf8"),
                /(url\(["']?|@import ["'])(https?:)?\/\//,
            );
        }
    });

    it("finds pages by what they say, and the API by its names", () => {
        const [, packed = ""] = /"([^"]+)"/.exec(readFileSync(join(folder, "assets", "search.js"), "utf8")) ?? [];
        const index = JSON.parse(inflateSync(Buffer.from(packed, "base64")).toString("utf8")) as {
            readonly rows: readonly { readonly name: string; readonly url: string }[];
            readonly index: { readonly invertedIndex: readonly (readonly [string, object])[] };
        };
        assert.equal(index.rows.find(({ name }) => name === "Drift review")?.url, "docs/drift-review.html");
        assert.ok(index.rows.some(({ name }) => name === "DiSyncDeployment"));
        const words = index.index.invertedIndex.map(([word]) => word);
        // A word of pages, and of no docstring.
        assert.ok(words.includes("passphrase"));
    });

    it("leads to the repository for what it does not have, and refuses a link that leads nowhere", () => {
        const address = "https://example.com/repository";
        const { text } = onSite(front, textOf(front), new Set([front]), address);
        assert.ok(text.includes(`](${address}/tree/main/examples/basic)`));
        assert.ok(text.includes(`](${address}/blob/main/docs/faq.md#what-does-destroy-do)`));
        const dead = () => onSite("docs/faq.md", "[There](nowhere.md)", new Set(), address);
        assert.throws(dead, /^Error: docs\/faq\.md: nowhere\.md leads nowhere$/);
    });
});
