// The Chinese pages say what the English ones say: the same parts in the same order, with the same code, names, numbers and links.
import assert from "node:assert/strict";
import { dirname, join, normalize, relative } from "node:path";
import { translations } from "../../tools/docs/chinese";
import { anchorsOf, linksOf, pages, partsOf, textOf, type Part } from "./markdown";

const english = [
    "README.md",
    "provider/README.md",
    "docs/settings.md",
    "docs/drift-review.md",
    "docs/import.md",
    "docs/faq.md",
    "emulator/README.md",
];
const chineseOf = (page: string) =>
    page.startsWith("docs") ? join("docs", "zh-CN", relative("docs", page)) : page.replace(/\.md$/, ".zh-CN.md");
const pairs = new Map(english.map((page) => [page, chineseOf(page)]));

/** The line at a page's top that leads to the other language. */
function wayTo(language: string, from: string, to: string): string {
    return `[${language}](${relative(dirname(from), to)})`;
}

/** A page as its readers see it below the way to the other language. */
function bodyOf(page: string, way: string): Part[] {
    return partsOf(textOf(page).replace(`${way}\n`, ""));
}

/** Where a link of an English page leads on the Chinese one: to the same heading of a page in Chinese, where there is one. */
function linkInChinese(page: string, link: string): string {
    const [path = "", anchor] = link.split("#");
    if (/^\w+:/.test(link)) return link;
    const from = dirname(pairs.get(page) ?? assert.fail());
    const target = path === "" ? page : normalize(join(dirname(page), path));
    const translated = pairs.get(target);
    const way = path === "" ? "" : relative(from, translated ?? target);
    if (anchor === undefined) return way;
    if (translated === undefined) return `${way}#${anchor}`;
    return `${way}#${anchorsOf(textOf(translated))[anchorsOf(textOf(target)).indexOf(anchor)] ?? "?"}`;
}

const inCode = /`[^`\n]*`/g;
const withoutLinks = (text: string) => text.replace(/\]\([^()\s]+\)|<[^<>\s]+>/g, "");

/** What both languages have to say alike: code as it stands; else names in code, numbers and links, in any order. */
function factsOf({ kind, text }: Part, inLanguage: (link: string) => string): string {
    if (kind === "code" || kind === "comment") return `${kind} ${text}`;
    const cells = kind === "row" ? text.split("|") : [text];
    const facts = cells.map((cell) => [
        ...(cell.match(inCode) ?? []),
        ...(withoutLinks(cell.replace(inCode, "")).match(/\d(?:[\d.,]*\d)?/g) ?? []),
        ...linksOf(cell).map(inLanguage),
    ]);
    return `${kind} ${facts.map((some) => [...new Set(some)].sort().join(" ")).join(" | ")}`;
}

/** The facts of a page by its headings, each under that of the English page. */
function sectionsOf(
    parts: readonly Part[],
    headings: readonly string[],
    inLanguage: (link: string) => string,
): string[][] {
    const sections: string[][] = [];
    for (const part of parts) {
        if (part.kind.startsWith("#")) sections.push([`under "${headings[sections.length] ?? "?"}":`]);
        sections.at(-1)?.push(factsOf(part, inLanguage));
    }
    return sections;
}

/**
 * What a part says in words: cells apart, without code, and without columns that hold types. The emulator's assumptions stay English: they are
 * long, change often, and are written for those who build emulators.
 */
function wordsOf(parts: readonly Part[]): string[] {
    let types = -1;
    let made = "";
    return parts.flatMap(({ kind, text }, index) => {
        if (kind === "comment") made = text;
        if (kind === "code" || kind === "comment" || made.includes("made: assumptions")) return [];
        if (kind !== "row") return [text];
        const cells = text.split("|");
        if (parts[index - 1]?.kind !== "row") types = cells.findIndex((cell) => /^ (type|类型) $/.test(cell));
        return cells.filter((_, column) => column !== types);
    });
}

describe("the Chinese pages", () => {
    it("are those of these English pages, and no other", () => {
        const found = pages().filter((page) => page.includes("zh-CN"));
        assert.deepEqual(found.sort(), [...pairs.values()].sort());
    });

    for (const [page, chinese] of pairs) {
        const ways = [wayTo("简体中文", page, chinese), wayTo("English", chinese, page)] as const;

        it(`${chinese} and ${page} lead to each other at their top`, () => {
            for (const [from, way] of [[page, ways[0]] as const, [chinese, ways[1]] as const])
                assert.equal(textOf(from).split("\n")[2], way, from);
        });

        it(`${chinese} has the code, the names, the numbers and the links of ${page}, part by part`, () => {
            const original = bodyOf(page, ways[0]);
            const headings = original.filter(({ kind }) => kind.startsWith("#")).map(({ text }) => text);
            const expected = sectionsOf(original, headings, (link) => linkInChinese(page, link));
            const found = sectionsOf(bodyOf(chinese, ways[1]), headings, (link) => link);
            for (const [index, section] of expected.entries()) assert.deepEqual(found[index], section);
            assert.equal(found.length, expected.length);
        });

        it(`${chinese} is in Chinese`, () => {
            const sentence = /(?:[A-Za-z]+[,;:.]? ){3}/;
            const left = wordsOf(bodyOf(chinese, ways[1])).filter(
                (words) => sentence.test(withoutLinks(words.replace(inCode, ""))) && !/\p{Script=Han}/u.test(words),
            );
            assert.deepEqual(left, [], "made ones are translated in tools/docs/chinese.ts, then `npm run docs`");
        });
    }

    it("have no translation of what no table says", () => {
        const made = [...pairs.keys()].map((page) => textOf(page)).join("\n");
        const unused = Object.keys(translations).filter((text) => !made.includes(`| ${text} |`));
        assert.deepEqual(
            unused.filter((text) => !text.includes("ADDRESS")),
            [],
        );
    });
});
