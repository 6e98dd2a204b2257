// A folder of its own for a Pulumi project, and an environment that keeps to it: the home, the state in files, no question, no traffic.
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultAccessKeyId, defaultAccessKeySecret } from "dataworks-emulator";

export interface SandboxOptions {
    /** The project's files: texts by name. */
    readonly files?: Readonly<Record<string, string>>;
    /** The folder whose packages the project gets. Default: it gets none. */
    readonly modules?: string;
    /** The endpoint of an embedded DataWorks, for which the environment is then set. Default: of none. */
    readonly endpoint?: string;
    /** More environment variables; undefined takes one away. */
    readonly env?: NodeJS.ProcessEnv;
}

export class Sandbox {
    constructor(
        /** Where everything is, temporary files too. */
        readonly home: string,
        /** All that the project's processes get of an environment. */
        readonly env: NodeJS.ProcessEnv,
    ) {}

    /** The project's folder. */
    get folder(): string {
        return join(this.home, "project");
    }

    /** Where the CLI keeps the state. */
    get state(): string {
        return join(this.home, "state");
    }

    async write(name: string, text: string): Promise<void> {
        await writeFile(join(this.folder, name), text);
    }

    /** Removes everything. */
    async close(): Promise<void> {
        await rm(this.home, { recursive: true, force: true });
    }
}

export async function openSandbox({ files = {}, modules, endpoint, env }: SandboxOptions = {}): Promise<Sandbox> {
    const home = await mkdtemp(join(tmpdir(), "dataworks-sandbox-"));
    const emulator = endpoint === undefined ? {} : environmentOf(endpoint);
    const sandbox = new Sandbox(home, { ...environmentIn(home), ...emulator, ...env });
    try {
        for (const folder of [sandbox.folder, sandbox.state]) await mkdir(folder);
        if (modules !== undefined) await symlink(modules, join(sandbox.folder, "node_modules"));
        for (const [name, text] of Object.entries(files)) await sandbox.write(name, text);
    } catch (error) {
        await sandbox.close();
        throw error;
    }
    return sandbox;
}

/** The variables that the CLI, the program and the provider need; nothing else of this process's environment. */
function environmentIn(home: string): NodeJS.ProcessEnv {
    return {
        PATH: process.env["PATH"],
        HOME: home,
        // What is killed leaves its temporary files behind.
        TMPDIR: home,
        PULUMI_HOME: join(home, ".pulumi"),
        // Beside each file the backend writes a second one, with metadata, and not at one stroke. An engine killed in between
        // leaves it empty, and then no command can load the state ("failed to load checkpoint: EOF").
        PULUMI_BACKEND_URL: `file://${join(home, "state")}?metadata=skip`,
        PULUMI_CONFIG_PASSPHRASE: "",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
        PULUMI_SUPPRESS_NEO_LINK: "true",
        // Lines that only say that time passes.
        PULUMI_OPTION_SUPPRESS_PROGRESS: "true",
        // The credentials chain must not ask the cloud's metadata address.
        ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
    };
}

/** The settings of an embedded DataWorks: its endpoint, the key that it knows, and a region. */
function environmentOf(endpoint: string): NodeJS.ProcessEnv {
    return {
        ALIBABA_CLOUD_REGION_ID: "cn-hangzhou",
        ALIBABA_CLOUD_ACCESS_KEY_ID: defaultAccessKeyId,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: defaultAccessKeySecret,
        DATAWORKS_ENDPOINT: endpoint,
    };
}
