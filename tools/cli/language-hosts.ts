// Finds what runs a YAML or Python program, or makes it: the language host, and for Python the SDK.
import { chmod, readFile, writeFile } from "node:fs/promises";
import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { hostsFolder } from "./cache";
import { run } from "./child";
import type { Context } from "./context";
import { executables, foldersOnPath, languageHostName } from "./executables";
import { findGo, goBuild, modulesFolder, sourceOf } from "./go";
import { makeInCache } from "./making";
import type { PulumiCli } from "./pulumi-cli";
import { pythonSdk } from "./python-sdk";
import { searching, type FindOptions } from "./searching";
import { readGoMod } from "./versions";

export type Language = "yaml" | "python";

interface Host {
    /** How messages call it. */
    readonly what: string;
    /** The Go module that has it, and its folder in tools/pulumi-cli. */
    readonly path: string;
    readonly module: string;
    /** The script that it starts programs with, by its place in the module. */
    readonly script?: string;
    /** How long its build takes. */
    readonly duration: string;
}

const hosts: Readonly<Record<Language, Host>> = {
    yaml: {
        what: "the YAML host",
        path: "github.com/pulumi/pulumi-yaml",
        module: "language-yaml",
        duration: "about a minute",
    },
    python: {
        what: "the Python host",
        path: "github.com/pulumi/pulumi/sdk/v3",
        module: "language-python",
        script: "python/cmd/pulumi-language-python-exec",
        duration: "half a minute",
    },
};

export function isLanguage(name: string): name is Language {
    return Object.hasOwn(hosts, name);
}

/**
 * Finds what the programs of a language need on PATH besides the CLI: folders, which have to come first on it. A language host that works beside the CLI or
 * on PATH is taken as it is, and no folder is named for it; else it is that in the cache, `${PULUMI_HOME:-~/.pulumi}/language-hosts`, which is built from
 * its Go modules where there is none. For Python the folder of a virtual environment with the SDK is added.
 *
 * Rejects with an error that says what is missing and what to install, and with `Interrupted` at SIGINT, SIGTERM or
 * SIGHUP; nothing it started is left behind then.
 *
 * @example
 * const folders = await findLanguage("python", await findPulumiCli());
 * spawn(cli.pulumi, ["up"], { env: { ...process.env, PATH: [...folders, process.env.PATH].join(delimiter) } });
 */
export async function findLanguage(language: Language, cli: PulumiCli, options: FindOptions = {}): Promise<string[]> {
    return await searching(options, async (context) => {
        const host = await findHost(language, cli, context);
        const sdk = language === "python" ? [await pythonSdk(context)] : [];
        return [...sdk, ...host];
    });
}

async function findHost(language: Language, cli: PulumiCli, context: Context): Promise<string[]> {
    // The engine looks beside the CLI's own file, and on PATH.
    const folders = [dirname(realpathSync(cli.pulumi)), ...foldersOnPath(context.env)];
    for (const found of executables(languageHostName(language), folders)) {
        const fault = await faultOf(language, dirname(found), context);
        if (fault === undefined) return [];
        context.progress.line(fault);
    }
    const { what, path, module } = hosts[language];
    const { version, go } = readGoMod(await readFile(join(modulesFolder, module, "go.mod"), "utf8"), path);
    const [cache, name] = [hostsFolder(context.env), `${language}-v${version}`];
    if ((await faultOf(language, join(cache, name), context)) === undefined) return [join(cache, name)];
    try {
        const folder = await makeInCache({
            cache,
            name,
            fill: (made, temporary) => build(hosts[language], version, go, made, temporary, context),
            faultOf: (made) => faultOf(language, made, context),
        });
        context.progress.line(`${what.replace("the", "The")} ${version} is now in ${folder}.`);
        return [folder];
    } catch (error) {
        context.signal.throwIfAborted();
        throw new Error(
            [
                `${languageHostName(language)} is neither beside the Pulumi CLI nor on PATH, and could not be built: ${(error as Error).message}`,
                "Install the Pulumi CLI (https://www.pulumi.com/docs/install/), which has it, so that `pulumi` is on PATH,",
                `or Go ${go} or newer (https://go.dev/dl/), from which this project builds it.`,
            ].join("\n"),
            { cause: error },
        );
    }
}

async function build(
    { what, path, module, script, duration }: Host,
    version: string,
    wanted: string,
    made: string,
    temporary: string,
    context: Context,
): Promise<void> {
    const go = await findGo(module, wanted, context);
    context.progress.line(`Building ${what} ${version} from its Go modules: ${duration} on 2 cores, this once.`);
    await goBuild(go, ["-ldflags", "-s -w"], module, made, what, temporary, context);
    if (script === undefined) return;
    const text = await readFile(join(await sourceOf(path, go, module, context), script), "utf8");
    const copy = join(made, script.split("/").at(-1) ?? "");
    // Many machines have no `python`.
    await writeFile(copy, text.replace(/^#!.*/, "#!/usr/bin/env python3"));
    await chmod(copy, 0o755);
}

/** What is wrong with the host in a folder; undefined where it does. It looks for its script beside itself. */
async function faultOf(language: Language, folder: string, context: Context): Promise<string | undefined> {
    const file = join(folder, languageHostName(language));
    const script = hosts[language].script?.split("/").at(-1);
    for (const name of [languageHostName(language), ...(script === undefined ? [] : [script])]) {
        if (executables(name, [folder]).length === 0) return `${file} has no ${name} with it`;
    }
    const limit = context.limits.probe;
    try {
        const ending = await run(file, ["--help"], { env: context.env, signal: context.signal, limit });
        if (ending.outOfTime) return `${file} does not answer \`--help\` within ${limit / 1000} s`;
        return ending.code === 0 ? undefined : `${file} fails when asked for help`;
    } catch (error) {
        context.signal.throwIfAborted();
        return `${file} cannot be run: ${(error as Error).message}`;
    }
}
