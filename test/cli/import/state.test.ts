// What a stack deploys already, as its export says it.
import assert from "node:assert/strict";
import { CommandError } from "../../../provider/src/cli/error";
import { valuesIn } from "../../../provider/src/cli/import/stack";
import { isOf, tasksIn } from "../../../provider/src/cli/import/state";
import type { FoundTask } from "../../../provider/src/cli/import/task";
import { instanceType, resourceType, taskResourceType } from "../../../provider/src/program/text";

const isError = (said: RegExp) => (error: unknown) => error instanceof CommandError && said.test(error.message);
const outputs = {
    region: "cn-hangzhou",
    projectId: "10000",
    taskType: "DI_REALTIME",
    fileId: "100",
    deployedAt: "2026-11-20T08:12:44Z",
};
const urn = (name: string) => `urn:pulumi:dev::shop::${resourceType}::${name}`;

describe("the deployments of an exported state", () => {
    it("are found whatever they are called, and wherever they stand", () => {
        const resources = [
            { urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", type: "pulumi:pulumi:Stack" },
            { urn: urn("a::b"), type: resourceType, outputs },
            { urn: `urn:pulumi:dev::shop::my:Component$${resourceType}::c`, type: resourceType, outputs },
        ];
        assert.deepEqual(tasksIn({ version: 3, deployment: { resources } }).deployed, [
            { resource: "a::b", ...outputs },
            { resource: "c", ...outputs },
        ]);
    });

    it("are found where they are the plugin's, too", () => {
        const native = (name: string) => ({
            urn: urn(name),
            type: `dataworks:index:${name}`,
            outputs: { ...outputs, name: "orders" },
        });
        const names = ["DiSyncDeployment", "DiSyncInstance", "DiSyncTask"];
        const found = tasksIn({ version: 3, deployment: { resources: [...names, "Other"].map(native) } });
        assert.deepEqual(
            [found.deployed, found.instances, found.definitions].map((all) => all.map(({ resource }) => resource)),
            names.map((name) => [name]),
        );
        assert.equal(found.definitions[0]?.taskName, "orders");
    });

    it("are told from secrets, and not from the old half of a replacement", () => {
        const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"100"' };
        const resources = [
            { urn: urn("a"), type: resourceType, outputs: { ...outputs, fileId: secret } },
            { urn: urn("b"), type: resourceType, outputs, delete: true },
        ];
        assert.deepEqual(tasksIn({ version: 3, deployment: { resources } }).deployed, [{ resource: "a", ...outputs }]);
    });

    it("are told apart from its instances", () => {
        const resources = [
            { urn: urn("a"), type: resourceType, outputs },
            { urn: `urn:pulumi:dev::shop::${instanceType}::runs`, type: instanceType, outputs },
            { urn: `urn:pulumi:dev::shop::${instanceType}::ran`, type: instanceType, outputs, delete: true },
        ];
        const { deployed, instances } = tasksIn({ version: 3, deployment: { resources } });
        assert.deepEqual([deployed, instances], [[{ resource: "a", ...outputs }], [{ resource: "runs", ...outputs }]]);
    });

    it("are told apart from the DiSyncTasks, of which one without a file id stands for the task of its name", () => {
        const task = { ...outputs, name: "orders" };
        const { fileId: _, ...made } = { ...task, pending: { since: 1 } };
        const urnOf = (name: string) => `urn:pulumi:dev::shop::${taskResourceType}::${name}`;
        const resources = [
            { urn: urnOf("known"), type: taskResourceType, outputs: task },
            { urn: urnOf("pending"), type: taskResourceType, outputs: made },
        ];
        const { deployed, definitions } = tasksIn({ version: 3, deployment: { resources } });
        assert.deepEqual(deployed, []);
        assert.deepEqual(
            definitions.map(({ resource, fileId, taskName }) => [resource, fileId, taskName]),
            [
                ["known", outputs.fileId, "orders"],
                ["pending", "", "orders"],
            ],
        );
        const { region, projectId, taskType } = outputs;
        const found = (fileId: string, name: string) => {
            const received = { name, folder: "" };
            const one = { projectId, taskType, fileId, taskName: name, folder: "", received } as FoundTask;
            return definitions.filter((each) => isOf(each, one, region)).map(({ resource }) => resource);
        };
        assert.deepEqual(
            [found("1", "orders"), found(outputs.fileId, "other"), found("1", "other")],
            [["pending"], ["known"], []],
        );
    });

    it("are none in a stack that was never deployed", () => {
        assert.deepEqual(tasksIn({ version: 3, deployment: {} }).deployed, []);
        assert.deepEqual(tasksIn({ version: 3, deployment: { resources: null } }).deployed, []);
    });

    const deploying = (resource: object) => ({ version: 3, deployment: { resources: [resource] } });
    for (const exported of [
        undefined,
        null,
        [],
        {},
        { level: "warn", msg: "checkpoint is being read" },
        { deployment: {} },
        { version: 3 },
        { version: 3, deployment: null },
        { version: 3, deployment: [] },
        { version: 3, deployment: { resources: {} } },
        { version: 3, deployment: { resources: "" } },
        { version: 3, deployment: { resources: [null] } },
        deploying({ type: resourceType }),
        deploying({ urn: urn("a") }),
    ]) {
        it(`are not none where the state was not read: ${JSON.stringify(exported)}`, () => {
            assert.throws(() => tasksIn(exported), isError(/^The state of the stack could not be read: /));
        });
    }

    for (const [what, given] of [
        ["no outputs", undefined],
        ["null for outputs", null],
        ["a text for outputs", "a"],
        ["no file id", { ...outputs, fileId: undefined }],
        ["a file id that is no text", { ...outputs, fileId: {} }],
        ["a secret that is not shown", { ...outputs, fileId: { plaintext: "{" } }],
    ] as const) {
        it(`are not guessed where one has ${what}`, () => {
            const exported = deploying({ urn: urn("a"), type: resourceType, outputs: given });
            assert.throws(() => tasksIn(exported), isError(/does not say the (region|fileId) of a, so nobody/));
        });
    }
});

describe("the configuration of a stack", () => {
    it("is what pulumi prints of it", () => {
        const json = {
            "a:b": { value: "c", secret: false },
            "a:list": { value: "[1]", objectValue: [1], secret: true },
        };
        const values = Object.fromEntries(valuesIn({ ...json, "a:hidden": { secret: true } }));
        assert.deepEqual(values, { "a:b": "c", "a:list": "[1]" });
        assert.deepEqual(valuesIn({}), new Map());
    });

    for (const json of [
        null,
        [],
        "a",
        { level: "warn", msg: "x" },
        { "a:b": null },
        { "a:b": { value: 1 } },
        { a: {} },
    ]) {
        it(`is not empty where it was not read: ${JSON.stringify(json)}`, () => {
            assert.throws(() => valuesIn(json), isError(/^The configuration of the stack could not be read: /));
        });
    }
});
