// The command as a process, against the embedded DataWorks: what it takes, writes and prints, and how it ends.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
    defaultAccessKeyId,
    defaultAccessKeySecret,
    startEmulator,
    type Emulator,
    type SeedTask,
} from "dataworks-emulator";
import { run, type Run } from "../support/cli";
import { root } from "../support/stack";
import { callsOf, otherProjectId, projectId, realtime, seedOf, solution } from "../support/tasks";

const bin = join(root, "provider", "bin", "pulumi-dataworks.js");

interface Summary {
    readonly imported: readonly { name: string; projectId: string; taskType: string; fileId: string }[];
    readonly leftOut: readonly { taskName: string; reason: string }[];
    readonly untold: readonly { taskName: string }[];
    readonly next: readonly string[];
}

const deployed = (task: SeedTask): SeedTask => ({ ...task, deployed: true });

describe("pulumi-dataworks import", () => {
    let emulator: Emulator;
    let folder: string;
    let env: NodeJS.ProcessEnv;

    const importing = (...args: string[]): Promise<Run> =>
        run(process.execPath, [bin, "import", "--project", projectId, ...args], folder, env);
    /** What was imported unseen, as "TYPE FILEID NAME". */
    async function imported(...args: string[]): Promise<string[]> {
        const { code, output, stdout } = await importing("--json", "--force", "--no-check-versions", ...args);
        assert.equal(code, 0, output);
        return (JSON.parse(stdout) as Summary).imported.map((each) => `${each.taskType} ${each.fileId} ${each.name}`);
    }
    const written = async () => (await readdir(folder)).sort();

    before(async () => {
        const more = [
            { fileId: "7567482277219412494", name: "orders_long", folder: "Flow/shop", deployed: true },
            { fileId: "201", name: "orders_test", folder: "Flow/test" },
            { fileId: "202", name: "orders_test", folder: "Flow/shop", deployed: true },
        ];
        const sql = { fileId: "300", fileType: 10, name: "orders_sql" };
        emulator = await startEmulator({
            seed: seedOf(...realtime("100").map(deployed), ...more, sql, solution("500")),
        });
    });

    after(() => emulator.close());

    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "dataworks-test-"));
        env = {
            PATH: process.env["PATH"],
            HOME: folder,
            ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
            ALIBABA_CLOUD_REGION_ID: "cn-hangzhou",
            ALIBABA_CLOUD_ACCESS_KEY_ID: defaultAccessKeyId,
            ALIBABA_CLOUD_ACCESS_KEY_SECRET: defaultAccessKeySecret,
            DATAWORKS_ENDPOINT: emulator.url,
        };
        await emulator.control.clearJournal();
    });

    afterEach(async () => {
        await emulator.control.clearFaults();
        await rm(folder, { recursive: true, force: true });
    });

    const all = [
        "DI_REALTIME 7567482277219412494 orders_long",
        "DI_REALTIME 201 orders_test-201",
        "DI_REALTIME 202 orders_test-202",
        "DI_REALTIME 100 task_100",
    ];
    const solution500 = "DI_SOLUTION 500 solution_500";
    for (const [what, args, taken] of [
        ["all real-time tasks", [], all],
        ["those whose names fit", ["--name", "orders_*"], all.slice(0, 3)],
        ["those that are not left out", ["--name", "orders_*", "--name", "!*_test"], all.slice(0, 1)],
        ["those of a folder", ["--folder", "Flow/test"], ["DI_REALTIME 201 orders_test"]],
        [
            "those of the given ids alone",
            ["--file-id", "100", "--file-id", "201"],
            ["DI_REALTIME 201 orders_test", all[3]],
        ],
        ["an id and those whose names fit", ["--file-id", "100", "--name", "*long"], [all[0], all[3]]],
        ["a solution alone", ["--solution", "500"], [solution500]],
        ["a solution and those whose names fit", ["--solution", "500", "--name", "task*"], [solution500, all[3]]],
    ] as const) {
        it(`takes ${what}`, async () => assert.deepEqual(await imported(...args), taken));
    }

    it("takes tasks of several workspaces, each with a name of its own", async () => {
        const args = ["--project", otherProjectId, "--name", "task_100"];
        assert.deepEqual(await imported(...args), [
            `DI_REALTIME 100 task_100-${projectId}-100`,
            `DI_REALTIME 100 task_100-${otherProjectId}-100`,
        ]);
    });

    it("asks for many ids in few calls", async () => {
        const ids = Array.from({ length: 51 }, (_, index) => String(1000 + index));
        const { code, output } = await importing(...ids.flatMap((id) => ["--file-id", id]));
        assert.equal(code, 1);
        assert.match(output, /Workspace 10000 has no real-time task with the file id 1000, 1001, .*1049\. Leave/);
        assert.deepEqual(callsOf(await emulator.control.journal()), [`ListFiles ${projectId}`]);
    });

    it("leaves out, by name, what has no version in production", async () => {
        const { code, output, stdout } = await importing("--name", "orders*");
        assert.equal(code, 0, output);
        assert.match(stdout, /^import\.json: 2 tasks of workspace 10000 in cn-hangzhou, for `pulumi import`\.$/m);
        assert.match(stdout, /^Left out, since no version of them is in production:\n {2}orders_test \(201\)\n\n/m);
        const calls = callsOf(await emulator.control.journal());
        assert.equal(calls.filter((call) => call.startsWith("ListFileVersions")).length, 3);
        assert.ok(!calls.includes("GetDISyncTask 201"));
    });

    it("takes what was never deployed with --no-check-versions alone, without asking", async () => {
        assert.deepEqual(await imported("--name", "orders_test"), [all[1], all[2]]);
        const calls = callsOf(await emulator.control.journal());
        assert.ok(!calls.some((call) => call.startsWith("ListFileVersions")));
    });

    it("imports nothing, and names what it found, where nothing is in production", async () => {
        const { code, output } = await importing("--file-id", "201");
        assert.equal(code, 1);
        assert.match(
            output,
            /^error: None of these tasks has a version in production.*:\n {2}- orders_test \(201\)\nNo file/m,
        );
        assert.deepEqual(await written(), []);
    });

    it("names the tasks of which DataWorks does not tell whether they are deployed", async () => {
        const args = ["--solution", "500", "--file-id", "100"];
        const { stdout } = await importing(...args);
        assert.match(
            stdout,
            /^Taken, although DataWorks does not tell whether they are deployed:\n {2}solution_500 \(500\)\n\n/m,
        );
        const { untold } = JSON.parse((await importing("--json", "--force", ...args)).stdout) as Summary;
        assert.deepEqual(
            untold.map(({ taskName }) => taskName),
            ["solution_500"],
        );
    });

    it("says how to do without ListFileVersions where that is refused", async () => {
        await emulator.control.addFault({
            ...{ operation: "ListFileVersions", kind: "error" },
            ...{ status: 403, code: "Forbidden.Access", message: "No." },
        });
        const { code, output } = await importing("--file-id", "100");
        assert.equal(code, 1);
        assert.match(output, /- ListFileVersions was refused .* --no-check-versions does without this call/);
    });

    it("prints what it wrote, and what to run next; how far it is goes elsewhere", async () => {
        const { code, output, stdout } = await importing("--program", "new program.ts", "--region", "cn-hangzhou");
        assert.equal(code, 0, output);
        assert.deepEqual(stdout.split("\n"), [
            "import.json: 3 tasks of workspace 10000 in cn-hangzhou, for `pulumi import`.",
            "new program.ts: the program that declares them.",
            "",
            "Left out, since no version of them is in production:",
            "  orders_test (201)",
            "",
            "What to run next:",
            "  pulumi config set dataworks:region cn-hangzhou",
            "  pulumi import --file import.json --generate-code=false --yes --protect=false",
            "  pulumi preview --refresh --expect-no-changes",
            "",
        ]);
        assert.match(output, /^Reading tasks: 4 of 4$/m);
        assert.deepEqual(await written(), ["import.json", "new program.ts"]);
    });

    it("writes a program and a configuration that say what destroying does", async () => {
        await imported("--name", "task*", "--on-delete", "undeploy", "--program", "a.ts", "--config", "a.yaml");
        const [program, config] = await Promise.all(
            ["a.ts", "a.yaml"].map((name) => readFile(join(folder, name), "utf8")),
        );
        assert.match(
            program ?? "",
            /\("task_100", \{\n.*\n.*\n {4}fileId: "100",\n {4}onDelete: "undeploy",\n\}\);\n$/,
        );
        assert.equal(
            config,
            'config:\n  dataworks:region: cn-hangzhou\n  dataworks-di-sync:projectId: "10000"\n  dataworks-di-sync:tasks:\n' +
                '    - name: "task_100"\n      taskType: DI_REALTIME\n      fileId: "100"\n      onDelete: undeploy\n',
        );
    });

    it("writes a stack's configuration into its file, which keeps what else it holds", async () => {
        const file = join(folder, "Pulumi.dev.yaml");
        await writeFile(file, "encryptionsalt: v1:fake\nconfig:\n  shop:other: kept\n");
        const { code, output } = await importing("--config", "Pulumi.dev.yaml", "--force");
        assert.equal(code, 0, output);
        const text = await readFile(file, "utf8");
        assert.match(text, /^encryptionsalt: v1:fake\n/);
        assert.match(text, /^ {2}shop:other: kept\n/m);
        assert.match(text, /^ {2}dataworks-di-sync:tasks:\n {4}- name: /m);
    });

    it("writes into no stack's file that it cannot read, or that lists tasks of elsewhere, and makes no call then", async () => {
        await emulator.control.clearJournal();
        // Where the file says nothing, this is where its tasks are looked for.
        env["ALIBABA_CLOUD_REGION_ID"] = "cn-beijing";
        for (const [text, said] of [
            ["config:\n\ta:b: 1\n", /Pulumi\.dev\.yaml cannot be read: Tabs/],
            [
                "config:\n  dataworks:region: cn-beijing\n  dataworks-di-sync:tasks: [{name: a}]\n",
                /Pulumi\.dev\.yaml lists tasks of the region cn-beijing, and these are of cn-hangzhou\./,
            ],
            [
                "config:\n  dataworks:region: cn-hangzhou\n  dataworks-di-sync:projectId: 20000\n  dataworks-di-sync:tasks: [{name: a}]\n",
                /Pulumi\.dev\.yaml lists tasks of workspace 20000, and these are of 10000\./,
            ],
            [
                "config:\n  alicloud:region: cn-beijing\n  dataworks-di-sync:tasks: [{name: a}]\n",
                /Pulumi\.dev\.yaml lists tasks of the region cn-beijing, and these are of cn-hangzhou\./,
            ],
            [
                "config:\n  dataworks-di-sync:tasks: [{name: a}]\n",
                /Pulumi\.dev\.yaml lists tasks of the region cn-beijing, and these are of cn-hangzhou\./,
            ],
        ] as const) {
            await writeFile(join(folder, "Pulumi.dev.yaml"), text);
            const { code, output } = await importing(
                "--config",
                "Pulumi.dev.yaml",
                "--force",
                "--region",
                "cn-hangzhou",
            );
            assert.equal(code, 1);
            assert.match(output, said);
            assert.equal(await readFile(join(folder, "Pulumi.dev.yaml"), "utf8"), text);
        }
        assert.deepEqual(await emulator.control.journal(), []);
    });

    it("leaves the entries of a stack's file as they stand, imports them as they say, and adds the others", async () => {
        const before =
            "config:\n  dataworks:region: cn-hangzhou # where it is\n  dataworks-di-sync:projectId: 10000\n  dataworks-di-sync:tasks:\n" +
            "  # of another team\n  - {name: theirs, taskType: DI_REALTIME, fileId: 1}\n" +
            "  - name: long # by hand\n    taskType: DI_REALTIME\n    fileName: orders_long\n    triggers: {v: 2}\n" +
            "  - name: task_100\n    taskType: DI_REALTIME\n    fileId: 999\n";
        await writeFile(join(folder, "Pulumi.dev.yaml"), before);
        const { code, output } = await importing("--config", "Pulumi.dev.yaml", "--force", "--on-delete", "undeploy");
        assert.equal(code, 0, output);
        const entry = (name: string, fileId: string) =>
            `  - name: "${name}"\n    taskType: DI_REALTIME\n    fileId: "${fileId}"\n    onDelete: undeploy\n`;
        // The list has a task_100 already, which is another.
        const added = entry("orders_test", "202") + entry("task_100-100", "100");
        assert.equal(await readFile(join(folder, "Pulumi.dev.yaml"), "utf8"), before + added);
        const { resources } = JSON.parse(await readFile(join(folder, "import.json"), "utf8")) as {
            resources: { name: string; inputs: { onDelete: string; triggers?: object } }[];
        };
        assert.deepEqual(
            resources.map(({ name, inputs }) => [name, inputs.onDelete, inputs.triggers]),
            [
                ["long", "retain", { v: 2 }],
                ["orders_test", "undeploy", undefined],
                ["task_100-100", "undeploy", undefined],
            ],
        );
    });

    it("imports no listed task whose triggers are a secret, or which only Pulumi can tell, and says so", async () => {
        const text =
            "config:\n  dataworks-di-sync:tasks:\n" +
            "    - {name: a, taskType: DI_REALTIME, fileId: 100, triggers: {v: {secure: v1:fake}}}\n" +
            "    - {name: b, taskType: DI_REALTIME, fileId: 202, triggers: {v: 014}}\n";
        await writeFile(join(folder, "Pulumi.dev.yaml"), text);
        const { code, stdout, output } = await importing("--config", "Pulumi.dev.yaml", "--force");
        assert.equal(code, 0, output);
        assert.match(stdout, /^Left out, since their entry holds a secret, and .*:\n {2}task_100 \(100\), as a\n\n/m);
        assert.match(stdout, /^Left out, since Pulumi alone can tell .*:\n {2}orders_test \(202\), as b\n\n/m);
        const { resources } = JSON.parse(await readFile(join(folder, "import.json"), "utf8")) as {
            resources: { name: string }[];
        };
        assert.deepEqual(
            resources.map(({ name }) => name),
            ["orders_long"],
        );
    });

    it("names both tasks that an entry of a stack's file gives one name to, and writes nothing", async () => {
        const text = "config:\n  dataworks-di-sync:tasks: [{name: a, taskType: DI_REALTIME, fileName: orders_test}]\n";
        await writeFile(join(folder, "Pulumi.dev.yaml"), text);
        const args = ["--config", "Pulumi.dev.yaml", "--force", "--no-check-versions", "--name", "*_test"];
        const { code, output } = await importing(...args);
        assert.equal(code, 1, output);
        const both =
            /be the resource "a", .*: orders_test \(20\d\) in Flow\/\w+, and orders_test \(20\d\) in Flow\/\w+\. Say/;
        assert.match(output, both);
        assert.deepEqual(await written(), ["Pulumi.dev.yaml"]);
    });

    it("writes an import file for its owner's eyes alone: fingerprints stand in it in clear", async () => {
        assert.equal((await importing("--file-id", "100")).code, 0);
        assert.equal((await stat(join(folder, "import.json"))).mode & 0o777, 0o600);
    });

    it("writes over no file without --force, and makes no call then", async () => {
        await writeFile(join(folder, "index.ts"), "mine");
        const { code, output } = await importing("--program", "index.ts");
        assert.equal(code, 1);
        assert.equal(
            output,
            "error: index.ts exists already. Name another file, or write over it with --force.\nNo file was written.\n",
        );
        assert.deepEqual(await written(), ["index.ts"]);
        assert.deepEqual(await emulator.control.journal(), []);
        assert.equal((await importing("--program", "index.ts", "--force")).code, 0);
        assert.match(await readFile(join(folder, "index.ts"), "utf8"), /DiSyncDeployment/);
    });

    it("names the tasks that could not be read, and writes nothing", async () => {
        await emulator.control.addFault({
            operation: "GetDISyncTask",
            kind: "fail",
            message: "The task is broken.",
            times: 2,
        });
        const { code, output, stdout } = await importing();
        assert.equal(code, 1);
        assert.match(
            output,
            /^error: These tasks could not be read\. Leave them out \(--name '!NAME' does\), or see to them:\n( {2}- GetDISyncTask .*\n){2}No file/m,
        );
        assert.match(output, /refused for DI_REALTIME \d+ of workspace 10000: The task is broken\./);
        assert.equal(stdout, "");
        assert.doesNotMatch(output, /\n\s+at /);
        assert.deepEqual(await written(), []);
    });

    it("stops at what is wrong with every call, says it once, and shows no secret", async () => {
        env = { ...env, ALIBABA_CLOUD_ACCESS_KEY_SECRET: "not-the-secret" };
        const { code, output } = await importing();
        assert.equal(code, 1);
        assert.match(
            output,
            /^error: ListFiles was refused for workspace 10000: SignatureDoesNotMatch: .*check the credentials\.$/m,
        );
        assert.doesNotMatch(output, /not-the-secret/);
        assert.equal((await emulator.control.journal()).length, 1);
    });

    it("says what is missing where there are no credentials and no region", async () => {
        env = { ...env, ALIBABA_CLOUD_ACCESS_KEY_ID: "", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "" };
        assert.match((await importing()).output, /^error: No credentials for Alibaba Cloud were found.*\n {2}- /m);
        env = { ...env, ALIBABA_CLOUD_REGION_ID: "" };
        assert.match((await importing()).output, / {2}- region is not set: .*, or --region\nNo file was written/);
    });

    it("says where it found nothing", async () => {
        const { code, output } = await importing("--name", "nothing*", "--folder", "Flow");
        assert.equal(code, 1);
        assert.match(output, /no real-time task whose name fits nothing\* in workspace 10000, folder "Flow"/);
    });

    it("explains itself with an example, and ends with 2 where it is used wrongly", async () => {
        const help = await run(process.execPath, [bin, "--help"], folder, env);
        assert.equal(help.code, 0);
        assert.match(help.stdout, /^Example:\n {2}pulumi-dataworks import --project 10000/m);
        const wrong = await run(process.execPath, [bin, "import"], folder, env);
        assert.equal(wrong.code, 2);
        assert.equal(wrong.stdout, "");
        assert.match(wrong.output, /^--project is missing: .*\nSee pulumi-dataworks --help\.\n$/);
    });

    it("leaves nothing half-written where it is interrupted", async () => {
        await emulator.control.addFault({ operation: "GetDISyncTask", kind: "hang" });
        const child = spawn(process.execPath, [bin, "import", "--project", projectId], {
            cwd: folder,
            env,
            stdio: "ignore",
        });
        const ended = new Promise((resolve) => child.once("close", resolve));
        await emulator.control.waitFor({ operation: "GetDISyncTask", moment: "received", count: 1, timeoutMs: 60_000 });
        child.kill("SIGINT");
        assert.equal(await ended, 130);
        assert.deepEqual(await written(), []);
    });

    /** Loads a script into the command before it runs. */
    async function preload(script: string): Promise<void> {
        await writeFile(join(folder, "hook.js"), `const fs = require("node:fs");\n${script}`);
        env["NODE_OPTIONS"] = `--require ${join(folder, "hook.js")}`;
    }

    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const) {
        it(`writes all files or none where ${signal} comes between two of them`, async () => {
            await preload(
                `const { renameSync } = fs;\n` +
                    `fs.renameSync = (...args) => { renameSync(...args); process.kill(process.pid, "${signal}"); };\n`,
            );
            await importing("--file-id", "100", "--program", "index.ts");
            assert.deepEqual(await written(), ["hook.js", "import.json", "index.ts"]);
        });
    }

    it("writes over nothing that another wrote into the stack's file since it was read", async () => {
        const file = join(folder, "Pulumi.dev.yaml");
        await writeFile(file, "config:\n  a:b: c\n");
        const added = "  a:password:\n    secure: v1:fake\n";
        await preload(
            `const { openSync } = fs;\nlet isFirst = true;\nfs.openSync = (file, ...args) => {\n` +
                `  if (isFirst && String(file).includes("import.json")) {\n    isFirst = false;\n` +
                `    fs.appendFileSync("Pulumi.dev.yaml", ${JSON.stringify(added)});\n  }\n` +
                `  return openSync(file, ...args);\n};\n`,
        );
        const { code, output } = await importing("--file-id", "100", "--config", "Pulumi.dev.yaml", "--force");
        assert.equal(code, 1, output);
        assert.match(output, /^error: Pulumi\.dev\.yaml was changed by another program .*\nNo file was written\.$/m);
        assert.equal(await readFile(file, "utf8"), `config:\n  a:b: c\n${added}`);
        assert.deepEqual(await written(), ["Pulumi.dev.yaml", "hook.js"]);
    });

    it("shows names and folders without what a terminal would obey, and names the resource after them", async () => {
        const name = "red \u001b[31m \u202e";
        const hostile = [
            { fileId: "1", name, folder: "a\u0007", deployed: true },
            { fileId: "2", name: `${name} 2` },
        ];
        const other = await startEmulator({ seed: seedOf(...hostile) });
        try {
            env["DATAWORKS_ENDPOINT"] = other.url;
            const { code, output } = await importing("--name", `${name}*`);
            assert.equal(code, 0, output);
            assert.ok(output.includes("  red \\u001b[31m \\u202e 2 (2)"), output);
            assert.doesNotMatch(output, /\p{Cf}/u);
            assert.ok(!output.includes("\u001b"), output);
            const { code: again, stdout } = await importing("--json", "--force");
            assert.equal(again, 0);
            const { imported: taken } = JSON.parse(stdout) as { imported: unknown[] };
            assert.deepEqual(taken, [
                {
                    ...{ name: "red-u001b-31m-u202e", projectId, taskType: "DI_REALTIME", fileId: "1" },
                    ...{ taskName: "red \\u001b[31m \\u202e", folder: "a\\u0007" },
                },
            ]);
        } finally {
            await other.close();
        }
    });
});
