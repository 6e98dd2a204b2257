// Roles: how they are assumed, with a key or an OIDC token, and what STS may answer.
import assert from "node:assert/strict";
import { type CredentialSettings } from "../../../provider/src/dataworks/credentials/settings";
import { Budget } from "../../../provider/src/dataworks/calls/retry";
import { CredentialsError } from "../../../provider/src/dataworks/calls/errors";
import { HttpFailure } from "../../../provider/src/dataworks/http/http";
import { Sts } from "../../../provider/src/dataworks/credentials/sts";
import { causes } from "../../../provider/src/dataworks/http/connection-errors";
import {
    CredentialsStage,
    errorOf,
    fixed,
    hour,
    issued,
    issuedKey,
    minute,
    oidcRole,
    profileOf,
    role,
} from "./credentials-stage";

const stage = new CredentialsStage();

describe("credentials: a role", () => {
    beforeEach(() => stage.begin());
    afterEach(() => stage.clear());

    it("is assumed through the proxy, with all that the settings say of it, and signed with the access key", async () => {
        const ask = await stage.asking({ accessKey: { ...fixed, securityToken: "fake-token" }, assumeRole: role });
        assert.deepEqual(await ask(), issuedKey(1));
        assert.deepEqual(stage.hosts, ["sts.aliyuncs.com:443"]);
        const [{ query, form, head }] = stage.calls as [(typeof stage.calls)[0]];
        assert.deepEqual(form, {
            RoleArn: role.roleArn,
            RoleSessionName: role.sessionName,
            Policy: role.policy,
            DurationSeconds: "1800",
            ExternalId: role.externalId,
        });
        assert.equal(query["Action"], "AssumeRole");
        assert.equal(query["AccessKeyId"], fixed.accessKey);
        assert.equal(query["SecurityToken"], "fake-token");
        assert.match(query["Signature"] ?? "", /^[\w+/]+=$/);
        assert.match(head, /^user-agent: test\/1$/im);
        assert.match(head, /^host: sts\.aliyuncs\.com$/im);
    });

    it("has a session of this package's name, for an hour, where the settings do not say otherwise", async () => {
        await (
            await stage.asking({ accessKey: fixed, assumeRole: { roleArn: role.roleArn } })
        )();
        assert.deepEqual(stage.calls[0]?.form, {
            RoleArn: role.roleArn,
            RoleSessionName: "pulumi-dataworks",
            DurationSeconds: "3600",
        });
    });

    it("has a session of the name that the environment has for it", async () => {
        process.env["ALIBABA_CLOUD_ROLE_SESSION_NAME"] = "fake-pipeline";
        await (
            await stage.asking({ accessKey: fixed, assumeRole: { roleArn: role.roleArn } })
        )();
        await (
            await stage.asking({ accessKey: fixed, assumeRole: role })
        )();
        const names = stage.calls.map(({ form }) => form["RoleSessionName"]);
        assert.deepEqual(names, ["fake-pipeline", role.sessionName]);
    });

    it("is assumed inside the VPC, where the network is one", async () => {
        const ask = await stage.asking({ accessKey: fixed, assumeRole: role }, undefined, "cn-hangzhou");
        assert.deepEqual(await ask(), issuedKey(1));
        assert.deepEqual(stage.hosts, ["sts-vpc.cn-hangzhou.aliyuncs.com:443"]);
    });

    it("is asked for once by all that need it at the same time, and once in a long while", async () => {
        const ask = await stage.asking({ accessKey: fixed, assumeRole: role });
        const keys = await Promise.all(Array.from({ length: 50 }, ask));
        stage.clock.pass(2 * minute);
        assert.deepEqual([...new Set([...keys, await ask()].map((key) => key.accessKey))], ["STS.fake-1"]);
        assert.equal(stage.calls.length, 1);
    });

    it("is assumed again before its credentials end, in the middle of a run", async () => {
        const ask = await stage.asking({ accessKey: fixed, assumeRole: role }, (_, count) =>
            issued(count, count === 1 ? 10 * minute : hour),
        );
        assert.deepEqual(await ask(), issuedKey(1));
        stage.clock.pass(minute);
        assert.deepEqual(await ask(), issuedKey(2));
        stage.clock.pass(minute);
        assert.deepEqual(await ask(), issuedKey(2));
    });

    it("with credentials for a quarter of an hour is asked for once a minute, not once a call", async () => {
        const ask = await stage.asking({ accessKey: fixed, assumeRole: role }, (_, count) => issued(count, hour / 4));
        for (let count = 0; count < 5; count++) assert.deepEqual(await ask(), issuedKey(1));
        stage.clock.pass(minute);
        for (let count = 0; count < 5; count++) assert.deepEqual(await ask(), issuedKey(2));
    });

    it("whose renewal fails is used as long as its credentials last", async () => {
        const ask = await stage.asking({ accessKey: fixed, assumeRole: role }, (_, count) =>
            count === 1 ? issued(1, 10 * minute) : { status: "503 Busy", body: "{}" },
        );
        await ask();
        stage.clock.pass(minute);
        assert.deepEqual(await ask(), issuedKey(1));
        assert.equal(stage.calls.length, 2);
    });

    it("stands on whatever credentials were found: here those of the chain", async () => {
        await stage.cliProfiles([profileOf("default")]);
        const ask = await stage.asking({ assumeRole: role });
        assert.deepEqual(await ask(), issuedKey(1));
        assert.equal(stage.calls[0]?.query["AccessKeyId"], "fake-id-of-default");
    });
});

describe("credentials: a role with an OIDC token", () => {
    beforeEach(() => stage.begin());
    afterEach(() => stage.clear());

    it("is assumed with the token of the settings, unsigned", async () => {
        const ask = await stage.asking({ assumeRoleWithOidc: { ...oidcRole, oidcToken: "fake.oidc.token" } });
        assert.deepEqual(await ask(), issuedKey(1));
        const [{ query, form }] = stage.calls as [(typeof stage.calls)[0]];
        assert.equal(query["Action"], "AssumeRoleWithOIDC");
        assert.equal(query["Signature"], undefined);
        assert.deepEqual(form, {
            OIDCProviderArn: oidcRole.oidcProviderArn,
            OIDCToken: "fake.oidc.token",
            RoleArn: oidcRole.roleArn,
            RoleSessionName: "pulumi-dataworks",
            DurationSeconds: "3600",
        });
    });

    it("is assumed with the token that the file holds at that moment", async () => {
        const oidcTokenFile = await stage.file("token", "fake.first");
        const more = { policy: role.policy, roleSessionName: "fake-session", sessionExpiration: 900 };
        const ask = await stage.asking({ assumeRoleWithOidc: { ...oidcRole, ...more, oidcTokenFile } }, (_, count) =>
            issued(count, 10 * minute),
        );
        await ask();
        await stage.file("token", "fake.second");
        stage.clock.pass(minute);
        assert.deepEqual(await ask(), issuedKey(2));
        assert.deepEqual(
            stage.calls.map(({ form }) => form["OIDCToken"]),
            ["fake.first", "fake.second"],
        );
        const { Policy, RoleSessionName, DurationSeconds } = stage.calls[0]?.form ?? {};
        assert.deepEqual([Policy, RoleSessionName, DurationSeconds], [role.policy, "fake-session", "900"]);
    });

    it("may be what another role stands on", async () => {
        const ask = await stage.asking({
            assumeRoleWithOidc: { ...oidcRole, oidcToken: "fake.oidc.token" },
            assumeRole: role,
        });
        assert.deepEqual(await ask(), issuedKey(2));
        const { AccessKeyId, SecurityToken } = stage.calls[1]?.query ?? {};
        assert.deepEqual([AccessKeyId, SecurityToken], ["STS.fake-1", "fake-token-1"]);
    });
});

describe("credentials: STS that cannot be reached", () => {
    beforeEach(() => stage.begin({ ALIBABA_CLOUD_STS_REGION: "cn-hangzhu" }));
    afterEach(() => stage.clear());

    for (const [cause, tries, advice] of [
        ["unknownHost", 3, "No region cn-hangzhu is known (ALIBABA_CLOUD_STS_REGION): the nearest one is cn-hangzhou"],
        ["certificate", 1, "Check this machine's clock;"],
        ["unbuildable", 1, "Check the credentials and the settings for characters that cannot be in them"],
    ] as const) {
        it(`is tried as often as DataWorks is where ${causes[cause].what}, and the message says what to do`, async () => {
            let sent = 0;
            const send = () => {
                sent += 1;
                return Promise.reject(new HttpFailure(false, "no way", cause));
            };
            const ask = stage.askingOf(new Sts({ send }, "test/1"), { accessKey: fixed, assumeRole: role });
            const said = await errorOf(ask);
            assert.ok(said.includes(`no way. ${advice}`), said);
            assert.equal(sent, tries);
        });
    }
});

describe("credentials: STS that fails", () => {
    beforeEach(() => stage.begin());
    afterEach(() => stage.clear());

    const throttled = { status: "400 No", body: '{"Code":"Throttling.User","RequestId":"A-1"}' };
    const passing: Readonly<Record<string, { status?: string; body: string } | "reset">> = {
        "a reset": "reset",
        "503": { status: "503 Busy", body: "{}" },
        "502 with a page": { status: "502 Bad", body: "<html></html>" },
        "408": { status: "408 Late", body: "" },
        "429": { status: "429 Slow", body: "" },
        Throttling: throttled,
    };
    const kinds: Readonly<Record<string, CredentialSettings>> = {
        assumeRole: { accessKey: fixed, assumeRole: role },
        assumeRoleWithOidc: { assumeRoleWithOidc: { ...oidcRole, oidcToken: "fake.oidc.token" } },
    };
    for (const [kind, settings] of Object.entries(kinds)) {
        for (const [what, reply] of Object.entries(passing)) {
            it(`with ${what} is asked again: ${kind}`, async () => {
                const ask = await stage.asking(settings, (_, count) => (count > 2 ? issued(count) : reply));
                assert.deepEqual(await ask(), issuedKey(3));
                assert.equal(stage.clock.waits.length, 2);
            });
        }

        it(`is not asked again where it says no, now or for a minute: ${kind}`, async () => {
            const no = { status: "403 No", body: '{"Code":"NoPermission","Message":"no","RequestId":"A-1"}' };
            const ask = await stage.asking(settings, () => no);
            assert.match(await errorOf(ask), /Code NoPermission, RequestId A-1\)$/);
            await errorOf(ask);
            assert.deepEqual([stage.calls.length, stage.clock.waits], [1, []]);
        });

        it(`and goes on failing is no answer to those who ask later: ${kind}`, async () => {
            let isBusy = true;
            const ask = await stage.asking(settings, (_, count) =>
                isBusy ? { status: "503 Busy", body: "{}" } : issued(count),
            );
            assert.match(await errorOf(ask), /STS answered with HTTP status 503 \(tried 5 times in [\d.]+ s\)$/);
            isBusy = false;
            assert.deepEqual(await ask(), issuedKey(6));
        });

        it(`is asked again as long as the budget of the operation allows, and takes from it: ${kind}`, async () => {
            const ask = await stage.asking(settings, () => throttled);
            const budget = new Budget(30_000);
            const said: unknown = await ask(budget).catch((error: unknown) => error);
            assert.ok(said instanceof CredentialsError);
            assert.match(said.message, /Code Throttling.User, RequestId A-1\) \(tried \d+ times in 30 s\)$/);
            assert.equal(budget.left, 0);
            assert.equal(stage.clock.now(), 30_000);
        });

        it(`is asked once by all that wait for it: ${kind}`, async () => {
            const ask = await stage.asking(settings, (_, count) => (count > 2 ? issued(count) : throttled));
            const keys = await Promise.all(Array.from({ length: 20 }, () => ask()));
            assert.deepEqual([...new Set(keys.map((key) => key.accessKey))], ["STS.fake-3"]);
            assert.equal(stage.calls.length, 3);
        });
    }

    it("is asked again for a role of a CLI profile too, through the proxy", async () => {
        const profile = { ...profileOf("default"), mode: "RamRoleArn", ram_role_arn: role.roleArn };
        await stage.cliProfiles([{ ...profile, ram_session_name: "fake-session", access_key_id: " fake-id\r\n" }]);
        const ask = await stage.asking({}, (_, count) => (count > 2 ? issued(count) : throttled));
        assert.deepEqual(await ask(), issuedKey(3));
        assert.deepEqual([...new Set(stage.calls.map(({ query }) => query["AccessKeyId"]))], ["fake-id"]);
    });
});
