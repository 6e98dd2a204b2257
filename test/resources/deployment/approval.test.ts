// Only what was approved: whatever happens, a pinned deployment deploys no other definition, and claims no deployment that was none.
import assert from "node:assert/strict";
import { faultKinds, type Fault } from "dataworks-emulator";
import { definitionOf, digestOf } from "../../../provider/src/definition/index";
import { deployment } from "../../../provider/src/resources/deployment";
import { NotApprovedError } from "../../../provider/src/resources/deployment/approval";
import { OutcomeUnknownError } from "../../../provider/src/resources/deployment/deploy";
import type { Inputs, Outputs } from "../../../provider/src/resources/deployment/state";
import { update } from "../../../provider/src/resources/deployment/update";
import { KeptError } from "../../../provider/src/resources/resource";
import { clientOf, create, inputs, Lifecycle } from "../../support/lifecycle";
import { SteppingClock } from "../../support/stepping-clock";
import { definition, otherProjectId, projectId, realtime, seedOf, solution } from "../../support/tasks";

const task = { projectId, fileId: "100" };
const unknownDigest = "d1-0123456789abcdef";

describe("a pinned deployment", () => {
    let lifecycle: Lifecycle;
    /** What is approved: of task 100 as it is at first. */
    let digest: string;

    before(async () => {
        digest = await digestOf(JSON.stringify(definition("table_100")), inputs("100"), []);
    });

    beforeEach(async () => {
        lifecycle = await Lifecycle.begin(seedOf(...realtime("100", "101"), solution("200")), true);
    });

    afterEach(() => lifecycle.end());

    /** The digest of a task as it is, for these inputs. */
    async function digestNow(of: Inputs = inputs("100")): Promise<string> {
        const detail = await lifecycle.context().dataworks(of.region).getDISyncTask(of);
        const text = definitionOf(detail) ?? assert.fail();
        return digestOf(text, of, of.ignoreDefinitionPaths ?? []);
    }

    const edit = (table: string, more: object = {}) =>
        lifecycle.emulator.control.editTask({
            ...task,
            definition: definition(table),
            user: "182293110403",
            ...more,
        });

    async function deployments(of: { projectId: string; fileId: string } = task): Promise<number> {
        return (await lifecycle.emulator.control.task(of)).deployments;
    }

    async function refusalOf(running: Promise<Outputs>): Promise<Error> {
        const error: unknown = await running.then(
            () => assert.fail("it succeeded"),
            (thrown: unknown) => thrown,
        );
        assert.ok(error instanceof Error);
        assert.ok(!(error instanceof KeptError), "the state stays as it was");
        return error;
    }

    /** A deployment as it was made before, unpinned or with what was approved then. */
    async function deployed(more: Partial<Inputs> = {}, change: Partial<Outputs> = {}): Promise<Outputs> {
        const outputs = await create(inputs("100", more), lifecycle.context());
        await lifecycle.calls();
        lifecycle.warnings.length = 0;
        return { ...outputs, ...change };
    }

    /** What may stand in a state when an update is to deploy. */
    const states: Readonly<Record<string, (() => Promise<Outputs>) | undefined>> = {
        "a create": undefined,
        "an update of what was never pinned": () => deployed(),
        "an update of what was approved before": () => deployed({ approvedDigest: digest }),
        "an update after a lost reply": () => deployed({}, { status: "unknown" }),
        "an update of an import": () => deployed({}, { status: "imported", deployedAt: "" }),
        "an update without fingerprint": () => deployed({}, { definition: "" }),
        "an update with drift": () => deployed({}, { drift: ["definition changed since then"] }),
    };

    for (const [verb, olds] of Object.entries(states)) {
        const run = async (news: Inputs, of = olds, context = lifecycle.context()) => {
            const state = await of?.();
            await lifecycle.calls();
            const asked = { ...news, triggers: { n: 2 } };
            return state ? update(state, asked, context) : create(asked, context);
        };

        /** What does not depend on the state is tried with two of them. */
        const isOne = verb === "a create" || verb === "an update of what was approved before";

        it(`deploys what is approved, and reads it before and after: ${verb}`, async () => {
            const outputs = await run(inputs("100", { approvedDigest: digest }));
            assert.deepEqual([outputs.status, outputs.digest, outputs.approvedDigest], ["success", digest, digest]);
            assert.deepEqual(await lifecycle.calls(), [
                "GetDISyncTask 100",
                "DeployDISyncTask 100",
                "GetDISyncTask 100",
            ]);
            assert.deepEqual(lifecycle.warnings, []);
            assert.notEqual(outputs.definition, "");
            assert.equal(
                deployment.diff(outputs, { ...inputs("100", { approvedDigest: digest }), triggers: { n: 2 } }, true)
                    .changes,
                false,
            );
        });

        const others: Readonly<Record<string, () => Promise<string> | string>> = {
            "of another task": () => digestNow(inputs("101")),
            "of the task of that id in another workspace": () =>
                digestNow(inputs("100", { projectId: otherProjectId })),
            "of another region": () => digestNow(inputs("100", { region: "cn-shanghai" })),
            "of another list": () => digestNow(inputs("100", { ignoreDefinitionPaths: ["**.password"] })),
            "of no definition that there is": () => unknownDigest,
        };
        for (const [what, other] of Object.entries(others).slice(isOne ? 0 : -1)) {
            it(`deploys nothing where the digest is ${what}: ${verb}`, async () => {
                const approvedDigest = await other();
                let count = 0;
                const state = async () => {
                    const made = (await olds?.()) ?? assert.fail();
                    count = await deployments();
                    return made;
                };
                const error = await refusalOf(run(inputs("100", { approvedDigest }), olds && state));
                assert.ok(error instanceof NotApprovedError);
                assert.match(error.message, /^DI_REALTIME 100 of workspace 10000 is not deployed: /);
                assert.ok(error.message.includes(`${approvedDigest} is approved`), error.message);
                assert.ok(error.message.endsWith(`approve it with approvedDigest: ${digest}`), error.message);
                assert.equal(await deployments(), count);
                assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", "GetFile 100"]);
            });
        }

        it(`deploys no edit, and says what changed, who edited it, and the line that approves it: ${verb}`, async () => {
            const edited = async () => {
                const made = (await olds?.()) ?? assert.fail();
                await edit("by_hand", { time: "2026-11-21T17:03:09Z" });
                return made;
            };
            if (!olds) await edit("by_hand", { time: "2026-11-21T17:03:09Z" });
            const error = await refusalOf(run(inputs("100", { approvedDigest: digest }), olds && edited));
            assert.ok(error instanceof NotApprovedError);
            const now = await digestNow();
            assert.ok(error.message.includes(`has the digest ${now}, and ${digest} is approved`), error.message);
            assert.ok(error.message.endsWith(`approve it with approvedDigest: ${now}`), error.message);
            assert.match(error.message, /last edited 2026-11-21T17:03:09Z by 182293110403\b/);
            const tells = verb !== "a create" && verb !== "an update without fingerprint";
            assert.equal(
                /definition changed since (\S+|the import): steps\[0\]\.parameter\.table/.test(error.message),
                tells,
                error.message,
            );
        });

        const failures: readonly Omit<Fault, "operation">[] = faultKinds
            .filter(({ caller }) => caller !== "answer")
            .map(({ kind, example }) => ({ kind, ...example }));
        const unreadable = [
            '{"Success":true,"RequestId":"r-1","Data":{"Status":"success"}}',
            '{"Success":true,"RequestId":"r-1","Data":{"Status":"success","Code":""}}',
            '{"Success":true,"RequestId":"r-1","Data":{"Status":"success","Code":"{\\"steps\\":["}}',
        ].map((text) => ({ kind: "body", text }) as unknown as Omit<Fault, "operation">);
        for (const fault of isOne ? [...failures, ...unreadable] : unreadable.slice(0, 1)) {
            it(`deploys nothing unseen, where the task cannot be read (${JSON.stringify(fault)}): ${verb}`, async () => {
                const state = (await olds?.()) as Outputs;
                const count = await deployments();
                await lifecycle.emulator.control.addFault({ ...fault, operation: "GetDISyncTask" } as Fault);
                const client = clientOf(lifecycle.emulator.url, { readTimeout: 30, maxRetryTimeout: 0 });
                const news = inputs("100", { approvedDigest: digest });
                const running = run(news, olds && (() => Promise.resolve(state)), lifecycle.context(client));
                const error = await refusalOf(running);
                client.close();
                assert.ok(error instanceof NotApprovedError, String(error));
                assert.match(error.message, /is not deployed: approvedDigest deploys only a definition that was read/);
                assert.equal(await deployments(), count);
                assert.ok((await lifecycle.calls()).every((call) => call === "GetDISyncTask 100"));
            });
        }

        it(`reads the task again before each further try, and deploys what is approved still: ${verb}`, async () => {
            await lifecycle.emulator.control.addFault({
                operation: "DeployDISyncTask",
                kind: "throttled",
                skip: olds ? 1 : 0,
                times: 2,
            });
            const { status } = await run(inputs("100", { approvedDigest: digest }));
            assert.equal(status, "success");
            const again = ["GetDISyncTask 100", "DeployDISyncTask 100"];
            assert.deepEqual(await lifecycle.calls(), [...again, ...again, ...again, "GetDISyncTask 100"]);
        });

        for (const [what, fault, mayBeApplied] of [
            ["was throttled", { kind: "throttled" }, false],
            ["failed in DataWorks", { kind: "errorAfter", status: 500, code: "InternalError.System" }, true],
        ] as const) {
            it(`is not tried again after a try that ${what}, where it was edited since: ${verb}`, async () => {
                const state = await olds?.();
                const count = await deployments();
                await lifecycle.calls();
                await lifecycle.emulator.control.addFault({ operation: "DeployDISyncTask", times: 1, ...fault });
                const clock = new SteppingClock();
                const client = clientOf(lifecycle.emulator.url, {
                    clock: {
                        now: clock.now,
                        wait: async (milliseconds, signal) => {
                            await clock.wait(milliseconds, signal);
                            await edit("by_hand");
                        },
                    },
                });
                const asked = inputs("100", { approvedDigest: digest, triggers: { n: 2 } });
                const context = lifecycle.context(client);
                const error: unknown = await (state ? update(state, asked, context) : create(asked, context)).catch(
                    (thrown: unknown) => thrown,
                );
                client.close();
                assert.ok(error instanceof Error);
                const now = await digestNow();
                assert.ok(error.message.includes(`approve it with approvedDigest: ${now}`), error.message);
                assert.equal(error instanceof OutcomeUnknownError, mayBeApplied, String(error));
                assert.equal(error instanceof NotApprovedError, !mayBeApplied);
                assert.equal(await deployments(), count + (mayBeApplied ? 1 : 0));
                if (!(error instanceof OutcomeUnknownError)) return;
                assert.match(error.message, /An earlier try may have been applied: InternalError\.System/);
                const { status, approvedDigest, digest: stored } = error.outputs;
                assert.deepEqual([status, approvedDigest, stored], ["unknown", digest, state?.digest ?? ""]);
                assert.equal(error.outputs.definition, state?.definition ?? "");
            });
        }

        it(`is healed after a lost reply while the digest fits, and only then: ${verb}`, async () => {
            const state = await olds?.();
            await lifecycle.emulator.control.addFault({ operation: "DeployDISyncTask", kind: "resetAfter", times: 1 });
            const asked = inputs("100", { approvedDigest: digest, triggers: { n: 2 } });
            const context = lifecycle.context();
            const lost: unknown = await (state ? update(state, asked, context) : create(asked, context)).catch(
                (thrown: unknown) => thrown,
            );
            assert.ok(lost instanceof OutcomeUnknownError, String(lost));
            assert.match(lost.message, /deploys it again, where its definition is the approved one then\.$/);
            assert.equal(deployment.diff(lost.outputs, { ...asked }, true).changes, true);
            await edit("by_hand");
            const count = await deployments();
            assert.ok((await refusalOf(update(lost.outputs, asked, context))) instanceof NotApprovedError);
            assert.equal(await deployments(), count);
            await edit("table_100");
            const healed = await update(lost.outputs, asked, context);
            assert.deepEqual([healed.status, healed.digest], ["success", digest]);
            assert.equal(await deployments(), count + 1);
        });
    }

    it("without a pin reads and deploys as ever: what is there", async () => {
        await edit("by_hand");
        const outputs = await create(inputs("100"), lifecycle.context());
        assert.deepEqual([outputs.status, outputs.digest], ["success", ""]);
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", "DeployDISyncTask 100"]);
    });
});
