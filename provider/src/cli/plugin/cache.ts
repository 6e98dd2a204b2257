// Puts the plugin into Pulumi's plugin cache, in one step: what the cache has under the plugin's name is whole at any moment.
import { randomInt } from "node:crypto";
import {
    chmodSync,
    copyFileSync,
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmSync,
    statSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { CommandError } from "../error";

/** The executable's name, by which the engine looks for it. */
export const executable = "pulumi-resource-dataworks";
const prefix = "resource-dataworks-v";

/** The folder in which Pulumi keeps plugins, by the environment. */
export function cacheIn({ PULUMI_HOME: home }: NodeJS.ProcessEnv): string {
    return join(home ? resolve(home) : join(homedir(), ".pulumi"), "plugins");
}

/** What an installation did. */
export interface Installed {
    readonly folder: string;
    /** What became of the folder: it was made, it held something else and was replaced, or it was as it should be. */
    readonly did: "made" | "replaced" | "nothing";
    /** The other versions that the cache has. */
    readonly others: readonly string[];
}

/**
 * Copies the plugin's folder into the cache, as the one of this version. It waits for nothing in between, so that no signal that the
 * process handles comes between two of its steps.
 *
 * @throws CommandError where there is no plugin, or the cache cannot be written.
 */
export function install(plugin: string, cache: string, version: string): Installed {
    checkBuilt(plugin);
    const folder = join(cache, `${prefix}${version}`);
    const did = cacheWritten(cache, () => put(plugin, folder));
    const names = readdirSync(cache).filter((name) => name.startsWith(prefix) && isFolder(join(cache, name)));
    const versions = names.map((name) => name.slice(prefix.length)).filter((each) => !/\.tmp\d+$/.test(each));
    return { folder, did, others: versions.filter((each) => each !== version).sort() };
}

/** @throws CommandError where the folder holds no executable. */
export function checkBuilt(plugin: string): void {
    if (existsSync(join(plugin, executable))) return;
    throw new CommandError(
        `There is no plugin in this package: ${join(plugin, executable)} is missing. Install pulumi-dataworks anew; in a clone of its ` +
            "repository, `npm run build` makes it.",
    );
}

function put(plugin: string, folder: string): Installed["did"] {
    const isThere = existsSync(folder);
    const isRight = isThere && isSame(plugin, folder);
    if (!isRight) replace(plugin, folder);
    // Says that an installation was not finished: the engine does not see the folder beside it.
    const partial = `${folder}.partial`;
    const wasUnfinished = existsSync(partial);
    rmSync(partial, { force: true });
    if (!isThere) return "made";
    return isRight && !wasUnfinished ? "nothing" : "replaced";
}

function replace(plugin: string, folder: string): void {
    makeFolder(dirname(folder));
    const [made, old] = [besideOf(folder), besideOf(folder)];
    try {
        mkdirSync(made);
        for (const name of filesOf(plugin)) copyFileSync(join(plugin, name), join(made, name));
        chmodSync(join(made, executable), 0o755); // not every package manager keeps it
        if (existsSync(folder)) renameSync(folder, old);
        try {
            renameSync(made, folder);
        } catch (error) {
            // Another may have installed the same meanwhile.
            if (existsSync(folder) && isSame(plugin, folder)) return;
            if (existsSync(old) && !existsSync(folder)) renameSync(old, folder);
            throw error;
        }
    } finally {
        for (const each of [made, old]) rmSync(each, { recursive: true, force: true });
    }
}

/** With the folders above it. (Node.js's own way never ended below /proc, measured with 20.20.) */
function makeFolder(path: string): void {
    if (isFolder(path)) return;
    if (dirname(path) !== path) makeFolder(dirname(path));
    try {
        mkdirSync(path);
    } catch (error) {
        if (!isFolder(path)) throw error; // else another made it meanwhile
    }
}

/** A folder beside this one that the engine takes for none of its plugins. */
function besideOf(folder: string): string {
    return `${folder}.tmp${randomInt(2 ** 47)}`;
}

/** Whether it holds the plugin's files, and nothing else. */
function isSame(plugin: string, folder: string): boolean {
    if (!isFolder(folder)) return false;
    const files = filesOf(plugin);
    const found = readdirSync(folder);
    if (found.length !== files.length || !files.every((name) => found.includes(name))) return false;
    const isExecutable = process.platform === "win32" || (statSync(join(folder, executable)).mode & 0o111) === 0o111;
    const sameBytes = (name: string) =>
        statSync(join(folder, name)).isFile() &&
        readFileSync(join(plugin, name)).equals(readFileSync(join(folder, name)));
    return isExecutable && files.every(sameBytes);
}

function filesOf(plugin: string): string[] {
    return readdirSync(plugin).filter((name) => statSync(join(plugin, name)).isFile());
}

function isFolder(path: string): boolean {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function cacheWritten<T>(cache: string, write: () => T): T {
    try {
        return write();
    } catch (error) {
        throw new CommandError(
            `The plugin cache ${cache} could not be written: ${(error as Error).message}. PULUMI_HOME names another folder than ~/.pulumi; ` +
                "without the cache, `plugins:` in Pulumi.yaml names the folder that `pulumi-dataworks plugin path` prints.",
        );
    }
}
