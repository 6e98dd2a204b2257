// Asks a pulumi whether it will do: its version, and its Node.js hosts.
import { realpathSync } from "node:fs";
import { basename, dirname } from "node:path";
import { run } from "./child";
import type { Context } from "./context";
import { dynamicHostName, languageHostName, executables } from "./executables";
import { minimumVersion, isNewEnough, printedVersion } from "./versions";

export interface Sound {
    readonly version: string;
}
export interface Unsound {
    /** What is wrong with it, to follow its path: "is 3.253.9, older than 3.254.0". */
    readonly fault: string;
}

/** `elsewhere`: folders in which its hosts may be besides its own. */
export async function probe(pulumi: string, elsewhere: readonly string[], context: Context): Promise<Sound | Unsound> {
    if (executables(basename(pulumi), [dirname(pulumi)]).length === 0) return { fault: "is not there" };
    // The engine looks for hosts beside the file itself, not beside a link to it.
    const folders = [dirname(pulumi), dirname(realpathSync(pulumi)), ...elsewhere];
    for (const host of [languageHostName("nodejs"), dynamicHostName]) {
        if (executables(host, folders).length === 0) return { fault: `has no ${host} with it` };
    }
    const env = { ...context.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const limit = context.limits.probe;
    try {
        const ending = await run(pulumi, ["version"], { env, signal: context.signal, limit });
        if (ending.outOfTime) return { fault: `does not answer \`version\` within ${limit / 1000} s` };
        if (ending.code !== 0) return { fault: "fails when asked for its version" };
        const version = printedVersion(ending.stdout);
        if (version === undefined) return { fault: "does not print its version" };
        return isNewEnough(version) ? { version } : { fault: `is ${version}, older than ${minimumVersion}` };
    } catch (error) {
        context.signal.throwIfAborted();
        return { fault: `cannot be run: ${(error as Error).message}` };
    }
}
