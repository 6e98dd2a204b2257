// Solutions: how they start, the statuses and steps that they show, and what watches real-time tasks.
import assert from "node:assert/strict";
import { at, deployed, fresh, project, running, solution } from "./running";

const reference = { projectId: project, fileId: solution };

describe("a solution", () => {
    let now = 1_000_000;
    const dataworks = running({ now: () => now });
    const call = (action: string) => dataworks.task(action, solution, { TaskType: "DI_SOLUTION" });
    const status = async () => at(await call("GetDISyncTask"), "Data", "SolutionDetail", "Status");
    const steps = async () => {
        const listed = at(await call("GetDISyncInstanceInfo"), "Data", "SolutionInfo", "StepDetail");
        return (listed as Record<string, unknown>[]).map(({ StepName, Status, Info }) => [StepName, Status, Info]);
    };
    const outcome = async (action: string) => at(await call(action), "Data", "Status");

    it("tells of itself, starts and is started once", async () => {
        const info = async () => {
            const reply = await call("GetDISyncInstanceInfo");
            assert.match(reply.text, /"SolutionInfo":\{"Id":300,/);
            return [at(reply, "Data", "Status"), at(reply, "Data", "SolutionInfo", "Status")];
        };
        assert.deepEqual(await info(), ["success", "stop"]);
        assert.equal(await outcome("StartDISyncInstance"), "success");
        assert.deepEqual(await info(), ["success", "run"]);
        assert.equal(at(await call("GetDISyncTask"), "Data", "SolutionDetail", "StartTime"), String(now));
        assert.equal(await outcome("StartDISyncInstance"), "fail");
    });
    it("waits while it starts, and runs then", async () => {
        await dataworks.control.setInstances({ mode: "after", ms: 1000 });
        await outcome("StartDISyncInstance");
        now += 999;
        assert.equal(await status(), "8");
        now += 1;
        assert.equal(await status(), "2");
    });
    it("fails where its start does, and its step tells why", async () => {
        const fails = { mode: "byHand", message: "the source has no binlog" } as const;
        await dataworks.control.setInstances({ start: { fails } });
        await outcome("StartDISyncInstance");
        assert.equal(await status(), "2");
        await dataworks.control.advanceInstance({ ...reference, taskType: "DI_SOLUTION" });
        assert.equal(await status(), "3");
        assert.deepEqual(await steps(), [
            ["deploy", "success", "{}"],
            ["synchronize", "fail", '{"message":"the source has no binlog"}'],
        ]);
        await dataworks.control.setInstances({});
        assert.equal(await outcome("StartDISyncInstance"), "success");
        assert.equal(await status(), "2");
    });
    it("is not started where that is refused", async () => {
        await dataworks.control.setInstances({ start: { refused: "no slot" } });
        assert.equal(at(await call("StartDISyncInstance"), "Data", "Message"), "no slot");
        assert.equal(await status(), "1");
    });
    it("has any status and steps by hand, until its status changes", async () => {
        const given = [{ name: "schema", status: "confirm", info: { who: "the table's owner" } }];
        for (const each of ["0", "1", "2", "3", "4", "5", "6", "7", "8"] as const) {
            await dataworks.control.setSolution({ ...reference, status: each, steps: given });
            assert.equal(await status(), each);
            assert.deepEqual(await steps(), [["schema", "confirm", '{"who":"the table\'s owner"}']]);
        }
        await dataworks.control.setSolution({ ...reference, status: "1" });
        assert.deepEqual(await steps(), [
            ["deploy", "wait", "{}"],
            ["synchronize", "wait", "{}"],
        ]);
        await dataworks.control.setSolution({ ...reference, status: "1", steps: given });
        await outcome("StartDISyncInstance");
        assert.deepEqual(await steps(), [
            ["deploy", "success", "{}"],
            ["synchronize", "run", "{}"],
        ]);
    });
    for (const [before, after] of [
        ["1", "4"],
        ["0", "4"],
        ["3", "4"],
        ["2", "2"],
        ["5", "5"],
        ["6", "6"],
        ["8", "8"],
    ] as const)
        it(`of the status ${before} has ${after} when it was deployed`, async () => {
            await dataworks.control.setSolution({ ...reference, status: before });
            assert.equal(await outcome("DeployDISyncTask"), "success");
            assert.equal(await status(), after);
        });
    it("is deleted by its status, by hand too", async () => {
        await dataworks.control.setSolution({ ...reference, status: "9" });
        assert.equal(await status(), "9");
        assert.equal(await outcome("GetDISyncInstanceInfo"), "fail");
    });
    it("has steps and settings of its own from a seed", async () => {
        const step = { name: "full load", status: "run" };
        await dataworks.control.seed({
            workspaces: [
                {
                    projectId: project,
                    tasks: [
                        {
                            fileId: solution,
                            taskType: "DI_SOLUTION",
                            solution: { status: "4", steps: [step] },
                            instances: { start: { mode: "byHand" } },
                        },
                    ],
                },
            ],
        });
        assert.deepEqual(await steps(), [["full load", "run", "{}"]]);
        await outcome("StartDISyncInstance");
        assert.equal(await status(), "8");
        await dataworks.control.settleInstances();
        assert.equal(await status(), "2");
    });
});

describe("alarm rules", () => {
    const dataworks = running();
    const listed = async (fileId = deployed) => {
        const rules = at(await dataworks.task("GetDISyncTask", fileId), "Data", "AlarmList");
        return (rules as Record<string, unknown>[]).map(({ RuleName, Enabled, Metric }) => [RuleName, Enabled, Metric]);
    };

    it("are shown as they were seeded, and changed by control", async () => {
        assert.deepEqual(await listed(), []);
        const alarms = [{ name: "stopped" }, { name: "late", enabled: false, metric: "bizDelay" as const }];
        await dataworks.control.seed({ workspaces: [{ projectId: project, tasks: [{ fileId: fresh, alarms }] }] });
        assert.deepEqual(await listed(fresh), [
            ["stopped", true, "taskStatus"],
            ["late", false, "bizDelay"],
        ]);
        await dataworks.control.setAlarms({ projectId: project, fileId: fresh, alarms: [{ name: "late" }] });
        assert.deepEqual(await listed(fresh), [["late", true, "taskStatus"]]);
    });
    it("are documented ones, and of real-time tasks alone", async () => {
        const seeding = (task: object) =>
            dataworks.control.seed({ workspaces: [{ projectId: project, tasks: [{ fileId: 1, ...task }] }] });
        await assert.rejects(
            seeding({ alarms: [{ name: "odd", metric: "mood" }] }),
            /alarms\[0\]\.metric: must be one of/,
        );
        await assert.rejects(
            seeding({ taskType: "DI_SOLUTION", alarms: [] }),
            /alarms: only a DI_REALTIME task has them/,
        );
        await assert.rejects(seeding({ fileType: 10, instances: {} }), /instances: is for tasks: a file does not run/);
    });
});
