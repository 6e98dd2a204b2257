// A temporary project that runs one of the measured programs on the real engine, and what its runs take.
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultAccessKeyId, defaultAccessKeySecret } from "dataworks-emulator";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { run, type Ending } from "../tools/cli/child";
import { environmentFor, type PulumiCli } from "../tools/cli/find";
import { root } from "../tools/root";
import { sandboxEnvironment, stateFolder } from "../tools/sandbox";

/** The folder of a measured program. */
export type Program = "package" | "plain" | "nothing" | "same";

export interface ProjectOptions {
    readonly cli: PulumiCli;
    readonly signal: AbortSignal;
    readonly program: Program;
    readonly endpoint: string;
    /** The file ids that it deploys: so many from the first on. */
    readonly first: number;
    readonly count: number;
    /** For the program "same": what its resources have for outputs. */
    readonly outputs?: Outputs;
}

/** The outputs of a resource, in clear. */
export type Outputs = Readonly<Record<string, unknown>>;

export interface Took {
    readonly succeeded: boolean;
    /** From the start of `pulumi up` to its end. */
    readonly seconds: number;
    /** User and system time of the engine, the program and the provider's process together. */
    readonly processorSeconds: number;
}

/** No command may take longer, in milliseconds. */
const limit = 15 * 60_000;
/** Runs a command, and prints what its processes took; the last line is `1m2.3s 0m4.5s`, user and system. */
const timed = '"$@"; code=$?; times; exit $code';

export class Project {
    private constructor(
        private readonly options: ProjectOptions,
        private readonly home: string,
        private readonly folder: string,
        private readonly env: NodeJS.ProcessEnv,
    ) {}

    static async open(options: ProjectOptions): Promise<Project> {
        const home = await mkdtemp(join(tmpdir(), "dataworks-bench-"));
        const folder = join(home, "project");
        const env = environmentFor(options.cli, {
            ...sandboxEnvironment(home),
            NO_COLOR: "1",
            TMPDIR: home,
            ALIBABA_CLOUD_REGION_ID: "cn-hangzhou",
            ALIBABA_CLOUD_ACCESS_KEY_ID: defaultAccessKeyId,
            ALIBABA_CLOUD_ACCESS_KEY_SECRET: defaultAccessKeySecret,
            DATAWORKS_ENDPOINT: options.endpoint,
            BENCH_FIRST: String(options.first),
            BENCH_COUNT: String(options.count),
            BENCH_OUTPUTS: JSON.stringify(options.outputs ?? {}),
        });
        const project = new Project(options, home, folder, env);
        try {
            await project.layOut();
        } catch (error) {
            await project.close();
            throw error;
        }
        return project;
    }

    /** `pulumi up`, which may fail. With `goOn`, a resource that fails does not keep others from being deployed. */
    async up(goOn = false): Promise<Took & { readonly said: string }> {
        const began = performance.now();
        const ending = await this.pulumi("up", "--skip-preview", "--yes", ...(goOn ? ["--continue-on-error"] : []));
        const seconds = (performance.now() - began) / 1000;
        const said = `${ending.stdout}\n${ending.stderr}`;
        return { succeeded: ending.code === 0, seconds, processorSeconds: processorSecondsIn(ending.stdout), said };
    }

    /** `pulumi up`, which has to succeed. */
    async okUp(): Promise<Took> {
        const took = await this.up();
        if (!took.succeeded) throw new Error(`pulumi up failed:\n${took.said}`);
        return took;
    }

    /** The size of the exported state. */
    async stateBytes(): Promise<number> {
        const file = join(this.home, "state.json");
        await this.ok("stack", "export", "--file", file);
        return (await stat(file)).size;
    }

    /** What the first deployment has for outputs, secrets in clear. */
    async outputs(): Promise<Outputs> {
        const { stdout } = await this.pulumi("stack", "export", "--show-secrets");
        const { deployment } = JSON.parse(stdout.slice(0, stdout.lastIndexOf("}") + 1)) as {
            deployment: { resources: { type: string; outputs?: Outputs }[] };
        };
        const { outputs } = deployment.resources.find(({ type }) => type.endsWith(":DiSyncDeployment")) ?? {};
        if (!outputs) throw new Error("the stack has no deployment");
        const { __provider: _, ...own } = outputs;
        return Object.fromEntries(Object.entries(own).map(([name, value]) => [name, inClear(value)]));
    }

    async close(): Promise<void> {
        await rm(this.home, { recursive: true, force: true });
    }

    /** Programs run as compiled JavaScript, so that no compiler's time is measured. */
    private async layOut(): Promise<void> {
        await mkdir(join(this.home, stateFolder));
        await mkdir(this.folder);
        await symlink(join(root, "node_modules"), join(this.folder, "node_modules"));
        // A text in the state may load what the program's own folder holds.
        await mkdir(join(this.home, "node_modules"));
        await symlink(this.folder, join(this.home, "node_modules", "benchmark-module"));
        await writeFile(join(this.folder, "Pulumi.yaml"), "name: bench\nruntime: nodejs\n");
        await writeFile(join(this.folder, "package.json"), '{ "main": "index.js" }');
        const sources = join(__dirname, this.options.program);
        for (const name of await readdir(sources)) {
            const { outputText } = transpileModule(await readFile(join(sources, name), "utf8"), {
                compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true },
            });
            await writeFile(join(this.folder, name.replace(/\.ts$/, ".js")), outputText);
        }
        await this.ok("stack", "init", "bench");
    }

    private async ok(...args: readonly string[]): Promise<void> {
        const { code, stderr } = await this.pulumi(...args);
        if (code !== 0) throw new Error(`pulumi ${args.join(" ")} failed:\n${stderr}`);
    }

    private async pulumi(...args: readonly string[]): Promise<Ending> {
        const { cli, signal } = this.options;
        const command = ["-c", timed, "sh", cli.pulumi, "--non-interactive", ...args];
        const ending = await run("sh", command, { cwd: this.folder, env: this.env, signal, limit });
        if (ending.outOfTime) throw new Error(`pulumi ${args.join(" ")} took more than ${limit / 60_000} minutes.`);
        return ending;
    }
}

/** A value of an exported state; secrets stand in it as JSON. */
function inClear(value: unknown): unknown {
    const isSecret = typeof value === "object" && value !== null && "plaintext" in value;
    return isSecret ? JSON.parse(String(value.plaintext)) : value;
}

function processorSecondsIn(stdout: string): number {
    const times = stdout.trimEnd().split("\n").at(-1) ?? "";
    return [...times.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + 60 * Number(m) + Number(s), 0);
}
