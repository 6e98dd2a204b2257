// Writes files whole or not at all.
import { accessSync, closeSync, constants, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { CommandError } from "./error";

export interface OutputFile {
    readonly path: string;
    readonly text: string;
}

/** Throws where a file could not be written: before any work is done for it. */
export function checkWritable(paths: readonly string[], force: boolean): void {
    for (const path of paths) {
        const found = statSync(path, { throwIfNoEntry: false });
        if (found && !found.isFile()) throw new CommandError(`${path} is no file.`);
        if (found && !force) throw exists(path);
        try {
            accessSync(dirname(path), constants.W_OK);
        } catch (error) {
            throw cannotWrite(path, error);
        }
    }
}

/**
 * Writes all files, or none. It does not wait for anything in between, so that no signal that the process handles comes
 * between two of its steps.
 */
export function writeAll(files: readonly OutputFile[], force: boolean): void {
    const temporary = (path: string) => `${path}.${process.pid}.tmp`;
    const made: string[] = [];
    let current = "";
    try {
        for (const { path, text } of files) {
            current = path;
            writeFileSync(temporary(path), text, { flag: "wx" });
            made.push(temporary(path));
        }
        if (!force) {
            for (const { path } of files) {
                current = path;
                closeSync(openSync(path, "wx")); // takes the name: another program may have made the file meanwhile
                made.push(path);
            }
        }
        for (const { path } of files) {
            current = path;
            renameSync(temporary(path), path);
        }
    } catch (error) {
        for (const path of made) rmSync(path, { force: true });
        throw (error as NodeJS.ErrnoException).code === "EEXIST" ? exists(current) : cannotWrite(current, error);
    }
}

function exists(path: string): CommandError {
    return new CommandError(`${path} exists already. Name another file, or write over it with --force.`);
}

function cannotWrite(path: string, error: unknown): CommandError {
    return new CommandError(`${path} cannot be written: ${(error as Error).message}.`);
}
