// Runs a command of the real Pulumi engine, so that it can be brought to an end: by an interruption, and where that takes too long, at once.
import { spawn } from "node:child_process";
import { environmentFor, type PulumiCli } from "../cli/find";
import type { Sandbox } from "../sandbox";

export interface Ended {
    /** Null where a signal ended it. */
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

export interface EngineOptions {
    readonly cli: PulumiCli;
    readonly sandbox: Sandbox;
    /** Interrupts the engine, which ends what it has begun. */
    readonly signal: AbortSignal;
    /** Ends that, too. */
    readonly now: AbortSignal;
    /** Is told of the process while there is one. */
    readonly onProcess: (pid: number | undefined) => void;
}

/** @throws the signal's reason, once nothing of the engine runs any more. */
export async function runEngine(args: readonly string[], options: EngineOptions): Promise<Ended> {
    const { cli, sandbox, signal, now, onProcess } = options;
    signal.throwIfAborted();
    // A group of its own: a terminal's Ctrl-C comes from here alone, as a second one would make the engine drop what it is doing.
    const child = spawn(cli.pulumi, ["--non-interactive", "--color", "never", ...args], {
        cwd: sandbox.folder,
        env: environmentFor(cli, sandbox.env),
        stdio: ["ignore", "pipe", "pipe"],
        detached: process.platform !== "win32",
    });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (piece: Buffer) => stdout.push(piece));
    child.stderr.on("data", (piece: Buffer) => stderr.push(piece));
    const interrupt = () => void child.kill("SIGINT");
    const kill = () => {
        if (child.pid === undefined || process.platform === "win32") child.kill("SIGKILL");
        else endGroup(child.pid);
    };
    signal.addEventListener("abort", interrupt, { once: true });
    now.addEventListener("abort", kill, { once: true });
    try {
        const code = await new Promise<number | null>((resolve, reject) => {
            child.once("error", reject);
            child.once("close", resolve);
            if (child.pid !== undefined) onProcess(child.pid);
        });
        signal.throwIfAborted();
        return { code, stdout: Buffer.concat(stdout).toString("utf8"), stderr: Buffer.concat(stderr).toString("utf8") };
    } finally {
        signal.removeEventListener("abort", interrupt);
        now.removeEventListener("abort", kill);
        onProcess(undefined);
    }
}

function endGroup(leader: number): void {
    try {
        process.kill(-leader, "SIGKILL");
    } catch {
        // Nothing is left of it.
    }
}
