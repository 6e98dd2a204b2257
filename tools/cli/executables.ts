// The names of the executables that programs in a language need, and which of a list of folders has one.
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

const windows = process.platform === "win32";

export const pulumiName = windows ? "pulumi.exe" : "pulumi";
export const goName = windows ? "go.exe" : "go";
/** Runs the programs of a language: "nodejs", "yaml", "python". */
export const languageHostName = (language: string) => `pulumi-language-${language}${windows ? ".exe" : ""}`;
/** Starts the host of dynamic providers. */
export const dynamicHostName = windows ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs";

/** The folders on PATH. Relative ones are left out: what they hold depends on where one stands. */
export function foldersOnPath(env: NodeJS.ProcessEnv): string[] {
    return (env["PATH"] ?? "").split(delimiter).filter(isAbsolute);
}

/** Every folder's executable of that name, in the folders' order. */
export function executables(name: string, folders: readonly string[]): string[] {
    return folders.map((folder) => join(folder, name)).filter(isExecutable);
}

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
    } catch {
        return false;
    }
}
