// What a search for a CLI ends with.
import { delimiter } from "node:path";
import { foldersOnPath } from "./executables";

export interface PulumiCli {
    /** The path of the binary. */
    readonly pulumi: string;
    /** The folder it is in, to be put first on the PATH of whatever runs it. */
    readonly folder: string;
    /** Without a "v": "3.259.0". */
    readonly version: string;
    readonly source: "path" | "cache" | "download" | "modules";
}

export interface Search {
    readonly cli?: PulumiCli;
    /** Why what was looked at will not do. */
    readonly faults: readonly string[];
}

/** The environment in which a CLI finds its hosts. A folder that is on PATH stays where it is: it may hold another node. */
export function environmentFor(cli: PulumiCli, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    if (foldersOnPath(env).includes(cli.folder)) return env;
    return { ...env, PATH: [cli.folder, env["PATH"] ?? ""].filter((part) => part !== "").join(delimiter) };
}
