// This package's version, as a part of the code: a bundled program has no package.json beside it.

export const version = "0.1.0";
