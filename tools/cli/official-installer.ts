// Run with a version and a folder: installs that release there, as Pulumi's Automation API does it.
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { SemVer } from "semver";

const [version = "", root = ""] = process.argv.slice(2);

PulumiCommand.install({ version: new SemVer(version), root }).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
