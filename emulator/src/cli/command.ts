// The command dataworks-emulator: one emulator, until it is told to stop.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Answers } from "../assumptions";
import { readAnswers } from "../assumptions/read";
import { readSeed } from "../seed/read";
import { defaultAccessKeyId, defaultAccessKeySecret } from "../seed/seeding";
import type { Seed } from "../seed/types";
import { startEmulator, type StartOptions } from "../start";
import { ValidationError } from "../validation";

const usage = `Usage: dataworks-emulator [--port 4010] [--seed tasks.json] [--quota 5] [--instance-seconds 20] [--assume ID=ANSWER]...

Serves an emulated Alibaba Cloud DataWorks on 127.0.0.1 until it is interrupted.

  --port N              the port; 0 for any free one (default: 4010)
  --seed FILE           the workspaces, tasks and credentials to start with, as JSON (default: the shop workspace, 10000)
  --quota N             refuse more than N calls a second (default: no limit)
  --instance-seconds N  how long a task takes to start, and to stop (default: as the seed says, else no time)
  --assume ID=ANSWER    what to answer where the documentation leaves it open; may come again (see "Assumed" in the README)
  --help                show this`;

const shopSeed = join(__dirname, "..", "..", "seeds", "shop.json");

/** What is wrong with the command line or the seed, in words for whoever typed it. */
class UsageError extends Error {}

export interface Terminal {
    out(line: string): void;
    err(line: string): void;
}

/** Runs until `stopped` resolves; gives the exit code: 0, 1 (cannot listen) or 2 (wrong usage or seed). */
export async function runCommand(args: string[], terminal: Terminal, stopped: Promise<void>): Promise<number> {
    try {
        const { help, seed, ...options } = readArguments(args);
        if (help) {
            terminal.out(usage);
            return 0;
        }
        const emulator = await startEmulator({ ...options, seed });
        terminal.out(`DataWorks is at ${emulator.url}`);
        terminal.out(credentialsLine(seed));
        terminal.out("Open the address in a browser to look inside.");
        await stopped;
        await emulator.close();
        return 0;
    } catch (error) {
        if (error instanceof UsageError) {
            terminal.err(`${error.message}\nSee dataworks-emulator --help.`);
            return 2;
        }
        terminal.err(listenProblem(error));
        return 1;
    }
}

function readArguments(args: string[]): StartOptions & { help: boolean; seed: Seed } {
    const given = parsed(args);
    const port = wholeNumber("--port", given.port ?? "4010", 0, 65535);
    const help = given.help ?? false;
    const quota = given.quota === undefined ? {} : { perSecond: wholeNumber("--quota", given.quota, 1, 1_000_000) };
    const assume = assumedIn(given.assume ?? []);
    const seed = help ? {} : seedIn(given.seed ?? shopSeed);
    return { help, port, quota, assume, seed: withInstances(seed, given["instance-seconds"]) };
}

function assumedIn(given: readonly string[]): Answers {
    const pairs = given.map((one) => {
        const [id = "", ...answer] = one.split("=");
        if (answer.length === 0) throw new UsageError(`--assume takes ID=ANSWER, not "${one}".`);
        return [id, answer.join("=")] as const;
    });
    const twice = pairs.find(([id], index) => pairs.findIndex(([other]) => other === id) !== index);
    if (twice) throw new UsageError(`--assume ${twice[0]} comes twice.`);
    try {
        return readAnswers(Object.fromEntries(pairs), "");
    } catch (error) {
        if (error instanceof ValidationError) throw new UsageError(`--assume ${error.message}.`);
        throw error;
    }
}

/** The seed, with what the option says in place of the time that it gives instances. */
function withInstances(seed: Seed, seconds: string | undefined): Seed {
    if (seconds === undefined) return seed;
    const ms = wholeNumber("--instance-seconds", seconds, 0, 86_400) * 1000;
    return { ...seed, instances: { ...seed.instances, mode: "after", ms } };
}

const text = { type: "string" } as const;
const options = {
    port: text,
    seed: text,
    quota: text,
    "instance-seconds": text,
    assume: { ...text, multiple: true },
    help: { type: "boolean" },
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

function credentialsLine({ credentials = [] }: Seed): string {
    if (credentials.length === 0)
        return `It takes the access key ${defaultAccessKeyId} with the secret ${defaultAccessKeySecret}.`;
    return `It takes the seed's credentials: ${credentials.map(({ accessKeyId }) => accessKeyId).join(", ")}.`;
}

function listenProblem(error: unknown): string {
    const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
    if (code === "EADDRINUSE") return `Port ${port ?? ""} is in use: choose another one with --port.`;
    return `The emulator cannot listen: ${message}`;
}
