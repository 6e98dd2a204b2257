// The provider in the SDK's own dynamic host: what only that process can show.
import assert from "node:assert/strict";
import { defaultAccessKeyId, defaultAccessKeySecret, startEmulator, type Emulator } from "dataworks-emulator";
import { DynamicHost, CallFailure, type Values, endedWithItsEngine } from "../support/provider-process";
import { projectId, realtime, seedOf } from "../support/tasks";

const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const args = { projectId, taskType: "DI_REALTIME", fileId: "100" };

describe("in the SDK's dynamic host, the provider", () => {
    let emulator: Emulator;
    let host: DynamicHost;

    const configOf = (url: string) => ({
        "dataworks:region": "cn-hangzhou",
        "dataworks:endpoint": url,
        "alicloud:accessKey": defaultAccessKeyId,
        "alicloud:secretKey": defaultAccessKeySecret,
    });

    beforeEach(async () => {
        emulator = await startEmulator({ seed: seedOf(...realtime("100")) });
        host = await DynamicHost.start(configOf(emulator.url));
    });

    afterEach(async () => {
        await emulator.close();
        await host.stop();
    });

    async function checked(news: Values = args): Promise<Values> {
        return (await host.check(news)).inputs;
    }

    it("ends by itself once its engine is gone", async () => {
        await endedWithItsEngine((engine) => DynamicHost.start(configOf(emulator.url), engine), args);
    });

    it("is configured before the first of many calls that come at once", async () => {
        const inputs = { ...args, onDelete: "retain", region: "cn-hangzhou" };
        const created = await Promise.all(Array.from({ length: 8 }, () => host.create(inputs)));
        assert.equal(new Set(created.map(({ id }) => id)).size, 8);
    });

    it("is not held back by a region of the settings that no call reaches, where a resource is in another one", async () => {
        const other = await DynamicHost.start({ "dataworks:region": "ap-south-1", "dataworks:network": "vpc" });
        try {
            const fedIn = { ...args, onDelete: "retain", region: "cn-hangzhou" };
            assert.deepEqual((await other.check(fedIn, fedIn)).failures, []);
            assert.match(
                (await other.check(args)).failures.join(),
                /no endpoint inside a VPC is known for region ap-south-1/,
            );
        } finally {
            await other.stop();
        }
    });

    it("leaves unknown values as they are, nested ones too", async () => {
        const { inputs, failures } = await host.check({
            ...args,
            fileId: unknownValue,
            triggers: { a: unknownValue, b: 1 },
        });
        assert.deepEqual(failures, []);
        assert.equal(inputs["fileId"], unknownValue);
        assert.deepEqual(inputs["triggers"], { a: unknownValue, b: 1 });
    });

    it("keeps its text in a resource whose deployment may have been applied, so that it can be read and deleted", async () => {
        await emulator.control.addFault({ operation: "DeployDISyncTask", kind: "resetAfter", times: 1 });
        const failure = await host.create(await checked()).then(
            () => assert.fail("it succeeded"),
            (error: unknown) => error,
        );
        assert.ok(failure instanceof CallFailure);
        const { id, properties, reasons } = failure.partial ?? assert.fail(`not kept: ${failure.message}`);
        assert.match(id, /^disync-/);
        assert.equal(properties["status"], "unknown");
        assert.match(reasons.join(), /may have been applied to DI_REALTIME 100/);
        const read = await host.read(id, properties);
        assert.equal(read.id, id);
        await host.remove(id, properties);
    });

    it("does not keep a resource whose deployment was refused", async () => {
        await emulator.control.addFault({ operation: "DeployDISyncTask", kind: "fail", message: "no table" });
        await assert.rejects(host.create(await checked()), (error: unknown) => {
            assert.ok(error instanceof CallFailure);
            assert.match(error.message, /no table/);
            assert.equal(error.partial, undefined);
            return true;
        });
    });

    it("prints no stack trace with an error of read and delete", async () => {
        const { id, outputs } = await host.create(await checked({ ...args, onDelete: "undeploy" }));
        const again = await DynamicHost.start(configOf(emulator.url));
        try {
            await emulator.control.addFault({ operation: "*", kind: "error", status: 403, code: "Forbidden.Access" });
            await assert.rejects(again.read(id, outputs));
            await assert.rejects(again.remove(id, outputs));
            assert.match(again.printed, /refresh of DI_REALTIME 100 of workspace 10000 failed/);
            assert.match(again.printed, /delete of DI_REALTIME 100 of workspace 10000 failed/);
            assert.doesNotMatch(again.printed, /\n\s+at /);
        } finally {
            await again.stop();
        }
    });

    it("says that a state is damaged, without a call, where it does not say which task it is of", async () => {
        const { id, outputs } = await host.create(await checked());
        await emulator.control.clearJournal();
        for (const missing of ["region", "fileId"]) {
            const { [missing]: _, ...damaged } = outputs;
            for (const run of [() => host.read(id, damaged), () => host.remove(id, damaged)]) {
                await assert.rejects(
                    run(),
                    new RegExp(`the state of this DiSyncDeployment .* is damaged: it has no ${missing}`),
                );
            }
        }
        // The option `id` has the engine read what is no state.
        await assert.rejects(
            host.read("an id", { ...args, __provider: outputs["__provider"] }),
            /the option id does not work/,
        );
        const { definition: _, ...blind } = outputs;
        assert.equal((await host.read(id, blind)).inputs["drift"], undefined);
        assert.deepEqual(
            (await emulator.control.journal()).map(({ operation }) => operation),
            ["GetDISyncTask"],
        );
    });

    it("gives the full inputs back with a read, so that a preview can show the drift", async () => {
        const { id, outputs } = await host.create(await checked({ ...args, triggers: { a: 1 } }));
        await emulator.control.editTask({ projectId, fileId: "100", definition: { a: 1 }, user: "1" });
        const { inputs } = await host.read(id, outputs);
        const { __provider, drift, ...rest } = inputs;
        assert.ok(__provider);
        assert.ok((drift as string[]).length > 0);
        assert.deepEqual(rest, { ...args, triggers: { a: 1 }, onDelete: "retain", region: "cn-hangzhou" });
    });
});
