// Which entry of a stack's list means a task.
import assert from "node:assert/strict";
import { entryOf } from "../../../provider/src/cli/import/listed";

const task = {
    projectId: "1",
    taskType: "DI_REALTIME",
    fileId: "100",
    received: { name: "orders", folder: "Flow/shop" },
} as const;

describe("an entry of a stack's list", () => {
    for (const [entry, means] of [
        [{ taskType: "DI_REALTIME", fileId: "100" }, true],
        [{ taskType: "DI_REALTIME", fileId: "1000" }, false],
        [{ taskType: "DI_SOLUTION", fileId: "100" }, false],
        [{ taskType: "DI_REALTIME", fileName: "orders" }, true],
        [{ taskType: "DI_REALTIME", fileName: "orders", folder: "/Flow/shop/" }, true],
        [{ taskType: "DI_REALTIME", fileName: "orders", folder: "Flow" }, false],
        [{ taskType: "DI_REALTIME", fileName: "order" }, false],
        [{ taskType: " DI_REALTIME ", fileId: "100 " }, true],
        [{ taskType: "DI_REALTIME", fileName: " orders", folder: " /Flow/shop " }, true],
        [{}, false],
    ] as const) {
        it(`${means ? "means" : "does not mean"} the task: ${JSON.stringify(entry)}`, () => {
            assert.equal(entryOf(task, [entry]), means ? entry : undefined);
        });
    }

    it("means the task by the name that DataWorks has, not by what is shown of it", () => {
        const hidden = { ...task, taskName: "or\\u200bders", received: { name: "or\u200bders", folder: "" } };
        const entry = { taskType: "DI_REALTIME", fileName: "or\u200bders" };
        assert.equal(entryOf(hidden, [entry]), entry);
    });
});
