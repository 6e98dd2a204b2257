// Runs a command to its end, and gives its exit code and what it printed. Signals are handed on to it.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { basename } from "node:path";
import process from "node:process";
import { handOn, interrupted } from "./interruption.mjs";

/**
 * @typedef {object} Options
 * @property {string | undefined} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [show] Whether all that it prints is shown as it comes, not only what it says on standard error.
 * @property {boolean} [inherit] Whether it reads and writes what this process does, in place of being read.
 * @property {boolean} [whole] Whether signals go to all that it has started too: to a shell, which would leave it behind.
 * @property {boolean} [cleaning] Whether it is run after an interruption too.
 */

/**
 * It is a process group of its own: what a terminal sends to the whole of ours comes once, handed on by us. The Pulumi CLI
 * takes a second SIGINT for an order to drop what is being deployed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>} Of what a signal ended, the code is 128 and the signal's number.
 */
export function run(command, args, { cwd, env, show = false, inherit = false, whole = false, cleaning = false } = {}) {
    if (!cleaning) interrupted.throwIfAborted();
    return new Promise((resolve, reject) => {
        /** @type {import("node:child_process").StdioOptions} */
        const stdio = inherit ? "inherit" : ["ignore", "pipe", "pipe"];
        /** @type {import("node:child_process").ChildProcess} */
        const child = spawn(command, args, { cwd, env, stdio, detached: true });
        const stop = handOn((signal) => {
            if (child.pid !== undefined) send(whole ? -child.pid : child.pid, orderOf(command, signal));
        });
        let stdout = "";
        let stderr = "";
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
        child.on("close", (code, signal) => {
            stop();
            resolve({ code: code ?? (signal ? 128 + constants.signals[signal] : 1), stdout, stderr });
        });
    });
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
