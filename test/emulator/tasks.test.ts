// Deploying, reading, editing and deleting tasks through the emulated API.
import assert from "node:assert/strict";
import { at, definition, deployed, fresh, project, running, solution, sqlFile } from "./running";

const text = JSON.stringify(definition);

describe("DeployDISyncTask", () => {
    const dataworks = running();
    const view = (fileId: string) => dataworks.control.task({ projectId: project, fileId });

    it("takes a task to production as version 1", async () => {
        const reply = await dataworks.task("DeployDISyncTask", fresh);
        assert.deepEqual(reply.json, {
            Success: true,
            Data: { Status: "success", Message: null },
            RequestId: reply.headers["x-acs-request-id"],
        });
        const task = await view(fresh);
        assert.equal(task.deployedDefinition, text);
        assert.deepEqual([task.deployments, task.committed, task.instance], [1, true, "NORUN"]);
        assert.deepEqual(
            task.versions.map((version) => [version.number, version.isCurrentProd]),
            [[1, true]],
        );
    });
    it("makes no new version where nothing changed", async () => {
        await dataworks.task("DeployDISyncTask", deployed);
        const task = await view(deployed);
        assert.deepEqual([task.deployments, task.versions.length], [1, 1]);
    });
    it("makes an edited definition the next version, and that one runs in production", async () => {
        await dataworks.control.editTask({
            projectId: project,
            fileId: deployed,
            definition: '{ "a" : 1 }',
            user: "7",
        });
        assert.equal((await view(deployed)).deployedDefinition, text);
        await dataworks.task("DeployDISyncTask", deployed);
        const task = await view(deployed);
        assert.equal(task.deployedDefinition, '{ "a" : 1 }');
        assert.deepEqual(
            task.versions.map((version) => [version.number, version.isCurrentProd]),
            [
                [1, false],
                [2, true],
            ],
        );
    });
    it("accepts what an approval stands before, and takes it to production once that is given", async () => {
        const task = { projectId: project, fileId: deployed };
        await dataworks.control.setApproval({ ...task, required: true });
        await dataworks.control.editTask({ ...task, definition: {}, user: "7" });
        const reply = await dataworks.task("DeployDISyncTask", deployed);
        assert.equal(at(reply, "Data", "Status"), "success");
        const held = await view(deployed);
        assert.deepEqual([held.deployments, held.waiting, held.versions.length], [0, 2, 2]);
        assert.equal(held.deployedDefinition, text);
        await dataworks.control.approve(task);
        const through = await view(deployed);
        assert.deepEqual([through.deployments, through.waiting, through.deployedDefinition], [1, undefined, "{}"]);
        await assert.rejects(dataworks.control.approve(task), /no deployment of the task 200 waits for an approval/);
    });
    it("accepts what waits by its seed, of a solution too, and of what is deleted nothing waits any more", async () => {
        const tasks = (["DI_REALTIME", "DI_SOLUTION"] as const).map((taskType) => ({
            ...{ fileId: "900", taskType, approval: true, definition: {} },
        }));
        await dataworks.control.seed({ workspaces: [{ projectId: project, tasks }] });
        for (const TaskType of ["DI_REALTIME", "DI_SOLUTION"] as const) {
            await dataworks.task("DeployDISyncTask", "900", { TaskType });
            const task = { projectId: project, fileId: "900", taskType: TaskType };
            const held = await dataworks.control.task(task);
            assert.deepEqual([held.waiting, held.deployments, held.instance], [1, 0, undefined]);
            await dataworks.control.deleteTask(task);
            await assert.rejects(dataworks.control.approve(task), /waits for an approval/);
        }
    });
    it("leaves a running task running", async () => {
        await dataworks.control.setInstance({ projectId: project, fileId: deployed, status: "RUN" });
        await dataworks.task("DeployDISyncTask", deployed);
        assert.equal((await view(deployed)).instance, "RUN");
    });
    it("deploys a solution", async () => {
        const reply = await dataworks.task("DeployDISyncTask", solution, { TaskType: "DI_SOLUTION" });
        assert.equal(at(reply, "Data", "Status"), "success");
        const task = await dataworks.control.task({ projectId: project, fileId: solution, taskType: "DI_SOLUTION" });
        assert.deepEqual([task.deployments, task.solutionStatus], [1, "4"]);
    });
    it("rewrites fields of the definition where it was told to, and keeps the digits of all others", async () => {
        const rewrites = [
            { path: "steps[0].parameter.table", value: { name: "ods" } },
            { path: "steps[7].parameter.table", value: 1 },
            { path: "added", value: null },
        ];
        await dataworks.control.setRewriteOnDeploy(rewrites);
        const given = '{"steps":[{"parameter":{"table":"a \\"1\\" #2","offset":9007199254740993,"rate":1.50}}]}';
        await dataworks.control.editTask({ projectId: project, fileId: deployed, definition: given, user: "7" });
        await dataworks.task("DeployDISyncTask", deployed);
        const expected =
            '{"steps":[{"parameter":{"table":{"name":"ods"},"offset":9007199254740993,"rate":1.50}}],"added":null}';
        assert.equal(at(await dataworks.task("GetDISyncTask", deployed), "Data", "Code"), expected);
        assert.equal((await view(deployed)).deployedDefinition, expected);
    });
});

describe("a DISync operation", () => {
    const dataworks = running();
    const names = [
        "DeployDISyncTask",
        "GetDISyncTask",
        "UpdateDISyncTask",
        "DeleteDISyncTask",
        "GetDISyncInstanceInfo",
        "StartDISyncInstance",
        "StopDISyncInstance",
        "TerminateDISyncInstance",
    ];

    for (const name of names) {
        const more = { TaskContent: "{}" };
        it(`${name} answers 200 for an unknown file id, and says so`, async () => {
            const reply = await dataworks.task(name, "100", more);
            assert.deepEqual([reply.status, at(reply, "Success"), at(reply, "Data", "Status")], [200, true, "fail"]);
            assert.match(String(at(reply, "Data", "Message")), /^fileId:?\[100\] is invalid\.?$/);
        });
        it(`${name} knows no file of another type`, async () => {
            assert.equal(at(await dataworks.task(name, sqlFile, more), "Data", "Status"), "fail");
        });
        it(`${name} knows no deleted task`, async () => {
            await dataworks.control.deleteTask({ projectId: project, fileId: deployed });
            assert.equal(at(await dataworks.task(name, deployed, more), "Data", "Status"), "fail");
        });
        it(`${name} refuses ids and types that are none, before anything else`, async () => {
            for (const wrong of [
                { FileId: "0" },
                { FileId: "-1" },
                { FileId: "1e3" },
                { FileId: "9223372036854775808" },
                { ProjectId: "10000000001" },
                { ProjectId: "shop" },
                { TaskType: "DI_OFFLINE" },
            ]) {
                const reply = await dataworks.task(name, deployed, { ...more, ...wrong });
                assert.deepEqual([reply.status, at(reply, "Code")], [400, "Param.Invalid"], JSON.stringify(wrong));
            }
            for (const missing of ["ProjectId", "FileId", "TaskType"]) {
                const reply = await dataworks.task(name, deployed, { ...more, [missing]: "" });
                assert.deepEqual([reply.status, at(reply, "Code")], [400, `Missing${missing}`]);
            }
        });
        it(`${name} is forbidden in an unknown workspace and in a disabled one`, async () => {
            for (const ProjectId of ["10001", "20000"]) {
                const reply = await dataworks.task(name, fresh, { ...more, ProjectId });
                assert.deepEqual([reply.status, at(reply, "Code")], [403, "Forbidden.Access"]);
            }
        });
        it(`${name} takes its parameters from the form as well`, async () => {
            const reply = await dataworks.task(name, "100", more, { where: "form" });
            assert.equal(at(reply, "Data", "Status"), "fail");
            assert.equal((await dataworks.control.journal())[0]?.where, "form");
        });
    }
    for (const name of ["DeleteDISyncTask", "StopDISyncInstance", "TerminateDISyncInstance"])
        it(`${name} is not for solutions`, async () => {
            const reply = await dataworks.task(name, solution, { TaskType: "DI_SOLUTION", TaskContent: "{}" });
            assert.deepEqual([reply.status, at(reply, "Code")], [400, "Param.Invalid"]);
        });
});

describe("GetDISyncTask", () => {
    const dataworks = running();

    it("gives the definition that is being edited, not the deployed one", async () => {
        await dataworks.control.editTask({
            projectId: project,
            fileId: deployed,
            definition: '{ "a" : 1 }',
            user: "7",
        });
        assert.equal(at(await dataworks.task("GetDISyncTask", deployed), "Data", "Code"), '{ "a" : 1 }');
    });
    it("gives a solution's details, with its id as a number of all its digits", async () => {
        const id = "9223372036854775807";
        const tasks = [{ fileId: id, taskType: "DI_SOLUTION" as const, name: "big", solution: { submitTime: 1000 } }];
        await dataworks.control.seed({ workspaces: [{ projectId: project, tasks }] });
        const reply = await dataworks.task("GetDISyncTask", id, { TaskType: "DI_SOLUTION" });
        assert.match(reply.text, /"Id":9223372036854775807,/);
        assert.deepEqual([at(reply, "Data", "SolutionDetail", "Status"), at(reply, "Data", "Code")], ["1", undefined]);
    });
    it("gives the times at which a solution was deployed and started, as text", async () => {
        const times = async () => {
            const reply = await dataworks.task("GetDISyncTask", solution, { TaskType: "DI_SOLUTION" });
            return ["SubmitTime", "StartTime"].map((name) => at(reply, "Data", "SolutionDetail", name));
        };
        assert.deepEqual(await times(), [undefined, undefined]);
        await dataworks.task("DeployDISyncTask", solution, { TaskType: "DI_SOLUTION" });
        await dataworks.task("StartDISyncInstance", solution, { TaskType: "DI_SOLUTION" });
        for (const time of await times()) assert.match(String(time), /^\d{13}$/);
    });
    it("gives a deleted solution with the status 9", async () => {
        await dataworks.control.deleteTask({ projectId: project, fileId: solution, taskType: "DI_SOLUTION" });
        const reply = await dataworks.task("GetDISyncTask", solution, { TaskType: "DI_SOLUTION" });
        assert.deepEqual(
            [at(reply, "Data", "Status"), at(reply, "Data", "SolutionDetail", "Status")],
            ["success", "9"],
        );
        for (const action of ["DeployDISyncTask", "GetDISyncInstanceInfo", "StartDISyncInstance"]) {
            const other = await dataworks.task(action, solution, { TaskType: "DI_SOLUTION" });
            assert.equal(at(other, "Data", "Status"), "fail", action);
        }
    });
});

describe("UpdateDISyncTask", () => {
    const dataworks = running();
    const view = () => dataworks.control.task({ projectId: project, fileId: deployed });

    it("edits the definition and deploys nothing", async () => {
        await dataworks.task("UpdateDISyncTask", deployed, { TaskContent: "{}" }, { where: "form" });
        const task = await view();
        assert.deepEqual([task.definition, task.deployedDefinition, task.committed], ["{}", text, false]);
        assert.equal(task.lastEditUser, "emulator-access-key-id");
    });
    it("edits a solution's definition", async () => {
        const given = { TaskType: "DI_SOLUTION", TaskContent: '{"a":1}' };
        assert.equal(at(await dataworks.task("UpdateDISyncTask", solution, given), "Data", "Status"), "success");
        const reply = await dataworks.task("GetDISyncTask", solution, { TaskType: "DI_SOLUTION" });
        assert.equal(at(reply, "Data", "SolutionDetail", "ProcessContent"), '{"a":1}');
    });
    it("takes the resource group and the CU, and of what is left out it keeps the last", async () => {
        const given = { TaskContent: "{}", TaskParam: '{"ResourceGroup":"group_a","Cu":2}' };
        await dataworks.task("UpdateDISyncTask", deployed, given);
        await dataworks.task("UpdateDISyncTask", deployed, { ...given, TaskParam: '{"Cu":0.5}' });
        const { resourceGroup, cu } = await view();
        assert.deepEqual([resourceGroup, cu], ["group_a", 0.5]);
    });
    it("refuses to do nothing, and what it cannot change", async () => {
        assert.equal(at(await dataworks.task("UpdateDISyncTask", deployed), "Code"), "MissingTaskContent");
        const wrong = [
            { TaskContent: "{" },
            { TaskContent: "[]" },
            { TaskContent: "{}", TaskParam: "{" },
            { TaskContent: "{}", TaskParam: '{"FileFolderPath":"flow/new"}' },
            { TaskContent: "{}", TaskParam: '{"Cu":0.75}' },
        ];
        for (const one of wrong) {
            const reply = await dataworks.task("UpdateDISyncTask", deployed, one);
            assert.deepEqual([reply.status, at(reply, "Code")], [400, "Param.Invalid"], JSON.stringify(one));
        }
        assert.equal((await view()).definition, text);
    });
});

describe("DeleteDISyncTask", () => {
    const dataworks = running();

    it("puts the task into the recycle bin, undeployed", async () => {
        assert.equal(at(await dataworks.task("DeleteDISyncTask", deployed), "Data", "Status"), "success");
        const file = await dataworks.call("GetFile", { ProjectId: project, FileId: deployed }, { where: "form" });
        assert.equal(at(file, "Data", "File", "DeletedStatus"), "RECYCLE_BIN");
        const task = await dataworks.control.task({ projectId: project, fileId: deployed });
        assert.deepEqual([task.deployedDefinition, task.instance], [undefined, undefined]);
    });
    it("leaves a running task alone", async () => {
        await dataworks.control.setInstance({ projectId: project, fileId: deployed, status: "RUN" });
        assert.equal(at(await dataworks.task("DeleteDISyncTask", deployed), "Data", "Status"), "fail");
        const task = await dataworks.control.task({ projectId: project, fileId: deployed });
        assert.deepEqual([task.deletedStatus, task.instance], ["NORMAL", "RUN"]);
    });
    it("deletes what runs, or not even what is deployed, where the settings say so", async () => {
        const status = async () => at(await dataworks.task("DeleteDISyncTask", deployed), "Data", "Status");
        await dataworks.control.setMaking({ deletes: "notDeployed" });
        assert.equal(await status(), "fail");
        assert.equal(at(await dataworks.task("DeleteDISyncTask", fresh), "Data", "Status"), "success");
        await dataworks.control.setInstance({ projectId: project, fileId: deployed, status: "RUN" });
        await dataworks.control.setMaking({ deletes: "any" });
        assert.equal(await status(), "success");
    });
});
