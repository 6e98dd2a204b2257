// A workspace of 500 tasks that were deployed by hand is taken under Pulumi, on the real engine.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SeedTask } from "dataworks-emulator";
import { root } from "../../tools/root";
import type { Run } from "../support/cli";
import { runCommand } from "../support/command";
import { plannedIn, type Stack } from "../support/stack";
import { Story } from "../support/story";
import { definition, projectId, seedOf, solution } from "../support/tasks";

const count = 500;
/** Every tenth shares its name with others, in folders of their own; ids are as long as they get. */
const tasks = Array.from({ length: count }, (_, index): SeedTask => {
    const isTwin = index % 10 === 0;
    return {
        fileId: String(7567482277219412000n + BigInt(index)),
        name: isTwin ? "orders (copy)" : `orders_${index}`,
        folder: `Flow/${index % 10}`,
        definition: definition(`table_${index}`),
        deployed: true,
    };
});
const [first] = tasks;
const edited = { projectId, fileId: String(first?.fileId) };

const files = {
    "package.json": '{ "main": "index.ts" }',
    "tsconfig.json": '{ "compilerOptions": { "strict": true, "module": "node16", "moduleResolution": "node16" } }',
};
const importing = ["import", "--file", "import.json", "--generate-code=false", "--yes", "--protect=false"];

const read = (stack: Stack, name: string) => readFile(join(stack.folder, name), "utf8");
const ok = (run: Run) => (assert.equal(run.code, 0, run.output), run);

describe("a workspace of 500 deployed tasks", () => {
    let story: Story;

    before(async function () {
        // Some 3,000 calls and programs of 500 resources: minutes, and many more beside other work.
        this.timeout(1_800_000);
        story = await Story.begin({ seed: seedOf(...tasks) }, { files });
        const { stack } = story;
        const command = async (...args: string[]) =>
            ok(await runCommand(stack, "import", "--project", projectId, ...args));
        await story.step("write", () => command("--program", "index.ts"));
        await story.step("write again", () => command("--program", "again.ts", "--out", "again.json"));
        await story.step("import", () => stack.ok(...importing));
        await story.step("review", () => stack.ok("preview", "--refresh", "--expect-no-changes"));
    });

    after(() => story.close());

    it("is under Pulumi after three commands, and a review shows nothing to do", () => {
        assert.equal(Object.keys(story.after("import").state).length, count);
        const { output } = story.after("review").run;
        assert.match(output, new RegExp(`${count + 1} unchanged`));
    });

    it("is read in at most 5 + 2 * 500 + 5 calls, and nothing of it is deployed", () => {
        const { calls } = story.after("write");
        assert.ok(calls.length <= 5 + 2 * count + 5, `${calls.length} calls`);
        assert.deepEqual(story.after("import").calls, []);
        const all = ["write", "import", "review", "write again"].flatMap((step) => story.after(step).calls);
        assert.deepEqual(
            all.filter((call) => !/^(ListFiles|ListFileVersions|GetDISyncTask|GetFile) /.test(call)),
            [],
        );
    });

    it("gets names that are unique, and the tasks' own where these are", () => {
        const names = Object.entries(story.after("import").state).map(([name, { outputs }]) => [
            outputs["fileId"],
            name,
        ]);
        const expected = tasks.map(({ fileId, name }) => [
            fileId,
            name === "orders (copy)" ? `orders-copy-${String(fileId)}` : name,
        ]);
        assert.deepEqual(new Map(names as [string, string][]), new Map(expected as [string, string][]));
    });

    it("gives byte-identical files at a second run", async () => {
        for (const [name, again] of [
            ["import.json", "again.json"],
            ["index.ts", "again.ts"],
        ] as const) {
            assert.ok((await read(story.stack, name)) === (await read(story.stack, again)), `${name} differs`);
        }
    });
});

describe("imported tasks", () => {
    let story: Story;
    /** The text of the state: after the import, and after the first up. */

    before(async () => {
        const some = tasks.slice(0, 2);
        // The program that the command writes has types that fit.
        const env = { PULUMI_NODEJS_TRANSPILE_ONLY: undefined };
        story = await Story.begin({ seed: seedOf(...some, solution("500")) }, { files, env });
        const { stack } = story;
        const command = ["import", "--project", projectId, "--solution", "500", "--name", "*", "--program", "index.ts"];
        await story.step("write", async () => ok(await runCommand(stack, ...command)));
        await story.step("import", () => stack.ok(...importing));
        await story.step("review", () => stack.ok("preview", "--refresh", "--expect-no-changes"));
        await story.step("up", () => stack.okUp());
        await story.emulator.control.editTask({ ...edited, definition: definition("another"), user: "1823" });
        await story.step("drift", () => stack.pulumi("preview", "--refresh", "--expect-no-changes", "--json"));
        await story.step("deploy", () => stack.okUp("--refresh"));
        await story.step("review after", () => stack.ok("preview", "--refresh", "--expect-no-changes"));
        await story.step("destroy", () => stack.ok("destroy", "--yes", "--skip-preview"));
        await stack.ok("config", "set", "dataworks:region", "cn-beijing");
        await story.step("elsewhere", () => stack.ok(...importing));
        await story.step("preview elsewhere", () => stack.ok("preview", "--json"));
    });

    after(() => story.close());

    it("hold the outputs of a deployment, with the status imported", () => {
        const { definition: fingerprint, ...outputs } = story.deployment("import", "solution_500").outputs;
        assert.ok(fingerprint);
        const { __provider, ...known } = outputs;
        assert.ok(__provider);
        assert.deepEqual(known, {
            ...{ projectId, taskType: "DI_SOLUTION", fileId: "500", onDelete: "retain", region: "cn-hangzhou" },
            ...{
                status: "imported",
                requestId: "",
                message: "",
                deployedAt: "",
                version: "",
                versionBefore: "",
                digest: "",
            },
        });
    });

    it("have their fingerprints in clear until the first up, and encrypted from then on", () => {
        for (const name of ["solution_500", "orders_1"]) {
            const fingerprint = String(story.deployment("import", name).outputs["definition"]);
            assert.ok(fingerprint.startsWith("v"), fingerprint);
            assert.ok(story.after("import").stateText.includes(fingerprint), name);
            assert.ok(!story.after("up").stateText.includes(fingerprint), name);
        }
    });

    it("are deployed by no up that has nothing to change", () => {
        assert.deepEqual(story.after("up").calls, []);
        assert.equal(story.deployment("up", "solution_500").outputs["status"], "imported");
    });

    it("show a later edit as drift, since the import", () => {
        const { run } = story.after("drift");
        assert.equal(run.code, 7, run.output);
        assert.match(run.stdout, /"definition changed since the import: steps\[0\]\.parameter\.table"/);
        assert.match(run.stdout, /"last edited \S+Z by 1823"/);
    });

    it("are deployed like any other where they drifted, once", () => {
        const deployed = story.after("deploy").calls.filter((call) => call.startsWith("Deploy"));
        assert.deepEqual(deployed, [`DeployDISyncTask ${edited.fileId}`]);
        assert.deepEqual(story.after("destroy").calls, []);
    });

    it("keep their region where the settings name another one, and a preview shows that they would be replaced", () => {
        const { calls, state } = story.after("elsewhere");
        assert.deepEqual(calls, []);
        const regions = Object.values(state).map(({ inputs, outputs }) => [inputs["region"], outputs["region"]]);
        assert.deepEqual(regions, Array(3).fill(["cn-hangzhou", "cn-hangzhou"]));
        const planned = plannedIn(story.after("preview elsewhere").run);
        assert.deepEqual(Object.values(planned), ["replace", "replace", "replace"]);
    });
});

describe("tasks of a program that reads its configuration", () => {
    const [, one, two, three] = tasks;
    const name = (task: SeedTask | undefined) => String(task?.name);
    let story: Story;
    let listed: string;

    before(async () => {
        const program = await readFile(join(root, "index.ts"), "utf8");
        story = await Story.begin({ seed: seedOf(...tasks.slice(1, 4)) }, { files: { ...files, "index.ts": program } });
        const { stack } = story;
        const into = ["--config", "Pulumi.test.yaml", "--force"];
        const command = async (...args: string[]) =>
            ok(await runCommand(stack, "import", "--project", projectId, ...into, ...args));
        const review = () => stack.ok("preview", "--refresh", "--expect-no-changes");
        await command("--name", name(one));
        await stack.ok(...importing);
        await story.step("first", review);
        // Somebody lists the second by hand, under a name of their own.
        const entry = `  - { name: mine, taskType: DI_REALTIME, fileId: "${String(two?.fileId)}", triggers: { v: 1 } } # mine\n`;
        listed = `${(await read(stack, "Pulumi.test.yaml")).trimEnd()}\n  ${entry}`;
        await stack.write("Pulumi.test.yaml", listed);
        await story.step("write", () => command("--json"));
        await stack.ok(...importing);
        await story.step("second", review);
        await stack.write("import.json", "{}");
        await story.step("again", () => command());
    });

    after(() => story.close());

    it("are declared by the configuration that the command writes, at the first and at the second import", () => {
        assert.deepEqual(Object.keys(story.after("first").state), [name(one)]);
        assert.deepEqual(Object.keys(story.after("second").state).sort(), ["mine", name(one), name(three)].sort());
    });

    it("are added to the list, whose entries stay as they stand", async () => {
        const text = await read(story.stack, "Pulumi.test.yaml");
        assert.ok(text.startsWith(listed), text);
        assert.equal([...text.matchAll(/fileId/g)].length, 3);
    });

    it("never become two resources: what the stack has is not asked for, left out and named", () => {
        const { calls, run } = story.after("write");
        const fileId = String(one?.fileId);
        assert.ok(!calls.some((call) => call.endsWith(fileId)), calls.join("\n"));
        const { imported, leftOut } = JSON.parse(run.stdout) as {
            imported: { name: string }[];
            leftOut: { fileId: string; reason: string; resource: string }[];
        };
        assert.deepEqual(imported.map((each) => each.name).sort(), ["mine", name(three)].sort());
        const [left, ...more] = leftOut.map(({ fileId, reason, resource }) => ({ fileId, reason, resource }));
        assert.deepEqual([left, ...more], [{ fileId, reason: "in the stack already", resource: name(one) }]);
    });

    it("are left as they are where the stack has all of them, and no file is written", async () => {
        const { run } = story.after("again");
        assert.match(
            run.stdout,
            /^Nothing is left to import, and no file was written\.\n\nLeft out, since the stack has them/,
        );
        assert.match(run.stdout, new RegExp(`^  ${name(two)} \\(${String(two?.fileId)}\\), as mine$`, "m"));
        assert.equal(await read(story.stack, "import.json"), "{}");
    });
});
