// Making and changing tasks as the client understands it, against the embedded DataWorks.
import assert from "node:assert/strict";
import {
    CallError,
    NoAnswerError,
    RefusedError,
    UnknownProcessError,
} from "../../../provider/src/dataworks/calls/errors";
import type { DataWorks } from "../../../provider/src/dataworks/client";
import { clientOf, Lifecycle } from "../../support/lifecycle";
import { changeTo, dataSources, script } from "../../support/new-task";
import { projectId } from "../../support/tasks";

const task = { projectId, taskType: "DI_REALTIME", name: "orders" } as const;
const nextFileId = "7567482277219412494";

describe("the operations that make and change tasks", () => {
    let lifecycle: Lifecycle;
    let api: DataWorks;

    beforeEach(async () => {
        lifecycle = await Lifecycle.begin({ making: { nextFileId }, workspaces: [{ projectId, dataSources }] });
        api = lifecycle.context().dataworks("cn-hangzhou");
    });

    afterEach(() => lifecycle.end());

    /** The journal's calls of an operation: where the parameters were, and whether each took effect. */
    async function callsOf(operation: string) {
        const journal = await lifecycle.emulator.control.journal();
        return journal
            .filter((entry) => entry.operation === operation)
            .map(({ where, applied, parameters }) => ({ where, applied, token: parameters["ClientToken"] }));
    }

    async function workedOut(given = script("orders"), token = "t-1") {
        const processId = await api.generateDISyncTaskConfigForCreating(task, given, token);
        return (await api.queryDISyncTaskConfigProcessResult(task, processId)) ?? assert.fail("not yet");
    }

    const fails = async (call: Promise<unknown>): Promise<CallError> => {
        const error: unknown = await call.then(
            () => assert.fail("it succeeded"),
            (reason: unknown) => reason,
        );
        assert.ok(error instanceof CallError, String(error));
        return error;
    };

    it("make a task of a script, with every digit of its id, and change it by another one", async () => {
        const { content, requestId, time } = await workedOut();
        assert.ok(time !== undefined && Math.abs(Date.now() - time) < 60_000);
        assert.match(requestId, /^[0-9a-f]{32}$/);
        const creation = { ...task, folder: "flow/shop", resourceGroup: "group_a", cu: 1.5, content };
        const { fileId } = await api.createDISyncTask({ ...creation, clientToken: "t-2" });
        assert.equal(fileId, nextFileId);
        const { control } = lifecycle.emulator;
        const made = await control.task({ projectId, fileId });
        assert.deepEqual(
            [made.name, made.folder, made.resourceGroup, made.cu, made.definition],
            ["orders", "flow/shop", "group_a", 1.5, content],
        );

        const known = { projectId, taskType: task.taskType, fileId };
        const processId = await api.generateDISyncTaskConfigForUpdating(known, changeTo("orders", "returns"), "t-3");
        const changed = await api.queryDISyncTaskConfigProcessResult(known, processId);
        await api.updateDISyncTask(known, changed?.content ?? "", { resourceGroup: "group_b" });
        assert.match((await api.getDISyncTask(known)).code ?? "", /"tableName":"returns"/);
        const { resourceGroup, cu } = await control.task({ projectId, fileId });
        assert.deepEqual([resourceGroup, cu], ["group_b", 1.5]);

        await api.deleteDISyncTask(known);
        assert.equal((await fails(api.getDISyncTask(known))).name, "InvalidFileIdError");
    });

    it("say nothing of a task that was not said", async () => {
        const { fileId } = await api.createDISyncTask({ ...task, content: "{}", clientToken: "t" });
        const journal = await lifecycle.emulator.control.journal();
        assert.equal(journal.at(-1)?.parameters["TaskParam"], undefined);
        const { folder, resourceGroup } = await lifecycle.emulator.control.task({ projectId, fileId });
        assert.deepEqual([folder, resourceGroup], ["", undefined]);
    });

    for (const pending of [{ status: "success" }, { status: "running", message: "wait" }]) {
        it(`take a reply with the status ${pending.status} and no definition for "not yet"`, async () => {
            await lifecycle.emulator.control.setMaking({ mode: "after", polls: 1, pending });
            const processId = await api.generateDISyncTaskConfigForCreating(task, script("orders"), "t-1");
            assert.equal(await api.queryDISyncTaskConfigProcessResult(task, processId), undefined);
            assert.notEqual(await api.queryDISyncTaskConfigProcessResult(task, processId), undefined);
        });
    }

    it("tell a process that failed, with what DataWorks says, from one that is not known any more", async () => {
        await lifecycle.emulator.control.setMaking({ first: [{ fails: "table [returns] does not exist" }, "lost"] });
        const [failed, lost] = [await fails(workedOut()), await fails(workedOut(script("returns"), "t-2"))];
        assert.equal(failed.name, "RefusedError");
        assert.match(failed.message, /for DI_REALTIME "orders" of workspace 10000: table \[returns\] does not exist/);
        assert.equal(failed.facts.status, 200);
        assert.equal(lost.name, "UnknownProcessError");
    });

    it("name the task and the data source that is not there, and what to do", async () => {
        const missing = script("orders").replace('"datasource":"shop"', '"datasource":"shp"');
        const { message, facts } = await fails(api.generateDISyncTaskConfigForCreating(task, missing, "t"));
        assert.equal(facts.code, "1000010005");
        assert.match(message, /DI_REALTIME "orders" of workspace 10000.*\[shp\].*create it in DataWorks/);
    });

    it("send a script whose reply was lost again, by the same token, and get the same process", async () => {
        await lifecycle.emulator.control.addFault({
            operation: "GenerateDISyncTaskConfigForCreating",
            kind: "resetAfter",
            times: 1,
        });
        const { content } = await workedOut();
        assert.notEqual(content, "");
        assert.deepEqual(await callsOf("GenerateDISyncTaskConfigForCreating"), [
            { where: "form", applied: true, token: "t-1" },
            { where: "form", applied: false, token: "t-1" },
        ]);
    });

    for (const kind of ["resetAfter", "errorAfter", "empty"] as const) {
        it(`send a creation that met ${kind} once, because it may have been applied`, async () => {
            await lifecycle.emulator.control.addFault({ operation: "CreateDISyncTask", kind });
            const creation = { ...task, content: "{}", clientToken: "t" };
            const error = await fails(api.createDISyncTask(creation));
            assert.ok(error instanceof NoAnswerError && error.message.includes("may have been applied"), error.message);
            assert.deepEqual(await callsOf("CreateDISyncTask"), [{ where: "form", applied: true, token: "t" }]);
            await lifecycle.emulator.control.clearFaults();
            assert.equal((await api.createDISyncTask(creation)).fileId, nextFileId);
        });
    }

    it("send what is not found in a form body once more in the query, and lose nothing on the way", async () => {
        await lifecycle.emulator.control.setMaking({ formBody: "ignored" });
        const { content } = await workedOut();
        assert.deepEqual(
            (await callsOf("GenerateDISyncTaskConfigForCreating")).map(({ where }) => where),
            ["form", "query"],
        );
        const creation = { ...task, folder: "flow/shop", resourceGroup: "group_a", content, clientToken: "t" };
        const { fileId } = await api.createDISyncTask(creation);
        const made = await lifecycle.emulator.control.task({ projectId, fileId });
        assert.deepEqual([made.folder, made.resourceGroup, made.definition], ["flow/shop", "group_a", content]);
        await api.updateDISyncTask({ projectId, taskType: task.taskType, fileId }, "{}", { cu: 2 });
        const { definition, cu } = await lifecycle.emulator.control.task({ projectId, fileId });
        assert.deepEqual([definition, cu], ["{}", 2]);
        const places = async (operation: string) => (await callsOf(operation)).map(({ where }) => where);
        // That the definition of a new task is found there is documented.
        assert.deepEqual(await places("CreateDISyncTask"), ["form"]);
        assert.deepEqual(await places("UpdateDISyncTask"), ["form", "query"]);
    });

    it("do not press into an address what it does not hold", async () => {
        await lifecycle.emulator.control.setMaking({ formBody: "ignored" });
        const tables = Array.from({ length: 1000 }, (_, index) => `table_${index}`);
        const { facts } = await fails(api.generateDISyncTaskConfigForCreating(task, script(...tables), "t"));
        assert.equal(facts.code, "MissingTaskParam");
        assert.equal((await callsOf("GenerateDISyncTaskConfigForCreating")).length, 1);
    });

    it("carry definitions of megabytes both ways", async () => {
        const tables = Array.from({ length: 1200 }, (_, index) => `table_of_the_shop_${index}`);
        const { content } = await workedOut(script(...tables));
        assert.ok(content.length > 1_000_000, String(content.length));
        const { fileId } = await api.createDISyncTask({ ...task, content, clientToken: "t" });
        assert.equal((await api.getDISyncTask({ projectId, taskType: task.taskType, fileId })).code, content);
    });

    it("show no secret of a script or a definition that a reply says back, told by their keys", async () => {
        const message = "fake-reader cannot log in with fake-hunter2, fake-hunter3 or fake-hunter4";
        await lifecycle.emulator.control.addFault({ operation: "*", kind: "fail", message });
        const connection = { userName: "fake-reader", password: "fake-hunter2", "sasl.jaas": { text: "fake-hunter3" } };
        const secret = JSON.stringify({ steps: [{ parameter: connection }] });
        for (const failed of [
            await fails(api.generateDISyncTaskConfigForCreating(task, secret, "t-1")),
            await fails(api.queryDISyncTaskConfigProcessResult(task, "1")),
        ])
            assert.match(failed.message, /fake-reader cannot log in with \[redacted\], \[redacted\] or fake-hunter4/);
        const creation = {
            ...task,
            content: JSON.stringify([{ accessKeySecret: "fake-hunter4" }]),
            clientToken: "t-2",
        };
        const refused = await fails(api.createDISyncTask(creation));
        assert.match(refused.message, /with \[redacted\], \[redacted\] or \[redacted\]/);
    });

    it("hold a definition that is cut off for none", async () => {
        const body = { Success: true, RequestId: "r", Data: { Status: "success", TaskContent: '{"steps":[' } };
        await lifecycle.emulator.control.addFault({
            operation: "QueryDISyncTaskConfigProcessResult",
            kind: "body",
            text: JSON.stringify(body),
        });
        assert.equal((await fails(workedOut())).name, "NotUnderstoodError");
    });

    it("know a process by what the API says of its id, and by nothing else", async () => {
        const client = clientOf(lifecycle.emulator.url);
        const said = async (message: string) => {
            await lifecycle.emulator.control.clearFaults();
            await lifecycle.emulator.control.addFault({ operation: "*", kind: "fail", message });
            const error = await fails(client.forOperation().queryDISyncTaskConfigProcessResult(task, "57"));
            assert.ok(error instanceof RefusedError);
            return error instanceof UnknownProcessError;
        };
        for (const message of ["asyncProcessId:[57] is invalid.", "process 57 does not exist", "57: not found"])
            assert.equal(await said(message), true, message);
        for (const message of ["process 57 failed", "table 5 does not exist", "table t57 does not exist", "invalid"])
            assert.equal(await said(message), false, message);
        client.close();
    });
});
