// What the API says of a task, in as few calls as it takes.
import assert from "node:assert/strict";
import { RefusedError } from "../../provider/src/dataworks/calls/errors";
import { findTask } from "../../provider/src/lookup/task";
import { Lifecycle } from "../support/lifecycle";
import { projectId, realtime, seedOf, solution } from "../support/tasks";

describe("finding a task", () => {
    let lifecycle: Lifecycle;
    const find = (fileId: string, taskType: "DI_REALTIME" | "DI_SOLUTION" = "DI_REALTIME") =>
        findTask(lifecycle.context().dataworks("cn-hangzhou"), { projectId, taskType, fileId });

    before(async () => {
        const [deployed, fresh] = realtime("100", "101");
        const times = { submitTime: "2026-11-20T08:12:44Z", status: "2" } as const;
        lifecycle = await Lifecycle.begin(
            seedOf(
                { ...deployed, fileId: "100", deployed: true, instance: "RUN", definition: '{"a": 1}' },
                { ...fresh, fileId: "101" },
                { ...solution("500"), solution: times },
            ),
        );
    });

    after(() => lifecycle.end());
    beforeEach(() => lifecycle.calls());

    it("gives a running task in two calls, its definition as the API has it", async () => {
        assert.deepEqual(await find("100"), {
            name: "task_100",
            status: "RUN",
            definition: '{"a": 1}',
            alarmRules: [],
        });
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", "GetDISyncInstanceInfo 100"]);
    });

    it("gives one that is not deployed without a status, its name from a third call", async () => {
        const { name, status } = await find("101");
        assert.deepEqual({ name, status }, { name: "task_101", status: "" });
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 101", "GetDISyncInstanceInfo 101", "GetFile 101"]);
    });

    it("gives what only a solution has, its times as ISO 8601", async () => {
        assert.deepEqual(await find("500", "DI_SOLUTION"), {
            name: "solution_500",
            status: "run",
            definition: '{"tables":["a","b"]}',
            alarmRules: [],
            solution: {
                ...{ owner: "emulator", type: "realtime", sourceType: "mysql", status: "2" },
                ...{ submitTime: "2026-11-20T08:12:44.000Z", startTime: "" },
            },
        });
    });

    it("gives the alarm rules that the API tells", async () => {
        const alarm = { Id: 7, RuleName: "late", Description: "d", Enabled: true, Metric: "taskDelay", Odd: [] };
        const body = {
            Success: true,
            RequestId: "r",
            Data: { Status: "success", Code: "{}", AlarmList: [alarm, "odd"] },
        };
        await lifecycle.emulator.control.addFault({
            operation: "GetDISyncTask",
            kind: "body",
            text: JSON.stringify(body),
            times: 1,
        });
        const { alarmRules } = await find("100");
        const { Description: description, Metric: metric } = alarm;
        assert.deepEqual(alarmRules, [{ id: "7", name: "late", description, enabled: true, metric }]);
    });

    it("fails where there is no such task, and where its instance cannot be asked", async () => {
        await assert.rejects(find("999"), /GetDISyncTask was refused for DI_REALTIME 999 of workspace 10000/);
        await lifecycle.emulator.control.addFault({
            operation: "GetDISyncInstanceInfo",
            kind: "error",
            status: 403,
            code: "Forbidden.Access",
        });
        await assert.rejects(find("100"), RefusedError);
        await lifecycle.emulator.control.clearFaults();
    });
});
