// The part "pacing": how deployments fare under quotas on a made-up clock, on which no real time passes.
import { median, seconds, type Part } from "./part";
import { cases, type Case } from "./pacing-scenarios";
import { shortest, simulate, type Outcome } from "./pacing-simulation";

const seeds = 20;

export const part: Part = {
    about: `the same quotas and more, simulated ${seeds} times each on a made-up clock; takes seconds`,
    measure: async () => {
        const rows: string[][] = [];
        for (const one of cases) rows.push(await rowOf(one));
        return {
            title: "Pacing, simulated",
            text:
                `The median and the worst of ${seeds} simulations on a made-up clock; the makespan as a multiple of the shortest ` +
                "that the quota allows. The goals of these are tests.",
            head: ["case", "shortest", "makespan", "calls refused", "failed", "smallest share"],
            rows,
            missed: 0,
        };
    },
};

async function rowOf({ name, scenario }: Case): Promise<string[]> {
    const outcomes: Outcome[] = [];
    for (let seed = 1; seed <= seeds; seed++) outcomes.push(await simulate(scenario, seed));
    const limit = shortest(scenario);
    const show = (of: (outcome: Outcome) => number, digits: number, worst = Math.max) => {
        const values = outcomes.map(of);
        return [median(values), worst(...values)].map((value) => value.toFixed(digits)).join(" / ");
    };
    return [
        name,
        seconds(limit),
        show(({ makespan }) => makespan / limit, 2),
        `${show(({ refused }) => 100 * refused, 1)} %`,
        show(({ failed }) => failed, 0),
        (scenario.processes ?? 1) > 1 ? show(({ smallestShare }) => smallestShare, 2, Math.min) : "",
    ];
}
