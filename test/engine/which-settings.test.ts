// Which configuration and environment a command uses, after they changed since the last up: the table of docs/settings.md.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { certificateFile, ProxyStage } from "../dataworks/http/proxy-stage";
import { rawReply } from "../dataworks/http/raw-server";
import { Stack } from "../support/stack";
import { definition, projectId } from "../support/tasks";

const program = `
const dataworks = require("pulumi-dataworks");
module.exports = async () => {
    await dataworks.getDiSyncFile({ projectId: "${projectId}", name: "orders" });
    new dataworks.DiSyncDeployment("orders", { projectId: "${projectId}", taskType: "DI_REALTIME", fileId: "100", onDelete: "undeploy" });
};`;
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

describe("which settings a command uses", () => {
    const network = new ProxyStage();
    const emulators: Partial<Record<Age, Emulator>> = {};
    const urlOf = (age: Age) => emulators[age]?.url ?? "";
    let stack: Stack;

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
                ALIBABA_CLOUD_ACCESS_KEY_ID: undefined,
                ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined,
            },
            files: {
                "Pulumi.yaml": "name: test\nruntime: nodejs\n",
                "package.json": '{ "main": "index.js" }',
                "index.js": program,
            },
        });
        const profiles = ages.map((age) => {
            const { accessKeyId, accessKeySecret } = keyOf(age);
            return { name: age, mode: "AK", access_key_id: accessKeyId, access_key_secret: accessKeySecret };
        });
        const folder = join(stack.folder, "..", ".aliyun");
        await mkdir(folder);
        await writeFile(join(folder, "config.json"), JSON.stringify({ profiles }));
    });

    after(async () => {
        await stack.close();
        for (const age of ages) await emulators[age]?.close();
        await network.clear();
    });

    const configure = (config: object) => stack.write("Pulumi.test.yaml", JSON.stringify({ config }));

    /** Where a command's look-up and its other calls went, and with which key: "new STS.new.new". */
    async function used(...args: string[]): Promise<{ lookUp?: string; rest?: string }> {
        for (const age of ages) await emulators[age]?.control.clearJournal();
        await stack.ok(...args);
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

    const up = () => used("up", "--yes", "--skip-preview");
    const review = () => used("preview", "--refresh");
    const refresh = () => used("refresh", "--yes", "--skip-preview");
    const withProgram = () => used("refresh", "--preview-only", "--run-program");
    const destroy = () => used("destroy", "--yes", "--skip-preview");

    it("endpoint, role and profile of the configuration: refresh and destroy use those of the last up, a program today's", async () => {
        const configurationOf = (age: Age) => ({
            "dataworks:endpoint": urlOf(age),
            "dataworks:profile": age,
            "dataworks:assumeRole": { roleArn: roleOf(age) },
        });
        const [old, today] = ["old STS.old.old", "new STS.new.new"];
        await configure(configurationOf("old"));
        assert.deepEqual(await up(), { lookUp: old, rest: old });
        await configure(configurationOf("new"));
        assert.deepEqual(await review(), { lookUp: today, rest: old });
        assert.deepEqual(await refresh(), { rest: old });
        assert.deepEqual(await withProgram(), { lookUp: today, rest: today });
        assert.deepEqual(await destroy(), { rest: old });
    });

    it("keys of the configuration are those of the last up too, beside the endpoint of the environment, which is today's", async () => {
        const configurationOf = (age: Age) => ({
            "dataworks:accessKey": keyOf(age).accessKeyId,
            "dataworks:secretKey": keyOf(age).accessKeySecret,
        });
        await configure(configurationOf("old"));
        stack.env["DATAWORKS_ENDPOINT"] = urlOf("old");
        assert.deepEqual(await up(), { lookUp: "old old-id", rest: "old old-id" });
        await configure(configurationOf("new"));
        stack.env["DATAWORKS_ENDPOINT"] = urlOf("new");
        assert.deepEqual(await review(), { lookUp: "new new-id", rest: "new old-id" });
        assert.deepEqual(await refresh(), { rest: "new old-id" });
        assert.deepEqual(await withProgram(), { lookUp: "new new-id", rest: "new new-id" });
        assert.deepEqual(await destroy(), { rest: "new old-id" });
    });

    it("keys of the environment are today's in every command", async () => {
        const setKey = (age: Age) => {
            stack.env["ALIBABA_CLOUD_ACCESS_KEY_ID"] = keyOf(age).accessKeyId;
            stack.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = keyOf(age).accessKeySecret;
        };
        await configure({});
        setKey("old");
        assert.deepEqual(await up(), { lookUp: "new old-id", rest: "new old-id" });
        setKey("new");
        assert.deepEqual(await review(), { lookUp: "new new-id", rest: "new new-id" });
        assert.deepEqual(await refresh(), { rest: "new new-id" });
        assert.deepEqual(await destroy(), { rest: "new new-id" });
    });
});
