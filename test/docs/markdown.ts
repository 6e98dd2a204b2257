// What the repository's pages hold: their links, the anchors of their headings, and the commands that they show.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { anchorOf } from "../../tools/docs/anchor";
import { root } from "../../tools/root";

/** Folders that hold no page of ours, or copies of them. */
const passedOver = ["node_modules", "dist", ".git", "site", join("provider", "docs")];

/** The paths of all pages of the repository, or of those below a folder. */
export function pages(folder = ""): string[] {
    return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (!entry.isDirectory()) return path.endsWith(".md") ? [path] : [];
        return passedOver.includes(entry.name) || passedOver.includes(path) ? [] : pages(path);
    });
}

export function textOf(page: string): string {
    return readFileSync(join(root, page), "utf8");
}

/** A page without what is shown as it is: blocks and spans of code. */
function prose(text: string): string {
    return text.replace(/^( *)```.*?^\1```$/gms, "").replace(/`[^`\n]*`/g, "");
}

/** Where a page's links and pictures point to, as they are written. */
export function linksOf(text: string): string[] {
    const inLine = [...prose(text).matchAll(/\]\(([^()\s]+)\)/g)];
    const inHtml = [...prose(text).matchAll(/\b(?:href|src|srcset)="([^"]+)"/g)];
    return [...inLine, ...inHtml].map(([, target = ""]) => target);
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(text: string): string[] {
    const seen = new Map<string, number>();
    const withoutBlocks = text.replace(/^( *)```.*?^\1```$/gms, "");
    return [...withoutBlocks.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => {
        const slug = anchorOf(heading);
        const count = seen.get(slug) ?? 0;
        seen.set(slug, count + 1);
        return count === 0 ? slug : `${slug}-${count}`;
    });
}

/**
 * The commands of a page: every line of a block of `sh` or of one that is indented, and the lines after a `$ ` in any other.
 */
export function commandsOf(text: string): string[] {
    const commands: string[] = [];
    let fence: string | undefined;
    let blank = true;
    let indented = false;
    for (const line of text.split("\n")) {
        const [, opening] = /^ *```(\w*)/.exec(line) ?? [];
        if (opening !== undefined) {
            fence = fence === undefined ? opening : undefined;
            continue;
        }
        indented = fence === undefined && /^ {4}\S/.test(line) && (blank || indented);
        blank = line.trim() === "";
        const isCommand = fence === "sh" || indented ? !blank && !line.trim().startsWith("#") : false;
        if (isCommand) commands.push(line.trim());
        else if (fence !== undefined && line.startsWith("$ ")) commands.push(line.slice(2));
    }
    return commands;
}

/** A part of a page: a heading ("#" to "######"), a paragraph, an item of a list, a row of a table, a block of code, a comment. */
export interface Part {
    readonly kind: string;
    readonly text: string;
}

/** A page's parts, in their order. */
export function partsOf(text: string): Part[] {
    const code = /^( *)```[^]*?^\1```$|(?:^ {4}.*\n)+/;
    const line = /^(?:#+ |<!--|\|).*$/;
    const words = /^.*\S.*(?:\n(?! *$| *[*] | *\d\. | *```|#+ |\||<!--).*)*/;
    const part = new RegExp([code, line, words].map(({ source }) => source).join("|"), "gm");
    return [...text.matchAll(part)].map(([found]) => ({ kind: kindOf(found), text: found.trim() }));
}

function kindOf(part: string): string {
    if (/^ *```|^ {4}/.test(part)) return "code";
    if (part.startsWith("<!--")) return "comment";
    if (part.startsWith("|")) return "row";
    return /^#+(?= )/.exec(part)?.[0] ?? (/^ *(?:[*]|\d\.) /.test(part) ? "item" : "paragraph");
}
