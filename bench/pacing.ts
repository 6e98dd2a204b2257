// Prints how deployments fare under quotas, as a table: `npx ts-node bench/pacing.ts [seeds]`. It takes no real time.
import { cases } from "./pacing-scenarios";
import { shortest, simulate, type Outcome } from "./pacing-simulation";

const seeds = Number(process.argv[2] ?? 20);

function row(cells: readonly string[]): string {
    return `| ${cells.map((cell, index) => cell.padEnd(index === 0 ? 44 : 15)).join(" | ")} |`;
}

async function main(): Promise<void> {
    console.log(`Median and worst of ${seeds} runs; the makespan as a multiple of the shortest that the quota allows.`);
    const head = ["case", "shortest", "makespan", "refused", "failed", "smallest share"];
    console.log(row(head));
    console.log(row(head.map((cell, index) => "-".repeat(index === 0 ? 44 : Math.max(cell.length, 15)))));
    for (const { name, scenario } of cases) {
        const outcomes: Outcome[] = [];
        for (let seed = 1; seed <= seeds; seed++) outcomes.push(await simulate(scenario, seed));
        const limit = shortest(scenario);
        const median = (of: (outcome: Outcome) => number, digits: number, sign = 1) => {
            const sorted = outcomes.map(of).sort((a, b) => sign * (a - b));
            return [sorted[Math.floor(seeds / 2)], sorted[seeds - 1]].map((x = NaN) => x.toFixed(digits)).join(" / ");
        };
        console.log(
            row([
                name,
                `${limit.toFixed(1)} s`,
                median(({ makespan }) => makespan / limit, 2),
                `${median(({ refused }) => 100 * refused, 1)} %`,
                median(({ failed }) => failed, 0),
                (scenario.processes ?? 1) > 1 ? median(({ smallestShare }) => smallestShare, 2, -1) : "",
            ]),
        );
    }
}

void main();
