// Where credentials come from: one source, whole, and a role that may stand on it.
import assert from "node:assert/strict";
import type { CredentialSettings } from "../../provider/src/dataworks/credentials/settings";
import { placed, reading, type Values } from "./reading";

const roleArn = "acs:ram::123456789012:role/deployer";
const otherArn = "acs:ram::123456789012:role/other";
const oidc = {
    oidcProviderArn: "acs:ram::123456789012:oidc-provider/pipeline",
    roleArn,
    oidcTokenFile: "/fake/token",
};

/** The sources that one name of the stack's configuration may have, and what they mean. */
const sources: Readonly<Record<string, { readonly values: Values; readonly means: CredentialSettings }>> = {
    accessKey: {
        values: { accessKey: "fake-id", secretKey: "fake-secret" },
        means: { accessKey: { accessKey: "fake-id", secretKey: "fake-secret", securityToken: undefined } },
    },
    profile: { values: { profile: "fake-profile" }, means: { profile: "fake-profile" } },
    ecsRoleName: { values: { ecsRoleName: "fake-role" }, means: { ecsRoleName: "fake-role" } },
    assumeRoleWithOidc: {
        values: { assumeRoleWithOidc: JSON.stringify(oidc) },
        means: { assumeRoleWithOidc: oidc },
    },
};
const role = JSON.stringify({ roleArn });
const otherRole = JSON.stringify({ roleArn: otherArn });
const environment = { ALIBABA_CLOUD_ACCESS_KEY_ID: "fake-id-2", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "fake-secret-2" };
const environmentKey = { accessKey: "fake-id-2", secretKey: "fake-secret-2", securityToken: undefined };

function under(space: string, values: Values): Values {
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${space}:${key}`, value]));
}

/** What something is wrong with, beside a region. */
const wrong = (configuration: Values, variables?: Values) => reading({ ...placed, ...configuration }, variables).names;

/** What is set of the credentials. */
function credentials(configuration: Values, variables: Values = {}): CredentialSettings {
    const { settings } = reading(configuration, variables);
    return JSON.parse(JSON.stringify(settings.credentials)) as CredentialSettings;
}

function plain(means: CredentialSettings): CredentialSettings {
    return JSON.parse(JSON.stringify(means)) as CredentialSettings;
}

describe("settings: credentials", () => {
    for (const [name, { values, means }] of Object.entries(sources)) {
        for (const space of ["dataworks", "alicloud"]) {
            it(`${space}:${name} wins over the environment`, () => {
                assert.deepEqual(credentials(under(space, values), environment), plain(means));
                assert.deepEqual(wrong(under(space, values), environment), []);
            });
        }

        for (const [other, { values: others }] of Object.entries(sources)) {
            it(`dataworks:${name} wins over alicloud:${other}, which is wrong only where a role is dropped`, () => {
                const both = { ...under("dataworks", values), ...under("alicloud", others) };
                const dropped = other === "assumeRoleWithOidc" && name !== other;
                assert.deepEqual(credentials(both), plain(means));
                assert.deepEqual(wrong(both), dropped ? ["alicloud:assumeRoleWithOidc"] : []);
                // A role of its own says what is meant.
                assert.deepEqual(wrong({ ...both, "dataworks:assumeRole": role }), []);
            });

            if (other <= name) continue;
            it(`alicloud:${name} and alicloud:${other} contradict each other`, () => {
                const both = under("alicloud", { ...values, ...others });
                const [first, second] = Object.keys(sources).filter((each) => [name, other].includes(each));
                assert.deepEqual(reading({ ...placed, ...both }).reasons, [
                    `alicloud:${second} contradicts alicloud:${first}: set one of them`,
                ]);
            });
        }

        it(`alicloud:assumeRole stands on alicloud:${name}`, () => {
            const both = under("alicloud", { ...values, assumeRole: role });
            assert.deepEqual(credentials(both, environment), plain({ ...means, assumeRole: { roleArn } }));
            assert.deepEqual(wrong(both), []);
        });

        it(`alicloud:assumeRole is not for dataworks:${name}: that it is not assumed is an error`, () => {
            const both = { ...under("dataworks", values), "alicloud:assumeRole": role };
            assert.deepEqual(credentials(both), plain(means));
            assert.deepEqual(reading({ ...placed, ...both }).reasons, [
                `alicloud:assumeRole is not assumed, because dataworks:${name} has the credentials: set the role under ` +
                    "dataworks:assumeRole, with what it stands on, or use a dataworks.Provider where it is not meant",
            ]);
            assert.deepEqual(wrong({ ...both, "dataworks:assumeRole": otherRole }), []);
        });

        it(`dataworks:assumeRole stands on alicloud:${name}`, () => {
            const both = { ...under("alicloud", { ...values, assumeRole: otherRole }), "dataworks:assumeRole": role };
            assert.deepEqual(credentials(both), plain({ ...means, assumeRole: { roleArn } }));
        });
    }

    for (const space of ["dataworks", "alicloud"]) {
        it(`${space}:assumeRole stands on the environment's key, or on the chain`, () => {
            const configuration = { [`${space}:assumeRole`]: role };
            const expected = { accessKey: environmentKey, assumeRole: { roleArn } };
            assert.deepEqual(credentials(configuration, environment), plain(expected));
            assert.deepEqual(credentials(configuration), { assumeRole: { roleArn } });
        });
    }

    it("a source that is wrong is not replaced by the next one", () => {
        const configuration = { "dataworks:accessKey": "fake-id", "alicloud:profile": "fake-profile" };
        assert.deepEqual(credentials(configuration, environment), {});
        assert.deepEqual(wrong(configuration, environment), ["dataworks:secretKey"]);
        const wrongRole = { "dataworks:assumeRole": "{}", "alicloud:assumeRole": role };
        assert.deepEqual(credentials(wrongRole), {});
        assert.deepEqual(wrong(wrongRole), ["dataworks:assumeRole.roleArn"]);
    });

    it("three that contradict each other are two problems", () => {
        const three = { "dataworks:accessKey": "a", "dataworks:secretKey": "b", "dataworks:profile": "c" };
        assert.deepEqual(wrong({ ...three, "dataworks:ecsRoleName": "d" }), [
            "dataworks:profile",
            "dataworks:ecsRoleName",
        ]);
    });
});
