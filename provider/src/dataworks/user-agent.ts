// What the API is told of who calls: this package and its version.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const manifest = readFileSync(join(__dirname, "..", "..", "package.json"), "utf8");

export const version = (JSON.parse(manifest) as { version: string }).version;
export const userAgent = `pulumi-dataworks/${version}`;
