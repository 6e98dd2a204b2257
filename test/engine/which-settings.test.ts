// Which configuration and environment a command uses, after they changed since the last up: the table of docs/settings.md.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { certificateFile, ProxyStage } from "../dataworks/http/proxy-stage";
import { rawReply } from "../dataworks/http/raw-server";
import type { Run } from "../support/cli";
import { adapters, type Adapter } from "../support/adapters";
import { plannedIn, Stack } from "../support/stack";
import { definition, projectId } from "../support/tasks";

const lookUp = `{ projectId: "${projectId}", name: "orders" }`;
const args = `{ projectId: "${projectId}", taskType: "DI_REALTIME", fileId: "100", onDelete: "undeploy" }`;
/** A program that looks a task up, and deploys it. */
const programs: Readonly<Record<Adapter, string>> = {
    "dynamic provider": `
const dataworks = require("pulumi-dataworks");
module.exports = async () => {
    await dataworks.getDiSyncFile(${lookUp});
    new dataworks.DiSyncDeployment("orders", ${args});
};`,
    plugin: `
const pulumi = require("@pulumi/pulumi");
module.exports = async () => {
    await pulumi.runtime.invoke("dataworks:index:getDiSyncFile", ${lookUp});
    new pulumi.CustomResource("dataworks:index:DiSyncDeployment", "orders", ${args});
};`,
};
const ages = ["old", "new"] as const;
type Age = (typeof ages)[number];
const roleOf = (age: Age) => `acs:ram::123456789012:role/${age}`;
/** What STS gives for a role, got with a key: the key's name tells both. */
const issued = (role: string, base: string) => ({
    accessKeyId: `STS.${role}.${base}`,
    accessKeySecret: "fake-secret-of-sts",
    securityToken: "fake-token-of-sts",
});
const keyOf = (age: Age) => ({ accessKeyId: `${age}-id`, accessKeySecret: `fake-${age}` });

for (const adapter of adapters)
    describe(`which settings a command uses, by the ${adapter}`, () => {
        const network = new ProxyStage();
        const emulators: Partial<Record<Age, Emulator>> = {};
        const urlOf = (age: Age) => emulators[age]?.url ?? "";
        let stack: Stack;
        let last: Run;

        before(async () => {
            const { port } = await network.servingTls((socket, { head, body }) => {
                const role = new URLSearchParams(body).get("RoleArn")?.split("/")[1] ?? "";
                const { accessKeyId, accessKeySecret, securityToken } = issued(
                    role,
                    /AccessKeyId=(\w+)-id/.exec(head)?.[1] ?? "",
                );
                const Credentials = {
                    AccessKeyId: accessKeyId,
                    AccessKeySecret: accessKeySecret,
                    SecurityToken: securityToken,
                    Expiration: "2099-01-01T00:00:00Z",
                };
                socket.write(rawReply("200 OK", JSON.stringify({ Credentials })));
            });
            const proxy = await network.proxyTo(port);
            const credentials = [...ages.map(keyOf), ...ages.flatMap((role) => ages.map((base) => issued(role, base)))];
            const tasks = [{ fileId: "100", name: "orders", definition: definition("orders") }];
            for (const age of ages)
                emulators[age] = await startEmulator({ seed: { workspaces: [{ projectId, tasks }], credentials } });
            stack = await Stack.open({
                env: {
                    HTTPS_PROXY: proxy.address,
                    NODE_EXTRA_CA_CERTS: certificateFile,
                },
                files: { "index.js": programs[adapter] },
                adapter,
            });
            const profiles = ages.map((age) => {
                const { accessKeyId, accessKeySecret } = keyOf(age);
                return { name: age, mode: "AK", access_key_id: accessKeyId, access_key_secret: accessKeySecret };
            });
            const folder = join(stack.folder, "..", ".aliyun");
            await mkdir(folder);
            await writeFile(join(folder, "config.json"), JSON.stringify({ profiles }));
        });

        // Of a task that was deployed elsewhere a moment ago, undeploying would wait for the deployment.
        beforeEach(async () => {
            for (const age of ages)
                await emulators[age]?.control.deployTask({ projectId, fileId: "100", user: "1001" });
        });

        /** What is set in the environment, and nothing beside it. */
        function environment(region: string | undefined, endpoint?: string, key?: Age): void {
            const { accessKeyId, accessKeySecret } = key ? keyOf(key) : {};
            stack.env["ALIBABA_CLOUD_REGION_ID"] = region;
            stack.env["DATAWORKS_ENDPOINT"] = endpoint;
            stack.env["ALIBABA_CLOUD_ACCESS_KEY_ID"] = accessKeyId;
            stack.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = accessKeySecret;
        }

        after(async () => {
            await stack.close();
            for (const age of ages) await emulators[age]?.close();
            await network.clear();
        });

        const configure = (config: object) => stack.write("Pulumi.test.yaml", JSON.stringify({ config }));

        /** Where a command's look-up and its other calls went, and with which key: "new STS.new.new". */
        async function used(...args: string[]): Promise<{ lookUp?: string; rest?: string }> {
            for (const age of ages) await emulators[age]?.control.clearJournal();
            last = await stack.ok(...args);
            const found: { lookUp?: string; rest?: string } = {};
            for (const age of ages) {
                for (const { operation, accessKeyId } of (await emulators[age]?.control.journal()) ?? []) {
                    const kind = operation === "ListFiles" ? "lookUp" : "rest";
                    const seen = `${age} ${accessKeyId}`;
                    assert.ok(
                        [undefined, seen].includes(found[kind]),
                        `${args.join(" ")}: ${seen} beside ${found[kind] ?? ""}`,
                    );
                    found[kind] = seen;
                }
            }
            return found;
        }

        const up = (...args: string[]) => used("up", "--yes", "--skip-preview", ...args);
        const review = () => used("preview", "--refresh", "--json");
        const refresh = () => used("refresh", "--yes", "--skip-preview");
        const withProgram = () => used("refresh", "--preview-only", "--run-program");
        const destroy = () => used("destroy", "--yes", "--skip-preview");

        /** A command that has to fail, because the region of the settings that it sees is not the deployment's. */
        async function refused(...args: string[]): Promise<void> {
            const { code, output } = await stack.pulumi(...args);
            assert.notEqual(code, 0, args.join(" "));
            assert.match(output, /is in region cn-hangzhou, but the settings say cn-shanghai/, args.join(" "));
        }

        it("endpoint, region, role and profile of the configuration: refresh and destroy use those of the last up, a program today's", async () => {
            environment(undefined);
            const configurationOf = (age: Age, region = "cn-hangzhou") => ({
                "dataworks:endpoint": urlOf(age),
                "dataworks:region": region,
                "dataworks:profile": age,
                "dataworks:assumeRole": { roleArn: roleOf(age) },
            });
            const [old, today] = ["old STS.old.old", "new STS.new.new"];
            await configure(configurationOf("old"));
            assert.deepEqual(await up(), { lookUp: old, rest: old });
            await configure(configurationOf("new", "cn-shanghai"));
            assert.deepEqual(await review(), { lookUp: today, rest: old });
            assert.equal(plannedIn(last)["orders"], "replace");
            assert.deepEqual(await refresh(), { rest: old });
            await refused("refresh", "--preview-only", "--run-program");
            await configure(configurationOf("new"));
            assert.deepEqual(await withProgram(), { lookUp: today, rest: today });
            assert.deepEqual(await up("--refresh"), { lookUp: today, rest: old });
            await configure(configurationOf("old", "cn-shanghai"));
            assert.deepEqual(await destroy(), { rest: today });
        });

        // Both adapters read one setting as the other, and the environment by the same code.
        if (adapter === "plugin") return;

        it("keys of the configuration are those of the last up too, beside the endpoint of the environment, which is today's", async () => {
            const configurationOf = (age: Age) => ({
                "dataworks:accessKey": keyOf(age).accessKeyId,
                "dataworks:secretKey": keyOf(age).accessKeySecret,
            });
            await configure(configurationOf("old"));
            environment("cn-hangzhou", urlOf("old"));
            assert.deepEqual(await up(), { lookUp: "old old-id", rest: "old old-id" });
            await configure(configurationOf("new"));
            environment("cn-hangzhou", urlOf("new"));
            assert.deepEqual(await review(), { lookUp: "new new-id", rest: "new old-id" });
            assert.deepEqual(await refresh(), { rest: "new old-id" });
            assert.deepEqual(await withProgram(), { lookUp: "new new-id", rest: "new new-id" });
            assert.deepEqual(await up("--refresh"), { lookUp: "new new-id", rest: "new old-id" });
            await configure(configurationOf("old"));
            assert.deepEqual(await destroy(), { rest: "new new-id" });
        });

        it("keys and region of the environment are today's in every command", async () => {
            await configure({});
            environment("cn-hangzhou", urlOf("new"), "old");
            assert.deepEqual(await up(), { lookUp: "new old-id", rest: "new old-id" });
            environment("cn-hangzhou", urlOf("new"), "new");
            assert.deepEqual(await review(), { lookUp: "new new-id", rest: "new new-id" });
            assert.deepEqual(await refresh(), { rest: "new new-id" });
            assert.deepEqual(await withProgram(), { lookUp: "new new-id", rest: "new new-id" });
            assert.deepEqual(await up("--refresh"), { lookUp: "new new-id", rest: "new new-id" });
            environment("cn-shanghai", urlOf("new"), "new");
            assert.equal(plannedIn(await stack.ok("preview", "--json"))["orders"], "replace");
            await refused("refresh", "--yes", "--skip-preview");
            await refused("refresh", "--preview-only", "--run-program");
            await refused("up", "--yes", "--skip-preview", "--refresh");
            await refused("destroy", "--yes", "--skip-preview");
            environment("cn-hangzhou", urlOf("new"), "new");
            assert.deepEqual(await destroy(), { rest: "new new-id" });
        });
    });
