// What the command import writes and prints, and how it ends.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../support/cli";
import { bin } from "../../support/command";
import { projectId } from "../../support/tasks";
import { ImportStage } from "./import-stage";

describe("pulumi-dataworks import: the files", () => {
    const stage = new ImportStage();
    const { importing, imported, written } = stage;

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
            ["a.ts", "a.yaml"].map((name) => readFile(join(stage.folder, name), "utf8")),
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
        const file = join(stage.folder, "Pulumi.dev.yaml");
        await writeFile(file, "encryptionsalt: v1:fake\nconfig:\n  shop:other: kept\n");
        const { code, output } = await importing("--config", "Pulumi.dev.yaml", "--force");
        assert.equal(code, 0, output);
        const text = await readFile(file, "utf8");
        assert.match(text, /^encryptionsalt: v1:fake\n/);
        assert.match(text, /^ {2}shop:other: kept\n/m);
        assert.match(text, /^ {2}dataworks-di-sync:tasks:\n {4}- name: /m);
    });

    it("writes into no stack's file that it cannot read, or that lists tasks of elsewhere, and makes no call then", async () => {
        await stage.emulator.control.clearJournal();
        // Where the file says nothing, this is where its tasks are looked for.
        stage.env["ALIBABA_CLOUD_REGION_ID"] = "cn-beijing";
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
            await writeFile(join(stage.folder, "Pulumi.dev.yaml"), text);
            const { code, output } = await importing(
                "--config",
                "Pulumi.dev.yaml",
                "--force",
                "--region",
                "cn-hangzhou",
            );
            assert.equal(code, 1);
            assert.match(output, said);
            assert.equal(await readFile(join(stage.folder, "Pulumi.dev.yaml"), "utf8"), text);
        }
        assert.deepEqual(await stage.emulator.control.journal(), []);
    });

    it("finds the workspace by its name, and a stack's file that it begins says that; one for another stays as it is", async () => {
        const file = join(stage.folder, "Pulumi.dev.yaml");
        const importingOf = (...args: string[]) =>
            run(
                process.execPath,
                [bin, "import", ...args, "--config", "Pulumi.dev.yaml", "--force"],
                stage.folder,
                stage.env,
            );
        const { code, output } = await importingOf("--workspace", "shop", "--name", "task*", "--json");
        assert.equal(code, 0, output);
        assert.match(output, /^The workspace "shop" has the id 10000$/m);
        const text = await readFile(file, "utf8");
        assert.match(text, /^ {2}dataworks-di-sync:workspace: "shop"$/m);
        assert.doesNotMatch(text, /dataworks-di-sync:projectId/);
        const more = await importingOf("--project", "10000", "--name", "orders_long");
        assert.equal(more.code, 0, more.output);
        const longer = await readFile(file, "utf8");
        assert.ok(longer.startsWith(text) && longer.includes("orders_long"), longer);
        for (const [args, said] of [
            [
                ["--project", "10001"],
                /^error: Pulumi\.dev\.yaml is for the workspace "shop", whose id is 10000, and these tasks are of 10001\. /m,
            ],
            [
                ["--workspace", "shop_3"],
                /^error: this account sees no workspace named "shop_3" in this region\. It sees "shop_2" \(id 10001\), "shop" /m,
            ],
            [
                ["--workspace", "shop\u001b[31m\u009b1m\u202e"],
                /^error: this account sees no workspace named "shop\\u001b\[31m\\u009b1m\\u202e" in this region\. /m,
            ],
        ] as const) {
            const other = await importingOf(...args);
            assert.equal(other.code, 1);
            assert.match(other.output, said);
            assert.equal(await readFile(file, "utf8"), longer);
        }
    });

    it("leaves the entries of a stack's file as they stand, imports them as they say, and adds the others", async () => {
        const before =
            "config:\n  dataworks:region: cn-hangzhou # where it is\n  dataworks-di-sync:projectId: 10000\n  dataworks-di-sync:tasks:\n" +
            "  # of another team\n  - {name: theirs, taskType: DI_REALTIME, fileId: 1}\n" +
            "  - name: long # by hand\n    taskType: DI_REALTIME\n    fileName: orders_long\n    triggers: {v: 2}\n" +
            "  - name: task_100\n    taskType: DI_REALTIME\n    fileId: 999\n";
        await writeFile(join(stage.folder, "Pulumi.dev.yaml"), before);
        const { code, output } = await importing("--config", "Pulumi.dev.yaml", "--force", "--on-delete", "undeploy");
        assert.equal(code, 0, output);
        const entry = (name: string, fileId: string) =>
            `  - name: "${name}"\n    taskType: DI_REALTIME\n    fileId: "${fileId}"\n    onDelete: undeploy\n`;
        // The list has a task_100 already, which is another.
        const added = entry("orders_test", "202") + entry("task_100-100", "100");
        assert.equal(await readFile(join(stage.folder, "Pulumi.dev.yaml"), "utf8"), before + added);
        const { resources } = JSON.parse(await readFile(join(stage.folder, "import.json"), "utf8")) as {
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
        await writeFile(join(stage.folder, "Pulumi.dev.yaml"), text);
        const { code, stdout, output } = await importing("--config", "Pulumi.dev.yaml", "--force");
        assert.equal(code, 0, output);
        assert.match(stdout, /^Left out, since their entry holds a secret, and .*:\n {2}task_100 \(100\), as a\n\n/m);
        assert.match(stdout, /^Left out, since Pulumi alone can tell .*:\n {2}orders_test \(202\), as b\n\n/m);
        const { resources } = JSON.parse(await readFile(join(stage.folder, "import.json"), "utf8")) as {
            resources: { name: string }[];
        };
        assert.deepEqual(
            resources.map(({ name }) => name),
            ["orders_long"],
        );
    });

    it("names both tasks that an entry of a stack's file gives one name to, and writes nothing", async () => {
        const text = "config:\n  dataworks-di-sync:tasks: [{name: a, taskType: DI_REALTIME, fileName: orders_test}]\n";
        await writeFile(join(stage.folder, "Pulumi.dev.yaml"), text);
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
        assert.equal((await stat(join(stage.folder, "import.json"))).mode & 0o777, 0o600);
    });

    it("writes over no file without --force, and makes no call then", async () => {
        await writeFile(join(stage.folder, "index.ts"), "mine");
        const { code, output } = await importing("--program", "index.ts");
        assert.equal(code, 1);
        assert.equal(
            output,
            "error: index.ts exists already. Name another file, or write over it with --force.\nNo file was written.\n",
        );
        assert.deepEqual(await written(), ["index.ts"]);
        assert.deepEqual(await stage.emulator.control.journal(), []);
        assert.equal((await importing("--program", "index.ts", "--force")).code, 0);
        assert.match(await readFile(join(stage.folder, "index.ts"), "utf8"), /DiSyncDeployment/);
    });

    it("explains itself with an example, and ends with 2 where it is used wrongly", async () => {
        const help = await run(process.execPath, [bin, "--help"], stage.folder, stage.env);
        assert.equal(help.code, 0);
        assert.match(help.stdout, /^Example:\n {2}pulumi-dataworks import --project 10000/m);
        const wrong = await run(process.execPath, [bin, "import"], stage.folder, stage.env);
        assert.equal(wrong.code, 2);
        assert.equal(wrong.stdout, "");
        assert.match(wrong.output, /^--project is missing: .*\nSee pulumi-dataworks --help\.\n$/);
    });

    it("leaves nothing half-written where it is interrupted", async () => {
        await stage.emulator.control.addFault({ operation: "GetDISyncTask", kind: "hang" });
        const child = spawn(process.execPath, [bin, "import", "--project", projectId], {
            cwd: stage.folder,
            env: stage.env,
            stdio: "ignore",
        });
        const ended = new Promise((resolve) => child.once("close", resolve));
        await stage.emulator.control.waitFor({
            operation: "GetDISyncTask",
            moment: "received",
            count: 1,
            timeoutMs: 60_000,
        });
        child.kill("SIGINT");
        assert.equal(await ended, 130);
        assert.deepEqual(await written(), []);
    });

    /** Loads a script into the command before it runs. */
    async function preload(script: string): Promise<void> {
        await writeFile(join(stage.folder, "hook.js"), `const fs = require("node:fs");\n${script}`);
        stage.env["NODE_OPTIONS"] = `--require ${join(stage.folder, "hook.js")}`;
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
        const file = join(stage.folder, "Pulumi.dev.yaml");
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
});
