// The configuration of the plugin: what is wrong with it by key, what is warned of, and what is never shown.
import assert from "node:assert/strict";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { asSecret } from "../../provider/src/engine/marks";
import { checkSettings, configurationOf, providerIn } from "../../provider/src/plugin/settings";
import { received } from "../../provider/src/plugin/values";

const stackUrn = "urn:pulumi:test::test::pulumi:providers:dataworks::default_0_1_0";
const ownUrn = "urn:pulumi:test::test::pulumi:providers:dataworks::shanghai";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const key = "not-a-real-key-at-all";

const check = (urn: string, settings: object, environment = {}) =>
    checkSettings(urn, received(Struct.fromJavaScript(settings as Record<string, JavaScriptValue>)), environment);

describe("the plugin's configuration", () => {
    it("is the stack's where the provider is the default one, and else an explicit provider's own", () => {
        assert.equal(providerIn(stackUrn), undefined);
        assert.equal(providerIn("urn:pulumi:test::test::pulumi:providers:dataworks::default"), undefined);
        assert.equal(providerIn(ownUrn), "shanghai");
        assert.equal(providerIn("urn:pulumi:test::test::pulumi:providers:dataworks::default-east"), "default-east");
    });

    it("has its keys without a namespace, and none of alicloud", () => {
        const read = configurationOf({ region: "cn-hangzhou", assumeRole: { roleArn: "a" } }, undefined);
        assert.equal(read("dataworks:region"), "cn-hangzhou");
        assert.equal(read("dataworks:assumeRole"), '{"roleArn":"a"}');
        assert.equal(read("alicloud:region"), undefined);
    });

    it("is right as it is, with what the engine itself puts there", () => {
        const settings = { region: "cn-hangzhou", version: "0.1.0", accessKey: key, secretKey: asSecret("x") };
        assert.deepEqual(check(stackUrn, settings), { failures: [], warnings: [] });
        assert.deepEqual(check(ownUrn, settings), { failures: [], warnings: [] });
    });

    it("fails at the key that is wrong", () => {
        const wrong = { region: "Hangzhou", network: "lan", requestsPerSecond: "fast" };
        const own = check(ownUrn, wrong).failures;
        assert.deepEqual(own.map(({ property }) => property).sort(), Object.keys(wrong).sort());
        // Of the stack's configuration the engine tells no plugin what is a secret.
        const { failures } = check(stackUrn, wrong);
        for (const key of Object.keys(wrong))
            assert.ok(
                failures.some(({ property, reason }) => property === "" && reason.startsWith(`dataworks:${key} `)),
                key,
            );
    });

    it("names no key whose value is a secret: the engine would print it", () => {
        const wrong = {
            ...{ accessKey: `${key} 2`, secretKey: "not a real secret", region: asSecret("not-a-region!") },
            endpoint: "https://user:not-a-real-password@host/path",
        };
        const { failures } = check(ownUrn, wrong);
        assert.ok(failures.length > 0);
        for (const { property, reason } of failures) {
            assert.equal(property, "", reason);
            assert.ok(!reason.includes("real"), reason);
        }
    });

    it("names no key that may be a misspelt secret, but in the text", () => {
        for (const key of ["accessKeySecret", "secret_key", "securitytoken", "secretKye"]) {
            const [failure] = check(ownUrn, { [key]: "not-a-real-secret" }).failures;
            assert.equal(failure?.property, "", key);
            const meant = key === "securitytoken" ? "securityToken" : "secretKey";
            assert.equal(failure.reason, `${key} is no setting: did you mean ${meant}?`);
            assert.ok(!failure.reason.includes("not-a-real-secret"));
        }
    });

    it("fails at a setting that an explicit provider does not have, and warns of one in the stack's configuration", () => {
        const [failure] = check(ownUrn, { regoin: "cn-hangzhou" }).failures;
        assert.deepEqual(failure, { property: "", reason: "regoin is no setting: did you mean region?" });
        const { failures, warnings } = check(stackUrn, { regoin: "cn-hangzhou" });
        assert.deepEqual(failures, []);
        assert.match(warnings.join(), /^dataworks:regoin in the stack's configuration is no setting/);
    });

    it("warns of no secret: the engine hands over one that is encrypted as one that stands in clear", () => {
        assert.deepEqual(check(stackUrn, { accessKey: key, secretKey: "not-a-real-secret" }).warnings, []);
        assert.deepEqual(check(stackUrn, { accessKey: key, secretKey: asSecret("not-a-real-secret") }).warnings, []);
    });

    it("fails at a part of a key that is missing beside another, together with what else is wrong", () => {
        for (const urn of [stackUrn, ownUrn]) {
            const { failures } = check(urn, { accessKey: key, network: "lan" });
            assert.equal(failures.length, 2);
            assert.match(failures.map(({ reason }) => reason).join(), /secretKey is missing: /);
        }
    });

    it("is not judged before all of it is known", () => {
        assert.deepEqual(check(ownUrn, { accessKey: unknown, region: "Hangzhou" }).failures, []);
    });

    it("may have no region: each state says its own", () => {
        assert.deepEqual(check(stackUrn, {}).failures, []);
    });
});
