// Creating and updating a deployment, against the embedded DataWorks.
import assert from "node:assert/strict";
import { CredentialsError, UnreachableError } from "../../../provider/src/dataworks/calls/errors";
import { OutcomeUnknownError } from "../../../provider/src/resources/deployment/deploy";
import { diff, planOf } from "../../../provider/src/resources/deployment/diff";
import { read } from "../../../provider/src/resources/deployment/read";
import type { Outputs } from "../../../provider/src/resources/deployment/state";
import { update } from "../../../provider/src/resources/deployment/update";
import { create, clientOf, inputs, Lifecycle } from "../../support/lifecycle";
import { definition, otherProjectId, projectId, realtime, seedOf } from "../../support/tasks";

describe("deploying", () => {
    let lifecycle: Lifecycle;

    beforeEach(async () => {
        lifecycle = await Lifecycle.begin(seedOf(...realtime("100", "101")));
    });

    afterEach(async () => {
        await lifecycle.end();
    });

    async function created(): Promise<Outputs> {
        const outputs = await create(inputs("100"), lifecycle.context());
        await lifecycle.calls();
        return outputs;
    }

    it("takes the fingerprint before it deploys: an edit in between may be reported too often, never too seldom", async () => {
        const { version } = await create(inputs("100"), lifecycle.context());
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", "DeployDISyncTask 100"]);
        assert.equal(version, "", "nobody asked for one");
    });

    it("goes by Success and Data.Status alone: the documented sample of a success speaks of failure", async () => {
        const text =
            '{"Success":true,"RequestId":"r-1","Data":{"Status":"success","Message":"submit and deploy fail."}}';
        await lifecycle.emulator.control.addFault({ operation: "DeployDISyncTask", kind: "body", text });
        const { status, message, requestId } = await create(inputs("100"), lifecycle.context());
        assert.deepEqual([status, message, requestId], ["success", "submit and deploy fail.", "r-1"]);
    });

    for (const text of [
        '{"Success":"true","RequestId":"r-1","Data":{"Status":"success"}}',
        '{"Success":true,"RequestId":"r-1","Data":{"Status":"done"}}',
        '{"Success":true,"RequestId":"r-1","Data":{}}',
        '{"Success":true,"RequestId":"r-1"}',
        '{"RequestId":"r-1","Data":{"Status":"success"}}',
        "{}",
        "[]",
        "true",
        "success",
    ]) {
        it(`takes no other reply for a success: ${text}`, async () => {
            await lifecycle.emulator.control.addFault({ operation: "DeployDISyncTask", kind: "body", text });
            await assert.rejects(create(inputs("100"), lifecycle.context()), OutcomeUnknownError);
        });
    }

    it("is not tried where the fingerprint's call could not even be sent", async () => {
        const dead = clientOf("http://127.0.0.1:1");
        await assert.rejects(create(inputs("100"), lifecycle.context(dead)), UnreachableError);
        assert.deepEqual(lifecycle.warnings, []);
        dead.close();
    });

    it("is not tried without credentials", async () => {
        const failing = clientOf(lifecycle.emulator.url, {
            accessKey: () => Promise.reject(new CredentialsError("none")),
        });
        await assert.rejects(create(inputs("100"), lifecycle.context(failing)), CredentialsError);
        assert.deepEqual(lifecycle.warnings, []);
        assert.deepEqual(await lifecycle.calls(), []);
        failing.close();
    });

    it("again makes no call where only what is stored changed: ignoreDefinitionPaths, compareVersions", async () => {
        const olds = await created();
        const stored = { ignoreDefinitionPaths: ["**.password"], compareVersions: true };
        const outputs = await update(olds, inputs("100", stored), lifecycle.context());
        assert.deepEqual(outputs, { ...olds, ...stored, definition: outputs.definition });
        assert.notEqual(outputs.definition, olds.definition, "it holds no digest of a password any more");
        const { ignoreDefinitionPaths, compareVersions } = await update(outputs, inputs("100"), lifecycle.context());
        assert.deepEqual([ignoreDefinitionPaths, compareVersions], [undefined, undefined]);
        assert.deepEqual(await lifecycle.calls(), []);
    });

    it("only stores ignored paths that cover a drift: the edit is none any more, and is not deployed", async () => {
        const olds = await created();
        const task = { projectId: olds.projectId, fileId: "100", user: "182293110403" };
        await lifecycle.emulator.control.editTask({ ...task, definition: definition("by_hand") });
        const drifted = (await read(olds, lifecycle.context()))?.outputs ?? assert.fail();
        assert.equal(drifted.drift?.length, 4, "two tables, who edited them, and how it is approved");
        await lifecycle.calls();

        const half = inputs("100", { ignoreDefinitionPaths: ["steps[0].parameter.table"] });
        assert.equal(planOf(drifted, { ...half }), "deploy");
        const news = inputs("100", { ignoreDefinitionPaths: ["steps[*].parameter.table"] });
        const outputs = await update(drifted, news, lifecycle.context());
        assert.deepEqual(await lifecycle.calls(), []);
        assert.equal(outputs.drift, undefined);
        assert.deepEqual(diff(outputs, { ...news }).changes, false);
        assert.equal((await read(outputs, lifecycle.context()))?.outputs.drift, undefined);
        assert.deepEqual(lifecycle.warnings, []);
    });

    it("says once, when it stores the list, which parts cannot be compared until the next deployment", async () => {
        const olds = await created();
        const large = { ...inputs("100"), ignoreDefinitionPaths: ["steps[1].parameter.table"] };
        const outputs = await update(olds, large, lifecycle.context());
        assert.deepEqual(lifecycle.warnings, []);
        await update(outputs, inputs("100"), lifecycle.context());
        assert.equal(lifecycle.warnings.length, 1);
        assert.match(
            lifecycle.warnings.join(),
            /100 of workspace 10000: .* until the next one: steps\[1\]\.parameter\.table$/,
        );
    });

    it("says of ignored paths into a text that is no JSON that they have no effect", async () => {
        const task = { projectId: "10000", fileId: "100", user: "1" };
        const texts = { twice: '{"password":1,"password":2}', fine: '{"password":1}', plain: "text" };
        await lifecycle.emulator.control.editTask({ ...task, definition: texts });
        await create(inputs("100", { ignoreDefinitionPaths: ["*.password"] }), lifecycle.context());
        assert.equal(lifecycle.warnings.length, 1);
        assert.match(lifecycle.warnings[0] ?? "", /ignoreDefinitionPaths has no effect inside twice: /);
        await lifecycle.emulator.control.editTask({ ...task, definition: "SELECT 1;" });
        await create(inputs("100", { ignoreDefinitionPaths: ["**.password"] }), lifecycle.context());
        assert.match(lifecycle.warnings[1] ?? "", /has no effect inside its definition: /);
        await create(inputs("100"), lifecycle.context());
        assert.equal(lifecycle.warnings.length, 2);
    });

    it("asks with compareVersions which version runs before and then, in four calls", async () => {
        const { version } = await create(inputs("100", { compareVersions: true }), lifecycle.context());
        assert.equal(version, "1");
        assert.deepEqual(await lifecycle.calls(), [
            "ListFileVersions 100",
            "GetDISyncTask 100",
            "DeployDISyncTask 100",
            "ListFileVersions 100",
        ]);
    });

    it("again makes no call where only onDelete changed, and keeps everything else", async () => {
        const olds = { ...(await created()), drift: ["definition changed since then"] };
        const news = inputs("100", { onDelete: "undeploy", drift: olds.drift });
        const stored = { ...olds, onDelete: "undeploy", ignoreDefinitionPaths: undefined, compareVersions: undefined };
        assert.deepEqual(await update(olds, news, lifecycle.context()), stored);
        assert.deepEqual(await lifecycle.calls(), []);
    });

    for (const [what, change] of Object.entries({
        "nothing, as after a failed update": {},
        "an unknown outcome": { status: "unknown" },
        "a drift": { drift: ["definition changed since then"] },
        "another onDelete beside an unknown outcome": { status: "unknown", onDelete: "undeploy" },
    } as Record<string, Partial<Outputs>>)) {
        it(`again is done for ${what}, and leaves neither drift nor an unknown status`, async () => {
            const olds = { ...(await created()), ...change };
            const outputs = await update(olds, inputs("100"), lifecycle.context());
            assert.deepEqual([outputs.status, outputs.drift], ["success", undefined]);
            assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", "DeployDISyncTask 100"]);
        });
    }

    it("drops a drift that ignoreChanges feeds in", async () => {
        const drift = ["definition changed since then"];
        const olds = { ...(await created()), drift };
        const outputs = await update(olds, inputs("100", { drift, triggers: { a: 1 } }), lifecycle.context());
        assert.equal(outputs.drift, undefined);
    });

    for (const [what, change, kept] of [
        ["the same task", { triggers: { a: 1 } }, true],
        ["another file", { fileId: "101" }, false],
        ["another workspace", { projectId: otherProjectId }, false],
        ["another region", { region: "cn-shanghai" }, false],
    ] as const) {
        it(`with a lost reply keeps the old fingerprint only for the same task: ${what}`, async () => {
            const olds = await created();
            await lifecycle.emulator.control.addFault({ operation: "DeployDISyncTask", kind: "resetAfter" });
            const error = await update(olds, inputs("100", change), lifecycle.context()).then(
                () => assert.fail("it succeeded"),
                (thrown: unknown) => thrown,
            );
            assert.ok(error instanceof OutcomeUnknownError);
            const expected = kept ? [olds.definition, olds.deployedAt] : ["", ""];
            assert.deepEqual([error.outputs.definition, error.outputs.deployedAt], expected);
            assert.deepEqual([error.outputs.status, error.outputs.requestId], ["unknown", ""]);
        });
    }

    it("without an answer that tells keeps what it was asked for, the RequestId, and nothing of a version or message", async () => {
        const asked = { triggers: { a: "1" }, ignoreDefinitionPaths: ["**.password"], compareVersions: true };
        const olds = await create(inputs("100", asked), lifecycle.context());
        assert.equal(olds.version, "1");
        const fault = { operation: "DeployDISyncTask", kind: "error", status: 500, code: "InternalError.System" };
        await lifecycle.emulator.control.addFault(fault as never);
        const news = inputs("100", { ...asked, triggers: { a: "2" }, onDelete: "undeploy", drift: ["fed in"] });
        const error: unknown = await update(olds, news, lifecycle.context()).catch((thrown: unknown) => thrown);
        assert.ok(error instanceof OutcomeUnknownError);
        const last = (await lifecycle.emulator.control.journal()).filter(
            ({ operation }) => operation === "DeployDISyncTask",
        );
        const requestId = last.at(-1)?.requestId ?? assert.fail();
        assert.notEqual(requestId, "");
        assert.deepEqual(error.outputs, {
            ...inputs("100", { ...asked, triggers: { a: "2" }, onDelete: "undeploy" }),
            status: "unknown",
            requestId,
            message: "",
            deployedAt: olds.deployedAt,
            definition: olds.definition,
            version: "",
            versionBefore: "",
            digest: "",
        });
    });

    for (const [what, last] of [
        ["a refusal", { kind: "error", status: 403, code: "Forbidden.Access" }],
        ["the day's calls that are spent", { kind: "error", status: 429, code: "Throttling.Api.Risk" }],
    ] as const) {
        it(`has an unknown outcome where ${what} comes after a try that may have been applied`, async () => {
            const { control } = lifecycle.emulator;
            const first = { kind: "errorAfter", status: 500, code: "InternalError.System", times: 1 } as const;
            await control.addFault({ operation: "DeployDISyncTask", ...first });
            await control.addFault({ operation: "DeployDISyncTask", ...last });
            const error: unknown = await create(inputs("100"), lifecycle.context()).catch((thrown: unknown) => thrown);
            assert.ok(error instanceof OutcomeUnknownError, String(error));
            assert.match(error.message, new RegExp(`${last.code}.*may have been applied: InternalError\\.System`));
            assert.equal((await control.task({ projectId, fileId: "100" })).deployments, 1);
        });
    }

    it("sends what changes something on a connection of its own, and reads on kept ones", async () => {
        const context = lifecycle.context();
        for (const fileId of ["100", "101", "100"]) await create(inputs(fileId), context);
        const journal = await lifecycle.emulator.control.journal();
        const connections = (...operations: string[]) =>
            new Set(journal.filter((call) => operations.includes(call.operation)).map(({ connection }) => connection))
                .size;
        assert.equal(connections("GetDISyncTask"), 1);
        assert.equal(connections("DeployDISyncTask"), 3);
        assert.equal(connections("GetDISyncTask", "DeployDISyncTask"), 4, "no connection is for both");
    });
});
