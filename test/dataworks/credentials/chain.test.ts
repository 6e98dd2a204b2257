// Where credentials are found: in the settings, or along the chain, which stops at what is set up.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { type CredentialSettings } from "../../../provider/src/dataworks/credentials/settings";
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
    type Answer,
} from "./credentials-stage";
import { rawReply } from "../http/raw-server";

const stage = new CredentialsStage();

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
        await stage.cliProfiles([profileOf("default")]);
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
            await stage.cliProfiles([profileOf("default")]);
            const said = await errorOf(await stage.asking({}, answer));
            assert.equal(stage.withoutHome(said), `${failed}OIDC token of the environment: ${says}`);
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
        await stage.cliProfiles([profileOf("default"), profileOf("named")]);
        assert.equal((await (await stage.asking({}))()).accessKey, "fake-id-of-named");
    });

    it("takes the credentials file after the CLI", async () => {
        await stage.begin();
        await stage.file(".alibabacloud/credentials", ini);
        assert.equal((await (await stage.asking({}))()).accessKey, "fake-id-of-ini");
        await stage.cliProfiles([profileOf("default")]);
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
        stage.clock.pass(2 * minute);
        assert.equal(await errorOf(ask), said);
        assert.equal(server.requests.length, 1);
    });

    it("that finds nothing says what was tried, a line each, and says the same later", async () => {
        await stage.begin();
        const ask = await stage.asking({});
        const said = await errorOf(ask);
        assert.deepEqual(stage.withoutHome(said).split("\n"), [
            "No credentials for Alibaba Cloud were found, so no call was made. Set ALIBABA_CLOUD_ACCESS_KEY_ID and " +
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET in the environment, or the settings dataworks:accessKey and " +
                "dataworks:secretKey. Beside these, there was tried:",
            "  - OIDC token of the environment: ALIBABA_CLOUD_OIDC_PROVIDER_ARN, ALIBABA_CLOUD_OIDC_TOKEN_FILE, ALIBABA_CLOUD_ROLE_ARN not set",
            "  - profile of the Alibaba Cloud CLI: reading aliyun cli config from 'HOME/.aliyun/config.json' failed.",
            "  - profile of the credentials file: ENOENT HOME/.alibabacloud/credentials",
            "  - RAM role of the ECS instance: IMDS credentials is disabled",
            "  - ALIBABA_CLOUD_CREDENTIALS_URI: it is not set",
        ]);
        stage.clock.pass(2 * minute);
        assert.equal(await errorOf(ask), said);
        assert.deepEqual(stage.hosts, []);
    });
});

describe("credentials: a source that the settings name", () => {
    beforeEach(() => stage.begin());
    afterEach(() => stage.clear());

    it("is a profile of the CLI", async () => {
        await stage.cliProfiles([profileOf("default"), profileOf("named")]);
        assert.equal((await (await stage.asking({ profile: "named" }))()).accessKey, "fake-id-of-named");
    });

    it("is a profile of the credentials file, where the CLI has none of that name", async () => {
        await stage.cliProfiles([profileOf("default")]);
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
            await stage.cliProfiles([profileOf("default")]);
            const here = stage.atHome(settings);
            const said = await errorOf(await stage.asking({ ...here, assumeRole: role }));
            assert.deepEqual(stage.withoutHome(said).split("\n"), [
                "No credentials for Alibaba Cloud were found, so no call was made. The settings name what was tried:",
                ...lines,
            ]);
            assert.deepEqual(stage.hosts, []);
        });
    }
});
