// The class DiSyncTask, under mocks: where its file id comes from, what it hides, and what it refuses.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { DiSyncTask, type DiSyncTaskArgs } from "../../provider/src/index";
import { withoutRetainedDelete } from "../../provider/src/program/retain-option";
import { taskResourceType } from "../../provider/src/program/text";
import { namesSecret, secretsIn } from "../../provider/src/secret-names";

const base = { projectId: "10000", name: "orders_to_hologres", resourceGroup: "group_1" };
const typed: DiSyncTaskArgs = {
    ...base,
    source: { type: "mysql", datasources: [{ name: "shop", tables: ["orders"] }] },
    destination: { type: "hologres", datasource: "warehouse" },
};

/** What an output says of itself, and the SDK's types leave out. */
interface Promised {
    readonly isKnown: Promise<boolean>;
    promise(): Promise<unknown>;
}
const promised = (output: unknown) => output as Promised;

/** Has every resource answered with this id and these outputs. */
function answer(id: string, outputs: object = {}, preview = false): Promise<void> {
    const newResource = ({ inputs }: pulumi.runtime.MockResourceArgs) => {
        return { id, state: { ...(inputs as object), ...outputs } };
    };
    return pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "project", "stack", preview);
}

describe("the class DiSyncTask", () => {
    const id = "cn-hangzhou/10000/DI_REALTIME/100";

    // The next file of this process has mocks of its own, and no preview.
    after(() => answer("any"));

    it("takes the file id from the resource's id, so that the preview of a change in place knows it, and else from the outputs", async () => {
        const opaque = "disync-0123456789abcdef";
        const known = { fileId: "100" };
        for (const [what, given, outputs, preview, expected] of [
            ["the preview of a change in place", id, {}, true, "100"],
            ["that of a solution", "cn-hangzhou/10000/DI_SOLUTION/7", {}, true, "7"],
            ["the preview of a creation or a replacement", "", {}, true, undefined],
            ["the preview of a change where the id says none", opaque, {}, true, undefined],
            ["a run", id, known, false, "100"],
            ["a run after which the id says none", opaque, known, false, "100"],
            ["a unit test", "orders_id", known, false, "100"],
            ["a unit test with ids of another kind", "cn-hangzhou/10000/DI_REALTIME/7x", { fileId: "5" }, false, "5"],
        ] as const) {
            await answer(given, outputs, preview);
            const { fileId } = new DiSyncTask("orders", typed);
            const isKnown = await promised(fileId).isKnown;
            const value = isKnown ? await promised(fileId).promise() : undefined;
            assert.deepEqual([isKnown, value], [expected !== undefined, expected], what);
        }
    });

    describe("keeps secret", () => {
        before(() => answer(id));

        it("the definition, beside what the program says, and nothing of what is typed", async () => {
            let kept: readonly string[] | undefined;
            const { source, destination, fileId } = new DiSyncTask("orders", typed, {
                additionalSecretOutputs: ["region"],
                transformations: [
                    ({ opts }) => void (kept = (opts as pulumi.CustomResourceOptions).additionalSecretOutputs),
                ],
            });
            assert.deepEqual(kept, ["region", "definition"]);
            const typedOnes: pulumi.Output<unknown>[] = [source, destination, fileId];
            const are = await Promise.all(typedOnes.map((output) => pulumi.isSecret(output)));
            assert.deepEqual(are, [false, false, false]);
        });

        const step = (parameter: object) => ({ type: "realtime", steps: [{ category: "writer", parameter }] });
        const later = <T>(value: T) => pulumi.output(Promise.resolve(value));
        const isSecret = (script: unknown) =>
            pulumi.isSecret(new DiSyncTask("orders", { ...base, script: script as Record<string, unknown> }).script);

        it("a script that names a secret at any depth, as a whole, also where it is known later", async () => {
            const named = step({ connection: [{ userName: "reader", password: "fake-hunter2" }] });
            for (const script of [
                named,
                Promise.resolve(named),
                later(named),
                { steps: [later({ parameter: { password: "fake-hunter2" } })] },
                { steps: Promise.resolve([{ parameter: { password: later("fake-hunter2") } }]) },
                step({ comment: pulumi.secret("fake") }),
            ]) {
                assert.equal(await isSecret(script), true);
            }
        });

        it("no other script, so that a preview shows what changes", async () => {
            const table = { table: ["secrets", "passwords"], name: "token" };
            // What is no script is check's to say.
            for (const script of [step(table), later(step(table)), "password", ["password"]])
                assert.equal(await isSecret(script), false);
        });
    });

    it("knows keys that name a secret in every spelling, and takes the others of the API's scripts for none", () => {
        for (const key of [
            "password",
            "userPassword",
            "ssl.keystore.password",
            "PASSWD",
            "pass",
            "pwd",
            "accessKeySecret",
            "accessKey",
            "access_key_id",
            "accessId",
            "secretKey",
            "securityToken",
            "private-key",
            "apiKey",
            "sasl.jaas.config",
            "credentials",
        ]) {
            assert.ok(namesSecret(key), key);
        }
        for (const key of [
            "steps",
            "datasource",
            "userName",
            "primaryKeyInfo",
            "selectedTables",
            "keyType",
            "topic",
            "compress",
            "passThrough",
        ]) {
            assert.ok(!namesSecret(key), key);
        }
    });

    it("takes for secrets what stands under such keys, at any depth", () => {
        const writer = {
            userName: "reader",
            password: "fake-1",
            options: { tokens: ["fake-2", { more: 3, and: null }] },
        };
        assert.deepEqual(secretsIn({ steps: [writer, "fake"], pwd: true }), ["fake-1", "fake-2", "3"]);
        for (const value of ["fake", 1, null, undefined, ["password"]]) assert.deepEqual(secretsIn(value), []);
    });

    describe("refuses", () => {
        before(() => answer(id));

        const isRefusal = (part: string) => (error: unknown) => {
            assert.ok(error instanceof pulumi.RunError);
            assert.ok(error.message.startsWith('DiSyncTask "orders": ') && error.message.includes(part), error.message);
            return true;
        };

        it("the option import, and id and urn among the arguments", () => {
            assert.throws(() => new DiSyncTask("orders", typed, { import: id }), isRefusal("option import"));
            for (const own of ["id", "urn"]) {
                const args = { ...typed, [own]: id };
                assert.throws(() => new DiSyncTask("orders", args), isRefusal(`${own} is no argument`));
            }
        });

        const isRetained = isRefusal("retainOnDelete");
        const retainOnDelete = true;

        it('the option retainOnDelete beside onDelete "delete", and each of them alone it takes', async () => {
            assert.throws(
                () => new DiSyncTask("orders", { ...typed, onDelete: "delete" }, { retainOnDelete }),
                isRetained,
            );
            for (const [onDelete, options] of [
                ["delete", { retainOnDelete: false }],
                ["retain", { retainOnDelete }],
                [pulumi.output("retain" as const), { retainOnDelete }],
                [undefined, { retainOnDelete }],
            ] as const) {
                const task = new DiSyncTask("orders", { ...typed, onDelete }, options);
                const expected = await promised(pulumi.output(onDelete)).promise();
                assert.equal(await promised(task.onDelete).promise(), expected);
            }
        });

        /** What comes of an `onDelete` that goes to the SDK beside the option. */
        const held = (onDelete: unknown, opts: pulumi.CustomResourceOptions = { retainOnDelete }) =>
            withoutRetainedDelete(taskResourceType, "orders", { props: { onDelete }, opts });

        it("them also where onDelete is an output or a promise", async () => {
            for (const onDelete of [Promise.resolve("delete"), pulumi.output("delete"), pulumi.secret("delete")]) {
                await assert.rejects(promised(held(onDelete).props["onDelete"]).promise(), isRetained);
            }
        });

        it("them also where a transform of the resource's own options brings one of them", async () => {
            const deletes = ({ props, opts }: pulumi.ResourceTransformArgs) => ({
                props: { ...(props as object), onDelete: "delete" },
                opts,
            });
            const retains = ({ props, opts }: pulumi.ResourceTransformArgs) => ({
                props: props as object,
                opts: { ...opts, retainOnDelete },
            });
            const args = { custom: true, type: taskResourceType, name: "orders" };
            for (const [change, props, opts] of [
                [deletes, {}, { retainOnDelete }],
                [retains, { onDelete: "delete" }, {}],
            ] as const) {
                const [transform] = held("retain", { transforms: [change] }).opts.transforms ?? [];
                await assert.rejects(async () => transform?.({ ...args, props, opts }), isRetained);
                // A resource below this one inherits the transform.
                const below = { ...args, name: "other", props, opts };
                assert.deepEqual(await transform?.(below), change(below));
            }
            assert.throws(
                () =>
                    new DiSyncTask("orders", typed, {
                        retainOnDelete,
                        transformations: [({ opts }) => ({ props: { ...typed, onDelete: "delete" }, opts })],
                    }),
                isRetained,
            );
        });
    });
});
