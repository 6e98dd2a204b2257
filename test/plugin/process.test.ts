// The plugin in a process of its own: what only that process can show.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { defaultAccessKeyId, defaultAccessKeySecret, startEmulator, type Emulator } from "dataworks-emulator";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { run } from "../support/cli";
import { pluginExecutable, Plugin, struct, urnOf, values, endedWithItsEngine } from "../support/provider-process";
import { digestOf } from "../../provider/src/definition/index";
import { definition, projectId, realtime, seedOf } from "../support/tasks";

const args = { projectId, taskType: "DI_REALTIME", fileId: "100" };

describe("the plugin's process", () => {
    let emulator: Emulator;
    let plugin: Plugin;

    const configOf = (url: string) => ({
        region: "cn-hangzhou",
        endpoint: url,
        accessKey: defaultAccessKeyId,
        secretKey: defaultAccessKeySecret,
    });

    before(async () => {
        const resourceGroups = [{ identifier: "S_1", name: "shop", type: 1, status: 1 }];
        emulator = await startEmulator({ seed: { ...seedOf(...realtime("100")), resourceGroups } });
        plugin = await Plugin.start(configOf(emulator.url));
    });

    after(async () => {
        await plugin.stop();
        await emulator.close();
    });

    it("says why it does not start without an engine's address, and ends", async () => {
        const { code, output } = await run(process.execPath, [pluginExecutable], tmpdir(), process.env);
        assert.equal(code, 1);
        assert.match(output, /^pulumi-resource-dataworks: the address of a Pulumi engine is missing/);
        assert.ok(!output.includes("    at "), "a stack trace");
    });

    it("deploys with the settings that it was configured with", async () => {
        const { inputs } = await plugin.check(args);
        const { outputs } = await plugin.create(inputs);
        assert.equal(outputs["status"], "success");
    });

    it("ends by itself once its engine is gone", async () => {
        await endedWithItsEngine((engine) => Plugin.start(configOf(emulator.url), engine), args);
    });

    it("prints nothing of what Node.js has against the libraries in it: the engine would show it in every run", async () => {
        const key = { accessKeyId: "own", accessKeySecret: "own-secret", securityToken: "own-token" };
        const dataworks = await startEmulator({ seed: { ...seedOf(...realtime("100")), credentials: [key] } });
        const { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken } = key;
        const given = {
            Code: "Success",
            AccessKeyId,
            AccessKeySecret,
            SecurityToken,
            Expiration: "2999-01-01T00:00:00Z",
        };
        const keys = createServer((_, reply) => reply.end(JSON.stringify(given))).listen(0, "127.0.0.1");
        await once(keys, "listening");
        const { region, endpoint } = configOf(dataworks.url);
        const other = await Plugin.start({ region, endpoint }, undefined, {
            HOME: tmpdir(), // no CLI's profile comes first
            NODE_OPTIONS: "--pending-deprecation", // what a newer Node.js says unasked
            ALIBABA_CLOUD_CREDENTIALS_URI: `http://127.0.0.1:${(keys.address() as AddressInfo).port}`,
        });
        try {
            const { inputs } = await other.check(args);
            const { outputs } = await other.create(inputs);
            assert.deepEqual([outputs["status"], other.printed], ["success", ""]);
        } finally {
            await other.stop();
            keys.close();
            await dataworks.close();
        }
    });

    it("gives what does not speak its protocol nothing to see", async () => {
        const socket = connect({ host: "127.0.0.1", port: plugin.port });
        let seen = "";
        socket.setEncoding("latin1").on("data", (text: string) => (seen += text));
        socket.on("error", () => undefined); // a reset is an end too
        socket.end("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await new Promise((resolve) => socket.once("close", resolve));
        assert.ok(!/dataworks|region|secret|key/i.test(seen), seen);
    });

    const failures: [string, () => Promise<unknown>, RegExp][] = [
        [
            "a schema of a version that there is not",
            () => {
                const request = new messages.GetSchemaRequest();
                request.setVersion(7);
                return plugin.call<unknown>((...rest) => plugin.client.getSchema(request, ...rest));
            },
            /asked for in version 7 .* there is version 0 alone/,
        ],
        [
            "a function that there is not",
            () => invoke("dataworks:index:getDiSyncFiles", {}),
            /^there is no function dataworks:index:getDiSyncFiles: there are dataworks:index:getDiSyncFile, /,
        ],
        [
            "a function's argument that is missing",
            () => invoke("dataworks:index:getDiSyncFile", { projectId }),
            /^getDiSyncFile: name is missing/,
        ],
        [
            "a function's argument of a wrong type",
            () => invoke("dataworks:index:getDiSyncTask", { projectId, taskType: "DI_OFFLINE", fileId: "100" }),
            /^getDiSyncTask "100": taskType has to be "DI_REALTIME" or "DI_SOLUTION"$/,
        ],
        [
            "a digest that is neither asked for nor not",
            () => invoke("dataworks:index:getDiSyncTask", { ...args, digest: "true" }),
            /^getDiSyncTask "100": digest has to be true or false$/,
        ],
        [
            "a list for a digest that nobody asks for",
            () => invoke("dataworks:index:getDiSyncTask", { ...args, ignoreDefinitionPaths: [] }),
            /^getDiSyncTask "100": ignoreDefinitionPaths is what a digest leaves out: say digest: true beside it, or drop it$/,
        ],
        [
            "a list for a digest that is none",
            () => invoke("dataworks:index:getDiSyncTask", { ...args, digest: true, ignoreDefinitionPaths: "a" }),
            /^getDiSyncTask "100": ignoreDefinitionPaths has to be a list, such as \["\*\*\.password"\]$/,
        ],
        [
            "a path for a digest that is none",
            () =>
                invoke("dataworks:index:getDiSyncTask", { ...args, digest: true, ignoreDefinitionPaths: ["a", "b["] }),
            /^getDiSyncTask "100": ignoreDefinitionPaths\[1\] has no step of a path at character 2: /,
        ],
        [
            "a function's argument that is none of those that there are",
            () => invoke("dataworks:index:getDiSyncTasksOfDataSource", { projectId, datasource: "s", usedAs: "from" }),
            /^getDiSyncTasksOfDataSource "s": usedAs has to be "source" or "destination"$/,
        ],
        [
            "a resource that there is not",
            () => {
                const request = new messages.CreateRequest();
                request.setUrn(urnOf("dataworks:index:DiSyncDeploiment"));
                return plugin.call<unknown>((...rest) => plugin.client.create(request, ...rest));
            },
            /^there is no resource dataworks:index:DiSyncDeploiment in this plugin: there are dataworks:index:DiSyncDeployment, /,
        ],
    ];
    for (const [what, call, message] of failures) {
        it(`says what is wrong with ${what}`, async () => {
            await assert.rejects(call, (error: Error) => {
                assert.match(error.message, message);
                return true;
            });
        });
    }

    it("says no secret back in an error", async () => {
        const secret = {
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
            value: "a-secret-name",
        };
        await assert.rejects(
            invoke("dataworks:index:getDiSyncFile", { projectId, name: secret }),
            ({ message }: Error) => {
                assert.match(message, /^getDiSyncFile "\[redacted\]": /);
                assert.ok(!message.includes("a-secret-name"), message);
                return true;
            },
        );
    });

    it("hides a definition that a function gives, and nothing else of it", async () => {
        const found = await invoke("dataworks:index:getDiSyncTask", args);
        assert.equal(found["name"], "task_100");
        assert.equal(
            (found["definition"] as Record<string, unknown>)["4dabf18193072939515e22adb298388d"],
            "1b47061264138c4ac30d75fd1eb44270",
        );
    });

    it("finds a workspace by its name, and says which there are where it does not", async () => {
        const found = await invoke("dataworks:index:getWorkspace", { identifier: "shop" });
        assert.deepEqual([found["projectId"], found["status"]], [projectId, "AVAILABLE"]);
        await assert.rejects(
            invoke("dataworks:index:getWorkspace", { identifier: "shop_3" }),
            /^Error: .*getWorkspace "shop_3": this account sees no workspace named "shop_3" in this region\. It sees "shop_2" \(id 10001\)/,
        );
    });

    it("finds a resource group by its name", async () => {
        const found = await invoke("dataworks:index:getResourceGroup", { name: "shop", type: "scheduling" });
        assert.deepEqual(found, { identifier: "S_1", name: "shop", status: "frozen", mode: "ISOLATE" });
    });

    it("gives the digest that is asked for in clear, by the region of its settings", async () => {
        const asked = { ...args, digest: true, ignoreDefinitionPaths: ["**.password"] };
        const found = await invoke("dataworks:index:getDiSyncTask", asked);
        const { taskType, fileId } = args;
        const text = JSON.stringify(definition("table_100"));
        assert.equal(
            found["digest"],
            await digestOf(text, { region: "cn-hangzhou", projectId, taskType, fileId }, ["**.password"]),
        );
    });

    async function invoke(token: string, given: object): Promise<Record<string, unknown>> {
        const request = new messages.InvokeRequest();
        request.setTok(token);
        request.setArgs(struct({ ...given }));
        const reply = await plugin.call<messages.InvokeResponse>((...rest) => plugin.client.invoke(request, ...rest));
        return values(reply.getReturn());
    }
});
