// The cases that the pacing of calls is held to, with what is asked of each.
import type { Scenario } from "./pacing-simulation";

export interface Goal {
    /** The makespan, as a multiple of the shortest that the quota allows. */
    readonly ratio: number;
    /** The part of the calls that may be refused. */
    readonly refused: number;
    /** The part of the calls that each process has at least. */
    readonly share?: number;
}

export interface Case {
    readonly name: string;
    readonly scenario: Scenario;
    readonly goal: Goal;
}

const latency = [10, 50] as const;

function single(quota: number, parallel: number): Case {
    return {
        name: `quota ${quota}, parallel ${parallel}`,
        scenario: { quota: { perSecond: quota }, deployments: 200, parallel, latency },
        goal: { ratio: 1.15, refused: 0.05 },
    };
}

function shared(later: number): Case {
    return {
        name: `quota 10, two processes, ${later / 1000} s apart`,
        scenario: { quota: { perSecond: 10 }, deployments: 100, parallel: 16, latency, processes: 2, later },
        goal: { ratio: 1.3, refused: 0.08, share: 1 / 3 },
    };
}

function enterprise(deployments: number, parallel: number, enginePerSecond: number): Case {
    return {
        name: `reads 50, writes 20, parallel ${parallel}, ${deployments} at ${enginePerSecond}/s`,
        scenario: {
            quota: { readsPerSecond: 50, writesPerSecond: 20 },
            deployments,
            parallel,
            latency,
            enginePerSecond,
        },
        goal: { ratio: 1.15, refused: 0.05 },
    };
}

function unlimited(enginePerSecond: number): Case {
    return {
        name: `no quota, 1000 at ${enginePerSecond}/s`,
        scenario: { quota: {}, deployments: 1000, parallel: 32, latency, enginePerSecond },
        goal: { ratio: 1.05, refused: 0 },
    };
}

export const cases: readonly Case[] = [
    ...[5, 20, 50].flatMap((quota) => [8, 16, 32].map((parallel) => single(quota, parallel))),
    ...[0, 300, 1000, 3000, 10_000].map(shared),
    ...[8, 32].map((parallel) => enterprise(200, parallel, 30)),
    enterprise(1000, 32, 30),
    ...[15, 30, 60].map(unlimited),
];
