// Finds a Pulumi CLI that will do, or gets one: on PATH, in the cache, by download, from its Go modules.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder, lookInCache } from "./cache";
import type { Context } from "./context";
import { download } from "./download";
import { pulumiName } from "./executables";
import { publish, whileMaking } from "./making";
import { buildFromModules, moduleVersions } from "./modules";
import { lookOnPath } from "./path";
import { probe } from "./probe";
import type { PulumiCli } from "./pulumi-cli";
import { searching, type FindOptions } from "./searching";
import { minimumVersion } from "./versions";

export { Interrupted } from "./interruption";
export { environmentFor, type PulumiCli } from "./pulumi-cli";

const waysToMake = { download, modules: buildFromModules };
type Way = "path" | keyof typeof waysToMake;
const allWays: readonly Way[] = ["path", "download", "modules"];

/**
 * Finds a CLI of version 3.254.0 or newer with its Node.js hosts. `PULUMI_CLI_SOURCE` in the environment asks for one way
 * only: `path` looks on PATH and nowhere else; `download` and `modules` look in the cache first, because it is there that
 * they put what they get. Unset: PATH, the cache, the download, the build.
 *
 * Rejects with an error that says what was tried and what to install, and with `Interrupted` at SIGINT, SIGTERM or
 * SIGHUP; nothing it started is left behind then.
 *
 * @example
 * const cli = await findPulumiCli();
 * spawn(cli.pulumi, ["version"], { env: environmentFor(cli, process.env) });
 */
export async function findPulumiCli(options: FindOptions = {}): Promise<PulumiCli> {
    return await searching(options, search);
}

async function search(context: Context): Promise<PulumiCli> {
    const ways = waysFor(context.env["PULUMI_CLI_SOURCE"]);
    const tried: string[] = [];
    if (ways.includes("path")) {
        const { cli, faults } = await lookOnPath(context);
        if (cli !== undefined) return cli;
        tried.push(...told("PATH", faults));
    }
    const makers = ways.filter((way) => way !== "path");
    if (makers.length > 0) {
        const cache = cacheFolder(context.env);
        const { cli, faults } = await lookInCache(context);
        if (cli !== undefined) return cli;
        tried.push(...told(cache, faults));
        for (const line of tried) context.progress.line(line);
        const made = await makeInTurn(makers, cache, context, tried);
        if (made !== undefined) return made;
    }
    throw new Error(await advice(tried));
}

async function makeInTurn(
    makers: readonly (keyof typeof waysToMake)[],
    cache: string,
    context: Context,
    tried: string[],
): Promise<PulumiCli | undefined> {
    try {
        return await whileMaking(cache, async (staging) => {
            for (const way of makers) {
                try {
                    return await make(way, cache, staging, context);
                } catch (error) {
                    context.signal.throwIfAborted();
                    tried.push(`${way}: ${(error as Error).message}`);
                    context.progress.line(`${way}: ${(error as Error).message}`);
                }
            }
            return undefined;
        });
    } catch (error) {
        context.signal.throwIfAborted();
        tried.push(`${cache}: ${(error as Error).message}`);
        return undefined;
    }
}

async function make(
    way: keyof typeof waysToMake,
    cache: string,
    staging: string,
    context: Context,
): Promise<PulumiCli> {
    const root = join(staging, way);
    const temporary = join(staging, `${way}.tmp`);
    await mkdir(temporary);
    const name = await waysToMake[way](root, temporary, context);
    const made = await probe(join(root, "bin", pulumiName), [], context);
    if ("fault" in made) throw new Error(`what it gave ${made.fault}`);
    const folder = join(cache, name, "bin");
    const isGood = async () => "version" in (await probe(join(folder, pulumiName), [], context));
    await publish(root, join(cache, name), staging, isGood);
    context.progress.line(`The Pulumi CLI ${made.version} is now in ${folder}.`);
    return { pulumi: join(folder, pulumiName), folder, version: made.version, source: way };
}

function waysFor(source: string | undefined): readonly Way[] {
    if (source === undefined || source === "") return allWays;
    const way = allWays.find((known) => known === source);
    if (way !== undefined) return [way];
    throw new Error(
        `PULUMI_CLI_SOURCE is "${source}". It may be path, download or modules; unset, all are tried in turn.`,
    );
}

function told(where: string, faults: readonly string[]): string[] {
    return faults.length === 0 ? [`${where}: no Pulumi CLI`] : faults.map((fault) => `${where}: ${fault}`);
}

async function advice(tried: readonly string[]): Promise<string> {
    const { go } = await moduleVersions();
    return [
        `No Pulumi CLI ${minimumVersion} or newer with its Node.js hosts was found or could be made. Tried:`,
        ...tried.map((line) => `  ${line}`),
        "Install the Pulumi CLI (https://www.pulumi.com/docs/install/) so that `pulumi` is on PATH,",
        `or Go ${go} or newer (https://go.dev/dl/), from which this project builds it.`,
    ].join("\n");
}
