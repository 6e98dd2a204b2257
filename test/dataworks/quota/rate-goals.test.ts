// What the pacing of calls is for, simulated on a clock that no real time passes on: near to the quota, few refusals, fair.
import assert from "node:assert/strict";
import { cases } from "../../../bench/pacing-scenarios";
import { shortest, simulate } from "../../../bench/pacing-simulation";

const seeds = [1, 2, 3, 4, 5];

describe("pacing: its goals", () => {
    for (const { name, scenario, goal } of cases) {
        const share =
            goal.share === undefined ? "" : `, no process with less than ${goal.share.toFixed(2)} in the median`;
        it(`${name}: at most ${goal.ratio} times the shortest time, ${goal.refused * 100} % refused, none failed${share}`, async () => {
            const outcomes = [];
            for (const seed of seeds) outcomes.push(await simulate(scenario, seed));
            const limit = shortest(scenario);
            for (const outcome of outcomes) {
                const shown = JSON.stringify(outcome);
                assert.equal(outcome.failed, 0, shown);
                assert.ok(outcome.makespan <= goal.ratio * limit, `${shown}, the shortest is ${limit}`);
                assert.ok(outcome.refused <= goal.refused, shown);
            }
            const shares = outcomes.map(({ smallestShare }) => smallestShare).sort((a, b) => a - b);
            assert.ok((shares[Math.floor(seeds.length / 2)] ?? 0) >= (goal.share ?? 0), shares.join());
        });
    }
});
