// What runs in production, with `compareVersions`: a deployment that was accepted is not there yet where an approval stands before it.
import assert from "node:assert/strict";
import { OutcomeUnknownError } from "../../../provider/src/resources/deployment/deploy";
import { read } from "../../../provider/src/resources/deployment/read";
import type { Outputs } from "../../../provider/src/resources/deployment/state";
import { update } from "../../../provider/src/resources/deployment/update";
import type { Context } from "../../../provider/src/resources/context";
import { create, inputs, Lifecycle } from "../../support/lifecycle";
import { definition, projectId, realtime, seedOf } from "../../support/tasks";

const task = { projectId, fileId: "100" };
const compared = (n: number, fileId = "100") => inputs(fileId, { compareVersions: true, triggers: { n } });
const refusal = { kind: "error", status: 403, code: "Forbidden.Access", times: 1 } as const;
const longest = [5000, 15_000, 30_000, 60_000];

describe("with compareVersions", () => {
    let lifecycle: Lifecycle;
    /** Its definition runs as version 1. */
    let olds: Outputs;
    let edits = 0;

    beforeEach(async () => {
        lifecycle = await Lifecycle.begin(seedOf(...realtime("100", "101")));
        olds = await create(compared(1), lifecycle.context());
        assert.deepEqual([olds.version, olds.versionBefore], ["1", ""]);
        await lifecycle.calls();
    });

    afterEach(async () => {
        await lifecycle.end();
    });

    const control = () => lifecycle.emulator.control;
    const edit = (fileId = "100") =>
        control().editTask({ ...task, fileId, definition: definition(`edit_${(edits += 1)}`), user: "1" });
    const holds = (fileId = "100") => control().setApproval({ ...task, fileId, required: true });
    const again = (of = olds, context = lifecycle.context()) => update(of, compared(2), context);
    const versionsOf = ({ status, version, versionBefore }: Outputs) => [status, version, versionBefore];
    const found = async (of: Outputs) => (await read(of, lifecycle.context()))?.outputs ?? assert.fail("it is gone");
    /** What is warned of beside the edit that it ships. */
    const warned = () => lifecycle.warnings.filter((text) => !text.includes("ships what was edited"));
    const waits = () => lifecycle.clock.waits.splice(0);
    /** Accepted, and not in production. */
    async function accepted(): Promise<Outputs> {
        await edit();
        await holds();
        const outputs = await again();
        lifecycle.warnings.splice(0);
        lifecycle.said.splice(0);
        waits();
        await lifecycle.calls();
        return outputs;
    }

    describe("a deployment", () => {
        it("of an edited task looks before it and after it, and waits for nothing where production has moved", async () => {
            await edit();
            assert.deepEqual(versionsOf(await again()), ["success", "2", ""]);
            const all = ["ListFileVersions", "GetDISyncTask", "DeployDISyncTask", "GetFile", "ListFileVersions"];
            assert.deepEqual(
                await lifecycle.calls(),
                all.map((operation) => `${operation} 100`),
            );
            assert.deepEqual([waits(), warned(), lifecycle.said], [[], [], []]);
        });

        it("of an edit that somebody has deployed by hand waits for nothing: the version that runs is the task's", async () => {
            await edit();
            await control().deployTask({ ...task, user: "1" });
            const refreshed = await found(olds);
            assert.ok(refreshed.drift?.includes("production runs version 2, this deployment is version 1"));
            const outputs = await again(refreshed);
            assert.deepEqual([versionsOf(outputs), waits(), warned()], [["success", "2", ""], [], []]);
            assert.equal((await found(outputs)).drift, undefined);
        });

        it("heals a state that waits for another version than the one that runs and holds the task", async () => {
            await edit();
            await control().deployTask({ ...task, user: "1" });
            const stuck = { ...olds, version: "", versionBefore: "2" };
            assert.deepEqual(versionsOf(await again(stuck)), ["success", "2", ""]);
            assert.deepEqual(waits(), []);
        });

        it("waits where nobody can be asked whether the version that runs holds the task", async () => {
            await edit();
            await control().deployTask({ ...task, user: "1" });
            await control().addFault({ operation: "GetFile", ...refusal, times: 2 });
            assert.deepEqual(versionsOf(await again()), ["success", "", "2"]);
            assert.deepEqual(waits(), longest);
        });

        it("of a task that nobody edited waits for nothing: its version stays", async () => {
            await holds();
            assert.deepEqual(versionsOf(await again()), ["success", "1", ""]);
            assert.deepEqual([waits(), warned()], [[], []]);
        });

        it("that is accepted and does not come to production looks four times more, says so, warns once, and has no version", async () => {
            await edit();
            await holds();
            assert.deepEqual(versionsOf(await again()), ["success", "", "1"]);
            assert.deepEqual(waits(), longest);
            assert.equal((await lifecycle.calls()).filter((call) => call === "ListFileVersions 100").length, 6);
            assert.equal(lifecycle.said.length, 1);
            assert.match(
                lifecycle.said.join(),
                /^DI_REALTIME 100 .* accepted .* still runs version 1: .* at most 110 s$/,
            );
            assert.equal(warned().length, 1);
            assert.match(warned().join(), /100 .* still runs version 1, 110 s after it\. An approval or a check/);
        });

        for (const look of [1, 2, 3, 4]) {
            it(`has its version where look ${look} finds it, and warns of nothing`, async () => {
                await edit();
                await holds();
                lifecycle.onWait = async () => {
                    if (lifecycle.clock.waits.length === look) await control().approve(task);
                };
                assert.deepEqual(versionsOf(await again()), ["success", "2", ""]);
                assert.deepEqual([waits(), warned()], [longest.slice(0, look), []]);
            });
        }

        it("waits no longer than the first one of its run would, and looks once where that time is over", async () => {
            await edit();
            await edit("101");
            await holds();
            await holds("101");
            const context = lifecycle.context();
            lifecycle.onWait = async () => {
                if (lifecycle.clock.waits.length === 1) await control().approve(task);
            };
            assert.equal((await again(olds, context)).version, "2");
            assert.deepEqual(waits(), [5000]);
            lifecycle.onWait = () => undefined;
            lifecycle.clock.pass(50_000);
            const other = await create(compared(1, "101"), context);
            assert.deepEqual(versionsOf(other), ["success", "", "none"]);
            assert.deepEqual(waits(), [5000, 15_000, 30_000, 5000], "until 110 s after the first one began to wait");

            await edit("101");
            await lifecycle.calls();
            assert.deepEqual(versionsOf(await update(other, compared(2, "101"), context)), ["success", "", "none"]);
            assert.deepEqual([waits(), (await lifecycle.calls()).length], [[], 5]);
            assert.deepEqual([lifecycle.said.length, warned().length], [2, 2], "one each, and no wait to tell of");
        });

        it("that is the first one ever waits too: nothing runs, and it is to", async () => {
            await holds("101");
            const first = await create(compared(1, "101"), lifecycle.context());
            assert.deepEqual(versionsOf(first), ["success", "", "none"]);
            assert.match(warned().join(), /accepted the deployment, and no version runs in production yet/);
            const { drift, ...still } = await found(first);
            assert.deepEqual(
                [drift, versionsOf(still)],
                [undefined, versionsOf(first)],
                "a service may name none, ever",
            );
            await control().approve({ ...task, fileId: "101" });
            assert.deepEqual(versionsOf(await found(first)), ["success", "1", ""]);
        });

        it("of a task whose version before is not told has the one that is told after it", async () => {
            const text = JSON.stringify({
                Success: true,
                HttpStatusCode: 200,
                Data: { FileVersions: [{ FileVersion: 1 }] },
            });
            await control().addFault({ operation: "ListFileVersions", kind: "body", text, times: 1 });
            await edit();
            assert.deepEqual(versionsOf(await again()), ["success", "2", ""]);
        });

        it("of a task whose version after it is not told has none, and keeps the one before: a refresh tells", async () => {
            const text = JSON.stringify({
                Success: true,
                HttpStatusCode: 200,
                Data: { FileVersions: [{ FileVersion: 1 }] },
            });
            await control().addFault({ operation: "ListFileVersions", kind: "body", text, times: 1, skip: 1 });
            await edit();
            const outputs = await again();
            assert.deepEqual(versionsOf(outputs), ["success", "", "1"]);
            assert.deepEqual(waits(), []);
            assert.deepEqual(versionsOf(await found(outputs)), ["success", "2", ""]);
        });

        it("that cannot ask before it costs the version and one warning, and asks no more", async () => {
            await control().addFault({ operation: "ListFileVersions", ...refusal });
            await edit();
            assert.deepEqual(versionsOf(await again()), ["success", "", ""]);
            assert.equal((await lifecycle.calls()).filter((call) => call === "ListFileVersions 100").length, 1);
            assert.equal(warned().length, 1);
            assert.match(warned().join(), /100 .* could not be asked before it is deployed.*Forbidden\.Access/);
        });

        it("that cannot ask after it keeps the version before, where another one has to come", async () => {
            await control().addFault({ operation: "ListFileVersions", skip: 1, ...refusal });
            await edit();
            await holds();
            const outputs = await again();
            assert.deepEqual(versionsOf(outputs), ["success", "", "1"]);
            assert.equal(warned().length, 1);
            assert.deepEqual(waits(), []);
            assert.deepEqual((await found(outputs)).drift, ["accepted, but production still runs version 1"]);
        });

        it("that cannot ask again while it waits is not spoilt by it", async () => {
            await control().addFault({ operation: "ListFileVersions", skip: 2, ...refusal });
            await edit();
            await holds();
            assert.deepEqual(versionsOf(await again()), ["success", "", "1"]);
            assert.deepEqual(waits(), [5000]);
            assert.equal(warned().length, 1);
            assert.match(warned().join(), /5 s after it\. It was looked at no more: .*Forbidden\.Access/);
        });

        it("that is interrupted while it waits ends at once, and is not lost", async () => {
            await edit();
            await holds();
            const end = new AbortController();
            const context: Context = {
                ...lifecycle.context(),
                signal: end.signal,
                wait: () => Promise.reject(new Error("the run was interrupted")),
            };
            const outputs = await again(olds, context);
            assert.deepEqual(versionsOf(outputs), ["success", "", "1"]);
            assert.match(warned().join(), /It was looked at no more: the run was interrupted\./);
        });
    });

    describe("a refresh after a deployment that was accepted", () => {
        it("says so as drift as long as the version before runs, and takes the other one as soon as it does", async () => {
            const outputs = await accepted();
            const still = await found(outputs);
            assert.deepEqual(still.drift, ["accepted, but production still runs version 1"]);
            assert.deepEqual(versionsOf(still), ["success", "", "1"]);
            await control().approve(task);
            const through = await found(still);
            assert.deepEqual([through.drift, ...versionsOf(through)], [undefined, "success", "2", ""]);
            assert.equal((await found(through)).drift, undefined);
            assert.deepEqual(
                await lifecycle.calls(),
                [1, 2, 3].flatMap(() => ["GetDISyncTask 100", "ListFileVersions 100"]),
            );
        });

        it("says that no version runs where the task was undeployed meanwhile", async () => {
            const outputs = await accepted();
            await control().undeployTask(task);
            assert.deepEqual((await found(outputs)).drift, ["no version runs in production"]);
        });

        it("asks nothing where the program does not compare versions any more", async () => {
            const stored = await update(await accepted(), inputs("100", { triggers: { n: 2 } }), lifecycle.context());
            assert.equal((await found(stored)).drift, undefined);
            assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100"]);
        });
    });

    describe("the next deployment", () => {
        it("of what is not in production yet waits for it, though nobody has edited it since", async () => {
            const next = await update(await accepted(), compared(3), lifecycle.context());
            assert.deepEqual(versionsOf(next), ["success", "", "1"], "version 1 is not this deployment's");
        });

        it("takes the version that came to production meanwhile for its own where nobody has edited the task since", async () => {
            const outputs = await accepted();
            await control().approve(task);
            assert.deepEqual(versionsOf(await update(outputs, compared(3), lifecycle.context())), ["success", "2", ""]);
            assert.deepEqual(waits(), []);
        });

        it("of a task that was edited since waits for another version than the one that came to production meanwhile", async () => {
            const outputs = await accepted();
            await control().approve(task);
            await edit();
            assert.deepEqual(versionsOf(await update(outputs, compared(3), lifecycle.context())), ["success", "", "2"]);
        });
    });

    describe("a deployment whose reply was lost", () => {
        async function lost(approval: boolean): Promise<Outputs> {
            await edit();
            if (approval) await holds();
            await control().addFault({ operation: "DeployDISyncTask", kind: "resetAfter", times: 1 });
            const error: unknown = await again().catch((thrown: unknown) => thrown);
            assert.ok(error instanceof OutcomeUnknownError, String(error));
            assert.deepEqual(versionsOf(error.outputs), ["unknown", "", "1"]);
            return error.outputs;
        }

        it("and came to production is healed by the next one, which waits for no other version", async () => {
            const outputs = await lost(false);
            assert.deepEqual(versionsOf(await update(outputs, compared(2), lifecycle.context())), ["success", "2", ""]);
            assert.deepEqual(waits(), []);
        });

        it("and did not come to production is waited for by the next one", async () => {
            const outputs = await lost(true);
            assert.deepEqual(versionsOf(await update(outputs, compared(2), lifecycle.context())), ["success", "", "1"]);
        });

        it("is not said to be accepted: nobody knows", async () => {
            const refreshed = await found(await lost(true));
            assert.deepEqual(versionsOf(refreshed), ["unknown", "", "1"]);
            assert.deepEqual(
                refreshed.drift?.filter((line) => line.includes("accepted")),
                [],
            );
        });
    });
});
