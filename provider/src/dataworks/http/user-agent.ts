// What the API is told of who calls: this package and its version.

/** The version of package.json, as a part of the code: a bundled program has no such file beside it. */
export const version = "0.1.0";
export const userAgent = `pulumi-dataworks/${version}`;
