// The state file: read at the start, written whole beside it and renamed after each change, so that a kill leaves the old or the new one.
import { lstatSync, readFileSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { bytesOf, keptIn, StateFileError, type Kept } from "./format";
import { release, take } from "./lock";
import { replace } from "./replace";

export class StateFile {
    /** What it held at the start; undefined where there was no such file. */
    readonly kept: Kept | undefined;
    /** Where it is, whatever links lead there. */
    private readonly path: string;
    private writing: Promise<void> = Promise.resolve();
    /** A write that has not begun: it will hold all that was changed until then. */
    private next: Promise<void> | undefined;
    /** The write that is under way. */
    private now: Promise<void> | undefined;
    /** Whether the last write failed: something may be seen that is not in the file. */
    private failed = false;
    private closing: Promise<void> | undefined;
    /** Told when a write fails, once until one succeeds. */
    whenUnwritten: (problem: StateFileError) => void = () => undefined;

    /**
     * Takes the file for this emulator, and reads it where it is there.
     * @throws StateFileError where another one has it, or it is no state; it stays as it was.
     */
    constructor(
        private readonly name: string,
        private readonly content: () => Kept,
    ) {
        const there = this.trying("read", () => statSync(name, { throwIfNoEntry: false }));
        if (there && !there.isFile()) throw this.problem("is no file. Give --state the name of one.");
        this.path = this.trying("taken", () => targetOf(name));
        const holder = this.trying("taken", () => take(this.lock));
        if (holder !== undefined)
            throw this.problem(
                `is in use by the process ${holder}. Stop that emulator, or take another file (where that process is no emulator, delete ${this.lock}).`,
            );
        try {
            this.kept = there && this.trying("read", () => keptIn(readFileSync(this.path)));
        } catch (error) {
            release(this.lock);
            throw error;
        }
    }

    /** Resolves once everything that was changed until now is in the file. What is changed while it is written goes into one more write. */
    save(): Promise<void> {
        this.next ??= this.writing.then(() => {
            this.next = undefined;
            const written = this.write();
            this.now = written;
            this.writing = written.then(
                () => this.ended(),
                (problem: unknown) => this.ended(problem as StateFileError),
            );
            return written;
        });
        return this.next;
    }

    /** Resolves once everything that can be seen now is in the file: at once where it is. Where a write failed, another one is tried. */
    async settled(): Promise<void> {
        await (this.next ?? this.now ?? (this.failed ? this.save() : undefined));
    }

    /**
     * Lets another emulator have the file, once nothing is written any more. May be called more than once.
     * @throws StateFileError where what a write left out cannot be written now either.
     */
    close(): Promise<void> {
        return (this.closing ??= this.end());
    }

    private async end(): Promise<void> {
        await this.next?.catch(() => undefined);
        await this.writing;
        try {
            if (this.failed) await this.write();
        } catch (error) {
            throw new StateFileError(`${(error as Error).message} What was changed after the last write is lost.`);
        } finally {
            release(this.lock);
        }
    }

    private ended(problem?: StateFileError): void {
        this.now = undefined;
        const before = this.failed;
        this.failed = problem !== undefined;
        if (problem && !before) this.whenUnwritten(problem);
    }

    private get lock(): string {
        return `${this.path}.lock`;
    }

    private async write(): Promise<void> {
        try {
            const beside = `${this.path}.new`;
            // It holds the secrets of access keys.
            await writeFile(beside, bytesOf(this.content()), { mode: 0o600, flush: true });
            await replace(beside, this.path);
        } catch (error) {
            throw this.problem(`cannot be written: ${(error as Error).message}.`);
        }
    }

    private trying<T>(what: string, act: () => T): T {
        try {
            return act();
        } catch (error) {
            const { message } = error as Error;
            throw this.problem(error instanceof StateFileError ? message : `cannot be ${what}: ${message}.`);
        }
    }

    private problem(what: string): StateFileError {
        return new StateFileError(`The state ${this.name} ${what}`);
    }
}

/** Where a name leads, also one of a link whose target is not there yet: what stands for the file is that, and not the link. */
function targetOf(name: string): string {
    const place = join(realpathSync(dirname(resolve(name))), basename(resolve(name)));
    if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return place;
    return targetOf(resolve(dirname(place), readlinkSync(place)));
}
