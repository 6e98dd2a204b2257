// The part "adopt": how long `pulumi-dataworks import` takes under a quota.
import { startEmulator, type SeedTask } from "dataworks-emulator";
import { run } from "../test/support/cli";
import { bin } from "../test/support/command";
import { openSandbox } from "../tools/sandbox";
import { Goals, inTurn, median, medianOf, percent, ratio, seconds, type Part } from "./part";

const projectId = "10000";
const perSecond = 20;

interface Measure {
    /** From the start of the process to its end. */
    readonly seconds: number;
    /** Calls that were let through, and that were not. */
    readonly calls: number;
    readonly refused: number;
}

/** Imports that many existing tasks. */
async function measure(count: number): Promise<Measure> {
    const tasks = Array.from({ length: count }, (_, index): SeedTask => {
        return { fileId: 1000 + index, name: `task_${index}`, definition: { table: index }, deployed: true };
    });
    const emulator = await startEmulator({ seed: { workspaces: [{ projectId, tasks }] }, quota: { perSecond } });
    const sandbox = await openSandbox({ endpoint: emulator.url });
    try {
        const began = performance.now();
        const { code, output } = await run(
            process.execPath,
            [bin, "import", "--project", projectId],
            sandbox.folder,
            sandbox.env,
        );
        const took = (performance.now() - began) / 1000;
        if (code !== 0) throw new Error(output);
        const { allowed, refused } = await emulator.control.quotaUse();
        return { seconds: took, calls: allowed, refused };
    } finally {
        await sandbox.close();
        await emulator.close();
    }
}

export const part: Part = {
    about: "import of 500 existing tasks under a quota of 20 calls a second",
    measure: async ({ runs, deployments: count = 500, progress }) => {
        const goals = new Goals();
        const measured = await inTurn([...Array(runs).keys()], (each) => {
            progress(`${count} tasks, run ${each + 1} of ${runs}`);
            return measure(count);
        });
        const of = (figure: (one: Measure) => number) => median(measured.map(figure));
        const calls = of((one) => one.calls);
        const limit = (calls - perSecond) / perSecond;
        const refused = of((one) => one.refused);
        return {
            title: "Adopting what runs",
            text:
                `\`pulumi-dataworks import\` of ${count} tasks under a quota of ${perSecond} calls a second; ` +
                `${medianOf(runs)}, each from the start of the command to its end.`,
            head: ["calls", "the quota's own time", "ours", "ratio", "calls refused"],
            rows: [
                [
                    String(calls),
                    seconds(limit),
                    seconds(of((one) => one.seconds)),
                    goals.atMost(of((one) => one.seconds) / limit, 1.2, ratio),
                    percent((100 * refused) / (calls + refused)),
                ],
            ],
            missed: goals.missed,
        };
    },
};
