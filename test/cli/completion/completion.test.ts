// What shells complete: each command's options as its help has them, and, in the shells themselves, what is typed. Of a shell that is
// not on this machine the reason is printed.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commands, runCommand } from "../../../provider/src/cli/command";
import { completed, dashed } from "../../../provider/src/cli/completion/words";

/** What `completion SHELL` prints. */
async function textFor(shell: string): Promise<string> {
    let text = "";
    const out = (more: string) => void (text += more);
    const terminal = { out, err: out, isTerminal: false };
    assert.equal(await runCommand(["completion", shell], terminal), 0);
    return text;
}

/** Whether a program can be run; where it cannot, says so. */
function has(program: string): boolean {
    const { error } = spawnSync(program, ["--version"], { stdio: "ignore" });
    if (error) console.log(`      ${program} is not on PATH: what it completes is not tried here`);
    return error === undefined;
}

const prompt = "ready> ";
/** The commands that are typed tell what they got. */
const told = 'pulumi-dataworks() { echo "got:$*"; }\nnpx() { echo "got:npx $*"; }\n';
/** For zsh's own functions, whose loading takes longer than all the rest. */
const zshFunctions = `typeset -A _comps
compdef() { : }
_files() { compadd -f -- *(N) }
_default() { _files }
_message() { : }
_describe() { compadd -- \${\${(P)2}%%:*} }
`;

describe("the completion of the command", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "completion-"));
        writeFileSync(join(folder, "a-state.json"), "");
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    for (const each of completed(commands)) {
        const command = commands.get(each.name);
        if (!command) continue;
        it(`has the options that the help of ${each.name} has, and the command knows them all`, () => {
            const inHelp = [...command.help.matchAll(/^ {2,}(--[\w-]+)/gm)].map(([, option]) => option);
            assert.deepEqual([...new Set(inHelp)].sort(), dashed(each).sort());
            for (const option of dashed(each)) {
                try {
                    command.read([option, "1"]);
                } catch (error) {
                    assert.doesNotMatch((error as Error).message, /Unknown option/);
                }
            }
        });
    }

    it("has every command and option in the text for each shell", async () => {
        for (const shell of ["bash", "zsh", "fish"]) {
            const text = await textFor(shell);
            for (const { name, options } of completed(commands)) {
                assert.ok(text.includes(name));
                for (const option of options) assert.match(text, new RegExp(`-(l |-)${option.name}\\b`), shell);
            }
        }
    });

    /** What is typed into a shell on a terminal, a line after each prompt, and what the commands got. */
    async function typedInto(command: string, lines: readonly string[], env: NodeJS.ProcessEnv = {}) {
        const child = spawn("script", ["-qec", command, "/dev/null"], {
            cwd: folder,
            env: { PATH: process.env["PATH"], TERM: "dumb", HOME: folder, ...env },
        });
        let [output, answered] = ["", 0];
        child.stdout.setEncoding("utf8").on("data", (text: string) => {
            output += text;
            for (const asked = output.split(prompt).length - 1; answered < asked; answered += 1)
                child.stdin.write(`${[...lines, "exit"][answered] ?? "exit"}\n`);
        });
        await new Promise((resolve) => child.on("close", resolve));
        return [...output.matchAll(/^got:(.*?)\s*$/gm)].map(([, got = ""]) => got.replaceAll(/ +/g, " "));
    }

    const typed = [
        "pulumi-dataworks imp\t--nam\tx",
        "pulumi-dataworks import --on-delete=ret\t",
        "pulumi-dataworks import --on-delete und\t",
        "pulumi-dataworks import --folder a-\t",
        "pulumi-dataworks import --out a-\t",
        "pulumi-dataworks migrate a-\t",
        "pulumi-dataworks promote --oidc gitl\tprod",
        "npx pulumi-dataworks plu\tins\t",
        "npx a-\t",
    ];
    const got = [
        "import --name x",
        "import --on-delete=retain",
        "import --on-delete undeploy",
        "import --folder a-",
        "import --out a-state.json",
        "migrate a-state.json",
        "promote --oidc gitlab prod",
        "npx pulumi-dataworks plugin install",
        "npx a-state.json",
    ];

    it("completes what is typed in bash", async () => {
        if (!has("bash") || !has("script")) return;
        const own = join(folder, ".bashrc");
        writeFileSync(own, `PS1='${prompt}'\n${told}${await textFor("bash")}`);
        assert.deepEqual(await typedInto(`bash --noprofile --rcfile ${own} -i`, typed), got);
    });

    it("completes what is typed in zsh", async () => {
        if (!has("zsh") || !has("script")) return;
        const bound = "zle -C own complete-word _pulumi_dataworks; bindkey '^I' own\n";
        const text = `PS1='${prompt}'\n${zshFunctions}${told}${await textFor("zsh")}${bound}`;
        writeFileSync(join(folder, ".zshrc"), text);
        assert.deepEqual(await typedInto("zsh -d -i", typed, { ZDOTDIR: folder }), got);
    });

    it("completes what is typed in fish", async () => {
        if (!has("fish")) return;
        const own = join(folder, "own.fish");
        writeFileSync(own, await textFor("fish"));
        const asked = typed.map((line) => line.slice(0, line.indexOf("\t")));
        const script = [`source ${own}`, ...asked.map((line) => `complete -C '${line}'; echo \\;`)].join("\n");
        const { stdout } = spawnSync("fish", ["--no-config", "-c", script], {
            cwd: folder,
            env: { PATH: process.env["PATH"], HOME: folder },
            encoding: "utf8",
            input: "",
        });
        const words = stdout.split(";\n").map((each) => each.trim().split("\t")[0]);
        assert.deepEqual(words, [
            ...["import", "--on-delete=retain", "undeploy", "", "a-state.json", "a-state.json", "gitlab", "plugin"],
            ...["a-state.json", ""],
        ]);
    });
});
