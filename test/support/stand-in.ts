// A stand-in for the Pulumi CLI: a folder for the PATH, in which `pulumi` prints what a file says, or waits for signals.
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { commitAll } from "./repository";

/**
 * Its command is its first argument, with "stack" the second: "preview", "up", "history", "export". It prints the file of that name
 * in STAND_IN, and ends with the code in NAME.code. Where NAME.waits is there, it notes each signal in a line of NAME.signals, and
 * ends with NAME.ends, or 42, after as many as NAME.waits says, and the milliseconds of NAME.lasts; it says "ready" and "got SIGNAL" on
 * standard error, and NAME.told on standard output for the first one. NAME.pids has the process that ran it, and its own. Of each that was
 * given a file with a token, NAME.tokens has a line: the file, what it holds, its permissions, and OIDC_TOKEN of its environment.
 */
const program = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } = require("node:fs");
const [first, second] = process.argv.slice(2);
const file = (more = "") => process.env.STAND_IN + "/" + (first === "stack" ? second : first) + more;
const read = (name, otherwise) => (existsSync(name) ? readFileSync(name, "utf8") : otherwise);
const end = (code) => process.stdout.write(read(file(), ""), () => process.exit(code));
const token = process.env.ALIBABA_CLOUD_OIDC_TOKEN_FILE;
const noted = () => [token, readFileSync(token, "utf8"), (statSync(token).mode & 0o777).toString(8), process.env.OIDC_TOKEN ?? null];
if (token && existsSync(token)) appendFileSync(file(".tokens"), JSON.stringify(noted()) + "\\n");
const waits = Number(read(file(".waits"), "0"));
if (waits === 0) end(Number(read(file(".code"), "0")));
else {
    let count = 0;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
        process.on(signal, () => {
            appendFileSync(file(".signals"), signal + "\\n");
            process.stderr.write("got " + signal + "\\n");
            if (token && existsSync(token)) appendFileSync(file(".tokens"), JSON.stringify(noted()) + "\\n");
            if (++count === 1) process.stdout.write(read(file(".told"), ""));
            if (count === waits) setTimeout(() => end(Number(read(file(".ends"), "42"))), Number(read(file(".lasts"), "0")));
        });
    }
    // Where nobody tells it to end, it does not stay.
    setTimeout(() => end(43), 60_000);
    writeFileSync(file(".pids"), JSON.stringify([process.ppid, process.pid]));
    process.stderr.write("ready\\n");
}
`;

export class StandIn {
    private constructor(
        /** A git repository with one commit: the project. */
        readonly folder: string,
        readonly commit: string,
        private readonly home: string,
        readonly env: NodeJS.ProcessEnv,
    ) {}

    static async open(): Promise<StandIn> {
        const home = await mkdtemp(join(tmpdir(), "dataworks-test-"));
        const [bin, folder, answers, temporary] = ["bin", "project", "answers", "tmp"].map((name) =>
            join(home, name),
        ) as [string, string, string, string];
        for (const each of [bin, folder, answers, temporary]) await mkdir(each);
        await writeFile(join(bin, "pulumi"), program);
        await chmod(join(bin, "pulumi"), 0o755);
        await writeFile(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
        const commit = await commitAll(folder);
        return new StandIn(folder, commit, home, {
            PATH: [bin, process.env["PATH"]].join(delimiter),
            TMPDIR: temporary,
            HOME: home,
            STAND_IN: answers,
            PIPELINE_INSTALL: "true",
        });
    }

    /** The folder for the PATH. */
    get bin(): string {
        return join(this.home, "bin");
    }

    /** The folder in which the commands make their temporary files. */
    get temporary(): string {
        return join(this.home, "tmp");
    }

    /** Sets what a command prints: "preview", "up", "history", "export"; with a suffix, its code or what it waits for. */
    async answer(name: string, text: string): Promise<void> {
        await writeFile(join(this.home, "answers", name), text);
    }

    async forget(): Promise<void> {
        await rm(join(this.home, "answers"), { recursive: true });
        await mkdir(join(this.home, "answers"));
    }

    /** The signals that a command got, in order. */
    async signalsOf(name: string): Promise<string[]> {
        const text = await readFile(join(this.home, "answers", `${name}.signals`), "utf8").catch(() => "");
        return text.split("\n").filter((line) => line !== "");
    }

    /** What a command found of the job's token, each time that it ran, and with each signal: the file, what it holds, its permissions, and OIDC_TOKEN. */
    async tokensOf(name: string): Promise<(string | null)[][]> {
        const text = await readFile(join(this.home, "answers", `${name}.tokens`), "utf8").catch(() => "");
        return text
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => JSON.parse(line) as (string | null)[]);
    }

    /** The process that ran a command which waits, and the command's own. */
    async processesOf(name: string): Promise<[parent: number, own: number]> {
        return JSON.parse(await readFile(join(this.home, "answers", `${name}.pids`), "utf8")) as [number, number];
    }

    async close(): Promise<void> {
        await rm(this.home, { recursive: true, force: true });
    }
}
