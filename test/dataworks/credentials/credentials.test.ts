// Credentials: which are found, that they are asked for once, renewed before they end, and never shown.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { type CredentialSettings } from "../../../provider/src/dataworks/credentials/settings";
import { askAccessKey, type AskAccessKey } from "../../../provider/src/dataworks/credentials/credentials";
import { Budget } from "../../../provider/src/dataworks/calls/retry";
import { CredentialsError } from "../../../provider/src/dataworks/calls/errors";
import { Sanitizer } from "../../../provider/src/dataworks/sanitizer";
import { HttpFailure } from "../../../provider/src/dataworks/http/http";
import { whyNothing } from "../../../provider/src/dataworks/credentials/chain";
import { Sts } from "../../../provider/src/dataworks/credentials/sts";
import { causes } from "../../../provider/src/dataworks/http/connection-errors";
import { CredentialsStage, hour, issued, issuedKey, type Answer } from "./credentials-stage";
import { rawReply } from "../http/raw-server";

const stage = new CredentialsStage();
const minute = 60_000;
const fixed = { accessKey: "fake-id", secretKey: "fake-secret" };
const role = {
    roleArn: "acs:ram::123456789012:role/deployer",
    sessionName: "fake-session",
    policy: '{"Version":"1","Statement":["fake-policy & more"]}',
    sessionExpiration: 1800,
    externalId: "fake-external-id",
};
const oidcRole = {
    roleArn: role.roleArn,
    oidcProviderArn: "acs:ram::123456789012:oidc-provider/pipeline",
};

async function errorOf(ask: AskAccessKey): Promise<string> {
    const outcome: unknown = await ask().catch((error: unknown) => error);
    assert.ok(outcome instanceof CredentialsError, `it came to ${JSON.stringify(outcome)}`);
    return outcome.message;
}

async function cliProfiles(profiles: readonly object[], current = "default"): Promise<void> {
    await stage.file(".aliyun/config.json", JSON.stringify({ current, profiles }));
}

function profileOf(name: string): object {
    return { name, mode: "AK", access_key_id: `fake-id-of-${name}`, access_key_secret: "fake-secret" };
}

describe("credentials: an access key of the settings", () => {
    beforeEach(() => stage.begin());
    afterEach(() => stage.clear());

    for (const accessKey of [fixed, { ...fixed, securityToken: "fake-token" }]) {
        it(`is used as it is, and nobody is asked: ${JSON.stringify(accessKey)}`, async () => {
            const ask = await stage.asking({ accessKey });
            assert.deepEqual(await ask(), { securityToken: undefined, ...accessKey });
            assert.deepEqual(stage.hosts, []);
        });
    }
});

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
        stage.now += 2 * minute;
        assert.deepEqual([...new Set([...keys, await ask()].map((key) => key.accessKey))], ["STS.fake-1"]);
        assert.equal(stage.calls.length, 1);
    });

    it("is assumed again before its credentials end, in the middle of a run", async () => {
        const ask = await stage.asking({ accessKey: fixed, assumeRole: role }, (_, count) =>
            issued(count, count === 1 ? 10 * minute : hour),
        );
        assert.deepEqual(await ask(), issuedKey(1));
        stage.now += minute;
        assert.deepEqual(await ask(), issuedKey(2));
        stage.now += minute;
        assert.deepEqual(await ask(), issuedKey(2));
    });

    it("with credentials for a quarter of an hour is asked for once a minute, not once a call", async () => {
        const ask = await stage.asking({ accessKey: fixed, assumeRole: role }, (_, count) => issued(count, hour / 4));
        for (let count = 0; count < 5; count++) assert.deepEqual(await ask(), issuedKey(1));
        stage.now += minute;
        for (let count = 0; count < 5; count++) assert.deepEqual(await ask(), issuedKey(2));
    });

    it("whose renewal fails is used as long as its credentials last", async () => {
        const ask = await stage.asking({ accessKey: fixed, assumeRole: role }, (_, count) =>
            count === 1 ? issued(1, 10 * minute) : { status: "503 Busy", body: "{}" },
        );
        await ask();
        stage.now += minute;
        assert.deepEqual(await ask(), issuedKey(1));
        assert.equal(stage.calls.length, 2);
    });

    it("stands on whatever credentials were found: here those of the chain", async () => {
        await cliProfiles([profileOf("default")]);
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
        stage.now += minute;
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
            const ask = askAccessKey({ accessKey: fixed, assumeRole: role }, new Sts({ send }, "test/1"), {
                clock: { now: () => stage.now, wait: (time) => Promise.resolve(void (stage.now += time)) },
                random: () => 0.5,
                maxRetryTimeout: 120,
                sanitizer: new Sanitizer(),
            });
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
                assert.equal(stage.waits, 2);
            });
        }

        it(`is not asked again where it says no, now or for a minute: ${kind}`, async () => {
            const no = { status: "403 No", body: '{"Code":"NoPermission","Message":"no","RequestId":"A-1"}' };
            const ask = await stage.asking(settings, () => no);
            assert.match(await errorOf(ask), /Code NoPermission, RequestId A-1\)$/);
            await errorOf(ask);
            assert.deepEqual([stage.calls.length, stage.waits], [1, 0]);
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
            assert.equal(stage.now, 30_000);
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
        await cliProfiles([{ ...profile, ram_session_name: "fake-session", access_key_id: " fake-id\r\n" }]);
        const ask = await stage.asking({}, (_, count) => (count > 2 ? issued(count) : throttled));
        assert.deepEqual(await ask(), issuedKey(3));
        assert.deepEqual([...new Set(stage.calls.map(({ query }) => query["AccessKeyId"]))], ["fake-id"]);
    });
});

describe("credentials: white space", () => {
    beforeEach(() => stage.begin());
    afterEach(() => stage.clear());

    it("around what the CLI's file and the environment's variables say is dropped", async () => {
        const profile = {
            name: "named\n",
            mode: "AK ",
            access_key_id: " fake-id\r\n",
            access_key_secret: "\tfake-secret\n",
        };
        await cliProfiles([profile], " named");
        const key = { ...fixed, securityToken: undefined };
        assert.deepEqual(await (await stage.asking({}))(), key);
        await cliProfiles([profile, profileOf("default")], "default");
        process.env["ALIBABA_CLOUD_PROFILE"] = "named\r\n";
        assert.deepEqual(await (await stage.asking({}))(), key);
        process.env["ALIBABA_CLOUD_CLI_PROFILE_DISABLED"] = "true\n";
        process.env["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true\n";
        assert.match(
            await errorOf(await stage.asking({})),
            /CLI: the CLI profile is disabled\n[^]*IMDS credentials is disabled/,
        );
    });

    it("around what an OIDC token's file and its variables say is dropped", async () => {
        const file = await stage.file("token", "fake.token\r\n");
        process.env["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] = ` ${oidcRole.oidcProviderArn}\n`;
        process.env["ALIBABA_CLOUD_OIDC_TOKEN_FILE"] = `${file}\r\n`;
        process.env["ALIBABA_CLOUD_ROLE_ARN"] = `${oidcRole.roleArn}\n`;
        process.env["ALIBABA_CLOUD_ROLE_SESSION_NAME"] = "fake-session\n";
        assert.deepEqual(await (await stage.asking({}))(), issuedKey(1));
        const { OIDCProviderArn, OIDCToken, RoleArn, RoleSessionName } = stage.calls[0]?.form ?? {};
        assert.deepEqual(
            [OIDCProviderArn, OIDCToken, RoleArn, RoleSessionName],
            [oidcRole.oidcProviderArn, "fake.token", oidcRole.roleArn, "fake-session"],
        );
    });

    it("in the middle of a file's key, or a quotation mark, is said at the first call, and nothing is sent", async () => {
        await cliProfiles([{ ...profileOf("default"), access_key_secret: "'fake-hunter2'" }]);
        const said = await errorOf(await stage.asking({ assumeRole: role }));
        assert.match(
            said,
            /profile of the Alibaba Cloud CLI: its access key secret holds a quotation mark, which no key has$/,
        );
        assert.doesNotMatch(said, /hunter/);
        assert.deepEqual(stage.hosts, []);
    });
});

describe("credentials: the chain", () => {
    afterEach(() => stage.clear());

    const oidcOfEnvironment = (file: string) => ({
        ALIBABA_CLOUD_OIDC_PROVIDER_ARN: oidcRole.oidcProviderArn,
        ALIBABA_CLOUD_OIDC_TOKEN_FILE: file,
        ALIBABA_CLOUD_ROLE_ARN: oidcRole.roleArn,
    });
    const ini = "[default]\ntype = access_key\naccess_key_id = fake-id-of-ini\naccess_key_secret = fake-secret\n";

    it("takes the OIDC token of the environment first", async () => {
        await stage.begin();
        Object.assign(process.env, oidcOfEnvironment(await stage.file("token", "fake.token")));
        await cliProfiles([profileOf("default")]);
        assert.deepEqual(await (await stage.asking({}))(), issuedKey(1));
        assert.equal(stage.calls[0]?.form["OIDCToken"], "fake.token");
    });

    const failed =
        "The credentials that are set up could not be had, so no call was made, and no other source was asked, which may be " +
        "another account. Mend this one, or take it away:\n  - ";
    const failures: readonly (readonly [what: string, answer: Answer | undefined, says: string, tries: number])[] = [
        [
            "STS refuses the token",
            () => ({ status: "400 No", body: '{"Code":"No"}' }),
            "get sts token failed with OIDC (Code No)",
            1,
        ],
        [
            "STS fails for now",
            () => ({ status: "503 Busy", body: '{"Code":"ServiceUnavailable","RequestId":"A-1"}' }),
            "STS answered with HTTP status 503 (Code ServiceUnavailable, RequestId A-1) (tried 5 times in 3.8 s)",
            5,
        ],
        ["the token's file is not there", undefined, "ENOENT HOME/token", 0],
    ];
    for (const [what, answer, says, tries] of failures) {
        it(`does not go on to the CLI's profile, which may be another account, where ${what}`, async () => {
            await stage.begin();
            const token = await stage.file("token", "fake.token");
            Object.assign(process.env, oidcOfEnvironment(token));
            if (!answer) await rm(token);
            await cliProfiles([profileOf("default")]);
            const said = await errorOf(await stage.asking({}, answer));
            const home = process.env["HOME"] ?? "";
            assert.equal(said.replaceAll(home, "HOME"), `${failed}OIDC token of the environment: ${says}`);
            assert.equal(stage.calls.length, tries);
        });
    }

    const broken: Readonly<Record<string, readonly [path: string, text: string]>> = {
        "the CLI's file is no JSON": [".aliyun/config.json", "{"],
        "the CLI's profile lacks a part of its key": [
            ".aliyun/config.json",
            JSON.stringify({ current: "a", profiles: [{ name: "a", mode: "AK", access_key_id: "fake-id" }] }),
        ],
        "the CLI's profile stands on one that is not there": [
            ".aliyun/config.json",
            JSON.stringify({
                current: "a",
                profiles: [{ name: "a", mode: "ChainableRamRoleArn", source_profile: "b", ram_role_arn: role.roleArn }],
            }),
        ],
        "the CLI's profile is of an unknown kind": [
            ".aliyun/config.json",
            JSON.stringify({ current: "a", profiles: [{ name: "a", mode: "Odd" }] }),
        ],
        "the credentials file's profile has no secret": [
            ".alibabacloud/credentials",
            "[default]\ntype = access_key\naccess_key_id = fake-id\n",
        ],
    };
    for (const [what, [path, text]] of Object.entries(broken)) {
        it(`does not go on where ${what}`, async () => {
            await stage.begin();
            await stage.file(path, text);
            const { address, server } = await stage.network.proxyThat((socket) =>
                socket.write(rawReply("200 OK", issued(9).body)),
            );
            process.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = address;
            assert.match(await errorOf(await stage.asking({})), /^The credentials that are set up could not be had/);
            assert.equal(server.requests.length, 0);
        });
    }

    const empty: Readonly<Record<string, object>> = {
        "has no profiles": { current: "", profiles: [] },
        "has no profile of that name": { current: "other", profiles: [profileOf("default")] },
        "has a profile without a key, as the CLI makes it": {
            current: "default",
            profiles: [{ name: "default", mode: "AK", access_key_id: "", access_key_secret: "" }],
        },
    };
    for (const [what, file] of Object.entries(empty)) {
        it(`goes on where the CLI's file ${what}`, async () => {
            await stage.begin();
            await stage.file(".aliyun/config.json", JSON.stringify(file));
            await stage.file(".alibabacloud/credentials", ini);
            assert.equal((await (await stage.asking({}))()).accessKey, "fake-id-of-ini");
        });
    }

    it("takes the profile that ALIBABA_CLOUD_PROFILE names", async () => {
        await stage.begin({ ALIBABA_CLOUD_PROFILE: "named" });
        await cliProfiles([profileOf("default"), profileOf("named")]);
        assert.equal((await (await stage.asking({}))()).accessKey, "fake-id-of-named");
    });

    it("takes the credentials file after the CLI", async () => {
        await stage.begin();
        await stage.file(".alibabacloud/credentials", ini);
        assert.equal((await (await stage.asking({}))()).accessKey, "fake-id-of-ini");
        await cliProfiles([profileOf("default")]);
        assert.equal((await (await stage.asking({}))()).accessKey, "fake-id-of-default");
    });

    it("takes ALIBABA_CLOUD_CREDENTIALS_URI last", async () => {
        await stage.begin();
        const body = JSON.stringify({
            AccessKeyId: "fake-id-of-uri",
            AccessKeySecret: "fake-secret",
            SecurityToken: "fake-token",
            Expiration: new Date(Date.now() + hour).toISOString(),
        });
        const { address } = await stage.network.proxyThat((socket) => socket.write(rawReply("200 OK", body)));
        process.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = address;
        assert.equal((await (await stage.asking({}))()).accessKey, "fake-id-of-uri");
    });

    it("asks an address of credentials once however often it is asked, where the answer is no", async () => {
        await stage.begin();
        const { address, server } = await stage.network.proxyThat((socket) => socket.write(rawReply("404 No", "fake")));
        process.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = address;
        const ask = await stage.asking({});
        const said = await errorOf(ask);
        assert.equal(said, `${failed}ALIBABA_CLOUD_CREDENTIALS_URI: get sts token failed, httpStatus`);
        stage.now += 2 * minute;
        assert.equal(await errorOf(ask), said);
        assert.equal(server.requests.length, 1);
    });

    it("that finds nothing says what was tried, a line each, and says the same later", async () => {
        await stage.begin();
        const ask = await stage.asking({});
        const home = process.env["HOME"] ?? "";
        const said = await errorOf(ask);
        assert.deepEqual(said.replaceAll(home, "HOME").split("\n"), [
            "No credentials for Alibaba Cloud were found, so no call was made. Set ALIBABA_CLOUD_ACCESS_KEY_ID and " +
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET in the environment, or the settings dataworks:accessKey and " +
                "dataworks:secretKey. Beside these, there was tried:",
            "  - OIDC token of the environment: ALIBABA_CLOUD_OIDC_PROVIDER_ARN, ALIBABA_CLOUD_OIDC_TOKEN_FILE, ALIBABA_CLOUD_ROLE_ARN not set",
            "  - profile of the Alibaba Cloud CLI: reading aliyun cli config from 'HOME/.aliyun/config.json' failed.",
            "  - profile of the credentials file: ENOENT HOME/.alibabacloud/credentials",
            "  - RAM role of the ECS instance: IMDS credentials is disabled",
            "  - ALIBABA_CLOUD_CREDENTIALS_URI: it is not set",
        ]);
        stage.now += 2 * minute;
        assert.equal(await errorOf(ask), said);
        assert.deepEqual(stage.hosts, []);
    });
});

describe("credentials: a source that the settings name", () => {
    beforeEach(() => stage.begin());
    afterEach(() => stage.clear());

    it("is a profile of the CLI", async () => {
        await cliProfiles([profileOf("default"), profileOf("named")]);
        assert.equal((await (await stage.asking({ profile: "named" }))()).accessKey, "fake-id-of-named");
    });

    it("is a profile of the credentials file, where the CLI has none of that name", async () => {
        await cliProfiles([profileOf("default")]);
        const text = "[named]\ntype = access_key\naccess_key_id = fake-id-of-ini\naccess_key_secret = fake-secret\n";
        await stage.file(".alibabacloud/credentials", text);
        assert.equal((await (await stage.asking({ profile: "named" }))()).accessKey, "fake-id-of-ini");
    });

    const missing: readonly (readonly [CredentialSettings, readonly string[]])[] = [
        [
            { profile: "named" },
            [
                `  - profile "named" of the Alibaba Cloud CLI: unable to get profile with 'named'`,
                `  - profile "named" of the credentials file: ENOENT HOME/.alibabacloud/credentials`,
            ],
        ],
        [{ ecsRoleName: "named" }, ["  - RAM role of the ECS instance: IMDS credentials is disabled"]],
        [
            { assumeRoleWithOidc: { ...oidcRole, oidcTokenFile: "HOME/nothing" } },
            ["  - assumeRoleWithOidc: ENOENT HOME/nothing"],
        ],
    ];
    for (const [settings, lines] of missing) {
        it(`and that has none is not replaced by another one: ${JSON.stringify(settings)}`, async () => {
            await cliProfiles([profileOf("default")]);
            const home = process.env["HOME"] ?? "";
            const here = JSON.parse(JSON.stringify(settings).replaceAll("HOME", home)) as CredentialSettings;
            const said = await errorOf(await stage.asking({ ...here, assumeRole: role }));
            assert.deepEqual(said.replaceAll(home, "HOME").split("\n"), [
                "No credentials for Alibaba Cloud were found, so no call was made. The settings name what was tried:",
                ...lines,
            ]);
            assert.deepEqual(stage.hosts, []);
        });
    }
});

describe("credentials: secrets", () => {
    beforeEach(() => stage.begin());
    afterEach(() => stage.clear());

    const planted = "fake-hunter2";
    const secrets = /fake-hunter2|fake-secret|fake-token|fake\.oidc|fake-policy|fake-external|fake%|Signature=/;

    const answers: readonly (readonly [what: string, answer: Answer, says: RegExp])[] = [
        [
            "a refusal that repeats what was sent",
            ({ query, form }) => ({
                status: "403 No",
                body: JSON.stringify({
                    RequestId: "6894B13B",
                    Code: "NoPermission",
                    Message: JSON.stringify({ query, form }),
                }),
            }),
            /(refresh session token failed|get sts token failed with OIDC) \(Code NoPermission, RequestId 6894B13B\)$/,
        ],
        [
            "codes that are what was sent",
            ({ form }) => ({
                status: "403 No",
                body: JSON.stringify({
                    RequestId: form["OIDCToken"] ?? "fake-token",
                    Code: form["OIDCToken"] ?? "fake-secret",
                    Message: "no",
                }),
            }),
            / \(Code \[redacted\], RequestId \[redacted\]\)$/,
        ],
        [
            "a page",
            () => ({ status: "502 Bad", body: `<html>${planted}</html>` }),
            /STS answered with HTTP status 502 /,
        ],
        ["a text", () => ({ body: planted }), /unmarshal fail/],
        ["JSON that is cut off", () => ({ status: "400 No", body: `{"Message":"${planted}` }), /cannot be read|failed/],
        ["JSON without a message", () => ({ status: "400 No", body: `{"x":"${planted}"}` }), /cannot be read|failed/],
        ["credentials that lack a part", () => ({ body: `{"Credentials":{"AccessKeyId":"${planted}"}}` }), /./],
        ["nothing at all", () => ({ body: "" }), /unmarshal fail/],
    ];
    const settings: CredentialSettings[] = [
        { accessKey: { ...fixed, securityToken: "fake-token" }, assumeRole: role },
        { assumeRoleWithOidc: { ...oidcRole, oidcToken: "fake.oidc.token", policy: role.policy } },
    ];
    for (const [what, answer, says] of answers) {
        for (const each of settings) {
            it(`are not shown where STS answers with ${what}: ${Object.keys(each).join()}`, async () => {
                const said = await errorOf(await stage.asking(each, answer));
                assert.match(said, says);
                assert.doesNotMatch(said, secrets);
                assert.ok(said.length < 400, said);
                assert.ok(stage.calls.length > 0);
            });
        }
    }

    const texts: readonly (readonly [said: string, reason: string])[] = [
        [`ReadTimeout(10000). POST https://sts.aliyuncs.com/?Signature=${planted} failed.`, "ReadTimeout(10000). POST"],
        [`no credentials in {"secret":"${planted}"}`, "no credentials in"],
        [`an answer <html>${planted}`, "an answer"],
        [
            `refused: {"Code": "No.Such-1", "Message": "${planted}", "RequestId":"A-1"}`,
            "refused (Code No.Such-1, RequestId A-1)",
        ],
        [`refused: {"Code": "${planted} and more"}`, "refused"],
    ];
    for (const [said, reason] of texts) {
        it(`are not shown of a text that a library may say: ${said.slice(0, 100)}`, () => {
            assert.equal(whyNothing(new Error(said)), reason);
        });
    }

    const files: readonly (readonly [path: string, text: string])[] = [
        [".aliyun/config.json", `{"profiles":[{"access_key_secret":"${planted}"`],
        [".aliyun/config.json", `{"profiles":"${planted}"}`],
        [".aliyun/config.json", JSON.stringify({ profiles: [{ name: "default", mode: "x", access_key_id: planted }] })],
        [".alibabacloud/credentials", `[default]\ntype = ${planted}\naccess_key_secret = ${planted}\n`],
        [".alibabacloud/credentials", `[default]\naccess_key_secret = ${planted}\n`],
    ];
    for (const [path, text] of files) {
        it(`are not shown where ${path} is ${text}`, async () => {
            await stage.file(path, text);
            const said = await errorOf(await stage.asking({ profile: "default" }));
            assert.doesNotMatch(said, secrets);
        });
    }

    for (const body of [planted, `{"AccessKeyId":"${planted}"}`, `{"a":"${planted}`]) {
        it(`are not shown where ALIBABA_CLOUD_CREDENTIALS_URI answers ${body}`, async () => {
            const { address } = await stage.network.proxyThat((socket) => socket.write(rawReply("200 OK", body)));
            process.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = `${address}/?key=${planted}`;
            assert.doesNotMatch(await errorOf(await stage.asking({})), secrets);
        });
    }

    it("are not shown where the address of the credentials cannot be reached", async () => {
        process.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = `http://127.0.0.1:1/?key=${planted}`;
        const said = await errorOf(await stage.asking({}));
        assert.doesNotMatch(said, secrets);
        assert.match(said, /ALIBABA_CLOUD_CREDENTIALS_URI: ECONNREFUSED$/m);
    });

    it("are not shown where STS cannot be reached", async () => {
        const ask = await stage.asking({ accessKey: fixed, assumeRole: role }, () => assert.fail("nothing came"));
        await stage.network.clear();
        const said = await errorOf(ask);
        assert.match(
            said,
            /^The role acs:ram::123456789012:role\/deployer could not be assumed, so no call was made: /,
        );
        assert.doesNotMatch(said, secrets);
    });
});
