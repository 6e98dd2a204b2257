// The templates, by `pulumi new` on the real engine: what each makes runs against the embedded DataWorks at once, as it says itself.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { satisfies } from "semver";
import { parse } from "yaml";
import type { Language } from "../../tools/cli/language-hosts";
import { root } from "../../tools/root";
import { openSandbox, type Sandbox } from "../../tools/sandbox";
import { environmentOf, runPulumi, type Run } from "../support/cli";
import { runCommand } from "../support/command";
import { shop } from "../support/example";
import { callsOf } from "../support/tasks";

interface Template {
    readonly template: {
        readonly config: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
        readonly quickstart: string;
    };
}

const templates = join(root, "templates");
/** What the CLI reads of a template: what it asks, and what it prints. */
const templateOf = (name: string) =>
    (parse(readFileSync(join(templates, name, "Pulumi.yaml"), "utf8")) as Template).template;

/** What is exported in the indented commands of a text. */
function exportedIn(text: string): Record<string, string> {
    const lines = [...text.matchAll(/^ *export (.*)$/gm)].flatMap(([, assignments = ""]) => assignments.split(" "));
    return Object.fromEntries(lines.map((each) => each.split("=") as [string, string]));
}

/** By which language host each template's program is run, where it is not Node.js's. */
const languages: Readonly<Record<string, Language | undefined>> = { yaml: "yaml", python: "python" };

describe("the templates", () => {
    it("ask the same, and say the same of the embedded DataWorks", () => {
        const [first, ...others] = readdirSync(templates).map(templateOf);
        assert.ok(first && others.length === 2);
        for (const each of others) {
            assert.deepEqual(each.config, first.config);
            assert.deepEqual(exportedIn(each.quickstart), exportedIn(first.quickstart));
        }
    });

    it("start the embedded DataWorks where they say that it is, and ask for what it has by name", async () => {
        for (const name of readdirSync(templates)) {
            const { config, quickstart } = templateOf(name);
            const page = readFileSync(join(templates, name, "README.md"), "utf8");
            const { DATAWORKS_ENDPOINT: endpoint = "" } = exportedIn(quickstart);
            const start = `npx dataworks-emulator --port ${new URL(endpoint).port} --state dataworks.state`;
            for (const text of [quickstart, page])
                assert.deepEqual(text.match(/npx dataworks-emulator.*/g), [start], name);
            const [workspace] = (await shop()).workspaces ?? [];
            assert.equal(config["workspace"]?.default, workspace?.identifier, name);
            const ignored = readFileSync(join(templates, name, ".gitignore"), "utf8");
            assert.match(ignored, /^dataworks\.state\*$/m, `${name}: what it keeps is not for the repository`);
            assert.ok(page.includes(`a workspace \`${workspace?.identifier}\``), name);
        }
    });

    it("name versions of the packages that these are", () => {
        const json = (...path: string[]) =>
            JSON.parse(readFileSync(join(root, ...path), "utf8")) as Record<string, Record<string, string>> & {
                version: string;
            };
        const { dependencies, devDependencies } = json("templates", "typescript", "package.json");
        const [provider, emulator] = [json("provider", "package.json"), json("emulator", "package.json")];
        assert.ok(satisfies(provider.version, dependencies?.["pulumi-dataworks"] ?? ""));
        assert.ok(satisfies(emulator.version, devDependencies?.["dataworks-emulator"] ?? ""));
        assert.equal(dependencies?.["@pulumi/pulumi"], provider["peerDependencies"]?.["@pulumi/pulumi"]);
        for (const name of Object.keys(languages)) {
            const page = readFileSync(join(templates, name, "README.md"), "utf8");
            const named = [...page.matchAll(/pulumi-dataworks@([\d.]+)/g)].map(([, version]) => version);
            assert.deepEqual(named, [provider.version], name);
        }
    });

    for (const name of readdirSync(templates)) {
        describe(name, () => {
            let sandbox: Sandbox;
            let emulator: Emulator;
            let made: Run;
            let calls: readonly string[];

            before(async () => {
                const { config, quickstart } = templateOf(name);
                emulator = await startEmulator({ seed: await shop() });
                const exported = { ...exportedIn(quickstart), DATAWORKS_ENDPOINT: emulator.url };
                sandbox = await openSandbox({ env: { NO_COLOR: "1", ...exported } });
                const language = languages[name];
                const env = language ? await environmentOf(language, sandbox.env) : sandbox.env;
                const pulumi = (...args: string[]) => runPulumi(["--non-interactive", ...args], sandbox.folder, env);
                const ok = async (...args: string[]) => {
                    const ended = await pulumi(...args);
                    assert.equal(ended.code, 0, ended.output);
                    return ended;
                };
                if (language) {
                    const { code, output } = await runCommand(sandbox, "plugin", "install");
                    assert.equal(code, 0, output);
                }
                // Packages that are not published yet cannot be installed: there, the program's are linked, and the answers are given as `pulumi new` gives them.
                const installs = name !== "yaml";
                made = await ok(
                    "new",
                    join(templates, name),
                    "--yes",
                    "--name",
                    "orders",
                    ...(installs ? ["--generate-only"] : []),
                );
                if (installs) {
                    await symlink(join(root, "node_modules"), join(sandbox.folder, "node_modules"));
                    await ok("stack", "init", "dev");
                    const answers = Object.entries(config).map(([key, answer]) => `${key}=${answer.default}`);
                    await ok("config", "set-all", ...answers.flatMap((each) => ["--plaintext", each]));
                }
                await ok("up", "--yes", "--skip-preview");
                calls = callsOf(await emulator.control.journal());
            });

            after(async () => {
                await emulator.close();
                await sandbox.close();
            });

            it("says how to begin", () => {
                for (const line of templateOf(name).quickstart.split("\n"))
                    assert.ok(made.output.includes(line), made.output);
            });

            it("deploys the task that it suggests", () => {
                assert.deepEqual(
                    calls.filter((call) => !call.startsWith("Get")),
                    ["ListFiles 10000", "DeployDISyncTask 510001"],
                );
            });
        });
    }
});
