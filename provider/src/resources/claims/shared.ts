// The claims of a run of the engine, told among its processes: every explicit provider has one of its own.
import { createHash } from "node:crypto";
import {
    appendFileSync,
    lstatSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    readlinkSync,
    rmdirSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { eventOf, lineOf, OwnClaims, type Claims, type Event, type Ledger } from "./ledger";

/** How old what an older run left has to be before it is removed, in milliseconds. A run writes far more often. */
const oldAge = 7 * 24 * 60 * 60_000;
/** The form of a file's name: the process that writes it, when that began, and which of its claims these are. */
const fileForm = /^([1-9]\d{0,9})-(\d{1,20})-(\d{1,6})\.claims$/;

/** How many this process has made: each has a file of its own. */
let made = 0;

/** Claims in a folder that all processes of the run know: each writes a file of its own and reads those of the others. */
class SharedClaims extends OwnClaims {
    private readonly file: string;
    /** How much of each file of the others is in the ledger already. */
    private readonly read = new Map<string, number>();
    private alone = false;

    /** `fellBack` is told why the claims are this process's own from now on. */
    constructor(
        private readonly folder: string,
        private readonly fellBack: (error: unknown) => void,
    ) {
        super();
        made += 1;
        this.file = `${process.pid}-${startOf(process.pid)}-${made}.claims`;
        // Made anew: a process of an older run may have had the same number.
        writeFileSync(join(folder, this.file), "", { mode: 0o600 });
    }

    protected override note(event: Event): void {
        super.note(event);
        this.shared(() => appendFileSync(join(this.folder, this.file), `${lineOf(event)}\n`, { mode: 0o600 }));
    }

    protected override all(): Ledger {
        this.shared(() => {
            for (const name of readdirSync(this.folder)) {
                if (name !== this.file && isOfTheLiving(name)) this.readFile(name);
            }
        });
        return super.all();
    }

    protected override short(text: string): string {
        return hash(text);
    }

    private readFile(name: string): void {
        const path = join(this.folder, name);
        const done = this.read.get(name) ?? 0;
        const found = lstatSync(path);
        if (!found.isFile() || found.size === done) return;
        const added = readFileSync(path).subarray(done);
        const whole = added.subarray(0, added.lastIndexOf("\n") + 1);
        this.read.set(name, done + whole.length);
        for (const line of whole.toString("utf8").split("\n")) {
            const event = eventOf(line);
            if (event) this.ledger.note(event);
        }
    }

    private shared(use: () => void): void {
        if (this.alone) return;
        try {
            use();
        } catch (error) {
            this.alone = true;
            this.fellBack(error);
        }
    }
}

/**
 * The claims of the run that this process belongs to. The engine gives each host its address as the last argument; without
 * one, or without a folder that is this user's own, only the claims of this process are known, which `warn` is told.
 */
export function claimsOfRun(
    warn: (text: string) => void,
    argv: readonly string[] = process.argv,
    parent: string = tmpdir(),
    now: number = Date.now(),
): Claims {
    const fellBack = (error: unknown) => warn(aloneBecause(error instanceof Error ? error.message : String(error)));
    try {
        const address = argv.at(-1) ?? "";
        if (!/:\d+$/.test(address)) throw new Error("the engine gave no address");
        const uid = process.getuid?.();
        const prefix = `pulumi-dataworks-claims-${uid ?? "user"}-`;
        const isOwn = (path: string) => {
            const found = lstatSync(path);
            return found.isDirectory() && (uid === undefined || found.uid === uid);
        };
        sweep(parent, new RegExp(`^${prefix}[0-9a-f]{32}$`), isOwn, now);
        const folder = join(parent, prefix + hash([address, ...whereProcessesAreKnown()].join(" ")));
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (!isOwn(folder)) throw new Error(`${folder} is not a folder of this user's own`);
        return new SharedClaims(folder, fellBack);
    } catch (error) {
        fellBack(error);
        return new OwnClaims();
    }
}

function aloneBecause(reason: string): string {
    return (
        `this run's providers cannot tell each other what they deploy: ${reason}. Where several providers deploy the same ` +
        'task, onDelete "undeploy" may take down what another one deploys. Set TMPDIR to a folder that can be written.'
    );
}

/**
 * Removes what older runs left: a host is ended by a signal, so it cannot tidy up itself. What is young may be of a run
 * that is under way, in this container or in another one that has the same folder for temporary files.
 */
function sweep(parent: string, form: RegExp, isOwn: (path: string) => boolean, now: number): void {
    for (const name of readdirSync(parent).filter((each) => form.test(each))) {
        const folder = join(parent, name);
        try {
            if (!isOwn(folder) || !isOld(folder, now)) continue;
            const files = readdirSync(folder);
            const paths = files.map((file) => join(folder, file));
            const all = files.every((file) => fileForm.test(file)) && paths.every((path) => lstatSync(path).isFile());
            if (!all || !paths.every((path) => isOld(path, now))) continue;
            for (const path of paths) rmSync(path, { force: true });
            rmdirSync(folder);
        } catch {
            // Another run sweeps it too.
        }
    }
}

function isOld(path: string, now: number): boolean {
    return now - lstatSync(path).mtimeMs > oldAge;
}

/**
 * What tells apart the places whose processes and addresses are told by the same numbers: machines, and the containers of
 * one that share a folder. Only Linux has such places within a machine.
 */
function whereProcessesAreKnown(): string[] {
    const inside = [
        () => readlinkSync("/proc/self/ns/pid"),
        () => readlinkSync("/proc/self/ns/net"),
        () => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),
    ];
    return [hostname(), ...inside.map((ask) => orElse(ask, ""))];
}

/** True where the process that wrote the file is alive: then it is of this run, as the engine's address is. */
function isOfTheLiving(name: string): boolean {
    const [, pid, start] = fileForm.exec(name) ?? [];
    if (pid === undefined || start === undefined) return false;
    return isAlive(Number(pid)) && startOf(Number(pid)) === start;
}

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}

/** When a process began, in the machine's own count, so that its number alone does not tell it; "0" where nothing says so. */
function startOf(pid: number): string {
    // The name of the program, in parentheses, may hold anything; the start is the twentieth value after it.
    const values = orElse(() => readFileSync(`/proc/${pid}/stat`, "latin1"), "").split(") ");
    const start = values.at(-1)?.split(" ")[19] ?? "";
    return /^\d{1,20}$/.test(start) ? start : "0";
}

function orElse(ask: () => string, otherwise: string): string {
    try {
        return ask();
    } catch {
        return otherwise;
    }
}

function hash(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
