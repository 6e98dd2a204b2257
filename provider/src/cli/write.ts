// Writes files whole or not at all.
import {
    accessSync,
    closeSync,
    constants,
    copyFileSync,
    fchmodSync,
    fchownSync,
    fstatSync,
    linkSync,
    openSync,
    realpathSync,
    renameSync,
    rmSync,
    statSync,
    writeFileSync,
    type Stats,
} from "node:fs";
import { dirname } from "node:path";
import { CommandError } from "./error";

export interface OutputFile {
    readonly path: string;
    readonly text: string;
    /** The permissions of a file that was not there before; those of the process by default. */
    readonly mode?: number;
}

/** Throws where a file could not be written: before any work is done for it. */
export function checkWritable(paths: readonly string[], force: boolean): void {
    for (const path of paths) {
        const found = statSync(path, { throwIfNoEntry: false });
        if (found && !found.isFile()) throw new CommandError(`${path} is no file.`);
        if (found && !force) throw exists(path);
        try {
            if (found) accessSync(path, constants.W_OK);
            accessSync(dirname(found ? realpathSync(path) : path), constants.W_OK);
        } catch (error) {
            throw cannotWrite(path, error);
        }
    }
}

interface Target {
    readonly path: string;
    /** The file itself, where the path leads to it by a link. */
    readonly file: string;
    readonly before: Stats | undefined;
    readonly made: { temporary?: string; kept?: string; claimed?: true; replaced?: true };
}

/**
 * Writes all files, or none; one that was there keeps its permissions and its owner, and a link to it stays a link. It does
 * not wait for anything in between, so that no signal that the process handles comes between two of its steps.
 *
 * @throws CommandError which says where some files, against all care, hold what is new.
 */
export function writeAll(files: readonly OutputFile[], force: boolean, rename = renameSync): void {
    const targets: Target[] = [];
    let current = "";
    try {
        for (const { path, text, mode } of files) {
            current = path;
            const before = statSync(path, { throwIfNoEntry: false });
            const target: Target = { path, file: before ? realpathSync(path) : path, before, made: {} };
            targets.push(target);
            prepare(target, text, mode);
        }
        for (const target of targets) {
            current = target.path;
            claim(target, force);
        }
        for (const { path, file, made } of targets) {
            current = path;
            rename(made.temporary ?? "", file);
            made.replaced = true;
        }
    } catch (error) {
        const left = targets.flatMap((target) => undo(target, rename));
        const why = (error as NodeJS.ErrnoException).code === "EEXIST" ? exists(current) : cannotWrite(current, error);
        if (left.length === 0) throw why;
        throw new CommandError(`${why.message} Written all the same: ${left.join(", ")}.`, { wrote: true });
    }
    for (const { made } of targets) remove(made.kept);
}

/** Writes the text beside the file, with the permissions and the owner of the one that it takes the place of. */
function prepare({ file, before, made }: Target, text: string, mode = 0o666): void {
    const temporary = `${file}.${process.pid}.tmp`;
    const opened = openSync(temporary, "wx", mode);
    made.temporary = temporary;
    try {
        writeFileSync(opened, text);
        if (!before) return;
        const { uid, gid } = fstatSync(opened);
        if (uid !== before.uid || gid !== before.gid) fchownSync(opened, before.uid, before.gid);
        fchmodSync(opened, before.mode & 0o7777);
    } finally {
        closeSync(opened);
    }
}

/** Keeps the file as it was, or takes the name of one that is not there: another program may make it meanwhile. */
function claim({ file, before, made }: Target, force: boolean): void {
    if (!force) {
        closeSync(openSync(file, "wx"));
        made.claimed = true;
    } else if (before) {
        const kept = `${file}.${process.pid}.old`;
        try {
            linkSync(file, kept);
        } catch {
            copyFileSync(file, kept, constants.COPYFILE_EXCL); // not every file system has hard links
        }
        made.kept = kept;
    }
}

/** Puts back what was there, as far as that goes; gives the file where it could not be. */
function undo({ path, file, made }: Target, rename: typeof renameSync): string[] {
    remove(made.temporary);
    try {
        if (made.replaced && made.kept !== undefined) rename(made.kept, file);
        else if (made.replaced || made.claimed) rmSync(file, { force: true });
    } catch {
        return [made.kept === undefined ? path : `${path} (what it held before is in ${made.kept})`];
    }
    remove(made.kept);
    return [];
}

function remove(file: string | undefined): void {
    if (file !== undefined) rmSync(file, { force: true });
}

function exists(path: string): CommandError {
    return new CommandError(`${path} exists already. Name another file, or write over it with --force.`);
}

function cannotWrite(path: string, error: unknown): CommandError {
    return new CommandError(`${path} cannot be written: ${(error as Error).message}.`);
}
