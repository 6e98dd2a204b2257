// Starting, stopping and undeploying through the emulated API, and how fast instances change.
import assert from "node:assert/strict";
import { at, deployed, fresh, project, running, seed, solution } from "./running";

describe("an instance", () => {
    const dataworks = running();
    const status = async (fileId = deployed) =>
        at(await dataworks.task("GetDISyncInstanceInfo", fileId), "Data", "Status");
    const outcome = async (action: string, fileId = deployed) =>
        at(await dataworks.task(action, fileId), "Data", "Status");

    it("of a deployed task does not run by itself", async () => {
        const reply = await dataworks.task("GetDISyncInstanceInfo", deployed);
        assert.deepEqual(at(reply, "Data"), { Status: "NORUN", Message: null, Name: "clicks" });
    });
    it("is started and stopped at once", async () => {
        assert.equal(await outcome("StartDISyncInstance"), "success");
        assert.equal(await status(), "RUN");
        assert.equal(await outcome("StopDISyncInstance"), "success");
        assert.equal(await status(), "NORUN");
    });
    it("is not started twice, and not stopped twice", async () => {
        assert.equal(await outcome("StopDISyncInstance"), "fail");
        await outcome("StartDISyncInstance");
        assert.equal(await outcome("StartDISyncInstance"), "fail");
    });
    it("is started again when it pauses", async () => {
        await dataworks.control.setInstance({ projectId: project, fileId: deployed, status: "PAUSE" });
        assert.equal(await outcome("StartDISyncInstance"), "success");
        assert.equal(await status(), "RUN");
    });
    it("takes a StartParam that is JSON, and no other", async () => {
        const wrong = await dataworks.task("StartDISyncInstance", deployed, { StartParam: "{" });
        assert.deepEqual([wrong.status, at(wrong, "Code")], [400, "Param.Invalid"]);
        const right = await dataworks.task("StartDISyncInstance", deployed, {
            StartParam: '{"errorLimit":{"record":0}}',
        });
        assert.equal(at(right, "Data", "Status"), "success");
    });
    it("keeps the StartParam of its last start, whole, until it is undeployed", async () => {
        const given = {
            failoverLimit: { count: 10, interval: 30 },
            errorLimit: { record: 0 },
            ddlMarkMap: {
                RENAMECOLUMN: "WARNING",
                DROPTABLE: "IGNORE",
                CREATETABLE: "NORMAL",
                MODIFYCOLUMN: "CRITICAL",
                TRUNCATETABLE: "NORMAL",
                DROPCOLUMN: "IGNORE",
                ADDCOLUMN: "NORMAL",
                RENAMETABLE: "WARNING",
            },
        };
        const kept = async () => (await dataworks.control.task({ projectId: project, fileId: deployed })).startParam;
        const start = (more: Record<string, string>) => dataworks.task("StartDISyncInstance", deployed, more);
        assert.equal(await kept(), undefined);
        await start({ StartParam: JSON.stringify(given) });
        assert.deepEqual(await kept(), given);
        assert.equal(at(await start({ StartParam: "{}" }), "Data", "Status"), "fail");
        await outcome("StopDISyncInstance");
        assert.deepEqual(await kept(), given);
        await outcome("StartDISyncInstance");
        assert.equal(await kept(), undefined);
        await outcome("StopDISyncInstance");
        await start({ StartParam: '{"errorLimit":{"record":7}}' });
        await outcome("StopDISyncInstance");
        await outcome("TerminateDISyncInstance");
        assert.equal(await kept(), undefined);
    });
    for (const [given, message] of [
        ["[]", /StartParam: must be an object/],
        ["null", /StartParam: must be an object/],
        ['{"failoverlimit":{}}', /StartParam\.failoverlimit: is not known here/],
        ['{"failoverLimit":{"count":-1}}', /StartParam\.failoverLimit\.count: must be a number from 0/],
        ['{"failoverLimit":{"interval":"30"}}', /StartParam\.failoverLimit\.interval: must be a number/],
        ['{"errorLimit":{"record":1.5}}', /StartParam\.errorLimit\.record: must be a whole number/],
        ['{"ddlMarkMap":{"DROPINDEX":"NORMAL"}}', /StartParam\.ddlMarkMap\.DROPINDEX: is not known here/],
        ['{"ddlMarkMap":{"ADDCOLUMN":"normal"}}', /ADDCOLUMN: must be one of NORMAL, IGNORE, WARNING, CRITICAL/],
    ] as const)
        it(`is not started with the StartParam ${given}`, async () => {
            const reply = await dataworks.task("StartDISyncInstance", deployed, { StartParam: given });
            assert.deepEqual([reply.status, at(reply, "Code")], [400, "Param.Invalid"]);
            assert.match(String(at(reply, "Message")), message);
            assert.equal(await status(), "NORUN");
        });
    it("of a solution takes any StartParam, and keeps none", async () => {
        const reply = await dataworks.task("StartDISyncInstance", solution, {
            TaskType: "DI_SOLUTION",
            StartParam: "{",
        });
        assert.equal(at(reply, "Data", "Status"), "success");
        const view = await dataworks.control.task({ projectId: project, fileId: solution, taskType: "DI_SOLUTION" });
        assert.equal(view.startParam, undefined);
    });
    it("of a task that was never deployed is not known, although the task is", async () => {
        for (const action of [
            "GetDISyncInstanceInfo",
            "StartDISyncInstance",
            "StopDISyncInstance",
            "TerminateDISyncInstance",
        ]) {
            const reply = await dataworks.task(action, fresh);
            assert.deepEqual(at(reply, "Data"), { Status: "fail", Message: `fileId[${fresh}] is invalid` });
        }
        assert.equal(await outcome("GetDISyncTask", fresh), "success");
    });
    it("that runs is not undeployed", async () => {
        await outcome("StartDISyncInstance");
        const reply = await dataworks.task("TerminateDISyncInstance", deployed);
        assert.deepEqual([reply.status, at(reply, "Success"), at(reply, "Data", "Status")], [200, true, "fail"]);
        assert.match(String(at(reply, "Data", "Message")), /stop/);
        assert.equal(await status(), "RUN");
    });
    it("that was undeployed is not known any more, and no version runs in production", async () => {
        assert.equal(await outcome("TerminateDISyncInstance"), "success");
        assert.equal(await outcome("TerminateDISyncInstance"), "fail");
        assert.equal(await status(), "fail");
        const task = await dataworks.control.task({ projectId: project, fileId: deployed });
        assert.deepEqual([task.deployedDefinition, task.instance], [undefined, undefined]);
        assert.ok(task.versions.every((version) => !version.isCurrentProd));
    });
    it("is there again after the next deployment", async () => {
        await outcome("TerminateDISyncInstance");
        await outcome("DeployDISyncTask");
        assert.equal(await status(), "NORUN");
    });
});

describe("an instance that takes its time", () => {
    let now = 1_000_000;
    const dataworks = running({ instances: { mode: "after", ms: 5000 }, now: () => now });
    const status = async () => at(await dataworks.task("GetDISyncInstanceInfo", deployed), "Data", "Status");

    it("changes when the time has passed, and not a millisecond before", async () => {
        await dataworks.task("StartDISyncInstance", deployed);
        assert.equal(await status(), "WAIT");
        now += 5000;
        assert.equal(await status(), "RUN");
        await dataworks.task("StopDISyncInstance", deployed);
        now += 4999;
        assert.equal(await status(), "KILLING");
        assert.equal(at(await dataworks.task("TerminateDISyncInstance", deployed), "Data", "Status"), "fail");
        now += 1;
        assert.equal(await status(), "NORUN");
        assert.equal(at(await dataworks.task("TerminateDISyncInstance", deployed), "Data", "Status"), "success");
    });
    it("is not stopped faster by stopping it again", async () => {
        await dataworks.control.setInstance({ projectId: project, fileId: deployed, status: "RUN" });
        await dataworks.task("StopDISyncInstance", deployed);
        now += 4000;
        assert.equal(at(await dataworks.task("StopDISyncInstance", deployed), "Data", "Status"), "success");
        now += 1000;
        assert.equal(await status(), "NORUN");
    });
    const view = () => dataworks.control.task({ projectId: project, fileId: deployed });
    const start = () => dataworks.task("StartDISyncInstance", deployed);
    const info = async () => {
        const reply = await dataworks.task("GetDISyncInstanceInfo", deployed);
        return [at(reply, "Data", "Status"), at(reply, "Data", "Message")];
    };
    it("runs and stops again by itself, with a message, where its start fails", async () => {
        const fails = { mode: "after", ms: 3000, message: "failover limit reached" } as const;
        await dataworks.control.setInstances({ mode: "after", ms: 1000, start: { fails } });
        assert.equal(at(await start(), "Data", "Status"), "success");
        now += 999;
        assert.deepEqual(await info(), ["WAIT", null]);
        now += 1;
        assert.deepEqual(await info(), ["RUN", null]);
        now += 2999;
        assert.deepEqual(await info(), ["RUN", null]);
        now += 1;
        assert.deepEqual(await info(), ["NORUN", "failover limit reached"]);
        assert.equal((await view()).instanceMessage, "failover limit reached");
        await dataworks.control.setInstances({});
        await start();
        assert.deepEqual(await info(), ["RUN", null]);
    });
    it("is neither started nor stopped where that is refused", async () => {
        await dataworks.control.setInstances({ start: { refused: "no slot" }, stop: { refused: "locked" } });
        const refused = await start();
        assert.deepEqual([at(refused, "Data", "Status"), at(refused, "Data", "Message")], ["fail", "no slot"]);
        assert.deepEqual(await info(), ["NORUN", null]);
        await dataworks.control.setInstance({
            projectId: project,
            fileId: deployed,
            status: "RUN",
            message: "by hand",
        });
        const stop = await dataworks.task("StopDISyncInstance", deployed);
        assert.deepEqual([at(stop, "Data", "Status"), at(stop, "Data", "Message")], ["fail", "locked"]);
        assert.deepEqual(await info(), ["RUN", "by hand"]);
    });
    it("hangs where its start or its stop is by hand, and goes on a status at a time", async () => {
        const advance = () => dataworks.control.advanceInstance({ projectId: project, fileId: deployed });
        await dataworks.control.seed({
            instances: { start: { mode: "byHand", fails: { mode: "byHand" } }, stop: { mode: "byHand" } },
        });
        await start();
        now += 1e9;
        assert.equal(await status(), "WAIT");
        await advance();
        assert.equal(await status(), "RUN");
        await dataworks.task("StopDISyncInstance", deployed);
        now += 1e9;
        assert.equal(await status(), "KILLING");
        await advance();
        assert.equal(await status(), "NORUN");
        await assert.rejects(advance(), /nothing is under way with the task 200/);
    });
    for (const [settings, message] of [
        [{ ms: 5 }, /ms: goes with the mode "after"/],
        [{ mode: "byHand", ms: 5 }, /ms: goes with the mode "after"/],
        [{ start: { fails: { message: "x" } } }, /start\.fails\.mode: is missing/],
        [{ stop: { fails: { mode: "atOnce" } } }, /stop\.fails: is not known here/],
        [{ stop: { refused: "no", mode: "byHand" } }, /stop\.refused: stands alone/],
    ] as [never, RegExp][])
        it(`is not told to change by ${JSON.stringify(settings)}`, () =>
            assert.rejects(dataworks.control.setInstances(settings), { message }));
    it("changes by hand when the mode says so", async () => {
        await dataworks.control.setInstances({ mode: "byHand" });
        await dataworks.task("StartDISyncInstance", deployed);
        now += 1e9;
        assert.equal(await status(), "WAIT");
        await dataworks.control.settleInstances();
        assert.equal(await status(), "RUN");
    });
});

describe("one task's own settings", () => {
    const other = "201";
    const [shop] = seed.workspaces ?? [];
    const dataworks = running({
        seed: {
            instances: { mode: "byHand" },
            workspaces: [
                {
                    ...shop,
                    projectId: project,
                    tasks: [
                        { fileId: deployed, deployed: true, instances: { start: { refused: "no slot" } } },
                        { fileId: other, deployed: true },
                    ],
                },
            ],
        },
    });
    const start = async (fileId: string) => {
        await dataworks.task("StartDISyncInstance", fileId);
        return at(await dataworks.task("GetDISyncInstanceInfo", fileId), "Data", "Status");
    };

    it("hold in place of what holds for all, and for no other task", async () => {
        assert.deepEqual([await start(deployed), await start(other)], ["NORUN", "WAIT"]);
    });
    it("are set and taken away by control", async () => {
        const task = { projectId: project, fileId: deployed };
        await dataworks.control.setInstances({ task, mode: "atOnce" });
        assert.equal(await start(deployed), "RUN");
        await dataworks.task("StopDISyncInstance", deployed);
        await dataworks.control.setInstances({ task });
        assert.equal(await start(deployed), "WAIT");
    });
    it("go with a task that is there", () =>
        assert.rejects(
            dataworks.control.setInstances({ task: { projectId: project, fileId: "999" }, mode: "atOnce" }),
            /there is no DI_REALTIME task 999/,
        ));
});

describe("a task that runs", () => {
    const dataworks = running();
    const deploy = async () => {
        const { Status, Message } = at(await dataworks.task("DeployDISyncTask", deployed), "Data") as Record<
            string,
            unknown
        >;
        return [Status, Message];
    };

    it("is deployed and goes on running, unless that is refused", async () => {
        await dataworks.task("StartDISyncInstance", deployed);
        assert.deepEqual(await deploy(), ["success", null]);
        await dataworks.control.setInstances({ deploy: { refused: "stop the task first" } });
        assert.deepEqual(await deploy(), ["fail", "stop the task first"]);
        const task = await dataworks.control.task({ projectId: project, fileId: deployed });
        assert.deepEqual([task.deployments, task.instance], [1, "RUN"]);
    });
    for (const [status, outcome] of [
        ["WAIT", "fail"],
        ["KILLING", "fail"],
        ["PAUSE", "success"],
        ["NORUN", "success"],
    ] as const)
        it(`is one that is in WAIT, RUN or KILLING: in ${status} a deployment ends with ${outcome} where that is refused`, async () => {
            await dataworks.control.setInstances({ deploy: { refused: "stop the task first" } });
            await dataworks.control.setInstance({ projectId: project, fileId: deployed, status });
            assert.equal((await deploy())[0], outcome);
        });
});
