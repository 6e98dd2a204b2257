// The command: runs the one of its commands that is named, and gives the exit code.
import { join } from "node:path";
import { CallError, CredentialsError } from "../dataworks/calls/errors";
import { SettingsError } from "../settings/problem";
import { version } from "../version";
import type { Command } from "./arguments";
import { completionCommand } from "./completion/index";
import { diffCommand } from "./diff/index";
import { doctorCommand } from "./doctor/index";
import { CommandError, UsageError } from "./error";
import { importCommand } from "./import/index";
import { migrateCommand } from "./migrate/index";
import { nightlyCommand, promoteCommand, reviewCommand } from "./pipelines/index";
import { pluginCommand } from "./plugin/index";
import { besideBars, type Terminal } from "./progress";

/** All commands by their names, in the order in which they are listed. */
export const commands: ReadonlyMap<string, Command> = new Map([
    ["import", importCommand],
    ["migrate", migrateCommand],
    ["plugin", pluginCommand],
    ["review", reviewCommand],
    ["promote", promoteCommand],
    ["nightly", nightlyCommand],
    ["doctor", doctorCommand],
    ["diff", diffCommand],
    ["completion", completionCommand(() => commands)],
]);

/** Gives 0 (done), 1 (failed), 2 (wrong usage), or what the command itself ends with. */
export async function runCommand(args: readonly string[], plain: Terminal): Promise<number> {
    const terminal = besideBars(plain);
    let undone: string | undefined;
    try {
        const named = commandIn(args);
        undone = named.command?.undone;
        const asked = named.command ? named.command.read(named.args) : named.asked;
        if (asked === "help") terminal.out(`${named.command?.help ?? help()}\n`);
        else if (asked === "version") terminal.out(`${version}\n`);
        else return await asked(terminal);
        return 0;
    } catch (error) {
        if (error instanceof UsageError) {
            terminal.err(`${error.message}\nSee pulumi-dataworks --help.\n`);
            return 2;
        }
        const isTold = undone === undefined || (error instanceof CommandError && error.wrote);
        terminal.err(`error: ${failureText(error)}\n${isTold ? "" : `${undone}\n`}`);
        return 1;
    }
}

/** The command that is named, with what its command line says beside the name; else what is asked for without one. */
function commandIn(args: readonly string[]) {
    // Options may stand before the name.
    const at = args[0]?.startsWith("-") ? args.findIndex((each) => commands.has(each)) : 0;
    const name = args[at];
    const command = name === undefined ? undefined : commands.get(name);
    if (command) return { command, args: args.toSpliced(at, 1) };
    if (args.length === 1 && ["help", "--help", "-h"].includes(args[0] ?? "")) return { asked: "help" } as const;
    if (args.length === 1 && args[0] === "--version") return { asked: "version" } as const;
    throw new UsageError(name === undefined ? "Say what to do." : `There is no command "${name}".`);
}

/** Where the pages are in the package; the build brings them there. */
const pagesFolder = join(__dirname, "..", "..", "docs");

/** What the command says of itself. */
function help(): string {
    const width = Math.max(...[...commands.keys()].map((name) => name.length));
    const list = [...commands].map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`);
    return `Usage: pulumi-dataworks COMMAND [options]

Commands:
${list.join("\n")}

Options:
  --help     show this; after the name of a command, what that one does and takes
  --version  show the version

Example:
  pulumi-dataworks import --project 10000 --name 'orders_*' --program index.ts

Exit codes: 0 done, 1 failed, 2 wrong usage; the help of a command names its others.

Pages that messages name, such as docs/settings.md, are in ${pagesFolder}`;
}

/** What a user is told where the command fails. */
export function failureText(error: unknown): string {
    if (error instanceof SettingsError) {
        const reasons = error.problems.map(({ about, reason }) =>
            about === "no region" ? `${reason}, or --region` : reason,
        );
        return `The settings are not complete or not right:\n  - ${reasons.join("\n  - ")}`;
    }
    if (error instanceof CommandError || error instanceof CallError || error instanceof CredentialsError) {
        return error.message;
    }
    return `something unexpected happened: ${error instanceof Error ? error.message : String(error)}`;
}
