// Holds a file for one emulator: two that write the same one would undo each other's changes.
import { createHash, randomUUID } from "node:crypto";
import {
    closeSync,
    constants,
    copyFileSync,
    fstatSync,
    linkSync,
    openSync,
    readFileSync,
    renameSync,
    rmSync,
    writeFileSync,
} from "node:fs";

/** What this process holds. */
const held = new Set<string>();

/** Takes the lock file, also of a holder that was killed. Gives the process that holds it, or undefined where it is taken now. */
export function take(lock: string): number | undefined {
    // Written beside it, so that nobody reads it half written.
    const own = `${lock}.${process.pid}-${randomUUID().slice(0, 8)}`;
    writeFileSync(own, `${process.pid}\n`, { flag: "wx", mode: 0o600 });
    try {
        for (;;) {
            const found = put(own, lock) ? undefined : seen(lock);
            if (found === null) continue;
            if (found && holds(found.holder, lock)) return found.holder;
            if (found) {
                // Of those who find the same dead holder, one takes its place. Whoever has seen it before finds another lock there.
                const guard = `${lock}.${found.id}`;
                const other = take(guard);
                if (other !== undefined) return other;
                try {
                    if (seen(lock)?.id !== found.id) continue;
                    renameSync(own, lock);
                } finally {
                    release(guard);
                }
            }
            held.add(lock);
            return undefined;
        }
    } finally {
        rmSync(own, { force: true });
    }
}

export function release(lock: string): void {
    if (held.delete(lock)) rmSync(lock, { force: true });
}

/** Puts the file there, whole, unless there is one; false where there is. */
function put(own: string, lock: string): boolean {
    try {
        try {
            linkSync(own, lock);
        } catch (error) {
            // There are file systems without links.
            if (codeOf(error) === "EEXIST") throw error;
            copyFileSync(own, lock, constants.COPYFILE_EXCL);
        }
        return true;
    } catch (error) {
        if (codeOf(error) === "EEXIST") return false;
        throw error;
    }
}

/** The lock that is there, and by what to tell it from every other one, of the same process too; null where there is none any more. */
function seen(lock: string): { holder: number; id: string } | null {
    let file: number;
    try {
        file = openSync(lock, "r");
    } catch (error) {
        if (codeOf(error) === "ENOENT") return null;
        throw error;
    }
    try {
        const { ino, mtimeNs } = fstatSync(file, { bigint: true });
        const text = readFileSync(file, "utf8");
        const id = createHash("sha256").update(`${ino} ${mtimeNs} ${text}`).digest("hex").slice(0, 12);
        return { holder: Number(text), id };
    } finally {
        closeSync(file);
    }
}

function codeOf(error: unknown): string | undefined {
    return (error as NodeJS.ErrnoException).code;
}

/** In a container, one that was killed had the same id as this one may have. */
function holds(holder: number, lock: string): boolean {
    return holder === process.pid ? held.has(lock) : isAlive(holder);
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
    if (!Number.isSafeInteger(pid) || pid <= 0) return false;
    try {
        return process.kill(pid, 0);
    } catch (error) {
        return codeOf(error) === "EPERM";
    }
}
