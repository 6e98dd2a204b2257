// Runs a command to its end, and gives its exit code and what it printed. Signals are handed on to it.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { basename } from "node:path";
import process from "node:process";
import { handOn, interrupted, together } from "./interruption.mjs";

/**
 * @typedef {object} Options
 * @property {string | undefined} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [show] Whether all that it prints is shown as it comes, not only what it says on standard error.
 * @property {boolean} [inherit] Whether it reads and writes what this process does, in place of being read.
 * @property {boolean} [whole] Whether signals go to all that it has started too: to a shell, which would leave it behind.
 * @property {RegExp} [saysTold] What it prints once it was told to end. A first signal is then handed on after a moment only, and not to
 *   what was told already: for what takes a second one for an order to drop its work.
 * @property {boolean} [cleaning] Whether it is run after an interruption too.
 */

/** How long a first signal waits, in milliseconds: beyond all copies of it, so that what comes after it is the second one. */
const untilHandedOn = together + 500;
/** How long the output is waited for, in milliseconds, after the end of what was run. */
const untilUnread = 2_000;

/**
 * It is a process group of its own: what a terminal sends to the whole of ours comes once, handed on by us. The Pulumi CLI
 * takes a second SIGINT for an order to drop what is being deployed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>} Of what a signal ended, the code is 128 and the signal's number.
 */
export function run(
    command,
    args,
    { cwd, env, show = false, inherit = false, whole = false, saysTold, cleaning = false } = {},
) {
    if (!cleaning) interrupted.throwIfAborted();
    return new Promise((resolve, reject) => {
        /** @type {import("node:child_process").StdioOptions} */
        const stdio = inherit ? "inherit" : ["ignore", "pipe", "pipe"];
        /** @type {import("node:child_process").ChildProcess} */
        const child = spawn(command, args, { cwd, env, stdio, detached: true });
        const tell = (/** @type {import("./interruption.mjs").Signal} */ signal) => {
            if (child.pid !== undefined) send(whole ? -child.pid : child.pid, orderOf(command, signal));
        };
        let stdout = "";
        let stderr = "";
        const once = saysTold && handingOnce(tell, () => saysTold.test(stdout) || saysTold.test(stderr));
        const letGo = handOn(once?.hand ?? tell);
        const stop = () => {
            letGo();
            once?.end();
        };
        child.stdout?.setEncoding("utf8").on("data", (text) => {
            stdout += text;
            if (show) process.stdout.write(text);
        });
        child.stderr?.setEncoding("utf8").on("data", (text) => {
            stderr += text;
            process.stderr.write(text);
        });
        child.on("error", (error) => {
            stop();
            reject(new Error(`\`${command}\` could not be run: ${error.message}`));
        });
        child.on("exit", (code, signal) => {
            stop();
            const done = () => {
                clearTimeout(timer);
                for (const stream of [child.stdout, child.stderr]) stream?.destroy();
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
 * the signal came to us alone. A second wish to end is handed on as it comes.
 *
 * @param {(signal: import("./interruption.mjs").Signal) => void} tell
 * @param {() => boolean} isTold Whether it has printed that it was told.
 */
function handingOnce(tell, isTold) {
    let wishes = 0;
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    return {
        hand: (/** @type {import("./interruption.mjs").Signal} */ signal) => {
            wishes += 1;
            if (wishes > 1) return tell(signal);
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
 *
 * @param {string} command
 * @param {import("./interruption.mjs").Signal} signal
 */
function orderOf(command, signal) {
    return signal === "SIGHUP" && basename(command, ".exe") === "pulumi" ? "SIGTERM" : signal;
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function send(pid, signal) {
    try {
        process.kill(pid, signal);
    } catch (error) {
        // It has just ended by itself.
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH") throw error;
    }
}

/**
 * Runs a command that has to succeed, and gives what it printed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} [options]
 */
export async function output(command, args, options) {
    const { code, stdout } = await run(command, args, options);
    if (!options?.cleaning) interrupted.throwIfAborted();
    if (code !== 0) throw new Error(`\`${[command, ...args].join(" ")}\` ended with exit code ${code}.`);
    return stdout.trim();
}
