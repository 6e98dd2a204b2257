// What the parts of the benchmark have in common: what they are given, and what they give.
import type { PulumiCli } from "../tools/cli/find";

export interface Setting {
    readonly cli: () => Promise<PulumiCli>;
    /** Aborted when the benchmark is interrupted. */
    readonly signal: AbortSignal;
    /** How often each measurement is made. */
    readonly runs: number;
    /** How many deployments a measurement has, instead of the part's own number. */
    readonly deployments: number | undefined;
    /** Says what is under way. */
    readonly progress: (text: string) => void;
}

export interface Section {
    readonly title: string;
    /** What was measured, and how. */
    readonly text: string;
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
    /** How many goals were missed. */
    readonly missed: number;
}

export interface Part {
    /** What `--help` says of it. */
    readonly about: string;
    readonly measure: (setting: Setting) => Promise<Section>;
}

export function median(values: readonly number[]): number {
    return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** How often something was measured, as the report says it. */
export function medianOf(runs: number): string {
    return runs === 1 ? "one run" : `the median of ${runs} runs`;
}

/** Calls something for each of the items, one after another. */
export async function inTurn<T, R>(items: readonly T[], make: (item: T) => Promise<R>): Promise<R[]> {
    const made: R[] = [];
    for (const item of items) made.push(await make(item));
    return made;
}

/** Shows figures beside their goals, and counts the goals that are missed. */
export class Goals {
    missed = 0;

    atMost(figure: number, goal: number, show: (value: number) => string): string {
        return this.shown(figure <= goal, `${show(figure)} (at most ${show(goal)}`);
    }

    atLeast(figure: number, goal: number, show: (value: number) => string): string {
        return this.shown(figure >= goal, `${show(figure)} (at least ${show(goal)}`);
    }

    private shown(met: boolean, text: string): string {
        if (!met) this.missed += 1;
        return `${text}: ${met ? "met" : "missed"})`;
    }
}

export const ratio = (value: number) => value.toFixed(2);
export const seconds = (value: number) => `${value.toFixed(1)} s`;
export const percent = (value: number) => `${value.toFixed(1)} %`;
export const whole = (value: number) => value.toFixed(0);
