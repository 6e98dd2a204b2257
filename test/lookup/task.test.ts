// What the API says of a task, in as few calls as it takes.
import assert from "node:assert/strict";
import { RefusedError } from "../../provider/src/dataworks/calls/errors";
import { LookupError } from "../../provider/src/lookup/error";
import { findTask } from "../../provider/src/lookup/task";
import { read } from "../../provider/src/resources/deployment/read";
import { create, inputs, Lifecycle, region } from "../support/lifecycle";
import { projectId, realtime, seedOf, solution } from "../support/tasks";

describe("finding a task", () => {
    let lifecycle: Lifecycle;
    const find = (
        fileId: string,
        taskType: "DI_REALTIME" | "DI_SOLUTION" = "DI_REALTIME",
        asked?: Parameters<typeof findTask>[2],
    ) => findTask(lifecycle.context().dataworks("cn-hangzhou"), { projectId, taskType, fileId }, asked);

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
            digest: "",
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
            digest: "",
            alarmRules: [],
            solution: {
                ...{ owner: "emulator", type: "realtime", sourceType: "mysql", status: "2" },
                ...{ submitTime: "2026-11-20T08:12:44.000Z", startTime: "" },
            },
        });
    });

    it("gives the digest where it is asked for, that which a drift of the deployment would say, and no call more", async () => {
        const [list, other] = [["a"], ["b"]];
        const digests = new Map<readonly string[], string>();
        for (const ignore of [list, other]) {
            digests.set(ignore, (await find("100", "DI_REALTIME", { region, ignore })).digest);
            assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", "GetDISyncInstanceInfo 100"]);
        }
        assert.notEqual(digests.get(list), digests.get(other));
        const olds = await create(inputs("100", { ignoreDefinitionPaths: other }), lifecycle.context());
        await lifecycle.emulator.control.editTask({ projectId, fileId: "100", definition: '{"a":2,"c":3}', user: "1" });
        const { digest } = await find("100", "DI_REALTIME", { region, ignore: other });
        const drift = (await read(olds, lifecycle.context()))?.outputs.drift;
        assert.equal(drift?.at(-1), `approve it with approvedDigest: ${digest}`);
    });

    it("gives the digest of a solution by all that a deployment takes for its definition", async () => {
        const solution = { projectId, taskType: "DI_SOLUTION", fileId: "500" } as const;
        const { digest } = await find("500", "DI_SOLUTION", { region, ignore: [] });
        assert.match(digest, /^d1-/);
        await lifecycle.emulator.control.editTask({ ...solution, definition: "", user: "1" });
        await assert.rejects(find("500", "DI_SOLUTION", { region, ignore: [] }), (error: Error) => {
            const why = "GetDISyncTask answered without its ProcessContent";
            assert.equal(error.message, `its definition has no digest, because it cannot be read: ${why}`);
            return error instanceof LookupError;
        });
        assert.equal((await find("500", "DI_SOLUTION")).definition, "");
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
