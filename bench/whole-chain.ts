// The part "chain": how near tasks that are made, deployed and started come to the shortest time that a quota allows.
import { startEmulator } from "dataworks-emulator";
import { makespan, reached, refused } from "./journal";
import { Goals, inTurn, median, medianOf, percent, ratio, seconds, whole, type Part, type Setting } from "./part";
import { Project } from "./project";

const perSecond = 20;

export const part: Part = {
    about: "200 tasks with their deployments and instances under a quota of 20 calls a second",
    measure: async (setting) => {
        const { runs, progress } = setting;
        const count = setting.deployments ?? 200;
        const goals = new Goals();
        const measured = await inTurn([...Array(runs).keys()], (run) => {
            progress(`${count} tasks, run ${run + 1} of ${runs}`);
            return measure(setting, count);
        });
        const of = (figure: (one: (typeof measured)[number]) => number) => median(measured.map(figure));
        const row = [
            `${perSecond} calls a second`,
            of((one) => one.calls).toFixed(0),
            seconds(of((one) => one.limit)),
            `${seconds(of((one) => one.makespan))}, and ${seconds(of((one) => one.seconds))} the whole \`up\``,
            goals.atMost(
                of((one) => one.makespan / one.limit),
                1.15,
                ratio,
            ),
            percent(of((one) => one.refused)),
            goals.atMost(Math.max(...measured.map((one) => one.failed)), 0, whole),
        ];
        return {
            title: "The whole chain under a quota",
            text:
                `\`pulumi up\` of ${count} tasks that are made, deployed and started; ${medianOf(runs)}. The quota's own time is what ` +
                "the calls that it let through take at its rate, after one second's worth at once; ours is from the first call to the " +
                "last reply. DataWorks works definitions out and starts tasks at once, and `stableSeconds` is 0: these waits are no matter of the quota.",
            head: ["quota", "calls", "its own time", "ours", "ratio", "calls refused", "failed"],
            rows: [row],
            missed: goals.missed,
        };
    },
};

async function measure(setting: Setting, count: number) {
    const cli = await setting.cli();
    const dataSources = [
        { name: "shop", type: "mysql" },
        { name: "warehouse", type: "holo" },
    ];
    const emulator = await startEmulator({ seed: { workspaces: [{ projectId: 10000, dataSources }] } });
    let project: Project | undefined;
    try {
        const endpoint = emulator.url;
        project = await Project.open({ cli, signal: setting.signal, program: "chain", endpoint, first: 0, count });
        await emulator.control.setQuota({ perSecond });
        const up = await project.up();
        const journal = await emulator.control.journal();
        const failed = count - reached(journal, "StartDISyncInstance");
        if (!up.succeeded) setting.progress(`pulumi up failed:\n${up.said}`);
        const calls = journal.length * (1 - refused(journal) / 100);
        return {
            calls,
            limit: (calls - perSecond) / perSecond,
            makespan: makespan(journal),
            seconds: up.seconds,
            refused: refused(journal),
            failed,
        };
    } finally {
        await project?.close();
        await emulator.close();
    }
}
