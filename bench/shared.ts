// The part "shared": two `pulumi up` at once that share a quota.
import { Goals, inTurn, median, medianOf, percent, ratio, seconds, whole, type Part } from "./part";
import { packageRun, plainRun } from "./under-quota";

const perSecond = 10;

export const part: Part = {
    about: "two stacks of 100 deployments at once, sharing a quota of 10 calls a second",
    measure: async (setting) => {
        const { runs, progress } = setting;
        const each = setting.deployments ?? 100;
        const load = { quota: { perSecond }, stacks: 2, each };
        const goals = new Goals();
        const measured = await inTurn([...Array(runs).keys()], (run) => {
            progress(`two stacks of ${each}, run ${run + 1} of ${runs}`);
            return packageRun(setting, load);
        });
        progress(`two stacks of ${each}, with the plain provider`);
        const plain = await plainRun(setting, load);
        const of = (figure: (one: (typeof measured)[number]) => number) => median(measured.map(figure));
        const limit = (4 * each - perSecond) / perSecond;
        const makespan = of((one) => one.makespan);
        const row = [
            `${perSecond} calls a second`,
            seconds(limit),
            `${seconds(makespan)}, and ${seconds(of((one) => one.seconds))} the longer \`up\``,
            goals.atMost(makespan / limit, 1.3, ratio),
            goals.atLeast(
                of((one) => one.smallerShare),
                100 / 3,
                percent,
            ),
            percent(of((one) => one.refused)),
            goals.atMost(Math.max(...measured.map((one) => one.failed)), 0, whole),
            plain,
        ];
        return {
            title: "Two processes that share a quota",
            text:
                `Two stacks of ${each} deployments, deployed at once; ${medianOf(runs)}. The smaller share is of the ` +
                "calls let through while both were calling.",
            head: [
                "quota",
                "its own time",
                "ours",
                "ratio",
                "smaller share",
                "calls refused",
                "failed",
                "a plain dynamic provider",
            ],
            rows: [row],
            missed: goals.missed,
        };
    },
};
