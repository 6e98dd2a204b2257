// The claims of a run of the engine, told among its processes: every explicit provider has one of its own.
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Task } from "../dataworks/subject";
import { claimKey, OwnClaims, strongest, type Claim, type Claims } from "../deployment/claims";

/** A claim as a file: `KEY.PID.NUMBER.made` or `.failed`. It counts while the process that wrote it lives: for the run. */
interface ClaimFile {
    readonly name: string;
    readonly key: string;
    readonly pid: number;
    readonly claim: Claim;
}

/** Claims in a folder that the engine's address names. */
class SharedClaims implements Claims {
    private count = 0;

    constructor(private readonly folder: string) {
        this.write("host"); // no other run sweeps the folder away while this process lives
    }

    add(region: string, task: Task): void {
        this.write(hash(claimKey(region, task)));
    }

    fail(region: string, task: Task): void {
        const made = this.of(region, task).find(({ pid, claim }) => pid === process.pid && claim === "made");
        if (made) renameSync(join(this.folder, made.name), join(this.folder, made.name.replace(/made$/, "failed")));
    }

    find(region: string, task: Task): Claim | undefined {
        const alive = this.of(region, task).filter(({ pid }) => isAlive(pid));
        return strongest(alive.map(({ claim }) => claim));
    }

    private write(key: string): void {
        this.count += 1;
        writeFileSync(join(this.folder, `${key}.${process.pid}.${this.count}.made`), "", { mode: 0o600 });
    }

    private of(region: string, task: Task): ClaimFile[] {
        return filesOf(this.folder).filter(({ key }) => key === hash(claimKey(region, task)));
    }
}

function filesOf(folder: string): ClaimFile[] {
    return readdirSync(folder).map((name) => {
        const [key = "", pid, , claim] = name.split(".");
        return { name, key, pid: Number(pid), claim: claim === "failed" ? "failed" : "made" };
    });
}

/** Removes what older runs left: a host is ended by a signal, so it cannot tidy up itself. */
function sweep(parent: string, prefix: string): void {
    for (const name of readdirSync(parent).filter((each) => each.startsWith(prefix))) {
        const folder = join(parent, name);
        try {
            for (const file of filesOf(folder))
                if (!isAlive(file.pid)) rmSync(join(folder, file.name), { force: true });
            rmdirSync(folder);
        } catch {
            // A run that is under way uses it, or another one sweeps too.
        }
    }
}

/**
 * The claims of the run that this process belongs to. The engine gives each host its address as the last argument; without
 * one, or without a folder that is this user's own, only the claims of this process are known.
 */
export function claimsOfRun(argv: readonly string[] = process.argv, parent: string = tmpdir()): Claims {
    const address = argv.at(-1) ?? "";
    if (!/:\d+$/.test(address)) return new OwnClaims();
    try {
        const uid = process.getuid?.();
        const prefix = `pulumi-dataworks-${uid ?? "user"}-`;
        const folder = join(parent, prefix + hash(address));
        sweep(parent, prefix);
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const found = lstatSync(folder);
        const own = found.isDirectory() && (uid === undefined || found.uid === uid);
        return own ? new SharedClaims(folder) : new OwnClaims();
    } catch {
        return new OwnClaims();
    }
}

function hash(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}
