// What a preview says of the old task of a deployment that is replaced.
import assert from "node:assert/strict";
import { deployment } from "../../../provider/src/resources/deployment";
import { unknown } from "../../../provider/src/resources/unknown";
import { inputs, outputs, region } from "../../support/lifecycle";

const old = "DI_REALTIME 100 of workspace 10000";

describe("a replacement", () => {
    for (const [before, after, notices] of [
        ["retain", "retain", []],
        ["undeploy", "undeploy", []],
        ["retain", "undeploy", [`${old} is undeployed by its replacement: onDelete becomes "undeploy" with it.`]],
        ["undeploy", "retain", [`${old} stays deployed when it is replaced: onDelete becomes "retain" with it.`]],
        [
            "retain",
            unknown,
            [`${old} is undeployed by its replacement where onDelete, which is not known yet, becomes "undeploy".`],
        ],
    ] as const) {
        const news = { ...inputs("100"), onDelete: after, projectId: "10001" };
        it(`says what becomes of the old task where the state says something else: ${before}, ${String(after)}`, () => {
            assert.deepEqual(
                deployment.diff(outputs(inputs("100"), { onDelete: before }), news, true).notices,
                notices,
            );
        });

        it(`says nothing for a refresh, a change in place or a solution: ${before}, ${String(after)}`, () => {
            const olds = outputs(inputs("100"), { onDelete: before });
            assert.deepEqual(deployment.diff(olds, news, false).notices, []);
            assert.deepEqual(deployment.diff(olds, { ...news, projectId: "10000" }, true).notices, []);
            assert.deepEqual(deployment.diff({ ...olds, taskType: "DI_SOLUTION" }, news, true).notices, []);
        });
    }

    it("is told beside an outcome that is unknown", () => {
        const news = { ...inputs("100"), region: `${region}-2`, onDelete: "undeploy" };
        assert.equal(deployment.diff(outputs(inputs("100"), { status: "unknown" }), news, true).notices.length, 2);
    });
});
