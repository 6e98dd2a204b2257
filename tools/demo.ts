// `npm run demo`: the real Pulumi engine deploys, reviews and destroys sync tasks of an embedded DataWorks.
import { spawn, type ChildProcess } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
    defaultAccessKeyId,
    defaultAccessKeySecret,
    startEmulator,
    type Emulator,
    type Seed,
} from "dataworks-emulator";
import { environmentFor, findPulumiCli, Interrupted } from "./cli/find";
import { root } from "./root";
import { sandboxEnvironment, stateFolder } from "./sandbox";

const stackFile = "Pulumi.dev.yaml";
/** The task that is edited in DataWorks, and the one that the file id of "customers" is changed to. */
const edited = { projectId: "10000", fileId: "510001" };
const otherFileId = "510004";

/** A step that did not end as it has to. */
class DemoError extends Error {}

class Demo {
    private running: ChildProcess | undefined;
    private interrupted: NodeJS.Signals | undefined;

    constructor(
        private readonly pulumi: string,
        private readonly folder: string,
        private readonly env: NodeJS.ProcessEnv,
        private readonly emulator: Emulator,
    ) {}

    async run(): Promise<void> {
        await this.command("stack", "init", "dev");
        say("The stack's configuration lists three sync tasks. What would be deployed?");
        await this.command("preview");
        say("Deploy them.");
        await this.command("up", "--yes", "--skip-preview");

        say("Meanwhile somebody edits the task orders_to_maxcompute in DataWorks.");
        await this.editTask();
        say("What runs is no longer what was deployed. A review shows it, before anybody deploys:");
        await this.command("preview", "--refresh", "--diff");
        say("Deploy the edited task, as the review showed.");
        await this.command("up", "--yes", "--skip-preview", "--refresh");
        say("A pipeline can gate on it: this ends with exit code 7 where anything has drifted, and now with 0.");
        await this.command("preview", "--refresh", "--expect-no-changes");

        say(`In ${stackFile}, the deployment "customers" gets the file id of another task: ${otherFileId}.`);
        await this.changeFileId();
        await this.command("preview", "--diff");
        await this.command("up", "--yes", "--skip-preview");

        say('Destroy the stack. The tasks stay as they run in DataWorks: onDelete is "retain".');
        await this.command("destroy", "--yes", "--skip-preview");
        await this.sayWhatDataWorksSaw();
    }

    /** Ends the command that runs, and lets no other begin. */
    interrupt(signal: NodeJS.Signals): void {
        this.interrupted ??= signal;
        // A terminal's Ctrl-C has reached the command already; a second SIGINT would make it drop what it is doing.
        if (signal !== "SIGINT" || !process.stdin.isTTY) this.running?.kill(signal);
    }

    private async command(...args: readonly string[]): Promise<void> {
        if (this.interrupted) throw new Interrupted(this.interrupted);
        process.stdout.write(`\n$ pulumi ${args.join(" ")}\n`);
        const child = spawn(this.pulumi, ["--non-interactive", ...args], {
            cwd: this.folder,
            env: this.env,
            stdio: ["ignore", "inherit", "inherit"],
        });
        this.running = child;
        const code = await new Promise<number | null>((resolve, reject) => {
            child.once("error", reject);
            child.once("close", resolve);
        });
        this.running = undefined;
        // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- a signal sets it while the command runs
        if (this.interrupted) throw new Interrupted(this.interrupted);
        if (code !== 0) throw new DemoError(`\`pulumi ${args.join(" ")}\` ended with exit code ${String(code)}.`);
    }

    private async editTask(): Promise<void> {
        const { definition } = await this.emulator.control.task(edited);
        const changed = definition.replace('"ods_orders"', '"ods_orders_2026"');
        if (changed === definition) throw new DemoError("The task to be edited is not what the demo expects.");
        await this.emulator.control.editTask({ ...edited, definition: changed, user: "182293110403" });
    }

    private async changeFileId(): Promise<void> {
        const file = join(this.folder, stackFile);
        await writeFile(file, (await readFile(file, "utf8")).replace('"510002"', `"${otherFileId}"`));
    }

    private async sayWhatDataWorksSaw(): Promise<void> {
        const journal = await this.emulator.control.journal();
        const counts = new Map<string, number>();
        for (const { operation } of journal) counts.set(operation, (counts.get(operation) ?? 0) + 1);
        say(`What DataWorks was asked in all: ${[...counts].map(([name, count]) => `${count} ${name}`).join(", ")}.`);
    }
}

async function main(): Promise<number> {
    const home = await mkdtemp(join(tmpdir(), "dataworks-demo-"));
    let emulator: Emulator | undefined;
    try {
        const cli = await findPulumiCli();
        const seed = JSON.parse(await readFile(join(root, "emulator", "seeds", "shop.json"), "utf8")) as Seed;
        emulator = await startEmulator({ seed });
        say(
            `An embedded DataWorks is at ${emulator.url}, with the workspace "shop" (10000). Pulumi is ${cli.version}.`,
        );
        const folder = await layOut(home, emulator.url);
        const colour = process.stdout.isTTY ? {} : { NO_COLOR: "1" };
        const key = {
            ALIBABA_CLOUD_ACCESS_KEY_ID: defaultAccessKeyId,
            ALIBABA_CLOUD_ACCESS_KEY_SECRET: defaultAccessKeySecret,
        };
        const env = environmentFor(cli, { ...sandboxEnvironment(home), ...key, ...colour });
        const demo = new Demo(cli.pulumi, folder, env, emulator);
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => demo.interrupt(signal));
        await demo.run();
        return 0;
    } catch (error) {
        console.error(`\nThe demo did not come to its end: ${error instanceof Error ? error.message : String(error)}`);
        return error instanceof Interrupted ? error.exitCode : 1;
    } finally {
        await emulator?.close();
        await rm(home, { recursive: true, force: true });
    }
}

/** The root program in a folder of its own, so that nothing in the repository changes; its endpoint is the emulator's. */
async function layOut(home: string, endpoint: string): Promise<string> {
    const folder = join(home, "dataworks-di-sync");
    await mkdir(join(home, stateFolder));
    await mkdir(folder);
    for (const name of ["Pulumi.yaml", "index.ts", "package.json", "tsconfig.json", "tsconfig.base.json", stackFile]) {
        await cp(join(root, name), join(folder, name));
    }
    const file = join(folder, stackFile);
    await writeFile(file, (await readFile(file, "utf8")).replace("http://127.0.0.1:4010", endpoint));
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    return folder;
}

function say(text: string): void {
    process.stdout.write(`\n# ${text}\n`);
}

void main().then((code) => {
    process.exitCode = code;
});
