// All that is wrong is said at once, and no value that may be a secret is shown.
import assert from "node:assert/strict";
import { table } from "../../provider/src/settings/table";
import { placed, reading } from "./reading";

const secret = "fake-hunter2";

describe("settings: problems", () => {
    it("everything that is wrong is said at once, each beginning with its name", () => {
        const { names, problems } = reading({
            "dataworks:region": "nowhere",
            "dataworks:accessKey": "fake-id",
            "dataworks:endpoint": "http://example.com",
            "dataworks:network": "moon",
            "dataworks:clientConnectTimeout": "0",
            "dataworks:clientReadTimeout": "abc",
            "dataworks:maxRetryTimeout": "never",
            "dataworks:requestsPerSecond": "all",
            "dataworks:profile": "fake-profile",
            "dataworks:assumeRole": "fake-role",
        });
        assert.deepEqual(names.toSorted(), [
            "dataworks:assumeRole",
            "dataworks:clientConnectTimeout",
            "dataworks:clientReadTimeout",
            "dataworks:endpoint",
            "dataworks:maxRetryTimeout",
            "dataworks:network",
            "dataworks:profile",
            "dataworks:region",
            "dataworks:requestsPerSecond",
            "dataworks:secretKey",
        ]);
        for (const { name, reason } of problems) assert.ok(reason.startsWith(`${name} `), reason);
    });

    const keys = [...Object.keys(table), "endpoints"];
    const values = [
        secret,
        `https://user:${secret}@example.com`,
        `http://${secret}.example.com`,
        `https://example.com/?key=${secret}`,
        JSON.stringify({ dataworkspublic: `http://user:${secret}@example.com` }),
        `{"dataworkspublic": "${secret}`,
    ];
    for (const space of ["dataworks", "alicloud"]) {
        for (const value of values) {
            it(`no problem shows what stands in ${space}: ${value}`, () => {
                const { problems } = reading(Object.fromEntries(keys.map((key) => [`${space}:${key}`, value])));
                assert.ok(problems.length >= 4, "the values are wrong nearly everywhere");
                assert.ok(!JSON.stringify(problems).includes(secret));
            });
        }
    }

    const credentials = [
        ["dataworks:accessKey", "dataworks:secretKey", "dataworks:securityToken"],
        ["alicloud:accessKey", "alicloud:secretKey", "alicloud:securityToken"],
        ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"],
        ["ALIBABACLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_SECRET", "ALIBABACLOUD_SECURITY_TOKEN"],
        ["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"],
    ];
    for (const name of credentials.flat()) {
        it(`${name} alone is a problem that does not show its value`, () => {
            const { problems } = reading({ ...placed, [name]: secret }, { [name]: secret });
            assert.ok(problems.length > 0);
            assert.ok(!JSON.stringify(problems).includes(secret));
        });
    }

    const roleFields = ["roleArn", "sessionName", "policy", "sessionExpiration", "externalId", "oidcProviderArn"];
    for (const field of [...roleFields, "oidcToken", "oidcTokenFile", "roleSessionName"]) {
        for (const key of ["assumeRole", "assumeRoleWithOidc"]) {
            it(`no problem shows what stands in ${key}.${field}`, () => {
                for (const value of [`${secret} ${secret}`, { [field]: secret }, [secret]]) {
                    const { problems } = reading({ [`alicloud:${key}`]: JSON.stringify({ [field]: value }) });
                    assert.ok(problems.length > 1);
                    assert.ok(!JSON.stringify(problems).includes(secret));
                }
            });
        }
    }

    it("settings that are wrong do not keep the others from being read", () => {
        const { settings } = reading({ ...placed, "dataworks:network": "moon" });
        assert.equal(settings.region, "cn-hangzhou");
    });
});
