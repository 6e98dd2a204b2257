// The way from an empty folder to a first deployment, as the README writes it: its blocks in their order, as one script.
import assert from "node:assert/strict";
import { join } from "node:path";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { environmentFor } from "../../tools/cli/find";
import { root } from "../../tools/root";
import { openSandbox, type Sandbox } from "../../tools/sandbox";
import { textOf } from "../docs/markdown";
import { pulumiCli, run, type Run } from "../support/cli";
import { shop } from "../support/example";
import { callsOf } from "../support/tasks";
import { packInto } from "./installation";

/** The section's blocks as a script: what is no command is the file that the words before it name. */
function scriptOf(section: string): string {
    const blocks = [...section.matchAll(/`([\w.]+)`[^`]*\n\n```(?:yaml|ts)\n(.*?)```|```sh\n(.*?)```/gs)];
    const steps = blocks.map(([, file = "", text = "", commands]) => commands ?? `cat > ${file} <<'END'\n${text}END\n`);
    return ["set -e\n", ...steps].join("");
}

/** Where npm looks and what it keeps, as this machine is set up: the script has a home of its own. */
async function npmSettings(): Promise<NodeJS.ProcessEnv> {
    const get = async (name: string) => (await run("npm", ["config", "get", name], root, process.env)).stdout.trim();
    const [npm_config_cache, npm_config_userconfig] = [await get("cache"), await get("userconfig")];
    return { npm_config_cache, npm_config_userconfig, npm_config_prefer_offline: "true" };
}

describe("the README's way from an empty folder", () => {
    let sandbox: Sandbox;
    let emulator: Emulator;
    let followed: Run;

    before(async () => {
        // Its state is not in the home folder of whoever runs the tests: `--local` asks the system for that, whatever HOME says.
        sandbox = await openSandbox({
            env: {
                ...(await npmSettings()),
                // These the script says itself.
                ...{ PULUMI_BACKEND_URL: undefined, PULUMI_CONFIG_PASSPHRASE: undefined },
                PULUMI_SKIP_CONFIRMATIONS: "true", // nobody is there to answer `pulumi up`
            },
        });
        emulator = await startEmulator({ seed: await shop() });
        const tarballs = await packInto(sandbox.home);
        const [, section = ""] = /^## Use it\n(.*?)^##/ms.exec(textOf("README.md")) ?? [];
        // The packages are those that are to be published, and the emulator's port is a free one.
        const provider = tarballs.find((each) => each.includes("pulumi-dataworks")) ?? "";
        const script = scriptOf(section)
            .replace("npm install pulumi-dataworks ", `npm install ${provider} `)
            .replace("pulumi login --local", `pulumi login file://${sandbox.state}`)
            .replace("http://127.0.0.1:4010", emulator.url);
        const env = environmentFor(await pulumiCli(), sandbox.env);
        followed = await run("bash", ["-c", script], sandbox.folder, env);
    });

    after(async () => {
        await emulator.close();
        await sandbox.close();
    });

    it("ends with a deployed task and a review that finds nothing to do", async () => {
        assert.equal(followed.code, 0, followed.output);
        const calls = callsOf(await emulator.control.journal());
        assert.deepEqual(
            calls,
            ["GetDISyncTask", "DeployDISyncTask", "GetDISyncTask"].map((call) => `${call} 7567482277219412494`),
        );
    });

    it("is the program of examples/basic, and of the package's own README", () => {
        const sampleOf = (page: string) => /^```ts\n(.*?)^```/ms.exec(textOf(page))?.[1] ?? "";
        const program = sampleOf("README.md");
        assert.ok(program);
        assert.equal(textOf(join("examples", "basic", "index.ts")).replace(/^\/\/ .*\n/, ""), program);
        assert.equal(sampleOf(join("provider", "README.md")), program);
    });
});
