// The claims of a run of the engine, told among its processes: every explicit provider has one of its own.
import { createHash } from "node:crypto";
import { closeSync, lstatSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
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
export class SharedClaims implements Claims {
    private count = 0;

    constructor(private readonly folder: string) {
        const dead = this.files().filter(({ pid }) => !isAlive(pid));
        for (const { name } of dead) rmSync(join(folder, name), { force: true });
    }

    add(region: string, task: Task): void {
        this.count += 1;
        const name = `${hash(claimKey(region, task))}.${process.pid}.${this.count}.made`;
        closeSync(openSync(join(this.folder, name), "w", 0o600));
    }

    fail(region: string, task: Task): void {
        const made = this.of(region, task).find(({ pid, claim }) => pid === process.pid && claim === "made");
        if (made) renameSync(join(this.folder, made.name), join(this.folder, made.name.replace(/made$/, "failed")));
    }

    find(region: string, task: Task): Claim | undefined {
        const alive = this.of(region, task).filter(({ pid }) => isAlive(pid));
        return strongest(alive.map(({ claim }) => claim));
    }

    private of(region: string, task: Task): ClaimFile[] {
        return this.files().filter(({ key }) => key === hash(claimKey(region, task)));
    }

    private files(): ClaimFile[] {
        return readdirSync(this.folder).map((name) => {
            const [key = "", pid, , claim] = name.split(".");
            return { name, key, pid: Number(pid), claim: claim === "failed" ? "failed" : "made" };
        });
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
        const folder = join(parent, `pulumi-dataworks-${uid ?? "user"}-${hash(address)}`);
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
