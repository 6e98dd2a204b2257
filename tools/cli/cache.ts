// Where what is made is kept, and the look for a CLI there: ${PULUMI_HOME:-~/.pulumi}/versions, which Pulumi's own installers use too.
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parse, rcompare } from "semver";
import type { Context } from "./context";
import { pulumiName, executables } from "./executables";
import { probe } from "./probe";
import type { Search } from "./pulumi-cli";
import { isNewEnough } from "./versions";

export function cacheFolder(env: NodeJS.ProcessEnv): string {
    return join(pulumiHome(env), "versions");
}

/** Where language hosts and the SDK for Python are kept; nothing but this project looks there. */
export function hostsFolder(env: NodeJS.ProcessEnv): string {
    return join(pulumiHome(env), "language-hosts");
}

function pulumiHome(env: NodeJS.ProcessEnv): string {
    const home = env["PULUMI_HOME"];
    return home === undefined || home === "" ? join(homedir(), ".pulumi") : resolve(home);
}

/** The newest that will do. Pulumi's installers name a folder "3.265.0"; the one built from modules is "v3.259.0". */
export async function lookInCache(context: Context): Promise<Search> {
    const cache = cacheFolder(context.env);
    const versions = (await namesIn(cache)).filter((name) => parse(name) !== null && isNewEnough(name)).sort(rcompare);
    const faults: string[] = [];
    for (const name of versions) {
        const folder = join(cache, name, "bin");
        for (const pulumi of executables(pulumiName, [folder])) {
            const found = await probe(pulumi, [], context);
            if ("version" in found) {
                return { cli: { pulumi, folder, version: found.version, source: "cache" }, faults };
            }
            faults.push(`${pulumi} ${found.fault}`);
        }
    }
    return { faults };
}

async function namesIn(folder: string): Promise<string[]> {
    try {
        return await readdir(folder);
    } catch {
        return []; // There is no cache yet.
    }
}
