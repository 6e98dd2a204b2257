// The part "cost": what a deployment costs beside a dynamic resource that does nothing.
import { startEmulator } from "dataworks-emulator";
import { Goals, median, medianOf, ratio, seconds, type Part, type Setting } from "./part";
import { Project, type Program, type Took } from "./project";
import { firstFileId, seedOf } from "./tasks";

const programs = ["nothing", "package", "plain"] as const;

type Cost = Took & { readonly stateBytes: number };

export const part: Part = {
    about: "1,000 deployments without a quota, against 1,000 dynamic resources that do nothing",
    measure: async (setting) => {
        const { runs, progress } = setting;
        const count = setting.deployments ?? 1000;
        const goals = new Goals();
        const costs: Record<Program, Cost[]> = { nothing: [], package: [], plain: [] };
        for (let run = 1; run <= runs; run++) {
            for (const program of programs) {
                progress(`${count} resources, ${program}, run ${run} of ${runs}`);
                costs[program].push(await costOf(setting, program, count));
            }
        }
        const of = (program: Program, figure: (cost: Cost) => number) => median(costs[program].map(figure));
        const row = (name: string, figure: (cost: Cost) => number, show: (value: number) => string, goal?: number) => {
            const base = of("nothing", figure);
            const own = of("package", figure);
            const plain = of("plain", figure);
            return [
                name,
                show(base),
                show(own),
                goal === undefined ? ratio(own / base) : goals.atMost(own / base, goal, ratio),
                `${show(plain)}, ${ratio(plain / base)}`,
            ];
        };
        const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
        return {
            title: "What a deployment costs",
            text:
                `\`pulumi up\` of ${count} resources without a quota; ${medianOf(runs)}, with the three in turn. ` +
                "The emulator runs on the same machine and takes its part of the time, but none of the processor time.",
            head: ["", "resources that do nothing", "ours", "ratio", "a plain dynamic provider, and its ratio"],
            rows: [
                row("time", (cost) => cost.seconds, seconds, 1.1),
                row("processor time of engine, program and provider", (cost) => cost.processorSeconds, seconds),
                row("size of the state", (cost) => cost.stateBytes, kilobytes, 1.2),
            ],
            missed: goals.missed,
        };
    },
};

async function costOf(setting: Setting, program: Program, count: number): Promise<Cost> {
    const { signal } = setting;
    const cli = await setting.cli();
    const emulator = await startEmulator({ seed: seedOf(count) });
    let project: Project | undefined;
    try {
        project = await Project.open({ cli, signal, program, endpoint: emulator.url, first: firstFileId, count });
        const took = await project.okUp();
        return { ...took, stateBytes: await project.stateBytes() };
    } finally {
        await project?.close();
        await emulator.close();
    }
}
