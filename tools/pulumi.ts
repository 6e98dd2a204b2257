// `npm run pulumi -- ARGS`: runs the Pulumi CLI, and finds or gets it first.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { Interrupted, environmentFor, findPulumiCli, type PulumiCli } from "./cli/find";
import { progressOn } from "./cli/progress";

const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

async function main(args: readonly string[]): Promise<number> {
    try {
        return await runCli(await findPulumiCli(), args);
    } catch (error) {
        progressOn(process.stderr).line((error as Error).message);
        return error instanceof Interrupted ? error.exitCode : 1;
    }
}

/** Gives the CLI's exit code, or 128 and the number of the signal that ended it. */
async function runCli(cli: PulumiCli, args: readonly string[]): Promise<number> {
    // A terminal sends Ctrl-C to the CLI too, and a second one would make it drop what it is doing.
    const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
    const forward = (signal: NodeJS.Signals) => {
        if (signal !== "SIGINT" || !atTerminal) child.kill(signal);
    };
    // Before the CLI runs: it may run, and be interrupted, before the next line here does.
    for (const signal of forwarded) process.on(signal, forward);
    const child = spawn(cli.pulumi, args, { stdio: "inherit", env: environmentFor(cli, process.env) });
    return await new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? "SIGKILL"]));
    });
}

void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
});
