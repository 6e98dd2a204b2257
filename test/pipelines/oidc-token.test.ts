// with-oidc-token.mjs: the command finds the job's token in a file, which nobody else can read and nothing leaves behind.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../tools/root";
import { run } from "../support/cli";

const script = join(root, "pipelines/scripts/with-oidc-token.mjs");
const shows = `
const { readFileSync, statSync } = require("node:fs");
const file = process.env.ALIBABA_CLOUD_OIDC_TOKEN_FILE;
console.log(readFileSync(file, "utf8"), (statSync(file).mode & 0o777).toString(8));
process.exit(7);
`;

describe("with-oidc-token.mjs", () => {
    let server: Server;
    let folder: string;
    let asked: (string | undefined)[];
    let env: NodeJS.ProcessEnv;

    before(async () => {
        asked = [];
        folder = await mkdtemp(join(tmpdir(), "dataworks-test-"));
        server = createServer(({ url, headers }, response) => {
            asked.push(url, headers.authorization);
            if (url?.includes("redirect")) response.writeHead(302, { location: "/token?elsewhere" });
            response.end('{ "value": "fake.oidc.token" }');
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        env = {
            PATH: process.env["PATH"],
            TMPDIR: folder,
            ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?run=1`,
            ACTIONS_ID_TOKEN_REQUEST_TOKEN: "fake-request-token",
        };
    });

    after(async () => {
        await new Promise((resolve) => server.close(resolve));
        await rm(folder, { recursive: true, force: true });
    });

    it("gives the command the token in a file of its own, passes its exit code on, and removes the file", async () => {
        const { code, stdout } = await run(process.execPath, [script, process.execPath, "-e", shows], folder, env);
        assert.equal(code, 7);
        assert.equal(stdout, "fake.oidc.token 600\n");
        assert.deepEqual(asked, ["/token?run=1&audience=sts.aliyuncs.com", "Bearer fake-request-token"]);
        assert.deepEqual(await readdir(folder), []);
    });

    const onGitlab = () => ({ ...env, ACTIONS_ID_TOKEN_REQUEST_URL: "", OIDC_TOKEN: "fake.gitlab.token" });

    it("gives it GitLab's token in a file of its own, and not in its environment", async () => {
        const both = shows.replace("process.exit(7)", 'console.log(file, process.env.OIDC_TOKEN ?? "none")');
        const runs = await Promise.all(
            [1, 2].map(() => run(process.execPath, [script, process.execPath, "-e", both], folder, onGitlab())),
        );
        const files = runs.map(({ code, stdout }) => {
            const [shown, where] = stdout.split("\n");
            assert.deepEqual([code, shown], [0, "fake.gitlab.token 600"]);
            assert.match(where ?? "", / none$/);
            return where;
        });
        assert.notEqual(files[0], files[1]);
        assert.deepEqual(await readdir(folder), []);
    });

    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        it(`hands ${signal} on to the command, waits for it, and removes the file`, async () => {
            const waits = `
                process.on("${signal}", () => {
                    const there = require("node:fs").existsSync(process.env.ALIBABA_CLOUD_OIDC_TOKEN_FILE);
                    process.stdout.write("got it, file: " + there + "\\n", () => process.exit(0));
                });
                setInterval(() => {}, 1000);
                console.log("ready");
            `;
            const child = spawn(process.execPath, [script, process.execPath, "-e", waits], {
                cwd: folder,
                env: onGitlab(),
                stdio: ["ignore", "pipe", "inherit"],
            });
            let stdout = "";
            child.stdout.setEncoding("utf8").on("data", (text: string) => {
                if (stdout === "") child.kill(signal);
                stdout += text;
            });
            const [code] = (await once(child, "close")) as [number | null];
            assert.equal(code, 128 + constants.signals[signal]);
            assert.equal(stdout, "ready\ngot it, file: true\n");
            assert.deepEqual(await readdir(folder), []);
        });
    }

    it("follows no redirect with the request's token", async () => {
        const { code, output } = await run(process.execPath, [script, "true"], folder, {
            ...env,
            ACTIONS_ID_TOKEN_REQUEST_URL: `${env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? ""}&redirect`,
        });
        assert.equal(code, 1);
        assert.match(output, /^GET \/token was answered with HTTP 302\. Redirects are not followed/);
        assert.deepEqual(await readdir(folder), []);
    });

    it("takes no empty variable for a token", async () => {
        const { code, output } = await run(process.execPath, [script, "true"], folder, { ...env, OIDC_TOKEN: "" });
        assert.equal(code, 1);
        assert.match(output, /^OIDC_TOKEN is empty/);
        assert.deepEqual(await readdir(folder), []);
    });

    it("says which permission is missing", async () => {
        const { code, output } = await run(process.execPath, [script, "true"], folder, {
            ...env,
            ACTIONS_ID_TOKEN_REQUEST_URL: "",
        });
        assert.equal(code, 1);
        assert.match(output, /id-token: write/);
    });
});
