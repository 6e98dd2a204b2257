// Every command in a block of a page was run by a test: it stands in the list that says by which.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../support/stack";
import { shownCommands } from "./commands";
import { commandsOf, pages, textOf } from "./markdown";

const shown = pages().flatMap((page) => commandsOf(textOf(page)).map((command) => ({ page, command })));

/** The commands that test/docs/output.test.ts runs: it keeps each with what it printed. */
function printed(): string[] {
    const folder = join(root, "test", "golden", "docs");
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    return texts.flatMap((text) => commandsOf(`\`\`\`console\n${text}\`\`\``));
}

describe("the commands in the documentation", () => {
    it("were all run by a test", () => {
        assert.ok(shown.length > 20, `only ${shown.length} commands were found`);
        const run = [...shownCommands.map(({ command }) => command), ...printed()];
        const others = shown.filter(({ command }) => !run.includes(command));
        assert.deepEqual(others, [], "test/docs/commands.ts has no test for these");
    });

    it("are run as the list says, and the list has no other", () => {
        for (const { command, runBy } of shownCommands) {
            assert.ok(
                shown.some((each) => each.command === command),
                `no page shows \`${command}\``,
            );
            for (const [file, words] of Object.entries(runBy)) {
                const text = readFileSync(join(root, file), "utf8");
                assert.ok(text.includes(words), `${file} does not run \`${command}\` by ${words}`);
            }
        }
    });

    it("that are scripts of the repository are there", () => {
        // A workspace's README may name its own scripts.
        const scriptsOf = (folder: string) => {
            const path = join(root, folder, "package.json");
            if (!existsSync(path)) return {};
            return (JSON.parse(readFileSync(path, "utf8")) as { scripts?: Record<string, string> }).scripts ?? {};
        };
        for (const page of pages()) {
            const known = { ...scriptsOf("."), ...scriptsOf(dirname(page)) };
            const named = [...textOf(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name);
            assert.deepEqual(
                named.filter((name) => !(name in known)),
                [],
                page,
            );
        }
    });
});
