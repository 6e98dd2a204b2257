// Deployments under a quota, on a clock that no real time passes on: the real queue, pacing and retries, and a made-up API.
import { Quotas, type Quota } from "../emulator/src/quota";
import { Calls, type Call } from "../provider/src/dataworks/calls/calls";
import { Sanitizer } from "../provider/src/dataworks/sanitizer";
import type { HttpReply } from "../provider/src/dataworks/http/http";
import { isRead, type Operation } from "../provider/src/dataworks/operation";
import { VirtualClock } from "../test/support/virtual-clock";

export interface Scenario {
    /** The account's quota: a token bucket that holds one second's worth. */
    readonly quota: Quota;
    /** Deployments of each process: a GetDISyncTask and a DeployDISyncTask, one after the other. */
    readonly deployments: number;
    /** How many of them each engine has on their way at once. */
    readonly parallel: number;
    /** How many a second each engine begins at most. Default: as many as can be on their way. */
    readonly enginePerSecond?: number;
    /** From the sending of a call to its reply, in milliseconds: shortest and longest. */
    readonly latency: readonly [number, number];
    /** Default: 1. */
    readonly processes?: number;
    /** How much later each process begins than the one before, in milliseconds. Default: 0. */
    readonly later?: number;
}

export interface Outcome {
    /** Until the last deployment was done, in seconds. */
    readonly makespan: number;
    /** The part of all calls that was refused, 0 to 1. */
    readonly refused: number;
    /** Deployments that failed. */
    readonly failed: number;
    /** The smallest part that a process had of the calls let through, while all of them ran. */
    readonly smallestShare: number;
}

/** Numbers from 0 up to 1 that are the same for the same seed. */
function randomFrom(seed: number): () => number {
    let state = seed;
    return () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32;
}

export async function simulate(scenario: Scenario, seed: number): Promise<Outcome> {
    const { quota, deployments, parallel, enginePerSecond = Infinity, latency, processes = 1, later = 0 } = scenario;
    const clock = new VirtualClock();
    const random = randomFrom(seed);
    const quotas = new Quotas(quota, 0);
    const passed: { process: number; at: number }[] = [];
    const ends: number[] = [];
    let failed = 0;

    const engine = async (process: number): Promise<void> => {
        await clock.wait(process * later);
        const start = clock.now();
        const send = async ({ operation }: Call): Promise<HttpReply> => {
            const way = (latency[0] + random() * (latency[1] - latency[0])) / 2;
            await clock.wait(way);
            const refusal = quotas.take(isRead(operation) ? "read" : "write", clock.now());
            if (!refusal) passed.push({ process, at: clock.now() });
            await clock.wait(way);
            return refusal ? reply(refusal.status, { Code: refusal.code, Message: refusal.message }) : done;
        };
        const calls = new Calls({
            send,
            target: { origin: "https://dataworks.example.com" },
            told: new Set(),
            sanitizer: new Sanitizer(),
            maxRetryTimeout: 120,
            clock,
            random,
            warn: () => undefined,
        });
        const make = (operation: Operation) =>
            calls.make({ operation, parameters: {}, subject: { projectId: "10000" } }, calls.newBudget());
        let begun = 0;
        const worker = async (): Promise<void> => {
            while (begun < deployments) {
                const at = start + (1000 * begun++) / enginePerSecond;
                if (at > clock.now()) await clock.wait(at - clock.now());
                await make("GetDISyncTask")
                    .then(() => make("DeployDISyncTask"))
                    .catch(() => failed++);
            }
        };
        await Promise.all(Array.from({ length: parallel }, worker));
        ends.push(clock.now());
    };
    await clock.run(Promise.all(Array.from({ length: processes }, (_, process) => engine(process))));

    const together = passed.filter(({ at }) => at >= (processes - 1) * later && at <= Math.min(...ends));
    const share = (process: number) => together.filter((one) => one.process === process).length / together.length;
    const use = quotas.use();
    return {
        makespan: Math.max(...ends) / 1000,
        refused: use.refused / (use.allowed + use.refused),
        failed,
        smallestShare: Math.min(...Array.from({ length: processes }, (_, process) => share(process))),
    };
}

/** The shortest time that a quota allows, in seconds, with the second's worth that it has saved up at the start. */
export function shortest({ quota, deployments, processes = 1, enginePerSecond = Infinity }: Scenario): number {
    const time = (calls: number, perSecond = Infinity) => Math.max(0, calls / perSecond - 1);
    const all = deployments * processes;
    return Math.max(
        time(2 * all, quota.perSecond),
        time(all, quota.readsPerSecond),
        time(all, quota.writesPerSecond),
        deployments / enginePerSecond,
    );
}

function reply(status: number, body: object): HttpReply {
    return { status, headers: {}, body: Buffer.from(JSON.stringify({ RequestId: "r", ...body })) };
}

const done = reply(200, { Success: true, Data: { Status: "success" } });
