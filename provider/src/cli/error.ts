// How the command ends other than well.

/** Something failed: exit code 1. The message says what, and what to do. */
export class CommandError extends Error {}

/** The command line is wrong: exit code 2. */
export class UsageError extends Error {}
