// The part "plugin": what the plugin costs beside the dynamic provider.
import { Goals, median, medianOf, ratio, seconds, type Part } from "./part";
import { costOf, withProject, type Cost } from "./project";

const programs = ["package", "native"] as const;

export const part: Part = {
    about: "200 deployments without a quota by the plugin, against the same by the dynamic provider",
    measure: async (setting) => {
        const { runs, progress } = setting;
        const count = setting.deployments ?? 200;
        const goals = new Goals();
        const costs: Record<(typeof programs)[number], Cost[]> = { package: [], native: [] };
        for (let run = 1; run <= runs; run++) {
            for (const program of programs) {
                progress(`${count} deployments, ${program}, run ${run} of ${runs}`);
                costs[program].push(await withProject(setting, program, count, {}, costOf));
            }
        }
        const row = (
            name: string,
            figure: (cost: Cost) => number,
            show: (value: number) => string,
            most: number | undefined,
        ) => {
            const [dynamic, native] = [median(costs.package.map(figure)), median(costs.native.map(figure))];
            const value = native / dynamic;
            return [
                name,
                show(native),
                show(dynamic),
                most === undefined ? ratio(value) : goals.atMost(value, most, ratio),
            ];
        };
        return {
            title: "The plugin beside the dynamic provider",
            text: `\`pulumi up\` of ${count} deployments without a quota; ${medianOf(runs)}, with the two in turn.`,
            head: ["", "plugin", "dynamic provider", "ratio"],
            rows: [
                row("time", (cost) => cost.seconds, seconds, 1),
                row(
                    "processor time of engine, program and provider",
                    (cost) => cost.processorSeconds,
                    seconds,
                    undefined,
                ),
                row(
                    "size of the state",
                    (cost) => cost.stateBytes,
                    (bytes) => `${(bytes / 1000).toFixed(0)} kB`,
                    0.9,
                ),
            ],
            missed: goals.missed,
        };
    },
};
