// How the command ends other than well.

/** Something failed: exit code 1. The message says what, and what to do. */
export class CommandError extends Error {
    /** Whether a file was written all the same, which the message tells. */
    readonly wrote: boolean;

    constructor(message: string, { wrote = false } = {}) {
        super(message);
        this.wrote = wrote;
    }
}

/** The command line is wrong: exit code 2. */
export class UsageError extends Error {}
