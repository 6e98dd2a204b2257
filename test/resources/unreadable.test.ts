// Tasks whose definition cannot be read: they are deployed, and nothing is made up of what they are.
import assert from "node:assert/strict";
import { read } from "../../provider/src/resources/deployment/read";
import { deployment } from "../../provider/src/resources/deployment";
import type { Outputs } from "../../provider/src/resources/deployment/state";
import { task as taskResource } from "../../provider/src/resources/task";
import { NoAnswerError } from "../../provider/src/dataworks/calls/errors";
import { create, inputs, Lifecycle, region } from "../support/lifecycle";
import { projectId, realtime, seedOf, solution } from "../support/tasks";
import { inputs as taskInputs, outputs as taskOutputs } from "./task/stage";

const ofSolution = { projectId, taskType: "DI_SOLUTION", fileId: "500" } as const;
const why = "GetDISyncTask answered without its ProcessContent";
const notKnown = `DI_SOLUTION 500 of workspace 10000: its definition cannot be read, so whether somebody edited it since is not known: ${why}. Look at the task in DataWorks`;

describe("a task whose definition cannot be read", () => {
    let lifecycle: Lifecycle;

    beforeEach(async () => {
        lifecycle = await Lifecycle.begin(seedOf(...realtime("100"), solution("500")));
    });

    afterEach(() => lifecycle.end());

    const deployed = (): Promise<Outputs> => create(inputs("500", ofSolution), lifecycle.context());
    const empty = (user = "1") => lifecycle.emulator.control.editTask({ ...ofSolution, definition: "", user });
    const withoutCode = () =>
        lifecycle.emulator.control.addFault({
            operation: "GetDISyncTask",
            kind: "body",
            text: '{"Success":true,"RequestId":"r-1","Data":{"Status":"success"}}',
        });

    it("is deployed without a fingerprint, and one warning says what that means", async () => {
        await empty();
        const { status, definition } = await deployed();
        assert.deepEqual([status, definition], ["success", ""]);
        assert.deepEqual(lifecycle.warnings, [
            `no fingerprint of DI_SOLUTION 500 of workspace 10000 could be taken, so edits after this deployment will not be seen as drift: ${why}`,
        ]);
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 500", "DeployDISyncTask 500"]);
    });

    it("as a real-time task is deployed too", async () => {
        await withoutCode();
        const { status, definition } = await create(inputs("100"), lifecycle.context());
        assert.deepEqual([status, definition], ["success", ""]);
        assert.equal(lifecycle.warnings.length, 1);
    });

    it("keeps its state in a refresh, without a drift that is made up, and one warning says so", async () => {
        const olds = await deployed();
        await empty();
        assert.deepEqual((await read(olds, lifecycle.context()))?.outputs, olds);
        assert.deepEqual(lifecycle.warnings, [notKnown]);
    });

    it("keeps the drift that is known already: nobody knows that it is gone", async () => {
        const olds = await deployed();
        await lifecycle.emulator.control.editTask({ ...ofSolution, definition: { tables: ["a"] }, user: "1" });
        const drifted = await read(olds, lifecycle.context());
        assert.ok(drifted?.outputs.drift);
        await empty();
        assert.deepEqual(await read(drifted.outputs, lifecycle.context()), drifted);
        const unknown = { ...olds, status: "unknown" } as const;
        assert.equal((await read(unknown, lifecycle.context()))?.outputs.drift?.length, 1);
    });

    it("as a real-time task fails its refresh, and the state stays: it always has code, so such a reply is none of it", async () => {
        const olds = await create(inputs("100"), lifecycle.context());
        await withoutCode();
        await assert.rejects(read(olds, lifecycle.context()), NoAnswerError);
    });

    it("is taken over without a fingerprint, and one warning says so", async () => {
        await empty();
        const { outputs } = await deployment.adopt({ ...ofSolution, region }, lifecycle.context());
        assert.equal(outputs.definition, "");
        assert.deepEqual(lifecycle.warnings.slice(1), [
            `DI_SOLUTION 500 of workspace 10000 is taken over without a fingerprint, so edits will not be seen as drift until its next deployment: ${why}`,
        ]);
    });

    describe("and that a program makes", () => {
        const news = taskInputs(["orders"], { taskType: "DI_SOLUTION" });
        const olds = taskOutputs(news, { fileId: "500", drift: ["definition changed since the import: a"] });

        it("keeps its state in a refresh", async () => {
            await empty();
            assert.deepEqual((await taskResource.read(olds, lifecycle.context()))?.outputs, olds);
            assert.deepEqual(lifecycle.warnings, [notKnown]);
        });

        it("is not accepted as it is: nobody can tell how it is", async () => {
            await empty();
            await assert.rejects(taskResource.update(olds, news, lifecycle.context()), (error: Error) => {
                assert.equal(
                    error.message,
                    `DI_SOLUTION 500 of workspace 10000 is not accepted as it is in DataWorks, because nobody can tell how it is: ${why}. Look at the task there, and run again.`,
                );
                return true;
            });
        });
    });
});
