// Instances that run or stand already are taken under Pulumi as they are, on the real engine.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../tools/root";
import { runCommand } from "../support/command";
import type { Stack } from "../support/stack";
import { Story } from "../support/story";
import { definition, projectId, realtime, seedOf, solution } from "../support/tasks";

const files = {
    "Pulumi.yaml": "name: test\nruntime: nodejs\n",
    "package.json": '{ "main": "index.ts" }',
    "tsconfig.json": '{ "compilerOptions": { "strict": true, "module": "node16", "moduleResolution": "node16" } }',
    "index.ts": 'import "./first";\n',
};
const importing = ["import", "--generate-code=false", "--yes", "--protect=false", "--file"];

const commandIn = async (stack: Stack, ...args: string[]) => {
    const run = await runCommand(stack, "import", "--project", projectId, "--force", ...args);
    assert.equal(run.code, 0, run.output);
    return run;
};

describe("instances that run or stand already", () => {
    let story: Story;

    before(async () => {
        const deployed = realtime("100", "101", "102", "103").map((task) => ({ ...task, deployed: true }));
        story = await Story.begin({ seed: seedOf(...deployed, solution("500")) }, { files });
        const { stack, emulator } = story;
        for (const [fileId, status] of [
            ["100", "RUN"],
            ["101", "RUN"],
            ["102", "PAUSE"],
            ["103", "KILLING"],
        ] as const)
            await emulator.control.setInstance({ projectId, fileId, status });
        await emulator.control.setSolution({ projectId, fileId: "500", status: "2" });
        const command = (...args: string[]) => commandIn(stack, ...args);
        // The first import is of a deployment alone.
        await command("--file-id", "100", "--program", "first.ts");
        await stack.ok(...importing, "import.json");
        const all = ["--name", "*", "--solution", "500", "--with-instances", "--json"];
        await story.step("write", () => command(...all, "--program", "second.ts", "--out", "other.json"));
        await stack.write("index.ts", 'import "./first";\nimport "./second";\n');
        await story.step("import", () => stack.ok(...importing, "other.json"));
        await story.step("review", () => stack.ok("preview", "--refresh", "--expect-no-changes"));
        await story.step("up", () => stack.okUp("--refresh"));
        await story.step("again", () => command(...all, "--out", "third.json"));
        for (const fileId of ["100", "101"])
            await emulator.control.editTask({ projectId, fileId, definition: definition("edited"), user: "1" });
        await story.step("deploying preview", () => stack.ok("preview", "--refresh"));
    });

    after(() => story.close());

    const changing = (step: string) =>
        story.after(step).calls.filter((call) => /^(Deploy|Start|Stop|Terminate)/.test(call));

    it("are under Pulumi as they are, also those of deployments that the stack has already, and a review shows nothing to do", () => {
        const states = Object.entries(story.after("import").instances).map(([name, { id, outputs }]) => {
            return [name, id, outputs["state"], outputs["status"]];
        });
        const id = (task: string) => `cn-hangzhou/${projectId}/${task}`;
        assert.deepEqual(states.sort(), [
            ["solution_500", id("DI_SOLUTION/500"), "running", "2"],
            ["task_100", id("DI_REALTIME/100"), "running", "RUN"],
            ["task_101", id("DI_REALTIME/101"), "running", "RUN"],
            ["task_102", id("DI_REALTIME/102"), "stopped", "PAUSE"],
        ]);
        assert.match(story.after("review").run.output, /10 unchanged/);
    });

    it("are taken over without a call that changes anything", () => {
        for (const step of ["write", "import", "review", "up", "again"]) assert.deepEqual(changing(step), [], step);
    });

    it("are left out, and named, where they are on their way, and where the stack has them", () => {
        const left = (step: string) => {
            const { instances } = JSON.parse(story.after(step).run.stdout) as {
                instances: { imported: unknown[]; leftOut: { fileId: string; reason: string; resource?: string }[] };
            };
            return instances.leftOut.map(
                ({ fileId, reason, resource }) => `${fileId}, ${resource ?? "none"}: ${reason}`,
            );
        };
        const passing = "103, none: they are on their way, and can be taken over once they run or stand still";
        const present = ["500, solution_500", "100, task_100", "101, task_101", "102, task_102"];
        assert.deepEqual(left("write"), [passing]);
        assert.deepEqual(
            left("again").sort(),
            [...present.map((each) => `${each}: the stack has them already`), passing].sort(),
        );
        assert.deepEqual((JSON.parse(story.after("again").run.stdout) as { files: object }).files, {});
    });

    it("restart after a later deployment, where that was imported with them, which a preview says", () => {
        const { output } = story.after("deploying preview").run;
        assert.match(output, /restarts task_101 \(DI_REALTIME 101 of workspace 10000\): replication stops/);
        assert.doesNotMatch(output, /restarts task_100/);
    });
});

describe("instances of a program that reads its configuration", () => {
    let story: Story;

    before(async () => {
        const program = await readFile(join(root, "index.ts"), "utf8");
        const deployed = realtime("100", "101", "102").map((task) => ({ ...task, deployed: true }));
        story = await Story.begin({ seed: seedOf(...deployed) }, { files: { ...files, "index.ts": program } });
        const { stack, emulator } = story;
        for (const [fileId, status] of [
            ["100", "RUN"],
            ["101", "PAUSE"],
            ["102", "RUN"],
        ] as const)
            await emulator.control.setInstance({ projectId, fileId, status });
        // The first is deployed anew after it was imported, so that its deployment has a time.
        const into = ["--config", "Pulumi.test.yaml"];
        await commandIn(stack, ...into, "--file-id", "100");
        await stack.ok(...importing, "import.json");
        await emulator.control.editTask({ projectId, fileId: "100", definition: definition("edited"), user: "1" });
        await stack.okUp("--refresh");
        const listed = await readFile(join(stack.folder, "Pulumi.test.yaml"), "utf8");
        await stack.write("Pulumi.test.yaml", `${listed.trimEnd()}\n      run: true\n`);
        await story.step("write", () => commandIn(stack, ...into, "--with-instances", "--approve"));
        await story.step("import", () => stack.ok(...importing, "import.json"));
        await story.step("review", () => stack.ok("preview", "--refresh", "--expect-no-changes"));
    });

    after(() => story.close());

    it("are in its list as they are, also beside a deployment that the stack has already, and a review shows nothing to do", () => {
        const states = Object.entries(story.after("review").instances).map(([name, { outputs }]) => [
            name,
            outputs["state"],
        ]);
        assert.deepEqual(states.sort(), [
            ["task_100", "running"],
            ["task_101", "stopped"],
            ["task_102", "running"],
        ]);
        assert.match(story.after("review").run.output, /7 unchanged/);
        const pins = Object.entries(story.after("review").state).map(([name, { inputs, outputs }]) => {
            return [name, inputs["approvedDigest"] === outputs["digest"], /^d1-/.test(String(outputs["digest"]))];
        });
        assert.deepEqual(pins.sort(), [
            ["task_100", false, false],
            ["task_101", true, true],
            ["task_102", true, true],
        ]);
        const calls = ["write", "import", "review"].flatMap((step) => story.after(step).calls);
        assert.deepEqual(
            calls.filter((call) => /^(Deploy|Start|Stop|Terminate)/.test(call)),
            [],
        );
    });
});
