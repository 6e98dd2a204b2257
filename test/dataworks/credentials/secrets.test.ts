// What a key may hold: white space around it is nothing, and no message shows any of it.
import assert from "node:assert/strict";
import { type CredentialSettings } from "../../../provider/src/dataworks/credentials/settings";
import { whyNothing } from "../../../provider/src/dataworks/credentials/chain";
import {
    CredentialsStage,
    errorOf,
    fixed,
    issuedKey,
    oidcRole,
    profileOf,
    role,
    type Answer,
} from "./credentials-stage";
import { rawReply } from "../http/raw-server";

const stage = new CredentialsStage();

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
        await stage.cliProfiles([profile], " named");
        const key = { ...fixed, securityToken: undefined };
        assert.deepEqual(await (await stage.asking({}))(), key);
        await stage.cliProfiles([profile, profileOf("default")], "default");
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
        await stage.cliProfiles([{ ...profileOf("default"), access_key_secret: "'fake-hunter2'" }]);
        const said = await errorOf(await stage.asking({ assumeRole: role }));
        assert.match(
            said,
            /profile of the Alibaba Cloud CLI: its access key secret holds a quotation mark, which no key has$/,
        );
        assert.doesNotMatch(said, /hunter/);
        assert.deepEqual(stage.hosts, []);
    });
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
        [
            "credentials that lack a part",
            () => ({ body: `{"Credentials":{"AccessKeyId":"${planted}"}}` }),
            /fail to get credentials$|failed with OIDC$/,
        ],
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
