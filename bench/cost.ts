// The part "cost": what a deployment costs beside a dynamic resource that does nothing.
import { Goals, median, medianOf, ratio, seconds, type Part } from "./part";
import { costOf, withProject, type Cost } from "./project";

const programs = ["nothing", "same", "package", "plain"] as const;
type Measured = (typeof programs)[number];

export const part: Part = {
    about: "1,000 deployments without a quota, against 1,000 dynamic resources that do nothing",
    measure: async (setting) => {
        const { runs, progress } = setting;
        const count = setting.deployments ?? 1000;
        const goals = new Goals();
        const costs: Record<Measured, Cost[]> = { nothing: [], same: [], package: [], plain: [] };
        progress("the outputs of a deployment");
        const outputs = await withProject(setting, "package", 1, {}, async (project) => {
            await project.okUp();
            return project.outputs();
        });
        for (let run = 1; run <= runs; run++) {
            for (const program of programs) {
                progress(`${count} resources, ${program}, run ${run} of ${runs}`);
                costs[program].push(await withProject(setting, program, count, outputs, costOf));
            }
        }
        const of = (program: Measured, figure: (cost: Cost) => number) => median(costs[program].map(figure));
        const row = (
            name: string,
            figure: (cost: Cost) => number,
            show: (value: number) => string,
            goal: Partial<Record<"same" | "nothing", number>>,
        ) => {
            const own = of("package", figure);
            const beside = (base: "same" | "nothing") => {
                const [value, most] = [own / of(base, figure), goal[base]];
                return most === undefined ? ratio(value) : goals.atMost(value, most, ratio);
            };
            const plain = of("plain", figure);
            const [same, nothing] = [of("same", figure), of("nothing", figure)];
            return [
                name,
                show(own),
                show(same),
                beside("same"),
                show(nothing),
                beside("nothing"),
                `${show(plain)}, ${ratio(plain / nothing)}`,
            ];
        };
        const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
        return {
            title: "What a deployment costs",
            text:
                `\`pulumi up\` of ${count} resources without a quota; ${medianOf(runs)}, with the four in turn. ` +
                "The emulator runs on the same machine and takes its part of the time, but none of the processor time. " +
                "The same state: the same provider text, and the same outputs with one of them secret, by a resource that does nothing.",
            head: [
                "",
                "ours",
                "the same state by a resource that does nothing",
                "ratio to it",
                "a dynamic resource that does nothing",
                "ratio to it",
                "a plain dynamic provider, and its ratio to that",
            ],
            rows: [
                row("time", (cost) => cost.seconds, seconds, { same: 1.1 }),
                row("processor time of engine, program and provider", (cost) => cost.processorSeconds, seconds, {}),
                row("size of the state", (cost) => cost.stateBytes, kilobytes, { nothing: 1.2 }),
            ],
            missed: goals.missed,
        };
    },
};
