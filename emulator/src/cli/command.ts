// The command dataworks-emulator: one emulator, until it is told to stop.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readSeed } from "../seed/read";
import { defaultAccessKeyId, defaultAccessKeySecret } from "../seed/seeding";
import type { Seed } from "../seed/types";
import { StateFileError } from "../persistence/format";
import { serve } from "../start";
import { EmulatorState, type EmulatorOptions } from "../state";
import { ValidationError } from "../validation";
import type { Pace } from "../workspace/course";
import { assumedIn } from "./assumed";

const usage = `Usage: dataworks-emulator [--port 4010] [--seed tasks.json] [--state kept.state] [--quota 5] [--instance-seconds 20] [--assume ID=ANSWER]...

Serves an emulated Alibaba Cloud DataWorks on 127.0.0.1 until it is interrupted.

  --port N              the port; 0 for any free one (default: 4010)
  --seed FILE           the workspaces, tasks and credentials to start with, as JSON (default: the shop workspace, 10000)
  --state FILE          what it holds is kept there over a restart; once it is there, the seed is left out (default: nothing is kept)
  --quota N             refuse more than N calls a second (default: no limit)
  --instance-seconds N  how long a task takes to start, and to stop (default: as the seed says, else no time)
  --assume ID=ANSWER    what to answer where the documentation leaves it open; may come again (see "Assumed" in the README)
  --version             show the version
  --help                show this`;

const shopSeed = join(__dirname, "..", "..", "seeds", "shop.json");
const packageFile = join(__dirname, "..", "..", "package.json");

function versionOf(file: string): string {
    return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** What is wrong with the command line or a file that it names, in words for whoever typed it. */
class UsageError extends Error {}

export interface Terminal {
    out(line: string): void;
    err(line: string): void;
}

/** Runs until `stopped` resolves; gives the exit code: 0, 1 (cannot listen) or 2 (wrong usage, seed or state file). */
export async function runCommand(args: string[], terminal: Terminal, stopped: Promise<void>): Promise<number> {
    try {
        const given = parsed(args);
        if (given.help || given.version) {
            terminal.out(given.help ? usage : versionOf(packageFile));
            return 0;
        }
        const { port, instances, ...options } = readArguments(given);
        const state = new EmulatorState(options);
        // Of what was kept, only the time that instances take is said anew.
        state.store.instances = { ...state.store.instances, ...instances };
        const emulator = await serve(state, port);
        state.onUnwritten(({ message }) => terminal.err(`${message} What was changed is not kept until it can be.`));
        terminal.out(`DataWorks is at ${emulator.url}`);
        terminal.out(credentialsLine(state));
        if (options.state !== undefined) terminal.out(stateLine(state, options.state));
        terminal.out("Open the address in a browser to look inside.");
        await stopped;
        await emulator.close();
        return 0;
    } catch (error) {
        if (error instanceof UsageError || error instanceof StateFileError) {
            terminal.err(`${error.message}\nSee dataworks-emulator --help.`);
            return 2;
        }
        terminal.err(listenProblem(error));
        return 1;
    }
}

interface Options extends EmulatorOptions {
    port: number;
    /** How long instances take, in place of what the seed or the state file says. */
    instances: Partial<Pace>;
}

function readArguments(given: ReturnType<typeof parsed>): Options {
    const port = wholeNumber("--port", given.port ?? "4010", 0, 65535);
    const quota = given.quota === undefined ? {} : { perSecond: wholeNumber("--quota", given.quota, 1, 1_000_000) };
    const instances = paceOf(given["instance-seconds"]);
    const assume = assumedIn(given.assume ?? [], (message) => new UsageError(message));
    const seed = seedIn(given.seed ?? shopSeed);
    if (given.state === "") throw new UsageError("--state takes the name of a file.");
    const kept = given.state === undefined ? {} : { state: given.state };
    const paced = { ...seed, instances: { ...seed.instances, ...instances } };
    return { port, quota, instances, assume, seed: paced, ...kept };
}

function paceOf(seconds: string | undefined): Partial<Pace> {
    if (seconds === undefined) return {};
    return { mode: "after", ms: wholeNumber("--instance-seconds", seconds, 0, 86_400) * 1000 };
}

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const options = {
    port: text,
    seed: text,
    state: text,
    quota: text,
    "instance-seconds": text,
    assume: { ...text, multiple: true },
    version: flag,
    help: flag,
} as const;

function parsed(args: string[]) {
    try {
        return parseArgs({ args, options }).values;
    } catch (error) {
        throw new UsageError((error as Error).message);
    }
}

function wholeNumber(option: string, value: string, from: number, to: number): number {
    if (/^\d{1,9}$/.test(value) && Number(value) >= from && Number(value) <= to) return Number(value);
    throw new UsageError(`${option} takes a whole number from ${from} to ${to}, not "${value}".`);
}

function seedIn(file: string): Seed {
    try {
        const seed = JSON.parse(readFileSync(file, "utf8")) as Seed;
        readSeed(seed, "");
        return seed;
    } catch (error) {
        const what = error instanceof SyntaxError ? `is no JSON: ${error.message}` : (error as Error).message;
        throw new UsageError(`The seed ${file}${error instanceof ValidationError ? ", " : ": "}${what}.`);
    }
}

/** Only the secret that everybody knows is shown. */
function credentialsLine({ store: { credentials }, goesOn }: EmulatorState): string {
    const secret = credentials.get(defaultAccessKeyId)?.accessKeySecret;
    if (credentials.size === 1 && secret === defaultAccessKeySecret)
        return `It takes the access key ${defaultAccessKeyId} with the secret ${defaultAccessKeySecret}.`;
    return `It takes the ${goesOn ? "state" : "seed"}'s credentials: ${[...credentials.keys()].join(", ")}.`;
}

function stateLine({ goesOn }: EmulatorState, file: string): string {
    return goesOn ? `It goes on with what ${file} kept, and not with a seed.` : `What it holds is kept in ${file}.`;
}

function listenProblem(error: unknown): string {
    const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
    if (code === "EADDRINUSE") return `Port ${port ?? ""} is in use: choose another one with --port.`;
    return `The emulator cannot listen: ${message}`;
}
