// What is interrupted: an `up` of 20 deployments, at a moment, by a signal to the engine or to the provider's process.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Emulator } from "dataworks-emulator";
import { environmentFor } from "../../tools/cli/find";
import { pulumiCli } from "../support/cli";
import type { Adapter } from "../support/adapters";
import type { Stack } from "../support/stack";
import { untilWritten } from "./checkpoint";
import { homeOf, providerOf } from "./processes";
import { isNew } from "./twenty";

/** Of the tenth deployment: DataWorks has applied it, or has answered too, or the state holds it. */
export const moments = ["request received", "reply sent", "state written"] as const;
/** "SIGINT twice": a second one as soon as the engine has confirmed the first. */
export const signals = ["SIGINT", "SIGINT twice", "SIGTERM", "SIGKILL"] as const;
export const victims = ["engine", "provider"] as const;
/** Whether the 20 deployments are new, or have been made before and get changed triggers. */
export const kinds = ["create", "update"] as const;

export interface Interruption {
    readonly moment: (typeof moments)[number];
    readonly signal: (typeof signals)[number];
    readonly victim: (typeof victims)[number];
    readonly kind: (typeof kinds)[number];
    readonly adapter: Adapter;
    /** How long the emulator keeps the tenth reply and the later ones back, in milliseconds. Default: as long as the others. */
    readonly keptBack?: number;
}

/** How the interrupted `up` ended. */
export interface Interrupted {
    /** The exit code, or the signal that ended it. */
    readonly ended: number | NodeJS.Signals;
    /** The deployments that it reported as done. */
    readonly reported: readonly string[];
}

/** Which deployment the moment is about. Four are made at a time, so some are done then, some in flight, some not begun. */
export const count = 10;
const atATime = 4;
/** How long the emulator keeps each reply back, in milliseconds: the other three are in flight at the moment. */
const latency = 500;
const longestWait = 60_000;

/** Interrupts an `up`, and waits for its end. Processes that it leaves behind are left running. */
export async function interruptedUp(
    { moment, signal, victim, keptBack = latency }: Interruption,
    stack: Stack,
    { control }: Emulator,
): Promise<Interrupted> {
    const late = { operation: "DeployDISyncTask", kind: "latency" } as const;
    await control.addFault({ ...late, ms: latency, times: count - 1 });
    await control.addFault({ ...late, ms: keptBack });
    const cli = await pulumiCli();
    const engine = spawn(cli.pulumi, ["--non-interactive", "up", "--yes", "--skip-preview", `--parallel=${atATime}`], {
        cwd: stack.folder,
        env: environmentFor(cli, stack.env),
        stdio: ["ignore", "pipe", "pipe"],
    });
    const closed = once(engine, "close") as Promise<[number | null, NodeJS.Signals | null]>;
    let output = "";
    let second = signal !== "SIGINT twice";
    for (const stream of [engine.stdout, engine.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
            output += text;
            if (!second && output.includes("^C received")) second = engine.kill("SIGINT");
        });
    }

    const waiting = new AbortController();
    const deploying = { operation: "DeployDISyncTask", timeoutMs: longestWait };
    const untilMoment = async (): Promise<void> => {
        await control.waitFor({ ...deploying, moment: "received", count: 1 });
        const { pid } = victim === "engine" ? engine : await providerOf(homeOf(stack));
        if (moment === "state written") {
            await untilWritten(stack, isNew, count, waiting.signal);
        } else {
            await control.waitFor({ ...deploying, moment: moment === "reply sent" ? "replied" : "received", count });
        }
        process.kill(pid ?? assert.fail(), signal === "SIGINT twice" ? "SIGINT" : signal);
    };
    const tooEarly = closed.then(() => assert.fail(`the up ended before the moment came:\n${output}`));
    try {
        await Promise.race([untilMoment(), tooEarly]);
    } finally {
        waiting.abort();
    }

    const [code, endedBy] = await closed;
    await control.clearFaults();
    assert.ok(second, `the engine did not confirm the first SIGINT:\n${output}`);
    const ended = code ?? endedBy ?? assert.fail();
    assert.notEqual(ended, 0, `the up was not interrupted:\n${output}`);
    const reported = [...output.matchAll(/DiSyncDeployment (\w+) (?:created|updated) \(/g)].map(
        ([, name = ""]) => name,
    );
    assert.notEqual(reported.length, 0, `nothing was reported as done:\n${output}`);
    return { ended, reported };
}
