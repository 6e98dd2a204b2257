// Runs a command to its end, and gives its exit code and what it printed. Signals are handed on to it.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { basename } from "node:path";
import { CommandError } from "../../error";
import { handOn, interrupted, together, type Signal } from "../../interruption";

export interface RunOptions {
    readonly env: NodeJS.ProcessEnv;
    readonly cwd?: string | undefined;
    /** Whether all that it prints is shown as it comes, not only what it says on standard error. */
    readonly show?: boolean;
    /** Whether signals go to all that it has started too: to a shell, which would leave it behind. */
    readonly whole?: boolean;
    /**
     * What it prints once it was told to end. A first signal is then handed on after a moment only, and not to what was told already: for
     * what takes a second one for an order to drop its work.
     */
    readonly saysTold?: RegExp;
    /** Whether it is run after an interruption too. */
    readonly cleaning?: boolean;
    /** That of this process, unless it is said. */
    readonly platform?: NodeJS.Platform;
}

/** How a command ended. Of what a signal ended, the code is 128 and the signal's number. */
export interface Ran {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** How long a first signal waits, in milliseconds: beyond all copies of it, so that what comes after it is the second one. */
const untilHandedOn = together + 500;
/** How long the output is waited for, in milliseconds, after the end of what was run. */
const untilUnread = 2_000;

/**
 * It is a process group of its own: what a terminal sends to the whole of ours comes once, handed on by us. The Pulumi CLI
 * takes a second SIGINT for an order to drop what is being deployed. On Windows, the console itself tells each of its processes once, and
 * to send a signal is to end a process at once: nothing is handed on there.
 */
export function run(
    command: string,
    args: readonly string[],
    { env, cwd, show = false, whole = false, saysTold, cleaning = false, platform = process.platform }: RunOptions,
): Promise<Ran> {
    if (!cleaning) interrupted.throwIfAborted();
    return new Promise((resolve, reject) => {
        const isApart = platform !== "win32";
        const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: isApart });
        const tell = (signal: Signal) => {
            if (isApart && child.pid !== undefined) send(whole ? -child.pid : child.pid, orderOf(command, signal));
        };
        let stdout = "";
        let stderr = "";
        const once = saysTold && handingOnce(tell, () => saysTold.test(stdout) || saysTold.test(stderr));
        const letGo = handOn(once?.hand ?? tell);
        const stop = () => {
            letGo();
            once?.end();
        };
        child.stdout.setEncoding("utf8").on("data", (text: string) => {
            stdout += text;
            if (show) process.stdout.write(text);
        });
        child.stderr.setEncoding("utf8").on("data", (text: string) => {
            stderr += text;
            process.stderr.write(text);
        });
        child.on("error", (error) => {
            stop();
            reject(new CommandError(`\`${command}\` could not be run: ${error.message}`));
        });
        child.on("exit", (code, signal) => {
            stop();
            const done = () => {
                clearTimeout(timer);
                for (const stream of [child.stdout, child.stderr]) stream.destroy();
                resolve({ code: code ?? (signal ? 128 + constants.signals[signal] : 1), stdout, stderr });
            };
            // What it has left behind may keep its output open for ever. What it wrote itself is in the pipe: it is read before
            // the time is up, or right after it, whatever this process was busy with.
            const timer = setTimeout(() => setImmediate(done), untilUnread);
            child.on("close", done);
        });
    });
}

/**
 * Hands signals on to the Pulumi CLI while it deploys: a second one has it drop what is being deployed, which is lost then.
 *
 * A stop that reaches every process of the job has reached it too, and nobody can ask it. But it prints so at once. A first signal
 * is therefore handed on after a moment, and only where it has neither printed that nor ended. The price is that moment, where
 * the signal came to us alone. A second wish to end is handed on as it comes. `isTold`: whether it has printed that it was told.
 */
function handingOnce(tell: (signal: Signal) => void, isTold: () => boolean) {
    let wishes = 0;
    let timer: NodeJS.Timeout | undefined;
    return {
        hand: (signal: Signal) => {
            wishes += 1;
            if (wishes > 1) tell(signal);
            else
                timer = setTimeout(() => {
                    if (wishes > 1 || !isTold()) tell(signal);
                }, untilHandedOn);
        },
        end: () => clearTimeout(timer),
    };
}

/**
 * The Pulumi CLI does not know SIGHUP: it would end at once, lose what is being deployed and leave the stack locked. SIGTERM
 * asks for the same, and it knows that.
 */
function orderOf(command: string, signal: Signal): Signal {
    return signal === "SIGHUP" && basename(command, ".exe") === "pulumi" ? "SIGTERM" : signal;
}

function send(pid: number, signal: Signal): void {
    try {
        process.kill(pid, signal);
    } catch (error) {
        // It has just ended by itself.
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
}

/**
 * Runs a command that has to succeed, and gives what it printed.
 *
 * @throws CommandError where it does not.
 */
export async function output(command: string, args: readonly string[], options: RunOptions): Promise<string> {
    const { code, stdout } = await run(command, args, options);
    if (!options.cleaning) interrupted.throwIfAborted();
    if (code !== 0) throw new CommandError(`\`${[command, ...args].join(" ")}\` ended with exit code ${code}.`);
    return stdout.trim();
}
