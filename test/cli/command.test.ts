// The command: which of its commands it runs, and what it says of itself.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commands, runCommand } from "../../provider/src/cli/command";

/** What a command line prints, and its exit code. */
async function run(line: string) {
    let [out, err] = ["", ""];
    const terminal = {
        out: (text: string) => void (out += text),
        err: (text: string) => void (err += text),
        isTerminal: false,
    };
    return { code: await runCommand(line.split(" ").filter(Boolean), terminal), out, err };
}

describe("the command", () => {
    it("lists its commands, each in a line, and each explains itself", async () => {
        for (const line of ["--help", "-h", "help"]) {
            const { code, out, err } = await run(line);
            assert.deepEqual([code, err], [0, ""]);
            for (const [name, { about }] of commands) assert.match(out, new RegExp(`^  ${name} +${about}$`, "m"));
        }
        for (const name of commands.keys()) {
            const { code, out, err } = await run(`${name} --help`);
            assert.deepEqual([code, err], [0, ""]);
            assert.match(out, new RegExp(`^Usage: pulumi-dataworks ${name} `));
        }
    });

    it("says where the pages are that messages name", async () => {
        const { out } = await run("--help");
        const [, folder = ""] = /^Pages that messages name, .* are in (.*)$/m.exec(out) ?? [];
        assert.match(readFileSync(join(folder, "settings.md"), "utf8"), /^# Settings\n/);
    });

    it("gives its version, with and without a command", async () => {
        for (const line of ["--version", "import --version"]) {
            assert.deepEqual(await run(line), { code: 0, out: "0.1.0\n", err: "" });
        }
    });

    it("finds the command behind its options, too", async () => {
        assert.match((await run("--json import --help")).out, /^Usage: pulumi-dataworks import /);
    });

    for (const [line, said] of [
        ["", "Say what to do."],
        ["--json", "Say what to do."],
        ["export", 'There is no command "export".'],
        ["export import", 'There is no command "export".'],
        ["migrate", "Say the file of the exported state: `pulumi stack export --file state.json` writes it."],
        ["migrate s.json more", '"more" belongs to no option.'],
        [
            "migrate s.json --out ./s.json",
            "--out has to name another file than the exported state, which is the way back.",
        ],
        ["migrate s.json --out=", "--out takes the name of a file."],
        ["plugin", "Say what to do with the plugin: install or path."],
        ["plugin toString", "Say what to do with the plugin: install or path."],
        ["plugin path here", '"here" belongs to no option.'],
        ["completion", "Say which shell it is for: bash, zsh or fish."],
        ["completion tcsh", "Say which shell it is for: bash, zsh or fish."],
        ["completion bash zsh", '"zsh" belongs to no option.'],
    ] as const) {
        it(`is wrong: ${line || "nothing"}`, async () => {
            const err = `${said}\nSee pulumi-dataworks --help.\n`;
            assert.deepEqual(await run(line), { code: 2, out: "", err });
        });
    }
});
