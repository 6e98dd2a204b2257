// The root program, an environment pipeline, and the smallest example, each on the real engine.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Run } from "../support/cli";
import { shop } from "../support/example";
import { root } from "../support/stack";
import { Story } from "../support/story";
import { projectId, realtime, seedOf } from "../support/tasks";

/** Files of a program of this repository, as a project of its own. */
async function filesOf(folder: string): Promise<Record<string, string>> {
    const names = ["Pulumi.yaml", "index.ts", "package.json"];
    const texts = await Promise.all(names.map((name) => readFile(join(root, folder, name), "utf8")));
    return {
        ...Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""])),
        "tsconfig.json": await readFile(join(root, "tsconfig.base.json"), "utf8"),
    };
}

const task = (fileId: string, more: object = {}) => ({
    name: `task-${fileId}`,
    taskType: "DI_REALTIME",
    fileId,
    ...more,
});

const oneNamed = (fileName: string) => JSON.stringify([{ name: "a", taskType: "DI_REALTIME", fileName }]);

describe("the root program", () => {
    let story: Story;

    const configure = (key: string, value: string) =>
        story.stack.write(
            "Pulumi.test.yaml",
            JSON.stringify({
                config: { "dataworks-di-sync:projectId": projectId, [`dataworks-di-sync:${key}`]: value },
            }),
        );

    before(async () => {
        const files = await filesOf(".");
        story = await Story.begin({ seed: seedOf(...realtime("100", "101")) }, { files });
        const tasks = [task("100", { triggers: { release: 7 } }), task("101", { onDelete: "undeploy" })];
        await configure("tasks", JSON.stringify(tasks));
        await story.step("up", () => story.stack.okUp());
        await story.step("output", () => story.stack.ok("stack", "output", "--json"));
        await story.step("destroy", () => story.stack.ok("destroy", "--yes", "--skip-preview"));
        const byName = [
            { name: "a", taskType: "DI_REALTIME", fileName: "task_100" },
            { name: "b", taskType: "DI_REALTIME", fileName: "task_101", folder: "" },
        ];
        await configure("tasks", JSON.stringify(byName));
        await story.step("by name", () => story.stack.okUp());
    });

    after(async () => {
        await story.close();
    });

    it("finds file ids by the names of files", () => {
        assert.equal(story.deployment("by name", "a").outputs["fileId"], "100");
        assert.equal(story.deployment("by name", "b").outputs["fileId"], "101");
        assert.deepEqual(story.calls("by name", projectId), Array(2).fill(`ListFiles ${projectId}`));
    });

    it("deploys each task that the stack's configuration lists, and exports statuses and request ids", () => {
        const { statuses, requestIds } = JSON.parse(story.after("output").run.stdout) as Record<string, object>;
        assert.deepEqual(statuses, { "task-100": "success", "task-101": "success" });
        assert.deepEqual(Object.keys(requestIds ?? {}), ["task-100", "task-101"]);
        assert.deepEqual(story.deployment("up", "task-100").outputs["triggers"], { release: 7 });
        assert.deepEqual(story.after("destroy").calls, ["GetDISyncInstanceInfo 101", "TerminateDISyncInstance 101"]);
    });

    for (const [what, key, value, named] of [
        ["no tasks", "tasks", "", "dataworks-di-sync:tasks has to be a list"],
        ["tasks that are no list", "tasks", '{"a":1}', "dataworks-di-sync:tasks has to be a list"],
        ["a task that is no object", "tasks", '["a"]', "dataworks-di-sync:tasks[0] has to be an object"],
        ["a task without a name", "tasks", '[{"fileId":1}]', "dataworks-di-sync:tasks[0].name is missing"],
        ["an unknown key", "tasks", '[{"name":"a","file":1}]', "dataworks-di-sync:tasks[0].file is not known"],
        ["a name twice", "tasks", '[{"name":"a"},{"name":"a"}]', 'dataworks-di-sync:tasks[1].name is "a", and so is'],
        [
            "two ids",
            "tasks",
            '[{"name":"a","fileId":1,"fileName":"b"}]',
            "dataworks-di-sync:tasks[0].fileName contradicts",
        ],
        [
            "a solution by name",
            "tasks",
            '[{"name":"a","taskType":"DI_SOLUTION","fileName":"b"}]',
            "dataworks-di-sync:tasks[0].fileName is for DI_REALTIME",
        ],
        [
            "a folder alone",
            "tasks",
            '[{"name":"a","fileId":1,"folder":"b"}]',
            "dataworks-di-sync:tasks[0].folder goes with",
        ],
        ["no file of the name", "tasks", oneNamed("task_1"), 'getDiSyncFile "task_1": workspace 10000 has no'],
        ["no workspace", "projectId", "", "dataworks-di-sync:projectId is missing"],
    ] as const) {
        it(`names the key of a wrong configuration, without a stack trace: ${what}`, async () => {
            await configure(key, value);
            const { code, output } = await story.stack.pulumi("preview");
            assert.equal(code, 1);
            assert.ok(output.includes(named), output);
            assert.doesNotMatch(output, /\n\s+at /);
        });
    }
});

describe("examples/basic", () => {
    let story: Story;
    let output: Run;

    before(async () => {
        story = await Story.begin({ seed: await shop() }, { files: await filesOf("examples/basic") });
        await story.step("up", () => story.stack.okUp());
        output = await story.stack.ok("stack", "output", "--json");
        await story.step("destroy", () => story.stack.ok("destroy", "--yes", "--skip-preview"));
    });

    after(async () => {
        await story.close();
    });

    it("deploys its task and exports what came of it", () => {
        const { status, requestId } = JSON.parse(output.stdout) as Record<string, string>;
        assert.equal(status, "success");
        assert.ok(requestId);
        assert.deepEqual(story.after("destroy").calls, []);
    });
});
