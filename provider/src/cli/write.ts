// Writes files whole or not at all.
import { randomBytes } from "node:crypto";
import {
    accessSync,
    closeSync,
    constants,
    copyFileSync,
    fchmodSync,
    fchownSync,
    fstatSync,
    linkSync,
    lstatSync,
    openSync,
    readFileSync,
    realpathSync,
    renameSync,
    rmSync,
    statSync,
    writeFileSync,
    type Stats,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { CommandError } from "./error";

export interface OutputFile {
    readonly path: string;
    readonly text: string;
    /** The permissions of a file that was not there before; those of the process by default. */
    readonly mode?: number;
    /** What the file held when it was read, "" where it was not there: a text that is made from it replaces no other. */
    readonly madeFrom?: string;
}

/** Throws where a file could not be written: before any work is done for it. */
export function checkWritable(paths: readonly string[], force: boolean): void {
    const seen = new Map<string, string>();
    for (const path of paths) {
        const found = find(path);
        const file = found ? realpathSync(path) : resolve(path);
        const same = seen.get(file);
        if (same !== undefined) throw new CommandError(`${same} and ${path} are the same file. Name different ones.`);
        seen.set(file, path);
        if (found && !found.isFile()) throw new CommandError(`${path} is no file.`);
        if (found && !force) throw exists(path);
        try {
            if (found) accessSync(path, constants.W_OK);
            accessSync(dirname(file), constants.W_OK);
        } catch (error) {
            throw cannotWrite(path, error);
        }
    }
}

/** What is at a path, a link followed; undefined where nothing is. */
function find(path: string): Stats | undefined {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found && lstatSync(path, { throwIfNoEntry: false })) {
        throw new CommandError(`${path} is a link to a file that is not there. Make that file, or name another.`);
    }
    return found;
}

interface Target {
    readonly path: string;
    /** The file itself, where the path leads to it by a link. */
    readonly file: string;
    readonly before: Stats | undefined;
    readonly madeFrom: string | undefined;
    readonly made: { temporary?: string; kept?: string; claimed?: true; replaced?: true };
}

/**
 * Writes all files, or none; one that was there keeps its permissions and its owner, and a link to it stays a link. It does
 * not wait for anything in between, so that no signal that the process handles comes between two of its steps.
 *
 * @returns what it made beside the files and could not remove again.
 * @throws CommandError which says where some files, against all care, hold what is new.
 */
export function writeAll(files: readonly OutputFile[], force: boolean, rename = renameSync): string[] {
    const targets: Target[] = [];
    let current = "";
    try {
        for (const { path, text, mode, madeFrom } of files) {
            current = path;
            const before = find(path);
            const target: Target = { path, file: before ? realpathSync(path) : path, before, madeFrom, made: {} };
            targets.push(target);
            prepare(target, text, mode);
        }
        for (const target of targets) {
            current = target.path;
            claim(target, force);
        }
        for (const target of targets) checkUnchanged(target);
        for (const { path, file, made } of targets) {
            current = path;
            rename(made.temporary ?? "", file);
            made.replaced = true;
        }
    } catch (error) {
        const left = targets.flatMap((target) => undo(target, rename));
        const why = error instanceof CommandError ? error : cannotWrite(current, error);
        if (left.length === 0) throw why;
        throw new CommandError(`${why.message} Written all the same: ${left.join(", ")}.`, { wrote: true });
    }
    return targets.flatMap(({ made }) => remove(made.kept));
}

/** A name beside the file that nothing has. */
function beside(file: string, ending: string): string {
    return `${file}.${randomBytes(6).toString("hex")}.${ending}`;
}

/** Writes the text beside the file, for the owner and with the permissions of the one that it takes the place of: from the start. */
function prepare({ file, before, made }: Target, text: string, mode = 0o666): void {
    const temporary = beside(file, "tmp");
    const opened = openSync(temporary, "wx", before ? 0o600 : mode);
    made.temporary = temporary;
    try {
        if (before) {
            const { uid, gid } = fstatSync(opened);
            if (uid !== before.uid || gid !== before.gid) fchownSync(opened, before.uid, before.gid);
            fchmodSync(opened, before.mode & 0o7777);
        }
        writeFileSync(opened, text);
    } finally {
        closeSync(opened);
    }
}

/** Keeps the file as it was, or takes the name of one that is not there: another program may make it meanwhile. */
function claim({ path, file, before, made }: Target, force: boolean): void {
    if (!force) {
        try {
            closeSync(openSync(file, "wx"));
        } catch (error) {
            throw (error as NodeJS.ErrnoException).code === "EEXIST" ? exists(path) : error;
        }
        made.claimed = true;
    } else if (before) {
        const kept = beside(file, "old");
        try {
            linkSync(file, kept);
        } catch {
            copyFileSync(file, kept, constants.COPYFILE_EXCL); // not every file system has hard links
        }
        made.kept = kept;
    }
}

/** Another may have written to the file since it was read. */
function checkUnchanged({ path, file, madeFrom, made }: Target): void {
    if (madeFrom === undefined || made.claimed) return;
    const isThere = statSync(file, { throwIfNoEntry: false }) !== undefined;
    if ((isThere ? readFileSync(file, "utf8") : "") === madeFrom) return;
    throw new CommandError(`${path} was changed by another program meanwhile. Run the command again.`);
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

/** Gives the file where it could not be removed. */
function remove(file: string | undefined): string[] {
    try {
        if (file !== undefined) rmSync(file, { force: true });
        return [];
    } catch {
        return file === undefined ? [] : [file];
    }
}

function exists(path: string): CommandError {
    return new CommandError(`${path} exists already. Name another file, or write over it with --force.`);
}

function cannotWrite(path: string, error: unknown): CommandError {
    return new CommandError(`${path} cannot be written: ${(error as Error).message}.`);
}
