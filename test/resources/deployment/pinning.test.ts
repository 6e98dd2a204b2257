// Changing and taking away what is approved of a task that runs: what deploys and what is only stored, what is seen of an edit that comes
// while it is deployed, and what becomes of a replacement.
import assert from "node:assert/strict";
import { definitionOf, digestOf } from "../../../provider/src/definition/index";
import { CredentialsError } from "../../../provider/src/dataworks/calls/errors";
import type { DataWorks } from "../../../provider/src/dataworks/client";
import type { Context } from "../../../provider/src/resources/context";
import { deployment } from "../../../provider/src/resources/deployment";
import { NotApprovedError } from "../../../provider/src/resources/deployment/approval";
import { planOf } from "../../../provider/src/resources/deployment/diff";
import { read } from "../../../provider/src/resources/deployment/read";
import { type Inputs, type Outputs } from "../../../provider/src/resources/deployment/state";
import { update } from "../../../provider/src/resources/deployment/update";
import type { Values } from "../../../provider/src/resources/resource";
import { unknown } from "../../../provider/src/resources/unknown";
import { clientOf, create, inputs, Lifecycle, outputs } from "../../support/lifecycle";
import { definition, otherProjectId, projectId, realtime, seedOf, solution } from "../../support/tasks";

const one = "d1-0123456789abcdef";
const other = "d1-fedcba9876543210";
const task = { projectId, fileId: "100" };
describe("a pin on a task that runs", () => {
    let lifecycle: Lifecycle;

    beforeEach(async () => {
        lifecycle = await Lifecycle.begin(seedOf(...realtime("100", "101"), solution("200")), true);
    });

    afterEach(() => lifecycle.end());

    async function digestNow(of: Inputs = inputs("100")): Promise<string> {
        const detail = await lifecycle.context().dataworks(of.region).getDISyncTask(of);
        await lifecycle.emulator.control.clearJournal();
        return digestOf(definitionOf(detail) ?? assert.fail(), of, of.ignoreDefinitionPaths ?? []);
    }

    const edit = (table: string, more: object = {}) =>
        lifecycle.emulator.control.editTask({ ...task, definition: definition(table), user: "182293110403", ...more });

    async function deployed(more: Partial<Inputs> = {}, change: Partial<Outputs> = {}): Promise<Outputs> {
        const made = await create(inputs("100", more), lifecycle.context());
        await lifecycle.calls();
        return { ...made, ...change };
    }

    const looked = ["GetDISyncTask 100"];
    const deploys = ["GetDISyncTask 100", "DeployDISyncTask 100", "GetDISyncTask 100"];

    for (const [what, change] of Object.entries({
        "was deployed": {},
        "was imported": { status: "imported", deployedAt: "" },
        "has drift that ignoreChanges feeds in": { drift: ["definition changed since then"] },
    } as Record<string, Partial<Outputs>>)) {
        it(`deploys nothing where what is approved ${what}: it is stored, by one call`, async () => {
            const olds = await deployed({}, change);
            const approvedDigest = await digestNow();
            const news = inputs("100", { approvedDigest, ...(olds.drift && { drift: olds.drift }) });
            const stored = await update(olds, news, lifecycle.context());
            assert.deepEqual(await lifecycle.calls(), looked);
            const paths = { ignoreDefinitionPaths: undefined, compareVersions: undefined };
            assert.deepEqual(stored, { ...olds, ...paths, approvedDigest, digest: approvedDigest });
            assert.equal(deployment.diff(stored, { ...news }, true).changes, false);
            assert.deepEqual(lifecycle.warnings, []);
        });
    }

    it("reads it once more where the version in production was asked for meanwhile: that may have taken its time", async () => {
        const olds = await deployed({ compareVersions: true });
        await edit("by_hand");
        const news = inputs("100", { compareVersions: true, approvedDigest: await digestNow() });
        await update(olds, news, lifecycle.context());
        const [looking, ...deploying] = await lifecycle.calls();
        const reads = ["ListFileVersions 100", "GetDISyncTask 100", "DeployDISyncTask 100"];
        assert.deepEqual([looking, deploying.slice(0, 3)], ["GetDISyncTask 100", reads]);
    });

    it("deploys where the approved one is not what was deployed", async () => {
        const olds = await deployed();
        await edit("by_hand");
        const approvedDigest = await digestNow();
        const { status, digest } = await update(olds, inputs("100", { approvedDigest }), lifecycle.context());
        assert.deepEqual([status, digest], ["success", approvedDigest]);
        assert.deepEqual(await lifecycle.calls(), deploys);
    });

    for (const [what, change] of [
        ["there is no fingerprint of what was deployed", { definition: "" }],
        ["that cannot be read", { definition: "v9.of-a-newer-version" }],
        ["the outcome of the last deployment is unknown", { status: "unknown" }],
        ["the task was found edited since", { drift: ["definition changed since then"] }],
    ] as const) {
        it(`deploys where it may not be what was deployed: ${what}`, async () => {
            const olds = await deployed({}, change);
            const approvedDigest = await digestNow();
            const { status, drift } = await update(olds, inputs("100", { approvedDigest }), lifecycle.context());
            assert.deepEqual([status, drift], ["success", undefined]);
            assert.deepEqual(await lifecycle.calls(), deploys);
        });
    }

    it("refuses an edit that came after what it approves, deploys nothing and stores nothing", async () => {
        const olds = await deployed();
        const approvedDigest = await digestNow();
        await edit("by_hand");
        await assert.rejects(update(olds, inputs("100", { approvedDigest }), lifecycle.context()), NotApprovedError);
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", "GetFile 100"]);
    });

    it("that is taken away is stored without a call, whatever the task is by now", async () => {
        const approvedDigest = await digestNow();
        const olds = await deployed({ approvedDigest });
        await edit("by_hand");
        const { approvedDigest: left, digest, ...rest } = await update(olds, inputs("100"), lifecycle.context());
        assert.deepEqual([left, digest, rest.status], [undefined, "", "success"]);
        assert.deepEqual(await lifecycle.calls(), []);
    });

    it("that is taken away deploys nothing of a drift that it held back, which stays told", async () => {
        const approvedDigest = await digestNow();
        const olds = await deployed({ approvedDigest });
        await edit("by_hand");
        const found = (await read(olds, lifecycle.context()))?.outputs ?? assert.fail();
        await lifecycle.calls();
        const stored = await update(found, inputs("100"), lifecycle.context());
        assert.deepEqual([await lifecycle.calls(), stored.digest, stored.drift], [[], "", found.drift]);
        assert.equal(
            planOf(stored, { ...inputs("100") }),
            "deploy",
            "what nobody approves is deployed by the next one",
        );
    });

    describe("that changes with the list of ignored paths", () => {
        const list = ["steps[*].parameter.table"];

        it("only stores both where nothing changed outside of the two lists", async () => {
            const olds = await deployed({ approvedDigest: await digestNow() });
            await edit("by_hand");
            const news = inputs("100", { ignoreDefinitionPaths: list });
            const approvedDigest = await digestNow(news);
            const stored = await update(olds, { ...news, approvedDigest }, lifecycle.context());
            assert.deepEqual(await lifecycle.calls(), looked);
            assert.deepEqual([stored.digest, stored.ignoreDefinitionPaths], [approvedDigest, list]);
            assert.equal(deployment.diff(stored, { ...news, approvedDigest }, true).changes, false);
            assert.equal((await read(stored, lifecycle.context()))?.outputs.drift, undefined);
        });

        it("deploys where something changed outside of them", async () => {
            const olds = await deployed({ approvedDigest: await digestNow() });
            await lifecycle.emulator.control.editTask({ ...task, definition: { steps: [] }, user: "1" });
            const news = inputs("100", { ignoreDefinitionPaths: list });
            await update(olds, { ...news, approvedDigest: await digestNow(news) }, lifecycle.context());
            assert.deepEqual(await lifecycle.calls(), deploys);
        });

        it("goes by the digest where a fingerprint does not tell one part from another", async () => {
            const many = { rows: Array.from({ length: 4000 }, (_, n) => ({ id: n, name: `a rather long name ${n}` })) };
            await lifecycle.emulator.control.editTask({ ...task, definition: many, user: "1" });
            const olds = await deployed({ approvedDigest: await digestNow() });
            const news = inputs("100", { ignoreDefinitionPaths: ["rows[7].name"] });
            const approvedDigest = await digestNow(news);
            const stored = await update(olds, { ...news, approvedDigest }, lifecycle.context());
            assert.deepEqual(await lifecycle.calls(), looked);
            assert.equal(stored.digest, approvedDigest);
            assert.equal(lifecycle.warnings.length, 1, "which parts are not compared until the next deployment");

            const { digest: _, ...unpinned } = olds;
            await update(unpinned, { ...news, approvedDigest }, lifecycle.context());
            assert.deepEqual(await lifecycle.calls(), deploys, "of what was never approved, nobody can tell");
        });
    });

    describe("and an edit while it is deployed", () => {
        /** A context whose deployments do something before they are made, and whose calls after them may fail. */
        function disturbed(before: () => Promise<unknown>): Context {
            const context = lifecycle.context();
            const dataworks = (of: string) => {
                const own = context.dataworks(of);
                const deployDISyncTask: DataWorks["deployDISyncTask"] = async (...given) => {
                    await before();
                    return own.deployDISyncTask(...given);
                };
                return Object.assign(Object.create(own) as DataWorks, { deployDISyncTask });
            };
            return { ...context, dataworks };
        }

        it("leaves an unknown outcome and one warning: nobody knows which was deployed, and the next run sees to it", async () => {
            const approvedDigest = await digestNow();
            const news = inputs("100", { approvedDigest });
            const made = await create(
                news,
                disturbed(() => edit("by_hand")),
            );
            assert.deepEqual([made.status, made.digest], ["unknown", approvedDigest]);
            assert.notEqual(made.definition, "");
            assert.deepEqual(await lifecycle.calls(), [...deploys, "GetFile 100"]);
            const now = await digestNow();
            assert.equal(lifecycle.warnings.length, 1);
            assert.match(
                lifecycle.warnings.join(),
                new RegExp(`${approvedDigest}.*by 182293110403.*nobody knows.*${now}$`),
            );
            assert.deepEqual(deployment.diff(made, { ...news }, true).causes, ["status"]);
            await assert.rejects(update(made, news, lifecycle.context()), NotApprovedError);
            await edit("table_100");
            assert.equal((await update(made, news, lifecycle.context())).status, "success");
        });

        it("leaves told which version ran before, for the run that sees to it", async () => {
            const olds = await deployed({ compareVersions: true });
            await edit("approved");
            const news = inputs("100", { compareVersions: true, approvedDigest: await digestNow() });
            const made = await update(
                olds,
                news,
                disturbed(() => edit("by_hand")),
            );
            assert.deepEqual([made.status, made.version, made.versionBefore], ["unknown", "", olds.version]);
        });

        it("is a warning alone where DataWorks rewrote it by itself", async () => {
            await edit("table_100", { time: "2026-11-20T08:12:41Z" });
            const approvedDigest = await digestNow();
            await lifecycle.emulator.control.setRewriteOnDeploy([
                { path: "steps[0].parameter.table", value: "rewritten" },
            ]);
            const made = await create(inputs("100", { approvedDigest }), lifecycle.context());
            assert.deepEqual([made.status, made.digest], ["success", approvedDigest]);
            assert.equal(lifecycle.warnings.length, 1);
            assert.match(lifecycle.warnings.join(), /Nobody edited it meanwhile .*: DataWorks rewrote it by itself\. /);
            assert.ok(lifecycle.warnings.join().endsWith(`approvedDigest: ${await digestNow()}`));
        });

        it("counts as one where its time is within 2 s before the reading: the service's clock tells seconds alone", async () => {
            await edit("table_100", { time: "2026-11-20T08:12:42.001Z" });
            const approvedDigest = await digestNow();
            await lifecycle.emulator.control.setRewriteOnDeploy([
                { path: "steps[0].parameter.table", value: "rewritten" },
            ]);
            const made = await create(inputs("100", { approvedDigest }), lifecycle.context());
            assert.equal(made.status, "unknown");
        });

        for (const [what, fault] of [
            ["is refused", { kind: "error", status: 403, code: "Forbidden.Access" }],
            [
                "tells no time",
                { kind: "body", text: '{"Success":true,"RequestId":"r","Data":{"File":{"FileId":100}}}' },
            ],
        ] as const) {
            it(`leaves an unknown outcome where the question who edited it ${what}`, async () => {
                const approvedDigest = await digestNow();
                await lifecycle.emulator.control.addFault({ operation: "GetFile", ...fault });
                const made = await create(
                    inputs("100", { approvedDigest }),
                    disturbed(() => edit("by_hand")),
                );
                assert.equal(made.status, "unknown");
                assert.equal(lifecycle.warnings.length, 1);
            });
        }

        it("is a warning alone of a solution, of which no call tells who edited it", async () => {
            const of = inputs("200", { taskType: "DI_SOLUTION" });
            const approvedDigest = await digestNow(of);
            const reference = { projectId, taskType: "DI_SOLUTION", fileId: "200", user: "1" } as const;
            const made = await create(
                { ...of, approvedDigest },
                disturbed(() => lifecycle.emulator.control.editTask({ ...reference, definition: { tables: [] } })),
            );
            assert.equal(made.status, "success");
            assert.match(
                lifecycle.warnings.join("\n"),
                /^DI_SOLUTION 200 .*DataWorks rewrote it, or somebody edited it meanwhile/,
            );
        });

        it("in an ignored part is none", async () => {
            const of = inputs("100", { ignoreDefinitionPaths: ["**.table"] });
            const approvedDigest = await digestNow(of);
            const made = await create(
                { ...of, approvedDigest },
                disturbed(() => edit("by_hand")),
            );
            assert.equal(made.status, "success");
            assert.deepEqual(lifecycle.warnings, []);
        });

        for (const fault of [
            { kind: "error", status: 403, code: "Forbidden.Access" },
            { kind: "resetAfter" },
            { kind: "body", text: '{"Success":true,"RequestId":"r","Data":{"Status":"success"}}' },
        ] as const) {
            it(`is not looked for where the second reading fails, which costs one warning: ${fault.kind}`, async () => {
                const approvedDigest = await digestNow();
                const made = await create(
                    inputs("100", { approvedDigest }),
                    disturbed(() => lifecycle.emulator.control.addFault({ operation: "GetDISyncTask", ...fault })),
                );
                assert.deepEqual([made.status, made.digest], ["success", approvedDigest]);
                assert.equal(lifecycle.warnings.length, 1);
                assert.match(
                    lifecycle.warnings.join(),
                    /^DI_REALTIME 100 of workspace 10000 is deployed\. .*GetDISyncTask/,
                );
            });
        }
    });

    describe("that is replaced", () => {
        const state = () => outputs(inputs("100", { approvedDigest: one }), { digest: one });
        const tryOut = (news: Values, context = lifecycle.context(), olds = state()) =>
            deployment.tryOut?.(olds, news, deployment.diff(olds, news, true), context) ?? assert.fail();
        const moved = { ...inputs("101"), projectId: otherProjectId };

        it("is looked at before anything is deleted: nothing is said of the approved one, by one call", async () => {
            const news = { ...moved, approvedDigest: await digestNow(moved) };
            assert.deepEqual(await tryOut(news), []);
            assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 101"]);
        });

        it("fails where the task that takes its place has another definition, or none that can be read", async () => {
            const news = { ...moved, approvedDigest: other };
            await assert.rejects(tryOut(news), {
                name: "NotApprovedError",
                message: new RegExp(
                    "^DI_REALTIME 100 of workspace 10000 is not replaced by DI_REALTIME 101 of workspace 10001, and nothing is deleted: " +
                        `.*approve it with approvedDigest: ${await digestNow(moved)}$`,
                ),
            });
            await assert.rejects(tryOut({ ...news, fileId: "999" }), /nothing is deleted: .*could not be.*999/);
        });

        it("makes no call where it is not pinned, changes in place, or is not known yet", async () => {
            for (const news of [
                moved,
                { ...moved, approvedDigest: unknown },
                { ...moved, approvedDigest: other, fileId: unknown },
                { ...inputs("100"), approvedDigest: other },
                { ...inputs("101"), approvedDigest: other },
            ])
                assert.deepEqual(await tryOut(news), []);
            assert.deepEqual(await lifecycle.calls(), []);
        });

        it("says without credentials that it was not looked at, and does not fail for it", async () => {
            const accessKey = () => Promise.reject(new CredentialsError("long text", "there are no credentials"));
            const client = clientOf(lifecycle.emulator.url, { accessKey });
            const said = await tryOut({ ...moved, approvedDigest: other }, lifecycle.context(client));
            client.close();
            assert.match(
                said.join("\n"),
                /^DI_REALTIME 101 of workspace 10001 takes the place .*: there are no credentials$/,
            );
            assert.deepEqual(await lifecycle.calls(), []);
        });
    });
});
