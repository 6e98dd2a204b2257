// How a task is made: never twice, none is lost, and no other one is taken for it.
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Fault, Seed } from "dataworks-emulator";
import type { Inputs } from "../../../provider/src/resources/task/state";
import { filesOfName, findMade } from "../../../provider/src/resources/task/find";
import { make, MadeUnknownError } from "../../../provider/src/resources/task/make";
import { clientOf, Lifecycle } from "../../support/lifecycle";
import { dataSources } from "../../support/new-task";
import { seed as random } from "../../support/seed";
import { projectId } from "../../support/tasks";

const inputs = {
    ...{ projectId, taskType: "DI_REALTIME", name: "orders", folder: "flow/shop" },
    ...{ resourceGroup: "group_shop", cu: 1.5 },
    ...{ timeoutSeconds: 300, onDelete: "retain", region: "cn-hangzhou" },
    source: { type: "mysql", datasources: [{ name: "shop", tables: ["orders"] }] },
    destination: { type: "hologres", datasource: "warehouse" },
} as const satisfies Inputs;
const first = "600000001";
const foreign = { fileId: "900", name: "orders", folder: "flow/shop", createTime: "2026-11-20T08:00:00Z" };

const [generate, query, create, list] = [
    "GenerateDISyncTaskConfigForCreating",
    "QueryDISyncTaskConfigProcessResult",
    "CreateDISyncTask",
    "ListFiles",
] as const;

function seedWith(...tasks: (typeof foreign)[]): Seed {
    return { workspaces: [{ projectId, dataSources, tasks }] };
}

describe("making a task", () => {
    let lifecycle: Lifecycle;

    const begin = async (...tasks: (typeof foreign)[]) => {
        lifecycle = await Lifecycle.begin(seedWith(...tasks), true);
    };
    afterEach(() => lifecycle.end());

    const fault = (given: Fault) => lifecycle.emulator.control.addFault(given);
    const run = (more: Partial<typeof inputs> | { taskType: "DI_SOLUTION" } | { folder: undefined } = {}) => {
        return make({ ...inputs, ...more }, lifecycle.context());
    };
    /** The calls, and the tokens of the creations. */
    async function called() {
        const journal = await lifecycle.emulator.control.journal();
        const creations = journal.filter(({ operation }) => operation === create);
        const tokens = new Set(creations.map(({ parameters }) => parameters["ClientToken"]));
        return { operations: journal.map(({ operation }) => operation), tokens: tokens.size };
    }
    const unknown = (call: Promise<string>): Promise<MadeUnknownError> =>
        call.then(
            (fileId) => assert.fail(`it took ${fileId}`),
            (error: unknown) => (error instanceof MadeUnknownError ? error : assert.fail(String(error))),
        );

    it("costs three calls, and all that is said of it arrives", async () => {
        await begin();
        assert.equal(await run(), first);
        const { name, folder, resourceGroup, cu, definition } = await lifecycle.emulator.control.task({
            projectId,
            fileId: first,
        });
        assert.deepEqual([name, folder, resourceGroup, cu], ["orders", "flow/shop", "group_shop", 1.5]);
        assert.match(definition, /"tableName":"orders"/);
        assert.deepEqual((await called()).operations, [generate, query, create]);
    });

    it("looks for the task whose reply was lost, and takes it", async () => {
        await begin();
        await fault({ operation: create, kind: "resetAfter", times: 1 });
        assert.equal(await run(), first);
        assert.deepEqual((await called()).operations, [generate, query, create, list]);
    });

    it("tries again, by the same token, where the task is not there, and looks for others then", async () => {
        await begin();
        await fault({ operation: create, kind: "resetBefore", times: 2 });
        assert.equal(await run(), first);
        const { operations, tokens } = await called();
        assert.deepEqual(operations, [generate, query, create, list, create, list, create, list]);
        assert.equal(tokens, 1);
        assert.deepEqual(lifecycle.clock.waits, [2000, 2000]);
    });

    it("gives up after three tries, and says what is not known and what tells the task from others", async () => {
        await begin();
        await fault({ operation: create, kind: "resetBefore" });
        const { message, pending } = await unknown(run());
        assert.match(message, /^CreateDISyncTask may have made DI_REALTIME "orders" of workspace 10000: .*pulumi up/);
        assert.equal((await called()).operations.filter((operation) => operation === create).length, 3);
        const { since, until, clientToken } = pending;
        assert.equal(until - since, 10 * 60_000 + 4000);
        assert.ok(Math.abs(since - lifecycle.clock.now()) < 6000 && clientToken !== "");
    });

    it("takes a refusal of a later try for no proof: the first one may have made what has the name", async () => {
        await begin();
        await lifecycle.emulator.control.setMaking({ clientTokens: "ignored" });
        await fault({ operation: create, kind: "resetAfter", times: 1 });
        const none = { HttpStatusCode: 200, Success: true, RequestId: "r", Data: { TotalCount: 0, Files: [] } };
        await fault({ operation: list, kind: "body", text: JSON.stringify(none), times: 1 });
        assert.equal(await run(), first);
        assert.deepEqual((await called()).operations, [generate, query, create, list, create, list]);
    });

    it("does not know the outcome where it cannot look, and tries no more", async () => {
        await begin();
        await fault({ operation: create, kind: "resetAfter" });
        await fault({ operation: list, kind: "error", status: 403, code: "Forbidden.Access" });
        assert.match((await unknown(run())).message, /Nor could it be looked for: ListFiles was refused/);
        assert.deepEqual((await called()).operations, [generate, query, create, list]);
    });

    it("never takes one that was there before, and names it", async () => {
        await begin(foreign);
        await assert.rejects(run(), ({ name, message }: Error) => {
            assert.equal(name, "Error");
            assert.match(message, /was not made, because the name is taken: file 900 in flow\/shop has it/);
            assert.match(
                message,
                /take it over by `npx pulumi-dataworks import --with-definitions --project 10000 --file-id 900`/,
            );
            return true;
        });
        const urn = "urn:pulumi:dev::shop::my:Component$dataworks:index:DiSyncTask::orders";
        await assert.rejects(
            make(inputs, { ...lifecycle.context(), urn }),
            /take it over by `pulumi import dataworks:index:DiSyncTask orders cn-hangzhou\/10000\/DI_REALTIME\/900`/,
        );
        await fault({ operation: create, kind: "resetBefore" });
        const { pending } = await unknown(run());
        const dataworks = lifecycle.context().dataworks("cn-hangzhou");
        assert.deepEqual(await findMade(inputs, pending, dataworks), []);
    });

    it("takes none of two that it may have made", async () => {
        await begin();
        await fault({ operation: create, kind: "resetAfter" });
        const other = { ...foreign, folder: "flow/other", createTime: new Date(lifecycle.clock.now()).toISOString() };
        await lifecycle.emulator.control.seed(seedWith(other));
        const { message } = await unknown(run({ folder: undefined }));
        assert.match(message, /It may be any of 900, 600000001\./);
        assert.equal((await called()).operations.filter((operation) => operation === create).length, 1);
    });

    it("looks in its own folder alone where it has one, however the path is written", async () => {
        await begin();
        await fault({ operation: create, kind: "resetAfter" });
        const other = { ...foreign, folder: "flow/other", createTime: new Date(lifecycle.clock.now()).toISOString() };
        await lifecycle.emulator.control.seed(seedWith(other));
        assert.equal(await run(), first);
        const dataworks = lifecycle.context().dataworks("cn-hangzhou");
        const found = await filesOfName({ ...inputs, folder: "/flow/shop/" }, dataworks);
        assert.deepEqual(
            found.map(({ fileId }) => fileId),
            [first],
        );
    });

    it("goes by the service's clock, whatever this one says", async () => {
        lifecycle = await Lifecycle.begin(seedWith());
        await fault({ operation: create, kind: "resetAfter", times: 1 });
        assert.equal(await run(), first);
        assert.deepEqual((await called()).operations, [generate, query, create, list]);
    });

    it("takes none that was made too late to be by it", async () => {
        await begin();
        await fault({ operation: create, kind: "resetBefore" });
        const { pending } = await unknown(run());
        const dataworks = lifecycle.context().dataworks("cn-hangzhou");
        for (const [late, found] of [
            [0, [foreign.fileId]],
            [1000, []],
        ] as const) {
            const createTime = new Date(pending.until + late).toISOString();
            await lifecycle.emulator.control.seed(seedWith({ ...foreign, createTime }));
            assert.deepEqual(await findMade(inputs, pending, dataworks), found);
        }
    });

    it("takes none of another name or folder, should the list hold more than it is asked for", async () => {
        await begin();
        const file = { FileId: 1, FileName: "orders", AbsoluteFolderPath: "flow/shop", CreateTime: 0 };
        const more = [
            { ...file, FileId: 2, FileName: "Orders" },
            { ...file, FileId: 3, AbsoluteFolderPath: "flow" },
        ];
        const Data = { TotalCount: 3, PageNumber: 1, PageSize: 100, Files: [...more, file] };
        const text = JSON.stringify({ HttpStatusCode: 200, Success: true, RequestId: "r", Data });
        await fault({ operation: list, kind: "body", text });
        const found = await filesOfName(inputs, lifecycle.context().dataworks("cn-hangzhou"));
        assert.deepEqual(
            found.map(({ fileId }) => fileId),
            ["1"],
        );
    });

    it("tries a solution's creation again by the same token, and looks in no list", async () => {
        await begin();
        await fault({ operation: create, kind: "resetAfter", times: 1 });
        assert.equal(await run({ taskType: "DI_SOLUTION" }), first);
        const { operations, tokens } = await called();
        assert.deepEqual([operations, tokens], [[generate, query, create, create], 1]);
        await fault({ operation: create, kind: "resetAfter" });
        assert.match((await unknown(run({ taskType: "DI_SOLUTION" }))).message, /look for it in the console/);
    });

    for (const [what, given] of [
        ["a refusal", { operation: create, kind: "error", status: 403, code: "Forbidden.Access" }],
        ["a status fail", { operation: create, kind: "fail", message: "no" }],
        ["a spent quota", { operation: create, kind: "throttled", code: "Throttling.Api.Risk" }],
        ["a script that is refused", { operation: generate, kind: "error", status: 400, code: "1000010005" }],
    ] as [string, Fault][]) {
        it(`makes nothing, for certain, where it meets ${what}`, async () => {
            await begin();
            await fault(given);
            await assert.rejects(run(), (error) => !(error instanceof MadeUnknownError));
            await lifecycle.emulator.control.clearFaults();
            assert.deepEqual(await filesOfName(inputs, lifecycle.context().dataworks("cn-hangzhou")), []);
        });
    }
});

describe("making a task, whatever happens", () => {
    const kinds = ["error", "errorAfter", "fail", "resetBefore", "resetAfter", "empty", "truncatedJson"] as const;
    const fault = fc.record({
        operation: fc.constantFrom(generate, query, create, create, create, list),
        kind: fc.constantFrom(...kinds),
        times: fc.integer({ min: 1, max: 3 }),
        skip: fc.integer({ min: 0, max: 2 }),
    });
    const canMeet = ({ operation, kind }: { operation: string; kind: string }) => kind !== "fail" || operation !== list;
    const faults = fc.array(fault.filter(canMeet), { maxLength: 4 });

    it("is one task or none, the one that is told of, and another one's never; and once more mends it", async () => {
        const lifecycle = await Lifecycle.begin(seedWith(), true);
        const { control } = lifecycle.emulator;
        const client = clientOf(lifecycle.emulator.url, { maxRetryTimeout: 5 });
        let tokens = 0;
        const context = lifecycle.context(client);
        const waiting = { ...context, randomHex: () => `token-${(tokens += 1)}` };
        const own = async () =>
            (await filesOfName(inputs, client.forOperation())).filter(({ fileId }) => fileId !== foreign.fileId);

        const property = fc.asyncProperty(
            faults,
            fc.constantFrom("honoured" as const, "ignored" as const),
            fc.boolean(),
            async (given, clientTokens, isTaken) => {
                await control.reset();
                if (isTaken) await control.seed(seedWith(foreign));
                await control.setMaking({ clientTokens });
                for (const one of given)
                    await control.addFault({
                        ...one,
                        ...(one.kind === "error" && { status: 500, code: "InternalError.System" }),
                    } as Fault);
                let claimed: string | undefined;
                let pending: MadeUnknownError["pending"] | undefined;
                try {
                    claimed = await make(inputs, waiting);
                } catch (error) {
                    if (error instanceof MadeUnknownError) pending = error.pending;
                }
                await control.clearFaults();
                const made = (await own()).map(({ fileId }) => fileId);
                assert.ok(made.length <= (isTaken ? 0 : 1), made.join());
                if (claimed !== undefined) assert.deepEqual(made, [claimed]);
                else if (!pending) assert.deepEqual(made, [], "an error that says that nothing was made");
                else assert.deepEqual(await findMade(inputs, pending, client.forOperation()), made);
                if (isTaken || made.length > 0) return;
                assert.deepEqual([await make(inputs, waiting)].length, 1);
                assert.equal((await own()).length, 1);
            },
        );
        try {
            await fc.assert(property, { seed: random, numRuns: 40 });
        } finally {
            client.close();
            await lifecycle.end();
        }
    });
});
