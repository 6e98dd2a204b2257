// What a command has of the pipeline's job that runs it: its environment, where it prints, and how it ends.
import { CommandError } from "../error";
import { endInOwnTime, Interrupted, interrupted } from "../interruption";
import type { Terminal } from "../progress";
import { mask } from "./shown";

export class Job {
    /** The file that holds the job's OIDC token, where the command has one. */
    tokenFile: string | undefined;

    constructor(
        /** The job's variables; with the OIDC token as OIDC_TOKEN, by whichever way it came, so that it is masked too. */
        readonly env: NodeJS.ProcessEnv,
        private readonly terminal: Terminal,
    ) {}

    /** The environment of what it runs: a token is in its file alone. */
    engineEnv(): NodeJS.ProcessEnv {
        if (this.tokenFile === undefined) return this.env;
        const { OIDC_TOKEN: _, ...env } = this.env;
        return { ...env, ALIBABA_CLOUD_OIDC_TOKEN_FILE: this.tokenFile };
    }

    /** Prints a line of what the command is asked for. */
    say(line: string): void {
        this.terminal.out(`${mask(line, this.env)}\n`);
    }

    /** Prints a line beside it. */
    warn(line: string): void {
        this.terminal.err(`${mask(line, this.env)}\n`);
    }

    /** Prints a document, in which secrets are masked. */
    print(document: string): void {
        this.terminal.out(document);
    }
}

/** Runs a command's body, whose result is the exit code. After a signal, that of the signal counts, once the body has ended. */
export async function inJob(terminal: Terminal, body: (job: Job) => Promise<number>): Promise<number> {
    endInOwnTime();
    const job = new Job({ ...process.env }, terminal);
    let code = 1;
    try {
        code = await body(job);
    } catch (error) {
        const text = mask(error instanceof Error ? error.message : String(error), job.env);
        if (!interrupted.aborted) throw error instanceof CommandError ? new CommandError(text) : new Error(text);
        if (!(error instanceof Interrupted)) job.warn(`error: ${text}`);
    }
    if (!interrupted.aborted) return code;
    const { message, exitCode } = interrupted.reason as Interrupted;
    job.warn(message);
    return exitCode;
}
