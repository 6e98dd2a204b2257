// pulumi-dataworks migrate: what becomes of a state, and which states are refused.
import assert from "node:assert/strict";
import { CommandError } from "../../../provider/src/cli/error";
import { settingsOf } from "../../../provider/src/cli/migrate/settings";
import { turned } from "../../../provider/src/cli/migrate/turn";

const signature = "4dabf18193072939515e22adb298388d";
const secret = { [signature]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:not-to-be-opened" };
const urn = (types: string, name: string) => `urn:pulumi:dev::shop::${types}::${name}`;
const dynamic = (kind: string) => `pulumi-nodejs:dynamic/dataworks:${kind}`;
const stack = { urn: urn("pulumi:pulumi:Stack", "shop-dev"), type: "pulumi:pulumi:Stack" };
const defaultProvider = {
    urn: urn("pulumi:providers:pulumi-nodejs", "default"),
    type: "pulumi:providers:pulumi-nodejs",
    id: "id-1",
};
const byDefault = `${defaultProvider.urn}::id-1`;
const deployment = {
    urn: urn(dynamic("DiSyncDeployment"), "orders"),
    type: dynamic("DiSyncDeployment"),
    id: "disync-1",
    inputs: { __provider: "text", fileId: "1" },
    outputs: { __provider: "text", fileId: "1", definition: secret },
    parent: stack.urn,
    provider: byDefault,
    propertyDependencies: { __provider: [], fileId: [] },
};
const exported = (...resources: object[]) => ({ version: 3, deployment: { resources } });
const resourcesOf = ({ state }: { state: unknown }) =>
    (state as { deployment: { resources: Record<string, unknown>[] } }).deployment.resources;
const native = (...resources: object[]) =>
    turned(exported(stack, defaultProvider, ...resources), "native", "state.json");

describe("a state of dynamic resources", () => {
    it("becomes one of native resources: other types and provider, the same ids, outputs and secrets", () => {
        const [, provider, made] = resourcesOf(native(deployment));
        assert.deepEqual(provider, {
            urn: urn("pulumi:providers:dataworks", "default"),
            type: "pulumi:providers:dataworks",
            id: "id-1",
        });
        assert.deepEqual(made, {
            urn: urn("dataworks:index:DiSyncDeployment", "orders"),
            type: "dataworks:index:DiSyncDeployment",
            id: "disync-1",
            inputs: { fileId: "1" },
            outputs: { fileId: "1", definition: secret },
            parent: stack.urn,
            provider: `${urn("pulumi:providers:dataworks", "default")}::id-1`,
            propertyDependencies: { fileId: [] },
        });
    });

    it("has new URNs wherever it names one: of resources below others, of dependencies, aliases and values", () => {
        const types = `${dynamic("DiSyncDeployment")}$aws:s3:Bucket`;
        const below = {
            urn: urn(types, "a::b"),
            type: "aws:s3:Bucket",
            inputs: { of: deployment.urn },
            parent: deployment.urn,
            dependencies: [deployment.urn],
            propertyDependencies: { of: [deployment.urn] },
            deletedWith: deployment.urn,
            replaceWith: [deployment.urn],
            aliases: [urn(types, "old")],
        };
        const made = resourcesOf(native(deployment, below)).at(-1);
        const now = urn("dataworks:index:DiSyncDeployment", "orders");
        const nowTypes = "dataworks:index:DiSyncDeployment$aws:s3:Bucket";
        assert.deepEqual(made, {
            ...{ urn: urn(nowTypes, "a::b"), type: "aws:s3:Bucket", inputs: { of: now }, parent: now },
            ...{ dependencies: [now], propertyDependencies: { of: [now] }, deletedWith: now, replaceWith: [now] },
            aliases: [urn(nowTypes, "old")],
        });
    });

    it("keeps the default provider of other dynamic resources, beside the plugin's", () => {
        const other = {
            urn: urn("pulumi-nodejs:dynamic:Resource", "other"),
            type: "pulumi-nodejs:dynamic:Resource",
            inputs: { __provider: "theirs" },
            provider: byDefault,
        };
        const made = native(other, deployment);
        const types = resourcesOf(made).map(({ type }) => type);
        assert.deepEqual(types.slice(1, 3), ["pulumi:providers:pulumi-nodejs", "pulumi:providers:dataworks"]);
        assert.deepEqual(resourcesOf(made)[3], other);
        assert.deepEqual(made.others, ["other"]);
    });

    it("has an explicit provider as the plugin's, and the old one beside it where others need it", () => {
        const settings = { "dataworks:region": "cn-shanghai", "dataworks:secretKey": secret };
        const inputs = { ...settings, "dataworks:providerName": "sh" };
        const provider = {
            ...defaultProvider,
            urn: urn(defaultProvider.type, "sh"),
            id: "id-2",
            inputs,
            outputs: inputs,
        };
        const reference = `${provider.urn}::id-2`;
        const mine = { ...deployment, provider: reference };
        const [, , made, own] = resourcesOf(native(provider, mine));
        assert.deepEqual(made?.["inputs"], { region: "cn-shanghai", secretKey: secret });
        assert.equal(own?.["provider"], `${urn("pulumi:providers:dataworks", "sh")}::id-2`);
        const other = {
            urn: urn("pulumi-nodejs:dynamic:Resource", "o"),
            type: "pulumi-nodejs:dynamic:Resource",
            provider: reference,
        };
        const both = native(provider, mine, other);
        assert.deepEqual(both.kept, ["sh"]);
        assert.equal(resourcesOf(both).at(-1)?.["provider"], reference);
    });

    it("comes back as it was", () => {
        const instance = {
            ...deployment,
            ...{
                urn: urn(dynamic("DiSyncInstance"), "orders"),
                type: dynamic("DiSyncInstance"),
                ignoreChanges: ["state"],
            },
            inputs: {
                __provider: 'exports.handler=()=>require("pulumi-dataworks/provider").DiSyncInstance;',
                ignoresState: true,
            },
            outputs: {
                __provider: 'exports.handler=()=>require("pulumi-dataworks/provider").DiSyncInstance;',
                ignoresState: true,
            },
            propertyDependencies: { __provider: [], ignoresState: [] },
        };
        const before = exported(stack, defaultProvider, instance);
        assert.deepEqual(turned(turned(before, "native", "a").state, "dynamic", "b").state, before);
    });

    for (const [what, state, said] of [
        ["no export", { resources: [] }, "is no exported state"],
        ["an export of another version", { ...exported(deployment), version: 9 }, "a state of version 9"],
        ["nothing of this package", exported(stack), "has no dynamic resource of pulumi-dataworks"],
        [
            "an interrupted operation",
            {
                version: 3,
                deployment: {
                    resources: [deployment],
                    pending_operations: [{ type: "creating", resource: deployment }],
                },
            },
            "creating orders",
        ],
        [
            "both forms of one resource",
            exported(defaultProvider, deployment, {
                urn: urn("dataworks:index:DiSyncDeployment", "orders"),
                type: "dataworks:index:DiSyncDeployment",
            }),
            "in both forms",
        ],
    ] as const) {
        it(`is refused where it is ${what}`, () => {
            assert.throws(
                () => turned(state, "native", "state.json"),
                (error) => error instanceof CommandError && error.message.includes(said),
            );
        });
    }
});

describe("the settings of a state", () => {
    it("reach the plugin from dataworks:, and from alicloud: by commands that show no value", () => {
        const { inputs, moved } = settingsOf({
            ...{ "dataworks:region": "cn-hangzhou", "alicloud:region": "cn-beijing", "alicloud:profile": "ops" },
            ...{ "alicloud:securityToken": secret, "alicloud:endpoints": '[{"dataworkspublic":"dw.example.com"}]' },
            ...{ "shop:x": "y", "alicloud:network": " " },
        });
        assert.deepEqual(inputs, {
            ...{ region: "cn-hangzhou", securityToken: secret, profile: "ops", endpoint: "dw.example.com" },
        });
        assert.deepEqual(
            moved.map(({ command }) => command),
            [
                "pulumi config get alicloud:securityToken | pulumi config set --secret dataworks:securityToken",
                "pulumi config get alicloud:profile | pulumi config set dataworks:profile",
                "pulumi config set dataworks:endpoint ITS_DATAWORKSPUBLIC",
            ],
        );
    });

    it("leave credentials of alicloud: where dataworks: has its own: they are no part of them", () => {
        const { inputs, moved } = settingsOf({
            "dataworks:profile": "own",
            "alicloud:accessKey": "k",
            "alicloud:secretKey": secret,
        });
        assert.deepEqual([inputs, moved], [{ profile: "own" }, []]);
    });
});
