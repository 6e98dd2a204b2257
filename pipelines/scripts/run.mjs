// Runs a command to its end, and gives its exit code and what it printed.
import { spawn } from "node:child_process";
import process from "node:process";

/**
 * What the command says on standard error is shown as it comes; with `show`, all of it is.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string | undefined, show?: boolean }} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function run(command, args, { cwd, show = false } = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
        let stdout = "";
        let stderr = "";
        child.stdout.setEncoding("utf8").on("data", (text) => {
            stdout += text;
            if (show) process.stdout.write(text);
        });
        child.stderr.setEncoding("utf8").on("data", (text) => {
            stderr += text;
            process.stderr.write(text);
        });
        child.on("error", reject);
        child.on("close", (code) => resolve({ code: code ?? 1, stdout, stderr }));
    });
}

/**
 * Runs a command that has to succeed, and gives what it printed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} [cwd]
 */
export async function output(command, args, cwd) {
    const { code, stdout } = await run(command, args, { cwd });
    if (code !== 0) throw new Error(`\`${[command, ...args].join(" ")}\` ended with exit code ${code}.`);
    return stdout.trim();
}
