// The seed of tests that draw at random: the same at every run, unless TEST_SEED says another.
export const seed = Number(process.env["TEST_SEED"] ?? 20261123);
