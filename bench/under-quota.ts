// Deployments on the real engine while an account's quota bounds the calls: one measurement.
import { startEmulator, type Emulator, type Quota } from "dataworks-emulator";
import type { Setting } from "./part";
import { Project, type Program } from "./project";
import { firstFileId, seedOf } from "./tasks";
import { makespan, reached, refused, smallerShare } from "./journal";

export interface Load {
    readonly quota: Quota;
    /** How many stacks are deployed at once. */
    readonly stacks: number;
    /** How many deployments each has. */
    readonly each: number;
}

const deploy = "DeployDISyncTask";
/** The most `up`s that a stack gets to be deployed. */
const mostUps = 10;

/** What came of a run. */
export interface Outcome {
    /** From the first call that was received to the last one that was replied to, in seconds. */
    readonly makespan: number;
    /** The longest `up`, in seconds. */
    readonly seconds: number;
    /** The part of the calls that the quota refused, in percent. */
    readonly refused: number;
    /** Deployments that failed. */
    readonly failed: number;
    /** The smaller part that one of two stacks had of the calls let through while both were calling, in percent. */
    readonly smallerShare: number;
}

/** One `up` of each stack, with the package, all at once. */
export function packageRun(setting: Setting, load: Load): Promise<Outcome> {
    return withStacks(setting, load, "package", async (projects, emulator) => {
        const ups = await settled(projects.map((project) => project.up()));
        const journal = await emulator.control.journal();
        const failed = load.stacks * load.each - reached(journal, deploy);
        const unlucky = ups.find(({ succeeded }) => !succeeded);
        if (failed === 0 && unlucky) throw new Error(`pulumi up failed:\n${unlucky.said}`);
        if (unlucky) setting.progress(`a deployment failed:\n${unlucky.said}`);
        return {
            makespan: makespan(journal),
            seconds: Math.max(...ups.map((up) => up.seconds)),
            refused: refused(journal),
            failed,
            smallerShare: smallerShare(journal, firstFileId + load.each),
        };
    });
}

/** One `up` of each stack after another with the plain provider, until all is deployed, or there were too many. */
export async function plainRun(setting: Setting, load: Load): Promise<string> {
    return withStacks(setting, load, "plain", async (projects, emulator) => {
        const all = load.stacks * load.each;
        const began = performance.now();
        let failedFirst: number | undefined;
        for (let ups = 1; ; ups++) {
            // The rest goes on when one fails: without, an `up` would end at the first refusal.
            const ended = await settled(projects.map((project) => project.up(true)));
            const missing = all - reached(await emulator.control.journal(), deploy);
            failedFirst ??= missing;
            const took = `${((performance.now() - began) / 1000).toFixed(0)} s`;
            const done = ended.every(({ succeeded }) => succeeded);
            if (done) return `${failedFirst} of ${all} failed; all deployed by \`up\` number ${ups}, after ${took}`;
            if (ups === mostUps)
                return `${failedFirst} of ${all} failed; ${missing} still after ${ups} \`up\`s, ${took}`;
        }
    });
}

async function withStacks<R>(
    setting: Setting,
    { quota, stacks, each }: Load,
    program: Program,
    run: (projects: readonly Project[], emulator: Emulator) => Promise<R>,
): Promise<R> {
    const cli = await setting.cli();
    const emulator = await startEmulator({ seed: seedOf(stacks * each) });
    const projects: Project[] = [];
    try {
        for (let index = 0; index < stacks; index++) {
            const first = firstFileId + index * each;
            const { signal } = setting;
            projects.push(await Project.open({ cli, signal, program, endpoint: emulator.url, first, count: each }));
        }
        await emulator.control.setQuota(quota);
        return await run(projects, emulator);
    } finally {
        for (const project of projects) await project.close();
        await emulator.close();
    }
}

/** What all come to, once all have come to their end. */
async function settled<T>(promises: readonly Promise<T>[]): Promise<T[]> {
    await Promise.allSettled(promises);
    return Promise.all(promises);
}
