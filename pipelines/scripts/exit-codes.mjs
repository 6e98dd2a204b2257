// The exit codes that these scripts make themselves; any other is the engine's.

/** Drift: what the Pulumi CLI ends with for changes where none were expected. */
export const driftFound = 7;

export const wrongUsage = 2;
