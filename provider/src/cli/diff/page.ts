// Where a comparison is printed: on a terminal in colours and by the pager, elsewhere as it is.
import { spawnSync } from "node:child_process";
import { styleText } from "node:util";
import type { Terminal } from "../progress";
import { plain, type Style } from "./told";

/** What is known of where it is printed. */
export interface Output {
    readonly isTerminal: boolean;
    readonly platform: NodeJS.Platform;
    readonly environment: Readonly<Record<string, string | undefined>>;
}

const styles = { heading: "bold", place: "cyan", gone: "red", new: "green" } as const;

/** Colours, where the output is a terminal and nobody asks for none (NO_COLOR, TERM=dumb). */
export function styleFor({ isTerminal, environment }: Output): Style {
    if (!isTerminal || environment["NO_COLOR"] || environment["TERM"] === "dumb") return plain;
    return (line, kind) => styleText(styles[kind], line, { validateStream: false });
}

/** The command that shows a long text page by page; undefined where the text goes out as it is. */
export function pagerFor({ isTerminal, platform, environment }: Output): string | undefined {
    const pager = environment["PAGER"] ?? (platform === "win32" ? "" : "less"); // Windows comes without one that shows colours
    return isTerminal && environment["TERM"] !== "dumb" && !["", "cat"].includes(pager.trim()) ? pager : undefined;
}

/** Prints a text, by the pager where there is one; where that fails, which is said, as it is. */
export function page(text: string, output: Output, { out, err }: Pick<Terminal, "out" | "err">): void {
    const pager = pagerFor(output);
    if (pager === undefined || text === "") {
        out(text);
        return;
    }
    // As git has it: less ends at once where one page holds all, and shows colours.
    const env = { LESS: "FRX", ...process.env };
    const { status, signal } = spawnSync(pager, {
        shell: true,
        env,
        input: text,
        stdio: ["pipe", "inherit", "inherit"],
    });
    // Ctrl-C ends the command too: nobody wants to see more.
    if (status === 0 || status === 130 || signal === "SIGINT") return;
    err(
        `The pager ${JSON.stringify(pager)} failed (${signal ?? `exit code ${status}`}): this is the text without it.\n`,
    );
    out(text);
}
