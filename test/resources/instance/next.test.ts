// What is done next about an instance: every condition, with everything that is wanted and was asked for.
import assert from "node:assert/strict";
import { conditionOf } from "../../../provider/src/dataworks/status";
import { shownStatus, type Condition } from "../../../provider/src/resources/instance/live";
import { mostTimes, next, slowness, type Asked } from "../../../provider/src/resources/instance/next";
import { states } from "../../../provider/src/resources/instance/state";

const conditions: readonly Condition[] = [
    "running",
    "stopped",
    "starting",
    "stopping",
    "confirming",
    "failed",
    "unknown",
    "notDeployed",
    "gone",
];
const asks: Record<string, Asked> = {
    "just now": { ago: 0, moved: false, certain: true, times: 1 },
    "on its way": { ago: 1000, moved: true, certain: true, times: 1 },
    "in vain": { ago: slowness, moved: false, certain: true, times: 1 },
    "reply lost": { ago: slowness, moved: false, certain: false, times: 1 },
    "reply lost again and again": { ago: slowness, moved: false, certain: false, times: mostTimes },
};

/** What is done, for running and for stopped, where nothing was asked for and nothing waited for, and so on down the list. */
const table: Record<Condition, readonly [running: string, stopped: string]> = {
    running: ["done watch watch watch watch watch watch", "ask ask wait fell wait ask unanswered"],
    stopped: ["ask ask wait fell fell ask unanswered", "done done done done done done done"],
    starting: ["wait wait wait wait wait wait wait", "ask ask wait fell wait ask unanswered"],
    stopping: ["wait wait wait wait wait wait wait", "wait wait wait wait wait wait wait"],
    unknown: ["stuck wait wait wait wait wait wait", "stuck wait wait wait wait wait wait"],
    confirming: ["stuck stuck stuck stuck stuck stuck stuck", "stuck stuck stuck stuck stuck stuck stuck"],
    failed: ["stuck stuck stuck stuck stuck stuck stuck", "stuck stuck stuck stuck stuck stuck stuck"],
    notDeployed: ["stuck stuck stuck stuck stuck stuck stuck", "stuck stuck stuck stuck stuck stuck stuck"],
    gone: ["stuck stuck stuck stuck stuck stuck stuck", "stuck stuck stuck stuck stuck stuck stuck"],
};

describe("what is done next about an instance", () => {
    for (const condition of conditions) {
        for (const [index, wanted] of states.entries()) {
            it(`that is ${condition} and wanted ${wanted} is ${table[condition][index] ?? ""}`, () => {
                const steps = [
                    next(condition, wanted, undefined, false),
                    next(condition, wanted, undefined, true),
                    ...Object.values(asks).map((asked) => next(condition, wanted, asked, false)),
                ];
                assert.equal(steps.join(" "), table[condition][index]);
            });
        }
    }

    it("goes by statuses whose meaning is known, and guesses none", () => {
        const meanings = (type: "DI_REALTIME" | "DI_SOLUTION", all: readonly string[]) =>
            all.map((status) => `${status} ${conditionOf(type, status)}`);
        assert.deepEqual(
            meanings("DI_REALTIME", ["RUN", "NORUN", "PAUSE", "WAIT", "KILLING", "run", "2", "toString", ""]),
            [
                "RUN running",
                "NORUN stopped",
                "PAUSE stopped",
                "WAIT starting",
                "KILLING stopping",
                "run unknown",
                "2 unknown",
                "toString unknown",
                " unknown",
            ],
        );
        assert.deepEqual(
            meanings("DI_SOLUTION", ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "RUN", "constructor"]),
            [
                "0 running",
                "1 stopped",
                "2 running",
                "3 failed",
                "4 stopped",
                "5 confirming",
                "6 starting",
                "7 unknown",
                "8 starting",
                "9 unknown",
                "RUN unknown",
                "constructor unknown",
            ],
        );
    });

    it("shows a status as DataWorks says it, and what the number of a solution means", () => {
        assert.equal(shownStatus("DI_REALTIME", "WAIT"), "WAIT");
        assert.equal(shownStatus("DI_SOLUTION", "4"), "4 (committed)");
        assert.equal(shownStatus("DI_REALTIME", "2"), "2");
        assert.ok(shownStatus("DI_REALTIME", "x".repeat(500)).length <= 64);
    });
});
