// Tasks that are deployed already become code: their definitions are taken under Pulumi as they are, on the real engine.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../support/command";
import { databaseTask } from "../support/database-task";
import { dataSources } from "../support/new-task";
import type { Step } from "../support/stack";
import { Story } from "../support/story";
import { projectId, realtime } from "../support/tasks";

const files = {
    "Pulumi.yaml": "name: test\nruntime: nodejs\n",
    "package.json": '{ "main": "index.ts" }',
    "tsconfig.json": '{ "compilerOptions": { "strict": true, "module": "node16", "moduleResolution": "node16" } }',
    "index.ts": 'import "./first";\n',
};
const importing = ["import", "--generate-code=false", "--yes", "--protect=false", "--file"];

describe("tasks whose definitions are documented", () => {
    let story: Story;

    before(async () => {
        const documented = {
            definition: databaseTask(["orders", "returns"]),
            folder: "Business Flow/shop",
            deployed: true,
        };
        const tasks = [
            { fileId: "100", name: "orders", ...documented },
            { fileId: "101", name: "payments", ...documented },
            ...realtime("102").map((task) => ({ ...task, deployed: true })),
        ];
        story = await Story.begin({ seed: { workspaces: [{ projectId, dataSources, tasks }] } }, { files });
        const { stack, emulator } = story;
        await emulator.control.setInstance({ projectId, fileId: "100", status: "RUN" });
        const command = async (...args: string[]) => {
            const run = await runCommand(stack, "import", "--project", projectId, "--force", ...args);
            assert.equal(run.code, 0, run.output);
            return run;
        };
        // The first import is of a deployment alone.
        await command("--file-id", "101", "--program", "first.ts");
        await stack.ok(...importing, "import.json");
        const all = ["--with-definitions", "--with-instances", "--json"];
        await story.step("write", () => command(...all, "--program", "second.ts", "--out", "taken.json"));
        await story.step("write again", () => command(...all, "--program", "third.ts", "--out", "taken-again.json"));
        await stack.write("index.ts", 'import "./first";\nimport "./second";\n');
        await story.step("import", () => stack.ok(...importing, "taken.json"));
        await story.step("review", () => stack.ok("preview", "--refresh", "--expect-no-changes"));
        await story.step("again", () => command(...all, "--out", "rest.json"));
        const program = await readFile(join(stack.folder, "second.ts"), "utf8");
        await stack.write(
            "second.ts",
            program.replace('tables: ["orders", "returns"]', 'tables: ["orders", "returns", "prices"]'),
        );
        await story.step("table preview", () => stack.ok("preview", "--json"));
        await story.step("table up", () => stack.okUp());
    });

    after(() => story.close());

    const told = (step: string) =>
        JSON.parse(story.after(step).run.stdout) as {
            files: object;
            definitions: {
                imported: { name: string }[];
                leftOut: { fileId: string; reason: string; resource?: string }[];
            };
        };

    it("are code and under Pulumi as they are, also those whose deployments the stack has already, and a review shows nothing to do", () => {
        assert.deepEqual(
            told("write").definitions.imported.map(({ name }) => name),
            ["orders", "payments"],
        );
        const { run } = story.after("review");
        // The stack, three deployments, two tasks and two that stand still beside the one that runs.
        assert.match(run.output, /9 unchanged/);
        assert.doesNotMatch(run.output, /warning/);
    });

    it("are taken over without a call that changes anything, nor one that works a definition out", () => {
        const calls = ["write", "write again", "import", "review", "again"].flatMap((step) => story.after(step).calls);
        const reading = /^(ListFiles|ListFileVersions|GetDISyncTask|GetDISyncInstanceInfo) /;
        assert.deepEqual(
            calls.filter((call) => !reading.test(call)),
            [],
        );
        // One that the stack deploys already is read for its definition.
        assert.deepEqual(story.calls("write", "101"), ["GetDISyncTask 101", "GetDISyncInstanceInfo 101"]);
    });

    it("are written the same by the same command", async () => {
        const read = (name: string) => readFile(join(story.stack.folder, name), "utf8");
        assert.equal(await read("taken.json"), await read("taken-again.json"));
    });

    it("are left out, and named, where their definitions have another form, and where the stack has them", () => {
        const left = (step: string) =>
            told(step).definitions.leftOut.map(
                ({ fileId, reason, resource }) => `${fileId}, ${resource ?? "none"}: ${reason}`,
            );
        const other =
            "102, none: they have another form than that documented for MySQL to MaxCompute, Kafka or Hologres";
        assert.deepEqual(left("write"), [other]);
        const present = "the stack has them already";
        assert.deepEqual(left("again"), [`100, orders: ${present}`, `101, payments: ${present}`, other]);
        assert.deepEqual(told("again").files, {});
    });

    it("show a table that the program adds in one preview, with the deployment and the restart that follow, and get it", () => {
        const { steps } = JSON.parse(story.after("table preview").run.stdout) as { steps: Step[] };
        const changed = steps
            .filter(({ op }) => op !== "same")
            .map(({ op, urn }) => `${op} ${urn.split(":").slice(-3).join(":")}`);
        assert.deepEqual(changed.sort(), [
            "update DiSyncDeployment::orders",
            "update DiSyncInstance::orders",
            "update DiSyncTask::orders",
        ]);
        const calls = story.calls("table up", "100").filter((call) => !/^Get/.test(call));
        assert.deepEqual(calls, [
            "UpdateDISyncTask 100",
            "DeployDISyncTask 100",
            "StopDISyncInstance 100",
            "StartDISyncInstance 100",
        ]);
    });
});
