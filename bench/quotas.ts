// The part "quotas": how near deployments come to the shortest time that a quota allows.
import { Goals, inTurn, median, medianOf, percent, ratio, seconds, whole, type Part } from "./part";
import { packageRun, plainRun } from "./under-quota";

const quotas = [5, 20, 50];

export const part: Part = {
    about: "200 deployments under quotas of 5, 20 and 50 calls a second",
    measure: async (setting) => {
        const { runs, progress } = setting;
        const each = setting.deployments ?? 200;
        const goals = new Goals();
        const rows = await inTurn(quotas, async (perSecond) => {
            const load = { quota: { perSecond }, stacks: 1, each };
            const measured = await inTurn([...Array(runs).keys()], (run) => {
                progress(`${each} deployments, ${perSecond} calls a second, run ${run + 1} of ${runs}`);
                return packageRun(setting, load);
            });
            progress(`${each} deployments, ${perSecond} calls a second, with the plain provider`);
            const plain = await plainRun(setting, load);
            const of = (figure: (one: (typeof measured)[number]) => number) => median(measured.map(figure));
            // A deployment is two calls, and a quota has one second's worth saved up at the start.
            const limit = (2 * each - perSecond) / perSecond;
            const makespan = of((one) => one.makespan);
            return [
                `${perSecond} calls a second`,
                seconds(limit),
                `${seconds(makespan)}, and ${seconds(of((one) => one.seconds))} the whole \`up\``,
                goals.atMost(makespan / limit, 1.15, ratio),
                goals.atMost(
                    of((one) => one.refused),
                    5,
                    percent,
                ),
                goals.atMost(Math.max(...measured.map((one) => one.failed)), 0, whole),
                plain,
            ];
        });
        return {
            title: "Under a quota",
            text:
                `\`pulumi up\` of ${each} deployments; ${medianOf(runs)}. The quota's own time is what two calls a ` +
                "deployment take at its rate, after one second's worth at once; ours is from the first call to the last reply. " +
                "The plain provider makes one call a deployment, and goes on where one fails (`--continue-on-error`).",
            head: ["quota", "its own time", "ours", "ratio", "calls refused", "failed", "a plain dynamic provider"],
            rows,
            missed: goals.missed,
        };
    },
};
