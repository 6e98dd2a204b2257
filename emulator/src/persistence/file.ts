// The state file: read at the start, written whole beside it and renamed after each change, so that a kill leaves the old or the new one.
import { readFileSync, realpathSync, statSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { bytesOf, keptIn, StateFileError, type Kept } from "./format";
import { release, take } from "./lock";

export class StateFile {
    /** What it held at the start; undefined where there was no such file. */
    readonly kept: Kept | undefined;
    /** Where it is, whatever links lead there. */
    private readonly path: string;
    private writing: Promise<void> = Promise.resolve();
    /** A write that has not begun: it will hold all that was changed until then. */
    private next: Promise<void> | undefined;

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
        this.path = there ? realpathSync(name) : resolve(name);
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
            this.writing = written.catch(() => undefined);
            return written;
        });
        return this.next;
    }

    /** Lets another emulator have the file, once nothing is written any more. */
    async close(): Promise<void> {
        await this.next?.catch(() => undefined);
        await this.writing;
        release(this.lock);
    }

    private get lock(): string {
        return `${this.path}.lock`;
    }

    private async write(): Promise<void> {
        try {
            const beside = `${this.path}.new`;
            // It holds the secrets of access keys.
            await writeFile(beside, bytesOf(this.content()), { mode: 0o600, flush: true });
            await rename(beside, this.path);
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
