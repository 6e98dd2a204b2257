// The command: runs what its arguments say, and gives the exit code.
import { CallError, CredentialsError } from "../dataworks/calls/errors";
import { SettingsError } from "../settings/problem";
import { version } from "../version";
import { readArguments } from "./arguments";
import { CommandError, UsageError } from "./error";
import { help } from "./help";
import { importTasks } from "./import/import";
import { besideBars, type Terminal } from "./progress";

/** Gives 0 (done), 1 (failed) or 2 (wrong usage). */
export async function runCommand(args: readonly string[], plain: Terminal): Promise<number> {
    const terminal = besideBars(plain);
    try {
        const asked = readArguments(args);
        if (asked === "help") terminal.out(`${help}\n`);
        else if (asked === "version") terminal.out(`${version}\n`);
        else await importTasks(asked, terminal);
        return 0;
    } catch (error) {
        if (error instanceof UsageError) {
            terminal.err(`${error.message}\nSee pulumi-dataworks --help.\n`);
            return 2;
        }
        const wrote = error instanceof CommandError && error.wrote;
        terminal.err(`error: ${failureText(error)}\n${wrote ? "" : "No file was written.\n"}`);
        return 1;
    }
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
