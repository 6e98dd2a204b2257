// --oidc: the engine finds the job's token in a file, which nobody else can read and nothing leaves behind.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { run, type Run } from "../support/cli";
import { bin } from "../support/command";
import { StandIn } from "../support/stand-in";

describe("the OIDC token of a pipeline's job", () => {
    let server: Server;
    let pulumi: StandIn;
    let asked: (string | undefined)[];
    let onGithub: NodeJS.ProcessEnv;

    before(async () => {
        server = createServer(({ url, headers }, response) => {
            asked.push(url, headers.authorization);
            if (url?.includes("redirect")) response.writeHead(302, { location: "/token?elsewhere" });
            response.end('{ "value": "fake.oidc.token" }');
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        pulumi = await StandIn.open();
        await pulumi.answer("preview", JSON.stringify({ changeSummary: { same: 1 } }));
        onGithub = {
            ...pulumi.env,
            ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?run=1`,
            ACTIONS_ID_TOKEN_REQUEST_TOKEN: "fake-request-token",
        };
    });

    beforeEach(() => {
        asked = [];
    });

    after(async () => {
        await new Promise((resolve) => server.close(resolve));
        await pulumi.close();
    });

    const onGitlab = () => ({ ...pulumi.env, OIDC_TOKEN: "fake.gitlab.token" });
    const review = (issuer: string, env: NodeJS.ProcessEnv): Promise<Run> =>
        run(process.execPath, [bin, "review", "dev", "--oidc", issuer], pulumi.folder, env);

    it("is given to the engine in a file of its own, whose exit code is passed on, and the file is removed", async () => {
        await pulumi.answer("preview.code", "7");
        const { code, output } = await review("github", onGithub);
        assert.equal(code, 7, output);
        assert.deepEqual((await pulumi.tokensOf("preview")).at(-1)?.slice(1), ["fake.oidc.token", "600", null]);
        assert.deepEqual(asked, ["/token?run=1&audience=sts.aliyuncs.com", "Bearer fake-request-token"]);
        assert.deepEqual(await readdir(pulumi.temporary), []);
    });

    it("of GitLab is given in a file of its own, and not in the environment", async () => {
        await pulumi.answer("preview.code", "0");
        const runs = await Promise.all([1, 2].map(() => review("gitlab", onGitlab())));
        for (const { code, output } of runs) assert.equal(code, 0, output);
        const [one, other] = (await pulumi.tokensOf("preview")).slice(-2);
        for (const each of [one, other]) assert.deepEqual(each?.slice(1), ["fake.gitlab.token", "600", null]);
        assert.notEqual(one?.[0], other?.[0]);
        assert.deepEqual(await readdir(pulumi.temporary), []);
    });

    it("is masked in what is printed, by whichever way it came", async () => {
        const message = "cannot sign in with fake.oidc.token or fake.gitlab.token";
        const diagnostics = [{ severity: "error", message }];
        await pulumi.answer("preview", JSON.stringify({ changeSummary: { same: 1 }, diagnostics }));
        await pulumi.answer("preview.code", "255");
        const github = await review("github", onGithub);
        assert.match(github.output, /cannot sign in with \[secret\] or fake\.gitlab\.token/);
        const gitlab = await review("gitlab", onGitlab());
        assert.match(gitlab.output, /cannot sign in with fake\.oidc\.token or \[secret\]/);
    });

    it("is asked for along no redirect with the request's token", async () => {
        const { code, output } = await review("github", {
            ...onGithub,
            ACTIONS_ID_TOKEN_REQUEST_URL: `${onGithub["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? ""}&redirect`,
        });
        assert.equal(code, 1);
        assert.match(output, /^error: GET \/token was answered with HTTP 302\. Redirects are not followed/);
        assert.deepEqual(await readdir(pulumi.temporary), []);
    });

    it("is no empty variable", async () => {
        const { code, output } = await review("gitlab", { ...pulumi.env, OIDC_TOKEN: "" });
        assert.equal(code, 1);
        assert.match(output, /^error: OIDC_TOKEN is empty/);
        assert.deepEqual(await readdir(pulumi.temporary), []);
    });

    it("is missing with a word on which permission is, or which variable", async () => {
        const github = await review("github", { ...onGithub, ACTIONS_ID_TOKEN_REQUEST_URL: "" });
        assert.equal(github.code, 1);
        assert.match(github.output, /id-token: write/);
        const gitlab = await review("gitlab", pulumi.env);
        assert.equal(gitlab.code, 1);
        assert.match(gitlab.output, /OIDC_TOKEN among its `id_tokens`/);
        const none = await review("travis", pulumi.env);
        assert.equal(none.code, 2);
        assert.match(none.output, /^--oidc takes "github" or "gitlab"\.\nUsage: /);
    });
});
