// What runs of the level make have made, or may have: a file a run, written before anything is made, so that the next run can remove
// what one that was killed left. And how a run found the task that it was given: a file a task, until it is brought back.
import { createHash } from "node:crypto";
import {
    closeSync,
    fsyncSync,
    mkdirSync,
    openSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmSync,
    writeSync,
} from "node:fs";
import { basename, join } from "node:path";
import type { Standing } from "dataworks-emulator";
import { isAlive, release, take } from "../../emulator/src/persistence/lock";
import { CommandError } from "../../provider/src/cli/error";
import type { Mark } from "./edits";

/** Where a run makes its tasks. */
export interface Place {
    readonly projectId: string;
    readonly region: string;
    readonly endpoint: string;
}

/** The tasks of a name that no other run gives. */
export interface Entry {
    readonly name: string;
    /** How many creations of it were asked for, and not refused. */
    readonly asked: number;
    /** Those that were looked at, and have the name. */
    readonly fileIds: readonly string[];
}

/** How a run found the task that it was given. */
export interface GivenTask {
    readonly stood: Standing;
    /** What the task was like by the last look. */
    readonly mark: Mark;
}

interface Kept extends Place {
    readonly given?: GivenTask | undefined;
    readonly tasks: readonly Entry[];
    /** The process of the engine, while it works: it goes on where the run is killed. */
    readonly engine?: number | undefined;
    /** The folder of the engine's project and state. */
    readonly sandbox?: string | undefined;
}

const ending = ".json";

/** The journal of one run. Whoever has it holds its lock. */
export class Journal {
    private constructor(
        readonly file: string,
        private kept: Kept,
    ) {}

    /**
     * Begins the journal of a run: nothing is written before something is asked for. `run` is a name that no other has.
     *
     * @throws CommandError where the folder cannot be written.
     */
    static begin(folder: string, run: string, { projectId, region, endpoint }: Place): Journal {
        const journal = new Journal(join(folder, `${run}${ending}`), { projectId, region, endpoint, tasks: [] });
        journal.writing(() => {
            mkdirSync(folder, { recursive: true, mode: 0o700 });
            take(lockOf(journal.file));
            journal.write();
        });
        return journal;
    }

    /**
     * The journal of a task that is given, held by nobody yet.
     *
     * @throws CommandError where it cannot be read.
     */
    static ofTask(folder: string, fileId: string, { projectId, region, endpoint }: Place): Journal {
        const where = createHash("sha256").update(`${region} ${endpoint}`).digest("hex").slice(0, 12);
        const name = `given-${projectId}-${fileId}-${where}${ending}`;
        const file = join(folder, name);
        const isThere = filesIn(folder).includes(name);
        return new Journal(file, isThere ? read(file) : { projectId, region, endpoint, tasks: [] });
    }

    /** Holds it; gives the process that does where there is one. */
    hold(): number | undefined {
        let holder: number | undefined;
        this.writing(() => {
            mkdirSync(join(this.file, ".."), { recursive: true, mode: 0o700 });
            holder = take(lockOf(this.file));
        });
        const isThere = filesIn(join(this.file, "..")).includes(basename(this.file));
        if (holder === undefined) this.kept = isThere ? read(this.file) : { ...this.kept, given: undefined };
        return holder;
    }

    /** How the task was found that is not brought back yet. */
    get given(): GivenTask | undefined {
        return this.kept.given;
    }

    /** Something is done next with a task that stood so. It is on the disk when this returns. */
    found(given: GivenTask): void {
        this.kept = { ...this.kept, given };
        this.writing(() => this.write());
    }

    /**
     * The journals of earlier runs there. Nobody holds them for this: `take` does.
     *
     * @throws CommandError where one cannot be read.
     */
    static earlier(folder: string, place: Place): Journal[] {
        return filesIn(folder)
            .filter((name) => !name.startsWith("given-"))
            .map((name) => {
                const file = join(folder, name);
                return new Journal(file, read(file));
            })
            .filter(
                ({ kept }) =>
                    kept.projectId === place.projectId &&
                    kept.region === place.region &&
                    kept.endpoint === place.endpoint,
            );
    }

    /** Holds the journal of an earlier run; gives the process that still does where there is one. */
    take(): number | undefined {
        const holder = take(lockOf(this.file));
        if (holder === undefined) this.kept = read(this.file);
        return holder;
    }

    /** The engine of a run that was killed, while it still works. */
    get runningEngine(): number | undefined {
        const { engine } = this.kept;
        return engine !== undefined && isAlive(engine) ? engine : undefined;
    }

    get entries(): readonly Entry[] {
        return this.kept.tasks;
    }

    get sandbox(): string | undefined {
        return this.kept.sandbox;
    }

    /** A creation goes out next. It is on the disk when this returns. */
    asks(name: string): void {
        this.change(name, (entry) => ({ ...entry, asked: entry.asked + 1 }));
    }

    /** A creation was refused. */
    refused(name: string): void {
        this.change(name, (entry) => ({ ...entry, asked: entry.asked - 1 }));
    }

    learned(name: string, fileId: string): void {
        this.change(name, (entry) =>
            entry.fileIds.includes(fileId) ? entry : { ...entry, fileIds: [...entry.fileIds, fileId] },
        );
    }

    /** What the engine has: its process while there is one, and its folder. */
    engine(engine: number | undefined, sandbox: string | undefined): void {
        this.kept = { ...this.kept, engine, sandbox };
        this.writing(() => this.write());
    }

    /** Nothing is left of the run. */
    end(): void {
        rmSync(this.file, { force: true });
        release(lockOf(this.file));
    }

    /** Leaves the journal to the next run. */
    leave(): void {
        release(lockOf(this.file));
    }

    private change(name: string, how: (entry: Entry) => Entry): void {
        const { tasks } = this.kept;
        const entry = tasks.find((one) => one.name === name) ?? { name, asked: 0, fileIds: [] };
        this.kept = { ...this.kept, tasks: [...tasks.filter((one) => one !== entry), how(entry)] };
        this.writing(() => this.write());
    }

    private writing(work: () => void): void {
        try {
            work();
        } catch (error) {
            throw new CommandError(
                `the journal ${this.file} cannot be written, and nothing more is done: ${messageOf(error)}`,
            );
        }
    }

    /** Writes it whole, onto the disk, for nobody else's eyes. */
    private write(): void {
        const temporary = `${this.file}.tmp`;
        const opened = openSync(temporary, "w", 0o600);
        try {
            writeSync(opened, `${JSON.stringify(this.kept, undefined, 4)}\n`);
            fsyncSync(opened);
        } finally {
            closeSync(opened);
        }
        renameSync(temporary, this.file);
        if (process.platform === "win32") return; // a folder cannot be opened there
        const folder = openSync(join(this.file, ".."), "r");
        try {
            fsyncSync(folder);
        } finally {
            closeSync(folder);
        }
    }
}

function lockOf(file: string): string {
    return `${file}.lock`;
}

function filesIn(folder: string): string[] {
    try {
        return readdirSync(folder).filter((name) => name.endsWith(ending));
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
        throw new CommandError(`the journals of earlier runs cannot be read: ${messageOf(error)}`);
    }
}

function read(file: string): Kept {
    try {
        const kept = JSON.parse(readFileSync(file, "utf8")) as Partial<Kept>;
        const texts = [kept.projectId, kept.region, kept.endpoint].every((one) => typeof one === "string");
        if (texts && Array.isArray(kept.tasks) && kept.tasks.every(isEntry)) return kept as Kept;
        throw new Error("it is none");
    } catch (error) {
        throw new CommandError(
            `the journal of an earlier run, ${file}, cannot be read: ${messageOf(error)}. Nothing was done. Remove the file once there is ` +
                "no task pulumi-dataworks-acceptance-... of yours any more.",
        );
    }
}

function isEntry(value: Partial<Entry> | null): value is Entry {
    return typeof value?.name === "string" && typeof value.asked === "number" && Array.isArray(value.fileIds);
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
