// No edit in silence: a deployment that ships what was edited since the last one says so, in one line.
import assert from "node:assert/strict";
import { read } from "../../../provider/src/resources/deployment/read";
import type { Inputs, Outputs } from "../../../provider/src/resources/deployment/state";
import { update } from "../../../provider/src/resources/deployment/update";
import { adopt } from "../../../provider/src/resources/deployment/adopt";
import { digestOf } from "../../../provider/src/definition/index";
import { seal } from "../../../provider/src/definition/fingerprint/seal";
import { create, inputs, Lifecycle } from "../../support/lifecycle";
import { definition, otherProjectId, projectId, realtime, seedOf, solution } from "../../support/tasks";

const task = { projectId, fileId: "100" };
const user = "182293110403";
const deployedAt = "2026-11-20T08:12:44Z";
const tables = "steps[0].parameter.table, steps[1].parameter.table";
const ships = `DI_REALTIME 100 of workspace 10000: this deployment also ships what was edited since ${deployedAt}: ${tables}`;
const hour = 60 * 60_000;

describe("a deployment", () => {
    let lifecycle: Lifecycle;
    let olds: Outputs;

    beforeEach(async () => {
        lifecycle = await Lifecycle.begin(seedOf(...realtime("100", "101"), solution("500")), true);
        olds = await create(inputs("100"), lifecycle.context());
        await lifecycle.clock.wait(hour);
        await lifecycle.calls();
    });

    afterEach(async () => {
        await lifecycle.end();
    });

    const edit = (to: object = definition("by_hand"), at?: number) =>
        lifecycle.emulator.control.editTask({
            ...{ ...task, definition: to, user },
            ...(at !== undefined && { time: new Date(at).toISOString() }),
        });
    const again = (more: Partial<Inputs> = {}, from = olds) =>
        update(from, inputs("100", { triggers: { n: 2 }, ...more }), lifecycle.context());

    it("that ships an edit says which parts, since when, and who edited the task last", async () => {
        await edit();
        await again();
        assert.deepEqual(lifecycle.warnings, [`${ships}; last edited 2026-11-20T09:12:44Z by ${user}`]);
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", "DeployDISyncTask 100", "GetFile 100"]);
    });

    it("that ships none says nothing, and asks nobody who edited the task", async () => {
        await again();
        assert.deepEqual(lifecycle.warnings, []);
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", "DeployDISyncTask 100"]);
    });

    it("that ships what a review has shown says it too: it may be more by now, and the log of up is read by others", async () => {
        await edit();
        const drifted = (await read(olds, lifecycle.context()))?.outputs ?? assert.fail();
        await edit({ type: "job" });
        await update(drifted, inputs("100"), lifecycle.context());
        assert.equal(lifecycle.warnings.length, 1);
        assert.match(lifecycle.warnings[0] ?? "", /also ships what was edited since .*: steps; last edited /);
        await update(drifted, inputs("100", { drift: drifted.drift ?? [], triggers: { n: 3 } }), lifecycle.context());
        assert.equal(lifecycle.warnings.length, 2, "of drift that ignoreChanges holds back, too");
    });

    it("of an imported task counts from the import", async () => {
        const { outputs } = await adopt({ ...inputs("100") }, lifecycle.context());
        await edit();
        await again({}, outputs);
        assert.match(lifecycle.warnings.join(), /also ships what was edited since the import: steps\[0\]/);
    });

    it("says nothing of parts that the program ignores", async () => {
        await edit();
        await again({ ignoreDefinitionPaths: ["steps[*].parameter.table"] });
        assert.deepEqual(lifecycle.warnings, []);
    });

    it("of what is approved says nothing", async () => {
        await edit();
        const approvedDigest = await digestOf(JSON.stringify(definition("by_hand")), inputs("100"), []);
        assert.equal((await again({ approvedDigest })).status, "success");
        assert.deepEqual(lifecycle.warnings, []);
    });

    for (const [what, more] of [
        ["file", { fileId: "101" }],
        ["workspace", { projectId: otherProjectId }],
    ] as const) {
        it(`says nothing of another task than before: another ${what}`, async () => {
            await edit();
            await again(more);
            assert.deepEqual(lifecycle.warnings, []);
        });
    }

    it("says nothing where there was none before, or one without a fingerprint", async () => {
        await edit();
        await create(inputs("100"), lifecycle.context());
        await again({}, { ...olds, definition: "" });
        assert.deepEqual(lifecycle.warnings, []);
    });

    it("of a solution says it too, without an editor, whom no call tells", async () => {
        const whole = { projectId, taskType: "DI_SOLUTION", fileId: "500" } as const;
        const before = await create(inputs("500", { taskType: "DI_SOLUTION" }), lifecycle.context());
        await lifecycle.emulator.control.editTask({ ...whole, definition: { tables: ["a"] }, user });
        await lifecycle.calls();
        await update(before, inputs("500", { taskType: "DI_SOLUTION", triggers: { n: 2 } }), lifecycle.context());
        assert.match(lifecycle.warnings.join(), /^DI_SOLUTION 500 .* also ships what was edited since [^;]*: [^;]*$/);
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 500", "DeployDISyncTask 500"]);
    });

    it("names ten parts, and how many more there are", async () => {
        const parts = (value: number) => Object.fromEntries(Array.from({ length: 14 }, (_, n) => [`part_${n}`, value]));
        await edit(parts(1));
        const before = await create(inputs("100"), lifecycle.context());
        await edit(parts(2));
        await again({}, before);
        assert.match(lifecycle.warnings.join(), /: part_0(, part_\d+){9} and 4 more; last edited /);
    });

    it("that is refused ships nothing, and says nothing", async () => {
        await edit();
        await lifecycle.emulator.control.addFault({ operation: "DeployDISyncTask", kind: "fail", message: "no" });
        await assert.rejects(again());
        assert.deepEqual(lifecycle.warnings, []);
    });

    it("whose reply is lost says what it ships where it was applied, and the one that heals it says it again", async () => {
        await edit();
        const fault = { operation: "DeployDISyncTask", kind: "resetAfter", times: 1 } as const;
        await lifecycle.emulator.control.addFault(fault);
        const error: unknown = await again().catch((thrown: unknown) => thrown);
        const { outputs } = error as { outputs: Outputs };
        assert.equal(outputs.status, "unknown");
        assert.deepEqual(lifecycle.warnings, [
            ships.replace("this deployment also ships", "where this deployment was applied, it also ships"),
        ]);
        await again({}, outputs);
        assert.ok(lifecycle.warnings[1]?.startsWith(`${ships}; last edited `), lifecycle.warnings[1]);
    });

    it("names nobody who edited after it was read: nobody knows whether that is shipped", async () => {
        await edit();
        const time = lifecycle.clock.now() + hour;
        const file = { FileId: 100, LastEditTime: time, LastEditUser: "somebody" };
        const text = JSON.stringify({ Success: true, RequestId: "r", Data: { File: file } });
        await lifecycle.emulator.control.addFault({ operation: "GetFile", kind: "body", text });
        await again();
        assert.deepEqual(lifecycle.warnings, [ships]);
    });

    it("says of what nobody edited that DataWorks changed it, and what leaves that out", async () => {
        await edit(definition("by_hand"), lifecycle.clock.now() - 2 * hour);
        await again();
        assert.deepEqual(lifecycle.warnings, [
            `DI_REALTIME 100 of workspace 10000: this deployment also ships what DataWorks changed by itself since ${deployedAt}, and nobody ` +
                `edited: ${tables}; "steps[*].parameter.table" in ignoreDefinitionPaths leaves it out`,
        ]);
    });

    it("says where it cannot tell whether it ships an edit", async () => {
        await again({}, { ...olds, definition: "v3.x.y" });
        assert.match(
            lifecycle.warnings[0] ?? "",
            /whether this deployment also ships an edit cannot be told: .* damaged/,
        );
        const before = await create(inputs("100", { ignoreDefinitionPaths: ["steps"] }), lifecycle.context());
        await again({}, before);
        assert.match(lifecycle.warnings[1] ?? "", /ignoreDefinitionPaths changed since the last one, .*: steps$/);
    });

    describe("of a task that a DiSyncTask of this run wrote", () => {
        const { region } = inputs("100");
        const wrote = async (read: string | undefined) => {
            const context = lifecycle.context();
            context.claims.write(region, inputs("100"), read && seal(read, "00"));
            await update(olds, inputs("100", { triggers: { n: 2 } }), context);
        };

        it("ships no edit where it ships what that read back", async () => {
            await edit();
            await wrote(JSON.stringify(definition("by_hand")));
            assert.deepEqual(lifecycle.warnings, []);
            assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", "DeployDISyncTask 100"]);
        });

        for (const [what, read] of [
            ["something else", "{}"],
            ["nothing, as GetDISyncTask failed", undefined],
        ] as const) {
            it(`says that some of it is the program's own where that read back ${what}`, async () => {
                await edit();
                await wrote(read);
                assert.ok(lifecycle.warnings[0]?.startsWith(ships), lifecycle.warnings[0]);
                assert.match(lifecycle.warnings[0] ?? "", /; among it is what a DiSyncTask of this run has changed$/);
            });
        }
    });
});
