// How a definition is worked out: what is asked, how often and when, and what every answer comes to.
import assert from "node:assert/strict";
import type { MakingSettings } from "dataworks-emulator";
import type { DataWorks } from "../../../provider/src/dataworks/client";
import { creatingScript } from "../../../provider/src/resources/task/script";
import { workOut } from "../../../provider/src/resources/task/work-out";
import { dataSources } from "../../support/new-task";
import { Lifecycle } from "../../support/lifecycle";
import { projectId } from "../../support/tasks";

const task = { projectId, taskType: "DI_REALTIME", name: "orders" } as const;
const script = creatingScript({
    ...task,
    resourceGroup: "group_shop",
    source: { type: "mysql", datasources: [{ name: "shop", tables: ["orders"] }] },
    destination: { type: "hologres", datasource: "warehouse" },
});
const begins = "GenerateDISyncTaskConfigForCreating";
const asks = "QueryDISyncTaskConfigProcessResult";

describe("working a definition out", () => {
    let lifecycle: Lifecycle;
    let asked: boolean[];

    beforeEach(async () => {
        asked = [];
        lifecycle = await Lifecycle.begin({ workspaces: [{ projectId, dataSources }] });
    });

    afterEach(() => lifecycle.end());

    const waits = () => lifecycle.clock.waits;

    async function run(making: MakingSettings = {}, timeoutSeconds = 300) {
        const { control } = lifecycle.emulator;
        await control.setMaking(making);
        const context = lifecycle.context();
        const api: DataWorks = context.dataworks("cn-hangzhou");
        return workOut(
            {
                name: 'DI_REALTIME "orders" of workspace 10000',
                begin: (token) => api.generateDISyncTaskConfigForCreating(task, script, token),
                ask: (processId, again) => {
                    asked.push(again);
                    return api.queryDISyncTaskConfigProcessResult(task, processId);
                },
                timeoutSeconds,
            },
            context,
        );
    }

    /** The operations that were called, and the tokens that processes were begun with. */
    async function called() {
        const journal = await lifecycle.emulator.control.journal();
        const tokens = journal.flatMap(({ parameters }) => parameters["ClientToken"] ?? []);
        return { operations: journal.map(({ operation }) => operation), tokens };
    }

    it("costs two calls and no wait where it is done at once", async () => {
        const { content } = await run();
        assert.match(content, /"tableName":"orders"/);
        assert.deepEqual((await called()).operations, [begins, asks]);
        assert.deepEqual([waits(), lifecycle.said], [[], []]);
    });

    it("is asked for after 1 s, and ever more seldom, up to 5 s apart", async () => {
        await run({ mode: "after", polls: 7 });
        assert.deepEqual(waits(), [1000, 1500, 2250, 3375, 5000, 5000, 5000]);
        assert.deepEqual(asked, [false, true, true, true, true, true, true, true]);
        assert.deepEqual(lifecycle.said, [
            'DataWorks works out the definition of DI_REALTIME "orders" of workspace 10000, by now for 13 s. timeoutSeconds allows 300 s',
        ]);
    });

    for (const status of ["fail", "running"]) {
        it(`takes a reply with the status ${status} that no second one repeats for "not yet"`, async () => {
            await run({ mode: "after", polls: 1, pending: { status, message: "wait" } });
            assert.deepEqual(waits(), [status === "fail" ? 3000 : 1000]);
        });
    }

    it("has failed where that is said twice, 3 s apart, and says what DataWorks said and what to look at", async () => {
        await assert.rejects(run({ end: { fails: "table [returns] does not exist" } }), ({ message }: Error) => {
            assert.match(
                message,
                /definition of DI_REALTIME "orders" of workspace 10000: table \[returns\] does not exist/,
            );
            assert.match(message, /RequestId \w+.*data sources.*network.*rights.*Nothing was changed/);
            return true;
        });
        assert.deepEqual(waits(), [3000]);
        assert.deepEqual((await called()).operations, [begins, asks, asks]);
    });

    it("has not failed where something else was said in between", async () => {
        await lifecycle.emulator.control.addFault({ operation: asks, kind: "fail", message: "wait", times: 1 });
        await lifecycle.emulator.control.addFault({
            operation: asks,
            kind: "fail",
            message: "wait",
            skip: 1,
            times: 1,
        });
        await run({ mode: "after", polls: 1 });
        assert.deepEqual(waits(), [3000, 1500, 3000]);
    });

    it("begins once more, by another token, where its process is not known any more", async () => {
        await run({ first: ["lost"] });
        const { operations, tokens } = await called();
        assert.deepEqual(operations, [begins, asks, begins, asks]);
        assert.equal(new Set(tokens).size, 2);
        assert.deepEqual(waits(), [1000]);
    });

    it("begins no third time", async () => {
        await assert.rejects(run({ end: "lost" }), { name: "UnknownProcessError" });
        assert.deepEqual((await called()).operations, [begins, asks, begins, asks]);
    });

    it("is begun by one token whatever becomes of the replies", async () => {
        await lifecycle.emulator.control.addFault({ operation: begins, kind: "resetAfter", times: 2 });
        await run();
        const { operations, tokens } = await called();
        assert.deepEqual(operations, [begins, begins, begins, asks]);
        assert.equal(new Set(tokens).size, 1);
    });

    it("ends with its time, at which it looks once more, and says what was said last", async () => {
        const late = { mode: "byHand", pending: { status: "fail", message: "columns are read" } } as const;
        await assert.rejects(run(late, 2), /within 2 s \(timeoutSeconds\), and said last: columns are read \(HTTP 200/);
        assert.deepEqual([waits(), (await called()).operations], [[2000], [begins, asks, asks]]);
        await lifecycle.emulator.control.clearJournal();
        await assert.rejects(run({ mode: "byHand" }, 4), /within 4 s \(timeoutSeconds\)\. Run again/);
        assert.deepEqual(waits().slice(1), [1000, 1500, 1500]);
        assert.equal((await called()).operations.at(-1), asks);
    });

    it("ends at once with what no more asking changes", async () => {
        await lifecycle.emulator.control.addFault({
            operation: asks,
            kind: "error",
            status: 403,
            code: "Forbidden.Access",
        });
        await assert.rejects(run(), { name: "RefusedError" });
        assert.deepEqual([waits(), (await called()).operations], [[], [begins, asks]]);
    });
});
