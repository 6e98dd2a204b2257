// `npm run demo`: the real Pulumi engine deploys, reviews and destroys sync tasks of an embedded DataWorks. With `--watch` it waits
// before each step, for somebody who follows in the emulator's console.
import { spawn, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startEmulator, type Emulator, type Seed } from "dataworks-emulator";
import { environmentFor, findPulumiCli, Interrupted, type PulumiCli } from "./cli/find";
import { root } from "./root";
import { openSandbox, type Sandbox } from "./sandbox";

const stackFile = "Pulumi.dev.yaml";
/** The task that is edited in DataWorks, the one that is stopped there, and the one that the file id of "customers" is changed to. */
const edited = { projectId: "10000", fileId: "510001" };
const stopped = { projectId: "10000", fileId: "7567482277219412494" };
const otherFileId = "510004";

/** A step that did not end as it has to. */
class DemoError extends Error {}

/** Lets a step begin; gives up when the signal says so. */
type Wait = (signal: AbortSignal) => Promise<void>;

class Demo {
    private running: ChildProcess | undefined;
    private readonly interruption = new AbortController();

    constructor(
        private readonly cli: PulumiCli,
        private readonly sandbox: Sandbox,
        private readonly emulator: Emulator,
        private readonly wait: Wait,
    ) {}

    async run(): Promise<void> {
        await this.command("stack", "init", "dev");
        await this.step(
            "The stack's configuration lists three sync tasks, and says that one of them runs. What would be done?",
        );
        await this.command("preview");
        await this.step("Deploy them, and start the one.");
        await this.command("up", "--yes", "--skip-preview");

        await this.step(
            "Meanwhile somebody edits the task orders_to_maxcompute in DataWorks, and stops clicks_to_hologres.",
        );
        await this.editTask();
        await this.emulator.control.setInstance({ ...stopped, status: "NORUN" });
        await this.step(
            "What is there is no longer what was deployed, nor does it run. A review shows both, before anybody acts:",
        );
        await this.command("preview", "--refresh", "--diff");
        await this.step("Deploy the edited task and start the other one again, as the review showed.");
        await this.command("up", "--yes", "--skip-preview", "--refresh");
        await this.step(
            "A pipeline can gate on it: this ends with exit code 7 where anything has drifted, and now with 0.",
        );
        await this.command("preview", "--refresh", "--expect-no-changes");

        await this.step(
            `In ${stackFile}, the deployment "customers" gets the file id of another task: ${otherFileId}.`,
        );
        await this.changeFileId();
        await this.command("preview", "--diff");
        await this.command("up", "--yes", "--skip-preview");

        await this.step(
            'Destroy the stack. The tasks stay as they are in DataWorks, deployed and running: onDelete is "retain".',
        );
        await this.command("destroy", "--yes", "--skip-preview");
        await this.sayWhatDataWorksSaw();
        await this.wait(this.interruption.signal);
    }

    /** Says what comes next, once it may begin. */
    private async step(text: string): Promise<void> {
        await this.wait(this.interruption.signal);
        say(text);
    }

    /** Ends the command that runs, and lets no other begin. */
    interrupt(signal: NodeJS.Signals): void {
        this.interruption.abort(new Interrupted(signal));
        // A terminal's Ctrl-C has reached the command already; a second SIGINT would make it drop what it is doing.
        if (signal !== "SIGINT" || !process.stdin.isTTY) this.running?.kill(signal);
    }

    private async command(...args: readonly string[]): Promise<void> {
        this.interruption.signal.throwIfAborted();
        process.stdout.write(`\n$ pulumi ${args.join(" ")}\n`);
        const child = spawn(this.cli.pulumi, ["--non-interactive", ...args], {
            cwd: this.sandbox.folder,
            env: environmentFor(this.cli, this.sandbox.env),
            stdio: ["ignore", "inherit", "inherit"],
        });
        this.running = child;
        const code = await new Promise<number | null>((resolve, reject) => {
            child.once("error", reject);
            child.once("close", resolve);
        });
        this.running = undefined;
        this.interruption.signal.throwIfAborted();
        if (code !== 0) throw new DemoError(`\`pulumi ${args.join(" ")}\` ended with exit code ${String(code)}.`);
    }

    private async editTask(): Promise<void> {
        const { definition } = await this.emulator.control.task(edited);
        const changed = definition.replace('"ods_orders"', '"ods_orders_2026"');
        if (changed === definition) throw new DemoError("The task to be edited is not what the demo expects.");
        await this.emulator.control.editTask({ ...edited, definition: changed, user: "182293110403" });
    }

    private async changeFileId(): Promise<void> {
        const text = await readFile(join(this.sandbox.folder, stackFile), "utf8");
        await this.sandbox.write(stackFile, text.replace('"510002"', `"${otherFileId}"`));
    }

    private async sayWhatDataWorksSaw(): Promise<void> {
        const journal = await this.emulator.control.journal();
        const counts = new Map<string, number>();
        for (const { operation } of journal) counts.set(operation, (counts.get(operation) ?? 0) + 1);
        say(`What DataWorks was asked in all: ${[...counts].map(([name, count]) => `${count} ${name}`).join(", ")}.`);
    }
}

async function main(args: readonly string[]): Promise<number> {
    const watch = args[0] === "--watch";
    if (args.length > (watch ? 1 : 0)) {
        console.error(
            "Usage: npm run demo [-- --watch]\n\n  --watch   waits before each step, so that one can follow in the emulator's console",
        );
        return 2;
    }
    const enter = watch ? untilEnter() : undefined;
    let emulator: Emulator | undefined;
    let sandbox: Sandbox | undefined;
    try {
        const cli = await findPulumiCli();
        const seed = JSON.parse(await readFile(join(root, "emulator", "seeds", "shop.json"), "utf8")) as Seed;
        emulator = await startEmulator({ seed });
        say(
            `An embedded DataWorks is at ${emulator.url}, with the workspace "shop" (10000). Pulumi is ${cli.version}.`,
        );
        if (watch) say(`Open ${emulator.url} in a browser to follow.`);
        sandbox = await openSandbox({
            files: await filesOfProgram(emulator.url),
            modules: join(root, "node_modules"),
            endpoint: emulator.url,
            // Checking the program's types takes longer than running it, and `npm run typecheck` does it.
            env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true", ...(!process.stdout.isTTY && { NO_COLOR: "1" }) },
        });
        const demo = new Demo(cli, sandbox, emulator, enter?.wait ?? (() => Promise.resolve()));
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => demo.interrupt(signal));
        await demo.run();
        return 0;
    } catch (error) {
        console.error(`\nThe demo did not come to its end: ${error instanceof Error ? error.message : String(error)}`);
        return error instanceof Interrupted ? error.exitCode : 1;
    } finally {
        enter?.close();
        await emulator?.close();
        await sandbox?.close();
    }
}

/** The root program, for a folder of its own, so that nothing in the repository changes; its endpoint is the emulator's. */
async function filesOfProgram(endpoint: string): Promise<Record<string, string>> {
    const names = ["Pulumi.yaml", "index.ts", "package.json", "tsconfig.json", "tsconfig.base.json", stackFile];
    const texts = await Promise.all(names.map((name) => readFile(join(root, name), "utf8")));
    return Object.fromEntries(
        names.map((name, index) => [name, (texts[index] ?? "").replace("http://127.0.0.1:4010", endpoint)]),
    );
}

/** Waits for a line, or for the end of what is read: where nobody can type, nothing waits. */
function untilEnter(): { wait: Wait; close: () => void } {
    const input = createInterface({ input: process.stdin });
    const lines = input[Symbol.asyncIterator]();
    const wait: Wait = async (signal) => {
        process.stdout.write("\n(Enter: go on)\n");
        await new Promise<unknown>((resolve, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
            if (signal.aborted) reject(signal.reason as Error);
            lines.next().then(resolve, reject);
        });
    };
    return { wait, close: () => input.close() };
}

function say(text: string): void {
    process.stdout.write(`\n# ${text}\n`);
}

void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
});
