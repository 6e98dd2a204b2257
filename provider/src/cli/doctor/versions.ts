// Judges the versions of Node.js, the Pulumi CLI and the SDK that were seen.
import { failed, ok, skipped, warning, type Check } from "./check";

/** What this package asks for, as its package.json says it. */
export interface Needed {
    /** Such as ">=20.19.0". */
    readonly node: string;
    /** Such as "^3.216.0". */
    readonly sdk: string;
}

/** The oldest CLI whose exit codes and import files are those that this package goes by. */
const oldestCli = "3.254.0";

export function nodeCheck(version: string, { node }: Needed): Check {
    const name = "Node.js";
    if (!isOlder(version, node)) return ok(name, numberIn(version));
    return failed(name, `${numberIn(version)} is too old`, `Install Node.js ${numberIn(node)} or newer.`);
}

/** What `pulumi version` came to. */
export interface CliSeen {
    readonly code: number | null;
    readonly stdout: string;
}

/** `seen`: undefined where there is no pulumi on PATH. */
export function cliCheck(seen: CliSeen | undefined): Check {
    const name = "Pulumi CLI";
    const install = `Install version ${oldestCli} or newer: https://www.pulumi.com/docs/install/`;
    if (!seen) return failed(name, "there is no pulumi on PATH", install);
    const version = /^v?(\d+\.\d+\.\d+\S*)/m.exec(seen.stdout)?.[1];
    if (seen.code !== 0 || version === undefined)
        return failed(
            name,
            "`pulumi version` told no version: what is called pulumi on PATH is no Pulumi CLI",
            install,
        );
    return isOlder(version, oldestCli) ? failed(name, `${version} is too old`, install) : ok(name, version);
}

/** A package as it is installed. */
export interface Installed {
    readonly version: string;
    readonly folder: string;
}

export interface SdkSeen {
    /** The runtime of the project; undefined where there is no project. */
    readonly runtime: string | undefined;
    /** The @pulumi/pulumi that a program in this folder loads. */
    readonly program: Installed | undefined;
    /** The pulumi-dataworks that it loads. */
    readonly own: Installed | undefined;
    /** The @pulumi/pulumi that this one loads. */
    readonly ofOwn: Installed | undefined;
}

export function sdkChecks({ runtime, program, own, ofOwn }: SdkSeen, { sdk }: Needed): Check[] {
    const name = "Pulumi SDK";
    if (runtime !== undefined && !["nodejs", "bun"].includes(runtime))
        return [skipped(name, `the programs of this project run on ${JSON.stringify(runtime)}`)];
    const missing = [...(program ? [] : ["@pulumi/pulumi"]), ...(own ? [] : ["pulumi-dataworks"])];
    if (!program || !own)
        return [
            failed(
                name,
                `a program in this folder does not find ${missing.join(" and ")}`,
                "In the program's folder: `npm install pulumi-dataworks @pulumi/pulumi`.",
            ),
        ];
    const isWrong = isOlder(program.version, sdk) || majorOf(program.version) !== majorOf(sdk);
    const found = isWrong
        ? failed(
              name,
              `@pulumi/pulumi ${program.version} does not go with this package`,
              `Install a version that is ${sdk}: \`npm install @pulumi/pulumi@${sdk}\`.`,
          )
        : ok(name, `@pulumi/pulumi ${program.version}`);
    return !ofOwn || ofOwn.folder === program.folder ? [found] : [found, twoCopies(program, ofOwn)];
}

function twoCopies(program: Installed, ofOwn: Installed): Check {
    const of = ({ version, folder }: Installed) => `${version} in ${folder}`;
    return warning(
        "second copy of the SDK",
        `the program loads @pulumi/pulumi ${of(program)}, and pulumi-dataworks another one, ${of(ofOwn)}: what one makes, the other may not know`,
        "Have one copy: ask for one version of @pulumi/pulumi alone, then `npm dedupe`; `npm ls @pulumi/pulumi` shows who asks for which.",
    );
}

/** Whether a version is older than the one that is asked for, a number or a range such as "^3.216.0". */
function isOlder(version: string, asked: string): boolean {
    const [found, oldest] = [partsOf(version), partsOf(asked)];
    const at = found.findIndex((part, index) => part !== oldest[index]);
    return at >= 0 && (found[at] ?? 0) < (oldest[at] ?? 0);
}

function majorOf(version: string): number {
    return partsOf(version)[0] ?? 0;
}

function partsOf(version: string): number[] {
    return numberIn(version).split(".").map(Number);
}

function numberIn(version: string): string {
    return /\d+\.\d+\.\d+/.exec(version)?.[0] ?? "0.0.0";
}
