// Look-ups of programs on the real engine: both forms, an explicit provider, what they cost, and how they fail.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmulator, type Emulator } from "dataworks-emulator";
import type { Run } from "../support/cli";
import { Stack } from "../support/stack";
import { callsOf, projectId, seedOf } from "../support/tasks";

const fileId = "7567482277219412494";
const definition = '{"password": "not-a-real-password"}';
const file = { fileId, name: "orders", folder: "Flow/shop", definition, deployed: true };
const noCredentials = { ALIBABA_CLOUD_ACCESS_KEY_ID: undefined, ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined };

const twin = [
    { ...file, fileId: "201", name: "twin", folder: "a" },
    { ...file, fileId: "202", name: "twin", folder: "b" },
];

/** The lines that the CLI prints beneath its list of resources, which shows the same once more. */
function diagnosticsOf(output: string): string[] {
    const lines = output.split("Diagnostics:")[1]?.split("Resources:")[0]?.trim().split("\n") ?? [];
    return lines.slice(1).map((line) => line.trim());
}

describe("look-ups", () => {
    let emulator: Emulator;
    let shared: Stack;
    /** The shared one, or one that the test has opened. */
    let stack: Stack;
    /** The calls of the last run. */
    let calls: string[];

    /** Runs the CLI on a program, which is the body of an async function. */
    async function run(body: string, ...args: readonly string[]): Promise<Run> {
        await stack.write(
            "index.js",
            `const began = performance.now();
            process.once("exit", () => require("node:fs").writeFileSync("took", String(performance.now() - began)));
            const pulumi = require("@pulumi/pulumi");
            const dataworks = require("pulumi-dataworks");
            const later = (value) => new pulumi.dynamic.Resource({ create: async () => ({ id: value }) }, "later", {}).id;
            module.exports = async () => { ${body} };`,
        );
        await emulator.control.clearJournal();
        const ended = await stack.pulumi(...args);
        calls = callsOf(await emulator.control.journal());
        return ended;
    }

    /** How many milliseconds the last program ran. */
    const took = async () => Number(await readFile(join(stack.folder, "took"), "utf8"));

    async function outputs(body: string): Promise<Record<string, unknown>> {
        const { code, output } = await run(body, "up", "--yes", "--skip-preview");
        assert.equal(code, 0, output);
        return JSON.parse((await stack.ok("stack", "output", "--json")).stdout) as Record<string, unknown>;
    }

    function open(env: NodeJS.ProcessEnv = {}): Promise<Stack> {
        return Stack.open({ endpoint: emulator.url, env, files: {} });
    }

    before(async () => {
        const seed = seedOf(file, ...twin);
        const other = { accessKeyId: "another-key-id", accessKeySecret: "another-key-secret" };
        const preset = { accessKeyId: "emulator-access-key-id", accessKeySecret: "emulator-access-key-secret" };
        emulator = await startEmulator({ seed: { ...seed, credentials: [preset, other] } });
        shared = await open();
    });

    after(async () => {
        await shared.close();
        await emulator.close();
    });
    beforeEach(() => {
        stack = shared;
    });
    afterEach(async () => {
        if (stack !== shared) await stack.close();
    });

    it("give the file id that a deployment takes, as a value and as an output", async () => {
        const { value, output, status } = await outputs(`
            const { folder, taskType, ...found } = await dataworks.getDiSyncFile({ projectId: ${projectId}, name: "orders" });
            const output = dataworks.getDiSyncFileOutput({ projectId: pulumi.output("${projectId}"), name: "orders" });
            const deployment = new dataworks.DiSyncDeployment("orders", { projectId: "${projectId}", taskType, fileId: found.fileId });
            return { value: found.fileId, output: output.fileId, status: deployment.status };`);
        assert.deepEqual({ value, output, status }, { value: fileId, output: fileId, status: "success" });
    });

    it("make one call for equal look-ups of a run, and none the less for others", async () => {
        await outputs(`
            const orders = { projectId: ${projectId}, name: "orders" };
            await Promise.all([dataworks.getDiSyncFile(orders), dataworks.getDiSyncFile({ ...orders, projectId: "${projectId}" })]);
            await dataworks.getDiSyncFile(orders);
            return { output: dataworks.getDiSyncFileOutput(orders).fileId,
                     twin: (await dataworks.getDiSyncFile({ ...orders, name: "twin", folder: "b" })).fileId };`);
        assert.deepEqual(calls, [`ListFiles ${projectId}`, `ListFiles ${projectId}`]);
    });

    it("keep a task's definition secret, and nothing else of it", async () => {
        const task = `{ projectId: ${projectId}, taskType: "DI_REALTIME", fileId: "${fileId}", digest: true }`;
        const found = await outputs(`
            const { definition, ...value } = await dataworks.getDiSyncTask(${task});
            return { definition, value, output: dataworks.getDiSyncTaskOutput(${task}) };`);
        const { digest } = found["value"] as { readonly digest: string };
        assert.match(digest, /^d1-[0-9a-f]{16}$/);
        const known = { name: "orders", status: "NORUN", digest, alarmRules: [] };
        assert.deepEqual(found, {
            definition: "[secret]",
            value: known,
            output: { ...known, definition: "[secret]" },
        });
        assert.ok(!(await stack.stateText()).includes("not-a-real-password"));
        const shown = await stack.ok("stack", "output", "--show-secrets", "--json");
        assert.equal((JSON.parse(shown.stdout) as typeof found)["definition"], definition);
    });

    it("look by the settings of an explicit provider, whose secrets make no secret of the file", async () => {
        const found = await outputs(`
            const provider = new dataworks.Provider("other", {
                region: pulumi.output("cn-shanghai"), network: null, accessKey: " another-key-id\\r\\n", secretKey: pulumi.secret("another-key-secret\\n"),
                clientReadTimeout: 30000, endpoint: ${JSON.stringify(emulator.url)},
            });
            const args = { projectId: "${projectId}", name: "orders" };
            return { value: (await dataworks.getDiSyncFile(args, { provider })).fileId,
                     output: dataworks.getDiSyncFileOutput(args, { provider }).fileId };`);
        assert.deepEqual(found, { value: fileId, output: fileId });
        const [call] = await emulator.control.journal();
        assert.equal(call?.accessKeyId, "another-key-id");
    });

    it("take settings from the stack's configuration, secrets and objects too", async () => {
        stack = await Stack.open({ files: {} });
        await stack.ok("config", "set", "dataworks:region", "cn-hangzhou");
        await stack.ok("config", "set", "--path", "alicloud:endpoints.dataworkspublic", emulator.url);
        await stack.ok("config", "set", "alicloud:accessKey", "another-key-id");
        await stack.ok("config", "set", "--secret", "alicloud:secretKey", "another-key-secret");
        const { code, output } = await run(
            `await dataworks.getDiSyncFile({ projectId: ${projectId}, name: "orders" });`,
            "preview",
        );
        assert.equal(code, 0, output);
        assert.deepEqual(calls, [`ListFiles ${projectId}`]);
        assert.doesNotMatch(output, /warning/i);
    });

    it("wait for arguments that are not known yet: nothing is looked up in the preview", async () => {
        const { code, output } = await run(
            `return { id: dataworks.getDiSyncFileOutput({ projectId: ${projectId}, name: later("orders") }).fileId };`,
            "preview",
        );
        assert.equal(code, 0, output);
        assert.deepEqual(calls, []);
    });

    for (const [what, body, said] of [
        [
            "several files",
            `dataworks.getDiSyncFile({ projectId: ${projectId}, name: "twin" })`,
            'error: getDiSyncFile "twin": workspace 10000 has 2 real-time tasks named "twin": "twin" (file id 201, ' +
                'folder "a"), "twin" (file id 202, folder "b"). Say which one with folder.',
        ],
        [
            "no file, as an output",
            `dataworks.getDiSyncFileOutput({ projectId: ${projectId}, name: "ordres" }).fileId`,
            'error: getDiSyncFile "ordres": workspace 10000 has no real-time task named "ordres". It has ',
        ],
        [
            "a provider that is none",
            `dataworks.getDiSyncFile({ projectId: ${projectId}, name: "orders" }, { provider: {} })`,
            "opts.provider has to be a dataworks.Provider",
        ],
    ] as const) {
        it(`fail in one line, without a stack trace, and end the program at once: ${what}`, async () => {
            const { code, output } = await run(`return { value: await ${body} };`, "preview");
            assert.ok((await took()) < 30_000, "it took long to end"); // without care it took 36 s and more
            assert.notEqual(code, 0);
            assert.ok(output.includes(said), output);
            assert.doesNotMatch(output, /\n\s+at |unhandled/i);
            assert.equal(diagnosticsOf(output).length, 1, output);
        });
    }

    it("end the program at once where one fails, although others are on their way", async () => {
        await emulator.control.addFault({ operation: "GetDISyncTask", kind: "hang" });
        try {
            const { code, output } = await run(
                `const task = dataworks.getDiSyncTask({ projectId: ${projectId}, taskType: "DI_REALTIME", fileId: "${fileId}" });
                await Promise.all([task, dataworks.getDiSyncFile({ projectId: ${projectId}, name: "twin" })]);`,
                "preview",
            );
            assert.ok((await took()) < 50_000, "it took long to end"); // a call gets no answer for 60 s
            assert.notEqual(code, 0);
            assert.equal(diagnosticsOf(output).length, 1, output);
        } finally {
            await emulator.control.clearFaults();
        }
    });

    it("end nothing where the program catches the failure", async () => {
        const { value } = await outputs(`
            const find = (name) => dataworks.getDiSyncFile({ projectId: ${projectId}, name });
            const known = [find("nothing").catch(() => find("orders")), find("orders")];
            return { value: (await Promise.all(known)).map((file) => file.fileId) };`);
        assert.deepEqual(value, [fileId, fileId]);
    });

    it("say in one line of a preview that there are no credentials", async () => {
        stack = await open(noCredentials);
        const { code, output } = await run(
            `return { id: (await dataworks.getDiSyncFile({ projectId: ${projectId}, name: "orders" })).fileId };`,
            "preview",
        );
        assert.notEqual(code, 0);
        const said = diagnosticsOf(output);
        assert.equal(said.length, 1, output);
        assert.match(
            said[0] ?? "",
            /error: getDiSyncFile "orders": No credentials for Alibaba Cloud were found, .*ALIBABA_CLOUD_ACCESS_KEY_ID/,
        );
        assert.deepEqual(calls, []);
    });
});
