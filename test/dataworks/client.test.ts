// The client against the embedded DataWorks, over TCP and by the real clock: quotas, lost replies, budgets.
import assert from "node:assert/strict";
import { startEmulator, type Emulator, type StartOptions } from "dataworks-emulator";
import type { DataWorksOptions } from "../../provider/src/dataworks/client";
import { CredentialsError, QuotaSpentError, ThrottledError } from "../../provider/src/dataworks/calls/errors";
import type { Task } from "../../provider/src/dataworks/task";
import { TestClient } from "../support/lifecycle";
import { SteppingClock } from "../support/stepping-clock";
import { projectId, realtime, seedOf } from "../support/tasks";

const fileIds = Array.from({ length: 24 }, (_, index) => String(100 + index));
const taskOf = (fileId: string): Task => ({ projectId, taskType: "DI_REALTIME", fileId });
const task = taskOf("100");

describe("client", () => {
    let emulator: Emulator;
    const clients: TestClient[] = [];
    const warnings: string[] = [];

    async function begin(options: StartOptions = {}): Promise<void> {
        emulator = await startEmulator({ seed: seedOf(...realtime(...fileIds)), ...options });
    }

    function client(options: Partial<DataWorksOptions> = {}): TestClient {
        const made = new TestClient(emulator.url, { warn: (text) => void warnings.push(text), ...options });
        clients.push(made);
        return made;
    }

    /** Deploys tasks as the engine would, all at once. */
    async function deploy(dataworks: TestClient, ids: readonly string[]): Promise<void> {
        await Promise.all(
            ids.map(async (fileId) => {
                const operation = dataworks.forOperation();
                await operation.getDISyncTask(taskOf(fileId));
                await operation.deployDISyncTask(taskOf(fileId));
            }),
        );
    }

    afterEach(async () => {
        for (const each of clients.splice(0)) each.close();
        await emulator.close();
        warnings.length = 0;
    });

    for (const quota of [{ perSecond: 20 }, { readsPerSecond: 40, writesPerSecond: 20 }]) {
        it(`deploys every task once under a quota of ${JSON.stringify(quota)}`, async () => {
            await begin({ quota });
            await deploy(client(), fileIds);
            const deployed = (await emulator.control.journal()).filter(({ applied }) => applied);
            assert.equal(deployed.length, fileIds.length);
            assert.equal((await emulator.control.quotaUse()).allowed, 2 * fileIds.length);
        });
    }

    it("deploys every task once where two programs share a quota", async () => {
        await begin({ quota: { perSecond: 20 } });
        await Promise.all([deploy(client(), fileIds.slice(0, 12)), deploy(client(), fileIds.slice(12))]);
        for (const fileId of fileIds) {
            assert.equal((await emulator.control.task({ projectId, fileId })).deployments, 1, fileId);
        }
    });

    it("sends a read again whose kept connection was closed under it, and nobody notices", async () => {
        await begin();
        await emulator.control.addFault({ operation: "GetDISyncTask", kind: "closeKept", times: 1 });
        const dataworks = client().forOperation();
        for (let count = 0; count < 3; count++) await dataworks.getDISyncTask(task);
        const journal = await emulator.control.journal();
        assert.equal(journal.filter(({ status }) => status === 200).length, 3);
    });

    it("waits as long as the API asks", async () => {
        await begin();
        await emulator.control.addFault({
            operation: "DeployDISyncTask",
            kind: "throttled",
            retryAfter: 4321,
            times: 1,
        });
        const clock = new SteppingClock();
        await client({ clock }).forOperation().deployDISyncTask(task);
        assert.deepEqual(clock.waits, [4321]);
    });

    it("gives each operation a budget of its own, and its calls one together", async () => {
        await begin();
        await emulator.control.addFault({ operation: "*", kind: "throttled" });
        const dataworks = client({ clock: new SteppingClock(), maxRetryTimeout: 30 });
        const first = dataworks.forOperation();
        await assert.rejects(first.getDISyncTask(task), /tried \d+ times in 3\d s.*maxRetryTimeout \(30 s\)/);
        await emulator.control.clearJournal();
        await assert.rejects(first.deployDISyncTask(task), ThrottledError);
        assert.equal((await emulator.control.journal()).length, 1);
        await assert.rejects(dataworks.forOperation().deployDISyncTask(task), /tried \d+ times in 3\d s/);
    });

    it("says once that calls wait for long, with the host and how many are queued", async () => {
        await begin();
        const dataworks = client({ clock: new SteppingClock(), requestsPerSecond: 1, told: new Set() });
        await Promise.all(fileIds.map((fileId) => dataworks.forOperation().getDISyncTask(taskOf(fileId))));
        assert.equal(warnings.length, 1);
        const host = emulator.url.replace("http://", "");
        assert.match(warnings[0] ?? "", new RegExp(`^calls to ${host} have to wait.*more than 10 s: 1\\d are queued`));
        assert.match(warnings[0] ?? "", /requestsPerSecond is 1$/);
    });

    it("ends a run whose calls of the day are spent at once, and sends no more of them", async () => {
        await begin({ quota: { perDay: 10 } });
        const dataworks = client();
        const results = await Promise.allSettled(
            fileIds.map((fileId) => dataworks.forOperation().getDISyncTask(taskOf(fileId))),
        );
        const refused = results.filter(({ status }) => status === "rejected");
        assert.equal(refused.length, fileIds.length - 10);
        for (const one of refused) assert.ok(one.status === "rejected" && one.reason instanceof QuotaSpentError);
        assert.ok((await emulator.control.quotaUse()).refused < 10);
    });

    it("asks for credentials before it queues: without them every call fails at once, and none is sent", async () => {
        await begin();
        const accessKey = () => Promise.reject(new CredentialsError("none"));
        const clock = new SteppingClock();
        const dataworks = client({ accessKey, clock });
        const results = await Promise.allSettled(
            fileIds.map((fileId) => dataworks.forOperation().deployDISyncTask(taskOf(fileId))),
        );
        for (const one of results) assert.ok(one.status === "rejected" && one.reason instanceof CredentialsError);
        assert.deepEqual(await emulator.control.journal(), []);
        assert.deepEqual(clock.waits, []);
    });
});
