// The root program, an environment pipeline, and the smallest example, each on the real engine.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DiSyncDeploymentArgs } from "../../provider/src/index";
import { root } from "../../tools/root";
import { run, type Run } from "../support/cli";
import { filesOfExample, shop } from "../support/example";
import { Story } from "../support/story";
import { projectId, realtime, seedOf } from "../support/tasks";

/** The root program, as a project of its own. */
async function rootProgram(): Promise<Record<string, string>> {
    const names = ["Pulumi.yaml", "index.ts", "package.json"];
    const texts = await Promise.all(names.map((name) => readFile(join(root, name), "utf8")));
    return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""]));
}

const task = (fileId: string, more: object = {}) => ({
    name: `task-${fileId}`,
    taskType: "DI_REALTIME",
    fileId,
    ...more,
});

/** A key for each argument of the resource but the workspace's: the type check fails where one is missing. */
const everyArgument: Record<keyof Omit<DiSyncDeploymentArgs, "projectId">, unknown> = {
    taskType: "DI_REALTIME",
    fileId: "102",
    triggers: { release: 8 },
    onDelete: "retain",
    ignoreDefinitionPaths: ["name"],
    compareVersions: true,
    approvedDigest: "d1-e357a0dc3ac1e8a1",
};

const oneNamed = (fileName: string) => JSON.stringify([{ name: "a", taskType: "DI_REALTIME", fileName }]);

describe("the root program", () => {
    let story: Story;

    const configure = (key: string, value: string, workspace: object = { projectId: `${projectId}\n` }) => {
        const given = Object.entries({ ...workspace, [key]: value });
        const config = Object.fromEntries(given.map(([name, each]) => [`dataworks-di-sync:${name}`, each]));
        return story.stack.write("Pulumi.test.yaml", JSON.stringify({ config }));
    };

    before(async () => {
        const seed = seedOf(...realtime("100", "101", "102"));
        story = await Story.begin({ seed }, { files: await rootProgram() });
        const tasks = [
            task("100", { triggers: { release: 7 }, run: false }),
            task("101", { onDelete: "undeploy" }),
            { name: " every\r\n", ...everyArgument, taskType: "DI_REALTIME ", fileId: "\t102\n" },
        ];
        await configure("tasks", JSON.stringify(tasks));
        await story.step("up", () => story.stack.okUp());
        await story.step("output", () => story.stack.ok("stack", "output", "--json"));
        await story.step("destroy", () => story.stack.ok("destroy", "--yes", "--skip-preview"));
        const byName = [
            { name: "a", taskType: "DI_REALTIME", fileName: "task_100" },
            { name: "b", taskType: "DI_REALTIME", fileName: "task_101", folder: "" },
        ];
        await configure("tasks", JSON.stringify(byName), { workspace: " shop\n" });
        await story.step("by name", () => story.stack.okUp());
    });

    after(async () => {
        await story.close();
    });

    it("passes each argument of the resource on, without the white space around values", () => {
        const { inputs } = story.deployment("up", "every");
        assert.equal(inputs["projectId"], projectId);
        for (const [key, value] of Object.entries(everyArgument)) assert.deepEqual(inputs[key], value, key);
    });

    it("keeps a secret of the configuration secret, at any depth", async () => {
        await story.stack.write("Pulumi.test.yaml", "");
        const { stack } = story;
        const set = (key: string, value: string, ...kind: string[]) =>
            stack.ok("config", "set", "--path", ...kind, `dataworks-di-sync:${key}`, value);
        await set("projectId", projectId);
        await set("tasks[0].name", "hidden");
        await set("tasks[0].taskType", "DI_REALTIME");
        await set("tasks[0].fileName", "task_102");
        await set("tasks[0].triggers.pw", "planted-fake-password", "--secret");
        const { output } = await stack.okUp();
        assert.ok(!output.includes("planted-fake-password"));
        assert.ok(!(await stack.stateText()).includes("planted-fake-password"));
        const hidden = (await stack.deployments())["hidden"] ?? assert.fail();
        assert.deepEqual(hidden.inputs["triggers"], { pw: "planted-fake-password" });
        assert.equal(hidden.inputs["fileId"], "102");
    });

    it("looks whether a task that is to stand still does, once it is deployed, and deletes nothing of it", () => {
        const calls = story.calls("up", "100");
        assert.deepEqual(calls, ["GetDISyncTask 100", "DeployDISyncTask 100", "GetDISyncInstanceInfo 100"]);
        assert.deepEqual(story.calls("destroy", "100"), []);
    });

    it("finds the workspace by its name, once a run, and file ids by the names of files", () => {
        assert.equal(story.deployment("by name", "a").outputs["projectId"], projectId);
        assert.equal(story.after("by name").calls.filter((call) => call.startsWith("GetProject")).length, 1);
        assert.equal(story.deployment("by name", "a").outputs["fileId"], "100");
        assert.equal(story.deployment("by name", "b").outputs["fileId"], "101");
        assert.deepEqual(story.calls("by name", projectId), Array(2).fill(`ListFiles ${projectId}`));
    });

    it("deploys each task that the stack's configuration lists, and exports statuses and request ids", () => {
        const { statuses, requestIds } = JSON.parse(story.after("output").run.stdout) as Record<string, object>;
        assert.deepEqual(statuses, { "task-100": "success", "task-101": "success", every: "success" });
        assert.deepEqual(Object.keys(requestIds ?? {}), ["every", "task-100", "task-101"]);
        assert.deepEqual(story.deployment("up", "task-100").outputs["triggers"], { release: 7 });
        assert.deepEqual(story.after("destroy").calls, ["GetDISyncInstanceInfo 101", "TerminateDISyncInstance 101"]);
    });

    for (const [what, key, value, named] of [
        ["no tasks", "tasks", "", "dataworks-di-sync:tasks has to be a list"],
        [
            "a file by its id and by its name",
            "tasks",
            JSON.stringify([task("100"), { name: "b", taskType: "DI_REALTIME\n", fileName: " task_100" }]),
            'dataworks-di-sync:tasks has the file of "',
        ],
        ["no file of the name", "tasks", oneNamed("task_1"), 'getDiSyncFile "task_1": workspace 10000 has no'],
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

/** What is wrong with a configuration, as the program says it before it asks for anything. */
const wrong = [
    ["tasks that are no list", "tasks", '{"a":1}', "dataworks-di-sync:tasks has to be a list"],
    ["a task that is no object", "tasks", '["a"]', "dataworks-di-sync:tasks[0] has to be an object"],
    ["a task without a name", "tasks", '[{"fileId":1}]', "dataworks-di-sync:tasks[0].name is missing"],
    ["an unknown key", "tasks", '[{"name":"a","file":1}]', "dataworks-di-sync:tasks[0].file is not known"],
    ["a name twice", "tasks", '[{"name":"a"},{"name":"a"}]', 'dataworks-di-sync:tasks[1].name is "a", and so is'],
    ["two ids", "tasks", '[{"name":"a","fileId":1,"fileName":"b"}]', "dataworks-di-sync:tasks[0].fileName contradicts"],
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
    [
        "a file twice",
        "tasks",
        '[{"name":"a","taskType":"DI_REALTIME","fileId":"7"},{"name":"b","taskType":"DI_REALTIME","fileId":7}]',
        "dataworks-di-sync:tasks[1] is of the same file as tasks[0]",
    ],
    [
        "a run that is neither true nor false",
        "tasks",
        '[{"name":"a","taskType":"DI_REALTIME","fileId":"7","run":"yes"}]',
        "dataworks-di-sync:tasks[0].run has to be true, to start the task after its deployment, or false, to stop it",
    ],
    [
        "a solution that is to be stopped",
        "tasks",
        '[{"name":"a","taskType":"DI_SOLUTION","fileId":"7","run":false}]',
        "dataworks-di-sync:tasks[0].run is false, but nothing stops a DI_SOLUTION",
    ],
    ["no workspace", "projectId", "", "dataworks-di-sync:projectId is missing"],
    ["a workspace by its id and by its name", "workspace", "shop", "dataworks-di-sync:workspace contradicts projectId"],
] as const;

/** Tasks that run or stand still, and one of which nothing is said. */
const running = [
    { name: "clicks", taskType: "DI_REALTIME", fileId: "7", run: true, compareVersions: true },
    { name: "orders", taskType: "DI_REALTIME", fileId: "8", run: false, onDelete: "undeploy" },
    { name: "stock", taskType: "DI_REALTIME", fileId: "9" },
];

interface Made {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
}

describe("the root program's configuration", () => {
    /** What the program ends with for each, in turn: the error's class and its message. */
    let ended: { name: string; message: string }[];
    /** The resources that it makes of `running`. */
    let made: Made[];

    before(async () => {
        const configurations = [...wrong, ["", "tasks", JSON.stringify(running)] as const].map(([, key, value]) => ({
            "dataworks-di-sync:projectId": projectId,
            [`dataworks-di-sync:${key}`]: value,
        }));
        const script = `
            const { runtime } = require("@pulumi/pulumi");
            const made = [];
            const newResource = ({ type, name, inputs }) => {
                made.push({ type, name, inputs });
                return { id: name, state: { ...inputs, deployedAt: "then" } };
            };
            runtime.setMocks({ newResource, call: () => ({}) }, "dataworks-di-sync", "test");
            const ended = ${JSON.stringify(configurations)}.map((configuration) => {
                runtime.setAllConfig(configuration);
                delete require.cache[require.resolve("./index.ts")];
                try { require("./index.ts"); } catch ({ constructor: { name }, message }) { return { name, message }; }
            });
            process.once("beforeExit", () => console.log(JSON.stringify({ ended, made })));`;
        const env = { PATH: process.env["PATH"] };
        const { code, stdout, output } = await run(
            process.execPath,
            ["--require", "ts-node/register", "--eval", script],
            root,
            env,
        );
        assert.equal(code, 0, output);
        ({ ended, made } = JSON.parse(stdout) as { ended: typeof ended; made: Made[] });
    });

    wrong.forEach(([what, , , named], index) => {
        it(`where it is wrong is named by its key, in an error that the engine shows without a stack trace: ${what}`, () => {
            const { name, message = "" } = ended[index] ?? {};
            assert.equal(name, "RunError");
            assert.ok(message.startsWith(named), message);
        });
    });

    it("says which tasks run, and which stand still, from their deployments on", () => {
        const instances = made.filter(({ type }) => type.endsWith(":DiSyncInstance"));
        const inputs = instances.map(({ name, inputs }) => {
            return { name, ...Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "__provider")) };
        });
        const common = { projectId, taskType: "DI_REALTIME", triggers: { deployment: "then" } };
        assert.deepEqual(inputs, [
            { name: "clicks", ...common, fileId: "7", state: "running", onDelete: "retain" },
            { name: "orders", ...common, fileId: "8", state: "stopped", onDelete: "stop" },
        ]);
    });
});

describe("examples/basic", () => {
    let story: Story;
    let output: Run;

    before(async () => {
        story = await Story.begin({ seed: await shop() }, { files: await filesOfExample("basic") });
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
