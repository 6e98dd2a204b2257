// Markdown for a comment or an issue: what others wrote cannot leave its fence, secrets are masked, and the size is bounded.
import { cut, mask } from "../shown";

/** A text as it is, or a block of lines. */
export type Part = string | readonly string[];

/** GitHub takes 65536 characters in a comment or an issue, GitLab and Codeup no less. */
const mostCharacters = 60_000;
const mostInALine = 1_000;

/** A document of texts and blocks of lines. The blocks share the room that there is; what has none is counted. `env`: where the secrets are. */
export function document(parts: readonly Part[], env: NodeJS.ProcessEnv): string {
    const blocks = parts.filter((part) => typeof part !== "string").length;
    const room = Math.floor((mostCharacters - 4_000) / Math.max(blocks, 1));
    const texts = parts.map((part) => (typeof part === "string" ? part : block(part, room, env)));
    return `${texts.join("\n\n")}\n`;
}

function block(lines: readonly string[], room: number, env: NodeJS.ProcessEnv): string {
    const all = mask(lines.join("\n"), env)
        // Control characters, and those that turn the direction of what follows.
        .replace(/[^\P{C}\n]/gu, " ")
        .split("\n")
        .map((line) => (line.length > mostInALine ? `${cut(line, mostInALine)}...` : line));
    const shown: string[] = [];
    let left = room;
    for (const line of all) {
        left -= line.length + 1;
        if (left < 0) break;
        shown.push(line);
    }
    if (shown.length < all.length) shown.push(`... and ${all.length - shown.length} more lines`);
    const text = shown.join("\n");
    const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
    const fence = "`".repeat(Math.max(3, longest + 1));
    return `${fence}text\n${text}\n${fence}`;
}
