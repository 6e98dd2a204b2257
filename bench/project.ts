// A temporary project that runs one of the measured programs on the real engine, and what its runs take.
import { mkdir, readdir, readFile, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { startEmulator } from "dataworks-emulator";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { run, type Ending } from "../tools/cli/child";
import { environmentFor, type PulumiCli } from "../tools/cli/find";
import { root } from "../tools/root";
import { openSandbox, type Sandbox } from "../tools/sandbox";
import type { Setting } from "./part";
import { firstFileId, seedOf } from "./tasks";

/** The folder of a measured program. */
export type Program = "package" | "native" | "plain" | "nothing" | "same" | "chain";

export interface ProjectOptions {
    readonly cli: PulumiCli;
    readonly signal: AbortSignal;
    readonly program: Program;
    readonly endpoint: string;
    /** The file ids that it deploys, so many from the first on; "chain" makes so many tasks. */
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
        private readonly sandbox: Sandbox,
    ) {}

    static async open(options: ProjectOptions): Promise<Project> {
        const sandbox = await openSandbox({
            files: await compiled(options.program),
            modules: join(root, "node_modules"),
            endpoint: options.endpoint,
            env: {
                NO_COLOR: "1",
                BENCH_FIRST: String(options.first),
                BENCH_COUNT: String(options.count),
                BENCH_OUTPUTS: JSON.stringify(options.outputs ?? {}),
            },
        });
        const project = new Project(options, sandbox);
        try {
            // A text in the state may load what the program's own folder holds.
            await mkdir(join(sandbox.home, "node_modules"));
            await symlink(sandbox.folder, join(sandbox.home, "node_modules", "benchmark-module"));
            await project.ok("stack", "init", "bench");
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
        const file = join(this.sandbox.home, "state.json");
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
        await this.sandbox.close();
    }

    private async ok(...args: readonly string[]): Promise<void> {
        const { code, stderr } = await this.pulumi(...args);
        if (code !== 0) throw new Error(`pulumi ${args.join(" ")} failed:\n${stderr}`);
    }

    private async pulumi(...args: readonly string[]): Promise<Ending> {
        const { cli, signal } = this.options;
        const { folder, env } = this.sandbox;
        const command = ["-c", timed, "sh", cli.pulumi, "--non-interactive", ...args];
        const ending = await run("sh", command, { cwd: folder, env: environmentFor(cli, env), signal, limit });
        if (ending.outOfTime) throw new Error(`pulumi ${args.join(" ")} took more than ${limit / 60_000} minutes.`);
        return ending;
    }
}

/** Runs something with a project of its own, against an emulator of its own. */
export async function withProject<T>(
    { cli: findCli, signal }: Setting,
    program: Program,
    count: number,
    outputs: Outputs,
    use: (project: Project) => Promise<T>,
): Promise<T> {
    const cli = await findCli();
    const emulator = await startEmulator({ seed: seedOf(count) });
    let project: Project | undefined;
    try {
        const endpoint = emulator.url;
        project = await Project.open({ cli, signal, program, endpoint, first: firstFileId, count, outputs });
        return await use(project);
    } finally {
        await project?.close();
        await emulator.close();
    }
}

/** What `pulumi up` of a project took, and left behind. */
export type Cost = Took & { readonly stateBytes: number };

export async function costOf(project: Project): Promise<Cost> {
    const took = await project.okUp();
    return { ...took, stateBytes: await project.stateBytes() };
}

/** The project's files. Programs run as compiled JavaScript, so that no compiler's time is measured. */
async function compiled(program: Program): Promise<Record<string, string>> {
    const plugins = `plugins:\n  providers:\n    - { name: dataworks, path: ${JSON.stringify(join(root, "provider", "plugin"))} }\n`;
    const files = {
        "Pulumi.yaml": `name: bench\nruntime: nodejs\n${program === "native" ? plugins : ""}`,
        "package.json": '{ "main": "index.js" }',
    };
    const sources = join(__dirname, program);
    for (const name of await readdir(sources)) {
        const { outputText } = transpileModule(await readFile(join(sources, name), "utf8"), {
            compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true },
        });
        Object.assign(files, { [name.replace(/\.ts$/, ".js")]: outputText });
    }
    return files;
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
