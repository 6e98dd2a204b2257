// The commands that pages show have scripts, usages and options that are there. What they print is held by test/docs/output.test.ts,
// and the README's first steps are run by test/package/first-up.test.ts.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { commands } from "../../provider/src/cli/command";
import { root } from "../../tools/root";
import { run } from "../support/cli";
import { commandsOf, pages, textOf } from "./markdown";

const shown = pages().flatMap((page) => commandsOf(textOf(page)));

/** All that a program of this repository prints. */
async function printedBy(...command: string[]): Promise<string> {
    const { output } = await run(process.execPath, command, root, { PATH: process.env["PATH"] });
    return output;
}

describe("the commands in the documentation", () => {
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

    for (const [name, bin, ...command] of [
        ...[...commands.keys()].map((each) => ["pulumi-dataworks", "provider/bin/pulumi-dataworks.js", each] as const),
        ["dataworks-emulator", "emulator/bin/dataworks-emulator.js"],
    ] as const) {
        const line = ["npx", name, ...command].join(" ");
        it(`that run ${line} have only options that it knows`, async () => {
            const such = shown.filter((each) => `${each} `.startsWith(`${line} `));
            assert.ok(such.length > 0, "no page shows one");
            const options = such.flatMap((each) => each.match(/ --[\w-]+/g) ?? []);
            const help = await printedBy(bin, ...command, "--help");
            assert.deepEqual(
                options.filter((option) => !new RegExp(`${option}\\b`).test(help)),
                [],
            );
        });
    }

    it("that run npx pulumi-dataworks name a command that there is", () => {
        const named = shown.flatMap((each) => /^npx pulumi-dataworks (\w+)/.exec(each)?.[1] ?? []);
        assert.deepEqual(
            named.filter((name) => !commands.has(name)),
            [],
        );
    });
});
