// Roles on the real engine: assumed behind a proxy, with a certificate that only this run trusts, and secret in the state.
import assert from "node:assert/strict";
import { certificateFile, ProxyStage } from "../dataworks/http/proxy-stage";
import { rawReply } from "../dataworks/http/raw-server";
import { Story } from "../support/story";
import { projectId, realtime, seedOf } from "../support/tasks";

const roleArn = "acs:ram::123456789012:role/deployer";
const planted = "fake-hunter2";
const policy = JSON.stringify({ Version: "1", Statement: [], Planted: planted });
const temporary = {
    accessKeyId: "STS.fake",
    accessKeySecret: "fake-secret-of-sts",
    securityToken: "fake-token-of-sts",
};

describe("a role to assume", () => {
    const network = new ProxyStage();
    let story: Story;
    let forms: URLSearchParams[];

    before(async () => {
        forms = [];
        const { port } = await network.servingTls((socket, { body }) => {
            forms.push(new URLSearchParams(body));
            const {
                accessKeyId: AccessKeyId,
                accessKeySecret: AccessKeySecret,
                securityToken: SecurityToken,
            } = temporary;
            const Expiration = "2099-01-01T00:00:00Z";
            const Credentials = { AccessKeyId, AccessKeySecret, SecurityToken, Expiration };
            socket.write(rawReply("200 OK", JSON.stringify({ Credentials })));
        });
        const proxy = await network.proxyTo(port);
        story = await Story.begin(
            { seed: { ...seedOf(...realtime("100", "101", "102")), credentials: [temporary] } },
            { env: { HTTPS_PROXY: proxy.address, NODE_EXTRA_CA_CERTS: certificateFile } },
        );
        const { stack } = story;
        const args = (fileId: string) => ({ projectId, taskType: "DI_REALTIME", fileId });
        const assumeRole = { roleArn, policy, externalId: `${planted}-id`, sessionExpiration: 1800 };

        await stack.declare(
            { mine: { args: args("100") }, theirs: { args: args("101"), opts: { provider: "other" } } },
            { other: { region: "cn-hangzhou", assumeRole } },
        );
        await stack.ok("config", "set", "--path", "dataworks:assumeRole.roleArn", roleArn);
        await stack.ok("config", "set", "--path", "--secret", "dataworks:assumeRole.policy", policy);
        await stack.ok("config", "set", "--path", "dataworks:assumeRole.sessionExpiration", "900");
        await story.step("up", () => stack.okUp());

        await stack.ok("config", "set", "--path", "dataworks:assumeRole.sessionName", "x");
        await story.step("wrong", () => stack.pulumi("preview"));
    });

    after(async () => {
        await story.close();
        await network.clear();
    });

    it("is assumed by the default provider and by an explicit one, once each, as each was told", () => {
        const told = forms.map((form) => [form.get("RoleArn"), form.get("Policy"), form.get("DurationSeconds")].join());
        assert.deepEqual(told.sort(), [`${roleArn},${policy},1800`, `${roleArn},${policy},900`]);
    });

    it("gives the credentials that every call is made with", () => {
        const keys = story.after("up").journal.map(({ accessKeyId }) => accessKeyId);
        assert.ok(keys.length >= 4);
        assert.deepEqual([...new Set(keys)], [temporary.accessKeyId]);
        assert.equal(Object.keys(story.after("up").state).length, 2);
    });

    it("leaves no policy, external id, key or token in the state or in what is printed", () => {
        for (const text of [
            story.after("up").stateText,
            story.after("up").run.output,
            story.after("wrong").run.output,
        ]) {
            for (const secret of [planted, ...Object.values(temporary)]) assert.ok(!text.includes(secret), secret);
        }
    });

    it("that is not right is an error at preview, which names the field", () => {
        const { run, calls } = story.after("wrong");
        assert.notEqual(run.code, 0);
        assert.match(run.output, /dataworks:assumeRole\.sessionName has to be 2 to 64 characters/);
        assert.deepEqual(calls, []);
    });
});
