// The journal tells what was asked and answered, keeps no secret, and can be waited for.
import assert from "node:assert/strict";
import { at, deployed, fresh, project, running } from "./running";

describe("the journal", () => {
    let now = 5000;
    const dataworks = running({ now: () => now });

    it("tells what was asked and what was answered, by the clock that replies tell too", async () => {
        now = 5000;
        const headers = { "user-agent": "some-client/1.0" };
        const reply = await dataworks.task("DeployDISyncTask", fresh, {}, { headers });
        const [entry, ...others] = await dataworks.control.journal();
        assert.deepEqual(others, []);
        assert.deepEqual(entry, {
            sequence: 1,
            operation: "DeployDISyncTask",
            parameters: { ProjectId: project, TaskType: "DI_REALTIME", FileId: fresh },
            where: "query",
            accessKeyId: "emulator-access-key-id",
            securityToken: false,
            userAgent: "some-client/1.0",
            connection: 1,
            receivedAt: 5000,
            repliedAt: 5000,
            status: 200,
            requestId: at(reply, "RequestId"),
            applied: true,
        });
        assert.equal(reply.headers.date, "Thu, 01 Jan 1970 00:00:05 GMT");
    });
    it("says of every operation that changes something when it did", async () => {
        const writes = ["Deploy", "Update", "Start", "Stop", "Terminate", "Delete"].map(
            (verb) => `${verb}DISync${/^St|^Ter/.test(verb) ? "Instance" : "Task"}`,
        );
        for (const action of writes) await dataworks.task(action, fresh, { TaskContent: "{}" });
        assert.deepEqual(
            (await dataworks.control.journal()).map((entry) => [entry.operation, entry.applied]),
            writes.map((action) => [action, true]),
        );
    });
    it("says of a read, and of a write that failed, that they changed nothing", async () => {
        await dataworks.task("GetDISyncTask", fresh);
        await dataworks.task("DeployDISyncTask", "100");
        assert.deepEqual(
            (await dataworks.control.journal()).map((entry) => entry.applied),
            [false, false],
        );
    });
    it("counts on after it was cleared", async () => {
        await dataworks.task("GetDISyncTask", fresh);
        await dataworks.control.clearJournal();
        assert.deepEqual(await dataworks.control.journal(), []);
        await dataworks.task("GetDISyncTask", fresh);
        assert.equal((await dataworks.control.journal())[0]?.sequence, 2);
    });
    it("numbers connections of API calls alone", async () => {
        for (const fileId of [fresh, deployed]) {
            await dataworks.task("GetDISyncTask", fileId);
            await dataworks.control.quotaUse();
        }
        assert.deepEqual(
            (await dataworks.control.journal()).map((entry) => entry.connection),
            [1, 2],
        );
    });
    it("shows no secret, and of a definition its length alone", async () => {
        const TaskContent = JSON.stringify({ password: "not-for-the-journal" });
        const TaskParam = JSON.stringify({ password: "nor-this" });
        const long = "x".repeat(500);
        const fits = "y".repeat(200);
        await dataworks.task(
            "UpdateDISyncTask",
            fresh,
            { TaskContent, TaskParam, Other: long, Fits: fits },
            { where: "form" },
        );
        const journal = await dataworks.control.journal();
        assert.equal(journal[0]?.parameters.Fits, fits);
        const text = JSON.stringify(journal);
        for (const hidden of [
            "not-for-the-journal",
            "nor-this",
            "emulator-access-key-secret",
            "Signature=",
            "x".repeat(200),
        ])
            assert.ok(!text.includes(hidden), hidden);
        assert.match(text, new RegExp(`"TaskContent":"\\(${TaskContent.length} characters\\)"`));
        assert.match(text, new RegExp(`"TaskParam":"\\(${TaskParam.length} characters\\)"`));
    });
    it("gives every call a RequestId of its own, counted", async () => {
        const ids = [];
        for (let call = 0; call < 3; call += 1) ids.push(at(await dataworks.task("GetDISyncTask", fresh), "RequestId"));
        assert.deepEqual(
            ids.map((id) => [String(id).length, Number.parseInt(String(id).slice(8), 16)]),
            [
                [32, 1],
                [32, 2],
                [32, 3],
            ],
        );
    });
});

describe("waiting for a moment", () => {
    const dataworks = running();
    const wait = (moment: "received" | "replied", count: number, operation?: string, timeoutMs = 5000) =>
        dataworks.control.waitFor({ moment, count, timeoutMs, ...(operation ? { operation } : {}) });

    it("is over at once where it has been", async () => {
        await dataworks.task("GetDISyncTask", fresh);
        await wait("replied", 1);
        await wait("received", 1, "GetDISyncTask");
    });
    it("is over when it comes", async () => {
        const waited = wait("replied", 2, "GetDISyncTask");
        await dataworks.task("GetDISyncTask", fresh);
        await dataworks.task("DeployDISyncTask", fresh);
        await dataworks.task("GetDISyncTask", fresh);
        await waited;
    });
    it("of a call that hangs is over when it came in, and what it changes has been changed", async () => {
        await dataworks.control.addFault({ operation: "DeployDISyncTask", kind: "hangAfter" });
        const stop = new AbortController();
        const waited = wait("received", 1, "DeployDISyncTask");
        await dataworks.control.quotaUse(); // a round trip, so that the wait comes in first
        const call = dataworks.task("DeployDISyncTask", fresh, {}, { signal: stop.signal }).catch(() => "stopped");
        await waited;
        assert.equal((await dataworks.control.task({ projectId: project, fileId: fresh })).deployments, 1);
        await assert.rejects(wait("replied", 1, undefined, 0), /there were 0/);
        stop.abort();
        await call;
    });
    it("ends with an error that says what there was, after its time", async () => {
        await dataworks.task("GetDISyncTask", fresh);
        await assert.rejects(
            wait("received", 2, "GetDISyncTask", 1),
            /waitFor: waited 1 ms for 2 × GetDISyncTask received: there were 1/,
        );
    });
    it("does not count what was before the journal was cleared", async () => {
        await dataworks.task("GetDISyncTask", fresh);
        await dataworks.control.clearJournal();
        await assert.rejects(wait("received", 1, undefined, 0), /any operation received: there were 0/);
    });
});
