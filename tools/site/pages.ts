// The pages of the site: which of the repository's pages it has, in its order, and how each reads there. Nothing is written here.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { root } from "../root";

/** The page that the site begins with. */
export const front = "README.md";

/** The other pages, below the headings of the navigation. */
export function pagesByHeading(): ReadonlyMap<string, readonly string[]> {
    // The README's table has them in the order in which they are read.
    const listed = [...textOf(front).matchAll(/^\| \[[^\]]*\]\((docs\/[\w-]+\.md)\)/gm)].map(([, page = ""]) => page);
    const below = (folder: string) =>
        readdirSync(join(root, folder))
            .filter((name) => name.endsWith(".md"))
            .map((name) => `${folder}/${name}`);
    return new Map([
        ["Documentation", [...new Set([...listed, ...below("docs")])]],
        ["Beside the package", ["pipelines/README.md", "emulator/README.md", "CHANGELOG.md"]],
        ["中文", ["README.zh-CN.md", ...below("docs/zh-CN"), "emulator/README.zh-CN.md"]],
    ]);
}

export interface SitePage {
    readonly text: string;
    /** The pictures that it shows, by their paths in the repository. */
    readonly pictures: readonly string[];
}

/**
 * A page's text as the site has it: what it links to and is no page of the site is in the repository, at that address. A link that leads nowhere is
 * an error.
 */
export function onSite(page: string, text: string, pages: ReadonlySet<string>, address: string): SitePage {
    const pictures: string[] = [];
    const leading = (target: string): string => {
        if (/^(https?:|mailto:|#)/.test(target)) return target;
        const [path = "", anchor] = target.split("#");
        const found = normalize(join(dirname(page), path)).replace(/\/$/, "");
        if (found.startsWith("..") || !existsSync(join(root, found)))
            throw new Error(`${page}: ${target} leads nowhere`);
        if (pages.has(found)) return target;
        if (/\.(png|svg)$/.test(found)) {
            pictures.push(found);
            return target;
        }
        const kind = statSync(join(root, found)).isDirectory() ? "tree" : "blob";
        return `${address}/${kind}/main/${found}${anchor === undefined ? "" : `#${anchor}`}`;
    };
    const prose = (part: string) =>
        part
            // What lists a page's headings leaves out what is code in them.
            .replace(/^#+ .*$/gm, (heading) => heading.replaceAll("`", ""))
            .replace(/`[^`\n]*`|\]\(([^()\s]+)\)/g, (whole, target?: string) =>
                target === undefined ? whole : `](${leading(target)})`,
            );
    // A block of code stays as it is; one of no language is text.
    const parts = text.split(/(^ *```[^]*?^ *```$)/m);
    const made = parts
        .map((part, index) => (index % 2 === 0 ? prose(part) : part.replace(/^( *```)\n/, "$1text\n")))
        .join("");
    // The site has a heading of its own on its first page.
    return { text: page === front ? made.replace(/^# .*\n/, "") : made, pictures };
}

/** A page's name in the navigation. */
export function titleOf(page: string): string {
    // Its own heading is the name of the package, which stands above the navigation.
    if (page === "README.zh-CN.md") return "简体中文";
    return /^# (.+)$/m.exec(textOf(page))?.[1] ?? page;
}

/** A page's text in the repository. */
export function textOf(page: string): string {
    return readFileSync(join(root, page), "utf8");
}
