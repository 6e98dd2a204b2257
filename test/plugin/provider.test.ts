// The plugin's provider on what the engine tells it alone: URNs, ignored properties, cancellation, and ids that no state knows.
import assert from "node:assert/strict";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { defaultAccessKeyId, defaultAccessKeySecret, startEmulator, type Emulator } from "dataworks-emulator";
import { PluginProvider } from "../../provider/src/plugin/provider";
import { received, type Received } from "../../provider/src/plugin/values";
import { OwnClaims } from "../../provider/src/resources/claims/ledger";
import { urnOf } from "../support/provider-process";
import { chainSeed, nth, taskArgs } from "../support/chain";
import { callsOf, projectId, realtime, seedOf } from "../support/tasks";

const given = (values: object): Received => received(Struct.fromJavaScript(values as Record<string, JavaScriptValue>));
const nothing = given({});
const of = { projectId, taskType: "DI_REALTIME", fileId: "100" };
const [deployment, instance, task] = ["DiSyncDeployment", "DiSyncInstance", "DiSyncTask"].map((kind) => ({
    urn: urnOf(`dataworks:index:${kind}`),
})) as [{ urn: string }, { urn: string }, { urn: string }];

describe("the plugin's provider", () => {
    let emulator: Emulator;
    const emulators: Emulator[] = [];
    let provider: PluginProvider;
    let cancelling: AbortController;

    async function begin(seed = seedOf(...realtime("100"))): Promise<void> {
        emulator = await startEmulator({ seed });
        emulators.push(emulator);
        newRun();
    }

    /** A process of its own, which knows nothing of the run before. */
    function newRun(): void {
        cancelling = new AbortController();
        const claims = new OwnClaims();
        provider = new PluginProvider({
            environment: {},
            claims,
            tell: () => undefined,
            cancelled: cancelling.signal,
        });
        provider.configure("urn:pulumi:test::test::pulumi:providers:dataworks::default", {
            region: "cn-hangzhou",
            endpoint: emulator.url,
            accessKey: defaultAccessKeyId,
            secretKey: defaultAccessKeySecret,
        });
    }

    afterEach(async () => {
        for (const each of emulators.splice(0)) await each.close();
    });

    /** What a resource becomes, by a check and a create. */
    async function made(
        call: { urn: string },
        args: object,
    ): Promise<{ id: string; inputs: Received; outputs: Received }> {
        const { inputs, failures } = provider.check(call, nothing, given(args));
        assert.deepEqual(failures, []);
        const { id, properties } = await provider.create(call, received(inputs), false);
        return { id, inputs: received(inputs), outputs: received(properties) };
    }

    it("undeploys beside an instance whose state the program does not own", async () => {
        await begin();
        const deployed = await made(deployment, { ...of, onDelete: "undeploy" });
        const runs = await made(instance, { ...of, state: "running", stableSeconds: 0 });
        newRun();
        const { inputs } = provider.check(instance, runs.inputs, runs.inputs);
        await provider.diff(
            { ...instance, id: runs.id, ignored: ["state"] },
            runs.outputs,
            runs.inputs,
            received(inputs),
        );
        await provider.delete({ ...deployment, id: deployed.id }, deployed.outputs);
        const { deployedDefinition } = await emulator.control.task({ projectId, fileId: "100" });
        assert.equal(deployedDefinition, undefined);
    });

    it("undeploys beside no instance whose state it owns", async () => {
        await begin();
        const deployed = await made(deployment, { ...of, onDelete: "undeploy" });
        await made(instance, { ...of, state: "running", stableSeconds: 0 });
        await assert.rejects(
            provider.delete({ ...deployment, id: deployed.id }, deployed.outputs),
            /is not undeployed: a DiSyncInstance of the program wants it running/,
        );
    });

    it("keeps a task that stays and whose name the one after it would have, where that one is made after the deletion", async () => {
        await begin(chainSeed);
        const { id, inputs, outputs } = await made(task, taskArgs("orders", ["orders"]));
        newRun();
        // Its replacement: the check of the new one, and then the deletion of the old one before that is made.
        provider.check(task, inputs, inputs);
        await assert.rejects(
            provider.delete({ ...task, id }, outputs),
            /is not replaced: it stays in DataWorks and keeps its name/,
        );
    });

    it("lets a task that stays go where nothing of the program is to have its name", async () => {
        await begin(chainSeed);
        const { id, outputs } = await made(task, taskArgs("orders", ["orders"]));
        newRun();
        await emulator.control.clearJournal();
        await provider.delete({ ...task, id }, outputs);
        assert.deepEqual(callsOf(await emulator.control.journal()), []);
        assert.equal(id, `cn-hangzhou/${projectId}/DI_REALTIME/${nth(1)}`);
    });

    it("ends functions with the run", async () => {
        await begin();
        cancelling.abort(new Error("the run was interrupted"));
        const looking = provider.invoke("dataworks:index:getDiSyncTask", given(of));
        await assert.rejects(looking, /^Error: getDiSyncTask "100": .*the run was interrupted/);
    });

    const secrets: readonly [string, object][] = [
        ["a script that is a text", { script: '{"password":"not-a-real-password"}' }],
        ["a source that is a text", { source: "mysql://root:not-a-real-password@shop" }],
        ["a property that there is not", { auth: "not-a-real-password" }],
        ["what a key says to be a secret", { triggers: { password: ["not-a-real-password"] } }],
    ];
    for (const [what, args] of secrets) {
        it(`names no property of which the engine would print a secret: ${what}`, async () => {
            await begin(chainSeed);
            const { failures } = provider.check(task, nothing, given({ ...taskArgs("orders", ["orders"]), ...args }));
            const [name = ""] = Object.keys(args);
            const failure = failures.find(({ reason }) => reason.startsWith(name));
            assert.equal(failure?.property, "", JSON.stringify(failures));
            assert.ok(!JSON.stringify(failures).includes("not-a-real-password"));
        });
    }

    it("names the property of a failure where its value is no secret", async () => {
        await begin();
        const { failures } = provider.check(
            deployment,
            nothing,
            given({ ...of, taskType: "DI_OFFLINE", onDelete: "x" }),
        );
        assert.deepEqual(
            failures.map(({ property }) => property),
            ["taskType", "onDelete"],
        );
    });

    it("takes a deployment over by its id also where a program gives arguments beside it", async () => {
        await begin(seedOf({ ...realtime("100")[0], deployed: true } as never));
        const id = `cn-hangzhou/${projectId}/DI_REALTIME/100`;
        const found = await provider.read({ ...deployment, id }, given({ projectId }), nothing);
        assert.equal(received(found?.properties).values["status"], "imported");
    });
});
