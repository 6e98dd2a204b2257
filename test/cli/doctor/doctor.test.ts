// What doctor finds on a machine: each thing that may stand in the way has its line, and its advice.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { startEmulator } from "dataworks-emulator";
import { isRead, operationNames } from "../../../provider/src/dataworks/operation";
import type { Status } from "../../../provider/src/cli/doctor/check";
import { bin } from "../../support/command";
import { assertGolden } from "../../support/golden";
import { otherProjectId, projectId } from "../../support/tasks";
import { certificateFile, host, ProxyStage } from "../../dataworks/http/proxy-stage";
import { rawReply, RawServer } from "../../dataworks/http/raw-server";
import { deploymentOf, DoctorStage } from "./doctor-stage";

const minute = 60_000;

describe("doctor", () => {
    const stage = new DoctorStage();
    const network = new ProxyStage();
    const closers: (() => Promise<unknown>)[] = [];

    afterEach(async () => {
        await network.clear();
        for (const close of closers.splice(0)) await close();
    });

    const stack = (config: object, ...resources: object[]) =>
        stage.cliAnswers({ config, state: { version: 3, deployment: { resources } } });
    const clear = (value: string) => ({ value, secret: false });

    /** Holds a check to its status, and to what its message and its advice say; and that exactly what failed decides the exit code. */
    async function finds(
        name: string,
        status: Status,
        message: RegExp,
        advice: RegExp,
        { args = [], env = {} }: { args?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
    ) {
        const { code, checks, of } = await stage.checks(args, env);
        const found = of(name);
        assert.ok(found, `no check ${name} among ${checks.map((each) => each.name).join(", ")}`);
        assert.equal(found.status, status, JSON.stringify(found));
        assert.match(found.message, message);
        assert.match(found.advice, advice);
        assert.equal(code, checks.some((each) => each.status === "failed") ? 1 : 0);
        return { checks, of };
    }

    it("says of a machine that is ready what it looked at, line by line, and ends with 0", async () => {
        await stack({ "dataworks:region": clear("cn-hangzhou") }, deploymentOf(projectId, "100"));
        const { code, output } = await stage.doctor([], { ALIBABA_CLOUD_REGION_ID: undefined });
        assert.equal(code, 0, output);
        await assertGolden("doctor-good.txt", withoutVersions(output));
    });

    it("says of an empty machine with a wrong key what to mend, and ends with 1", async () => {
        await stage.noCli();
        await stage.noProject();
        const { code, output } = await stage.doctor([], { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "fake-wrong-secret" });
        assert.equal(code, 1, output);
        await assertGolden("doctor-bad.txt", withoutVersions(output));
    });

    it("calls every operation that only reads, as many as its help says, and nothing that changes anything", async () => {
        await stage.checks(["--project", projectId]);
        const called = (await stage.called()).filter((operation) => operation !== "");
        assert.deepEqual(called.sort(), operationNames.filter(isRead).sort());
        assert.equal(called.length, 11);
        assert.match(
            (await stage.doctor(["--help"])).output,
            /this DataWorks workspace, by eleven calls that only read/,
        );
    });

    it("prints no value of a setting, and of an access key id the end", async () => {
        await stack({ "dataworks:requestsPerSecond": clear("4.25"), "dataworks:maxRetryTimeout": clear("1234") });
        const { output } = await stage.doctor([], { HTTPS_PROXY: "http://fake-user:fake-hunter2@127.0.0.1:9" });
        const { ALIBABA_CLOUD_ACCESS_KEY_ID: id = "", ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret = "" } =
            stage.environment();
        for (const value of [id, secret, "4.25", "1234", "fake-hunter2", "fake-user"])
            assert.ok(value !== "" && !output.includes(value), value);
        assert.match(output, /the access key id ends in y-id;/);
    });

    describe("on the machine", () => {
        it("finds that there is no Pulumi CLI", async () => {
            await stage.noCli();
            await finds("Pulumi CLI", "failed", /^there is no pulumi on PATH$/, /3\.254\.0 or newer/);
        });

        it("finds that the Pulumi CLI is too old", async () => {
            await stage.cliAnswers({ version: "v3.253.9" });
            await finds("Pulumi CLI", "failed", /^3\.253\.9 is too old$/, /3\.254\.0 or newer/);
        });

        it("finds that what is called pulumi is another program", async () => {
            await stage.cliAnswers({ version: "hello" });
            await finds("Pulumi CLI", "failed", /told no version/, /3\.254\.0 or newer/);
        });

        it("finds that the SDK is not installed, and does not look for it where programs run on something else", async () => {
            await stage.uninstall("@pulumi/pulumi");
            await finds("Pulumi SDK", "failed", /does not find @pulumi\/pulumi$/, /npm install pulumi-dataworks/);
            await stage.write("Pulumi.yaml", "name: orders\nruntime: yaml\n");
            await finds("Pulumi SDK", "skipped", /run on "yaml"/, /^$/);
        });

        it("finds that the SDK is too old", async () => {
            await stage.install("@pulumi/pulumi", "3.215.0");
            await finds("Pulumi SDK", "failed", /3\.215\.0 does not go with/, /npm install @pulumi\/pulumi@\^3/);
        });

        it("finds two copies of the SDK, with their places", async () => {
            await stage.install("@pulumi/pulumi", "3.260.0");
            await finds("second copy of the SDK", "warning", /3\.260\.0 in .*another one/, /npm dedupe/);
        });

        it("finds that every up refreshes first, by the project or the environment, and names what protects", async () => {
            await finds("refresh option", "ok", /does not refresh/, /^$/);
            const env = { PULUMI_OPTION_REFRESH: "True" };
            await finds("refresh option", "warning", /^PULUMI_OPTION_REFRESH has .*half-done/, /approvedDigest/, {
                env,
            });
            await stage.write("Pulumi.yaml", "name: orders\nruntime: nodejs\noptions: { refresh: always }\n");
            await finds("refresh option", "warning", /^`refresh: always` among .*Pulumi\.yaml/, /approvedDigest/);
            await finds("refresh option", "warning", /Pulumi\.yaml and PULUMI_OPTION/, /approvedDigest/, { env });
        });

        it("finds that the project's file cannot be read", async () => {
            await stage.write("Pulumi.yaml", "name: [orders\n");
            await finds("project", "failed", /Pulumi\.yaml cannot be read/, /^Mend/);
        });

        it("finds that a stack cannot be read, and goes on with the environment", async () => {
            await finds("stack", "skipped", /no stack is selected; --stack names one/, /^$/);
            const { of } = await finds("stack", "failed", /no stack is selected/, /environment alone/, {
                args: ["--stack", "prod"],
            });
            assert.equal(of("signed call")?.status, "ok");
            const none = { args: ["--stack", "prod"], env: { ALIBABA_CLOUD_REGION_ID: undefined } };
            await finds("setting region", "skipped", /the stack's configuration could not be read/, /^$/, none);
        });
    });

    describe("among the settings", () => {
        it("finds that there is no region", async () => {
            const env = { ALIBABA_CLOUD_REGION_ID: undefined };
            const { of } = await finds("setting region", "failed", /region is not set/, /docs\/settings\.md/, { env });
            assert.match(of("signed call")?.message ?? "", /^not made: the settings are wrong/);
            const nowhere = { ...env, DATAWORKS_ENDPOINT: undefined };
            await finds("signed call", "skipped", /^not made: no region is set/, /^$/, { env: nowhere });
        });

        it("finds what the stack's configuration overrides, and leaves what is the same in peace", async () => {
            await stack({ "dataworks:region": clear("cn-hangzhou") });
            await finds("setting region", "ok", /^from dataworks:region; the same in ALIBABA_CLOUD_REGION_ID$/, /^$/);
            await finds(
                "setting region",
                "warning",
                /^from dataworks:region; ALIBABA_CLOUD_REGION_ID says something else, and does not count$/,
                /`pulumi config rm dataworks:region`; `unset ALIBABA_CLOUD_REGION_ID`/,
                { env: { ALIBABA_CLOUD_REGION_ID: "cn-shanghai" } },
            );
        });

        it("finds a key of the environment that a profile of the configuration wins over", async () => {
            await stack({ "dataworks:profile": clear("fake-profile") });
            await finds("setting accessKey", "warning", /^set in ALIBABA_CLOUD_ACCESS_KEY_ID, and does not/, /unset/);
            await finds("setting profile", "ok", /^from dataworks:profile$/, /^$/);
        });

        for (const [what, config, env, counts, wrong] of [
            ["missing", {}, { ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined }, ["accessKey"], "secretKey"],
            ["missing", {}, { ALIBABA_CLOUD_ACCESS_KEY_ID: undefined }, ["secretKey"], "accessKey"],
            ["wrong", {}, { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "fake secret" }, ["accessKey"], "secretKey"],
            [
                "missing",
                { "dataworks:accessKey": clear("fake-key-id"), "dataworks:securityToken": clear("fake-token") },
                {},
                ["accessKey", "securityToken"],
                "secretKey",
            ],
        ] as const) {
            it(`says of a key whose ${wrong} is ${what} that this is, and of nothing else that it does not count: ${Object.keys(config).join() || "environment"}`, async () => {
                await stack(config);
                const { of } = await finds(
                    `setting ${wrong}`,
                    "failed",
                    / (is missing|holds white space)/,
                    /settings\.md/,
                    { env },
                );
                for (const key of counts) assert.match(of(`setting ${key}`)?.message ?? "", /^from /);
            });
        }

        it("finds dataworks: and alicloud: side by side, and which of a key's values counts", async () => {
            await stack({ "alicloud:region": clear("cn-shanghai"), "dataworks:region": clear("cn-hangzhou") });
            const { of } = await finds(
                "dataworks: and alicloud:",
                "warning",
                /dataworks:region and alicloud:region/,
                /pulumi config rm/,
            );
            assert.match(of("setting region")?.message ?? "", /^from dataworks:region; .*alicloud:region/);
        });

        it("finds a wrong one, one that is misspelt, and a secret in clear", async () => {
            await stack({
                "dataworks:network": clear("vcp"),
                "dataworks:regoin": clear("cn-hangzhou"),
                "dataworks:secretKey": clear("fake-secret"),
            });
            const { checks } = await finds("setting network", "failed", /has to be "public" or "vpc"/, /settings\.md/);
            const said = checks.filter(({ name }) => name === "configuration").map(({ message }) => message);
            assert.deepEqual(
                said.map((each) => each.split(" ")[0]),
                ["dataworks:regoin", "dataworks:secretKey"],
            );
        });
    });

    describe("on the way to DataWorks", () => {
        const endpoint = (DATAWORKS_ENDPOINT: string, more: NodeJS.ProcessEnv = {}) => ({
            env: { DATAWORKS_ENDPOINT, ...more },
        });

        it("finds that there are no credentials", async () => {
            const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: undefined, ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined };
            const { of } = await finds("credentials", "failed", /^No credentials .* no call was made\.$/, /^Set ALI/, {
                env,
            });
            assert.match(of("signed call")?.message ?? "", /there are no credentials/);
        });

        it("finds that there is no such host", async () => {
            const at = endpoint("https://dataworks.invalid");
            const { of } = await finds("host name", "failed", /ENOTFOUND/, /check DATAWORKS_ENDPOINT/, at);
            assert.equal(of("TLS")?.status, "skipped");
            assert.match(of("signed call")?.message ?? "", /the endpoint cannot be reached/);
        });

        it("finds that nothing listens", async () => {
            const server = await RawServer.start(() => undefined);
            const { origin } = server;
            await server.stop();
            await finds("connection", "failed", /ECONNREFUSED/, /npx dataworks-emulator/, endpoint(origin));
        });

        it("finds that the certificate is somebody else's, and that it fits where its authority is named", async () => {
            const { port } = await network.servingTls((socket) => void socket.write(rawReply("400 Bad Request", "{}")));
            const proxy = await network.proxyTo(port);
            const at = endpoint(`https://${host}`, { HTTPS_PROXY: proxy.address });
            const { of } = await finds("TLS", "failed", /not trusted/, /NODE_EXTRA_CA_CERTS/, at);
            assert.equal(of("proxy")?.status, "ok");
            const trusting = endpoint(`https://${host}`, {
                HTTPS_PROXY: proxy.address,
                NODE_EXTRA_CA_CERTS: certificateFile,
            });
            // Node.js reads the variable as it begins.
            assert.match((await stage.doctor([], trusting.env)).output, /^ok +TLS: the certificate fits$/m);
        });

        it("finds a proxy that refuses, and one that is not there", async () => {
            const { address, server } = await network.proxyThat((socket) =>
                socket.end(rawReply("407 Proxy Authentication Required", "")),
            );
            const at = (HTTPS_PROXY: string) => endpoint(`https://${host}`, { HTTPS_PROXY });
            await finds("proxy", "failed", /refused a tunnel with HTTP status 407/, /HTTPS_PROXY/, at(address));
            await server.stop();
            await finds("proxy", "failed", /did not open a tunnel/, /HTTPS_PROXY/, at(address));
        });

        it("finds that the clock is 20 minutes off", async () => {
            const late = await startEmulator({ now: () => Date.now() + 20 * minute });
            closers.push(() => late.close());
            await finds("clock", "failed", /20 minutes behind the service's/, /NTP/, endpoint(late.url));
        });
    });

    describe("at DataWorks", () => {
        const fault = (operation: string, code: string, status = 403) =>
            stage.emulator.control.addFault({ operation, kind: "error", code, status });
        const looking = { args: ["--project", projectId] };

        it("finds that the secret is not the key's", async () => {
            const env = { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "fake-wrong-secret" };
            const { of } = await finds("signed call", "failed", /^SignatureDoesNotMatch/, /does not belong/, {
                ...looking,
                env,
            });
            assert.equal(of(`workspace ${projectId}`)?.status, "skipped");
        });

        it("finds that the token has expired", async () => {
            await fault("GetProject", "InvalidSecurityToken.Expired", 400);
            await finds("signed call", "failed", /^InvalidSecurityToken\.Expired/, /get new credentials/, looking);
        });

        it("finds that a workspace is not there, and looks at the others", async () => {
            const { of } = await finds(
                "workspace 4711",
                "failed",
                /HTTP 4\d\d, RequestId/,
                /the workspace is in this region/,
                {
                    args: ["--project", "4711", "--project", otherProjectId],
                },
            );
            assert.equal(of("signed call")?.status, "ok");
            assert.equal(of("workspace 4711: reading"), undefined);
            assert.equal(of(`workspace ${otherProjectId}: reading`)?.status, "ok");
        });

        it("finds that a workspace is disabled", async () => {
            const disabled = await startEmulator({
                seed: { workspaces: [{ projectId, identifier: "shop", enabled: false, tasks: [] }] },
            });
            closers.push(() => disabled.close());
            await finds(`workspace ${projectId}`, "failed", /^"shop", disabled by hand$/, /nothing can be deployed/, {
                ...looking,
                env: { DATAWORKS_ENDPOINT: disabled.url },
            });
        });

        for (const operation of operationNames.filter(isRead)) {
            it(`finds that ${operation} is forbidden`, async () => {
                await fault(operation, "NoPermission");
                await finds(
                    `workspace ${projectId}: reading`,
                    "failed",
                    new RegExp(`^${operation} fails: NoPermission: .*\nallowed: `),
                    /RAM policy denies.*docs\/security\.md/,
                    looking,
                );
            });
        }

        it("finds that a workspace was upgraded", async () => {
            await fault("ListFiles", "1201111431", 400);
            await finds(
                `workspace ${projectId}: Data Studio`,
                "failed",
                /1201111431.*new Data Studio/,
                /docs\/upgraded-workspace\.md/,
                looking,
            );
        });

        it("asks of a workspace without tasks what can be asked, and says what could not", async () => {
            const empty = await startEmulator({ seed: { workspaces: [{ projectId, identifier: "shop", tasks: [] }] } });
            closers.push(() => empty.close());
            await finds(`workspace ${projectId}: reading`, "ok", /want of a real-time task: GetDISyncTask, /, /^$/, {
                ...looking,
                env: { DATAWORKS_ENDPOINT: empty.url },
            });
        });

        it("names the workspaces of the stack, and the policy that its resources need", async () => {
            await stack({}, deploymentOf(otherProjectId, "100"));
            const { of } = await finds(`workspace ${otherProjectId}`, "ok", /^"shop_2", normal$/, /^$/);
            const { message, advice } = of("changes") ?? { message: "", advice: "" };
            assert.match(message, /: DeployDISyncTask, StopDISyncInstance, TerminateDISyncInstance$/);
            const policy = JSON.parse(advice.slice(advice.indexOf("{"))) as { Statement: { Action: string[] }[] };
            assert.ok(policy.Statement[0]?.Action.includes("dataworks:DeployDISyncTask"));
        });

        it("ends at Ctrl-C at once, with 130", async () => {
            await stage.emulator.control.addFault({ operation: "GetProject", kind: "hang" });
            const child = spawn(process.execPath, [bin, "doctor", "--project", projectId], {
                cwd: stage.folder,
                env: stage.environment(),
                stdio: "ignore",
            });
            await stage.emulator.control.waitFor({
                operation: "GetProject",
                moment: "received",
                count: 1,
                timeoutMs: 60_000,
            });
            child.kill("SIGINT");
            const [code] = (await once(child, "exit")) as [number | null];
            assert.equal(code, 130);
        });
    });

    for (const [line, said] of [
        ["--project", "Option '--project <value>' argument missing"],
        ["--project shop", "--project has to be a DataWorks workspace id, from 1 to 10000000000, as digits."],
        [
            "--project=",
            "--project is missing: it has to be a DataWorks workspace id, from 1 to 10000000000, as digits.",
        ],
        ["--stack=", "--stack takes the name of a stack."],
        ["--json=yes", "Option '--json' does not take an argument"],
        ["--region cn-hangzhou", "Unknown option '--region'."],
        ["dev", '"dev" belongs to no option.'],
    ] as const) {
        it(`is wrong: ${line}`, async () => {
            const stderr = `${said}\nSee pulumi-dataworks --help.\n`;
            assert.deepEqual(await stage.inProcess(line.split(" ")), { code: 2, stdout: "", stderr });
        });
    }
});

/** Those that are of this machine and of this repository. */
function withoutVersions(text: string): string {
    return text.replace(/(Node\.js: |@pulumi\/pulumi )\d+\.\d+\.\d+\S*/g, "$1<version>");
}
