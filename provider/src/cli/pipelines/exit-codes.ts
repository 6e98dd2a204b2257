// The exit code that the pipelines' commands make beside those of every command; any other is the engine's.

/** Drift: what the Pulumi CLI ends with for changes where none were expected. */
export const driftFound = 7;
