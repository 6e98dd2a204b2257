// Holds a file for one emulator: two that write the same one would undo each other's changes.
import { readFileSync, rmSync, writeFileSync } from "node:fs";

/** What this process holds. */
const held = new Set<string>();

/** Takes the lock file, also of a holder that was killed. Gives the process that holds it, or undefined where it is taken now. */
export function take(lock: string): number | undefined {
    for (;;) {
        try {
            writeFileSync(lock, `${process.pid}\n`, { flag: "wx", mode: 0o600 });
            held.add(lock);
            return undefined;
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        }
        const holder = Number(readFileSync(lock, "utf8"));
        if (holds(holder, lock)) return holder;
        rmSync(lock, { force: true });
    }
}

export function release(lock: string): void {
    if (held.delete(lock)) rmSync(lock, { force: true });
}

/** In a container, one that was killed had the same id as this one may have. */
function holds(holder: number, lock: string): boolean {
    return holder === process.pid ? held.has(lock) : isAlive(holder);
}

function isAlive(pid: number): boolean {
    if (!Number.isSafeInteger(pid) || pid <= 0) return false;
    try {
        return process.kill(pid, 0);
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}
