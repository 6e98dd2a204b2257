// Runs a program with its output caught, and ends it together with everything it started when time is up.
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

export interface RunOptions {
    readonly env: NodeJS.ProcessEnv;
    readonly signal: AbortSignal;
    readonly cwd?: string;
    /** Milliseconds after which the program is ended; none: it may take as long as it likes. */
    readonly limit?: number;
    /** Called with every line of the standard error. */
    readonly onStderr?: (line: string) => void;
}

export interface Ending {
    /** The exit code; null where a signal ended it. */
    readonly code: number | null;
    readonly stdout: string;
    /** The last lines of the standard error. */
    readonly stderr: string;
    readonly outOfTime: boolean;
}

const keptLines = 200;
const graceTime = 2_000;

/** Rejects where the program cannot be started, and with the signal's reason once an aborted program is gone. */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<Ending> {
    options.signal.throwIfAborted();
    // A process group of its own, so that what it started can be ended with it (a shell's curl, go's compilers).
    const child = spawn(command, args, {
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        env: options.env,
        detached: process.platform !== "win32",
        stdio: ["ignore", "pipe", "pipe"],
    });
    const stdout = lastLines(child.stdout);
    const stderr = lastLines(child.stderr, options.onStderr);

    let outOfTime = false;
    let grace: NodeJS.Timeout | undefined;
    const end = () => {
        endGroup(child, "SIGTERM");
        grace ??= setTimeout(() => {
            endGroup(child, "SIGKILL");
            // "close" waits for these, and a process that left the group may still hold them.
            child.stdout.destroy();
            child.stderr.destroy();
        }, graceTime);
    };
    const timer =
        options.limit === undefined
            ? undefined
            : setTimeout(() => {
                  outOfTime = true;
                  end();
              }, options.limit);
    const atExit = () => endGroup(child, "SIGKILL");
    process.once("exit", atExit);
    options.signal.addEventListener("abort", end);
    try {
        const code = await new Promise<number | null>((resolve, reject) => {
            child.once("error", reject);
            child.once("close", resolve);
        });
        options.signal.throwIfAborted();
        return { code, stdout: stdout.join("\n"), stderr: stderr.join("\n"), outOfTime };
    } finally {
        clearTimeout(timer);
        clearTimeout(grace);
        process.removeListener("exit", atExit);
        options.signal.removeEventListener("abort", end);
    }
}

function lastLines(stream: Readable, onLine?: (line: string) => void): string[] {
    const lines: string[] = [];
    createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        if (lines.length > keptLines) lines.shift();
        onLine?.(line);
    });
    return lines;
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
    if (child.pid === undefined) return;
    try {
        if (process.platform === "win32") child.kill(signal);
        else process.kill(-child.pid, signal);
    } catch {
        // Nothing is left of it.
    }
}
