// The command doctor as a process, in a project of its own, with a stand-in for the Pulumi CLI and an embedded DataWorks.
import { chmod, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { root } from "../../../tools/root";
import { openSandbox, type Sandbox } from "../../../tools/sandbox";
import { run, type Run } from "../../support/cli";
import { bin } from "../../support/command";
import { realtime, seedOf } from "../../support/tasks";
import type * as Commands from "../../../provider/src/cli/command";
import type { Check } from "../../../provider/src/cli/doctor/check";

/** What the stand-in for the CLI prints: its version, a stack's configuration and its state. */
export interface CliAnswers {
    readonly version?: string;
    readonly config?: object;
    readonly state?: object;
}

/** It prints the file that is called as its first argument. */
const cli = `#!/bin/sh
if [ -f "\${0%/*}/$1" ]; then exec cat "\${0%/*}/$1"; fi
echo "error: no stack selected; please use pulumi stack select to choose one" >&2
exit 255
`;

/** A resource of a state, as `pulumi stack export` prints it. */
export function deploymentOf(projectId: string, fileId: string, more: object = {}): object {
    const type = "pulumi-nodejs:dynamic/dataworks:DiSyncDeployment";
    return {
        urn: `urn:pulumi:dev::orders::${type}::task_${fileId}`,
        type,
        outputs: { region: "cn-hangzhou", projectId, taskType: "DI_REALTIME", fileId, deployedAt: "", ...more },
    };
}

export class DoctorStage {
    emulator!: Emulator;
    private sandbox!: Sandbox;

    /** Begins and ends the stage around the tests of a `describe`; each has a folder and an environment of its own. */
    constructor(seed = () => seedOf(...realtime("100"))) {
        before(async () => {
            this.emulator = await startEmulator({ seed: seed() });
        });
        after(() => this.emulator.close());
        beforeEach(async () => {
            const files = { "Pulumi.yaml": "name: orders\nruntime: nodejs\n" };
            this.sandbox = await openSandbox({ endpoint: this.emulator.url, files });
            for (const name of ["@pulumi/pulumi", "pulumi-dataworks"]) await this.install(name);
            await mkdir(this.cliFolder);
            await writeFile(join(this.cliFolder, "pulumi"), cli);
            await chmod(join(this.cliFolder, "pulumi"), 0o755);
            await this.cliAnswers({ version: "v3.259.0" });
            await this.emulator.control.clearJournal();
        });
        afterEach(async () => {
            await this.emulator.control.clearFaults();
            await this.sandbox.close();
        });
    }

    get folder(): string {
        return this.sandbox.folder;
    }

    private get cliFolder(): string {
        return join(this.sandbox.home, "bin");
    }

    /** Gives the project a package: this repository's, or one of that version that holds nothing. */
    async install(name: string, version?: string): Promise<void> {
        const folder = join(this.folder, "node_modules", name);
        await rm(folder, { recursive: true, force: true });
        await mkdir(dirname(folder), { recursive: true });
        if (version === undefined) return symlink(join(root, "node_modules", name), folder);
        await mkdir(folder);
        await writeFile(join(folder, "package.json"), JSON.stringify({ name, version }));
    }

    async uninstall(name: string): Promise<void> {
        await rm(join(this.folder, "node_modules", name), { recursive: true });
    }

    async write(name: string, text: string): Promise<void> {
        await this.sandbox.write(name, text);
    }

    /** Leaves an empty folder. */
    async noProject(): Promise<void> {
        for (const name of ["Pulumi.yaml", "node_modules"]) await rm(join(this.folder, name), { recursive: true });
    }

    async cliAnswers({ version, config, state }: CliAnswers): Promise<void> {
        const put = (name: string, text: string) => writeFile(join(this.cliFolder, name), text);
        if (version !== undefined) await put("version", `${version}\n`);
        if (config !== undefined || state !== undefined) {
            await put("config", JSON.stringify(config ?? {}));
            await put("stack", JSON.stringify(state ?? { version: 3, deployment: {} }));
        }
    }

    async noCli(): Promise<void> {
        await rm(this.cliFolder, { recursive: true });
    }

    environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
        return { ...this.sandbox.env, PATH: [this.cliFolder, process.env["PATH"]].join(delimiter), ...more };
    }

    /** As a user does. */
    readonly doctor = (args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Run> =>
        run(process.execPath, [bin, "doctor", ...args], this.folder, this.environment(env));

    /** The same in this process, which costs less. */
    inProcess(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
        return this.command(["doctor", ...args], env);
    }

    /** Any command in this process. */
    async command(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
        let [stdout, stderr] = ["", ""];
        const terminal = {
            out: (text: string) => void (stdout += text),
            err: (text: string) => void (stderr += text),
            isTerminal: false,
        };
        const before = { folder: process.cwd(), env: { ...process.env } };
        // What asks for the home folder asks the process itself.
        replaceEnvironment(this.environment(env));
        process.chdir(this.folder);
        try {
            // As it was built: a command loads what does its work by a file's name in the package.
            const { runCommand } = (await import(join(root, "provider/dist/cli/command.js"))) as typeof Commands;
            const code = await runCommand(args, terminal);
            return { code, stdout, stderr };
        } finally {
            process.chdir(before.folder);
            replaceEnvironment(before.env);
        }
    }

    /** The checks, as JSON gives them, and the exit code. */
    async checks(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
        const { code, stdout } = await this.inProcess(["--json", ...args], env);
        const { checks } = JSON.parse(stdout) as { readonly checks: readonly Check[] };
        return { code, checks, of: (name: string) => checks.find((each) => each.name === name) };
    }

    /** The operations that were called, each once. */
    async called(): Promise<string[]> {
        return [...new Set((await this.emulator.control.journal()).map(({ operation }) => operation))];
    }
}

function replaceEnvironment(env: NodeJS.ProcessEnv): void {
    for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
    for (const [name, value] of Object.entries(env)) if (value !== undefined) process.env[name] = value;
}
