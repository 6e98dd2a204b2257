// DiSyncTask on the real engine: what is edited in DataWorks, what nobody knows the outcome of, and what is renamed or replaced by force.
import assert from "node:assert/strict";
import { chainSeed, taskArgs } from "../support/chain";
import type { Deployments } from "../support/stack";
import { Story } from "../support/story";
import { projectId } from "../support/tasks";

const password = "planted-fake-password-of-a-script";
/** A script of what is not documented: DataWorks takes what stands in it. */
const secretScript = {
    type: "realtime",
    version: "1.0",
    setting: { resourceGroup: "group_shop", taskType: "oneclick_to_holo" },
    steps: [
        {
            ...{ stepType: "oracle", category: "reader", name: "Reader" },
            parameter: { password, connection: [{ datasourceType: "oracle", datasource: "shop", table: ["orders"] }] },
        },
        { stepType: "holo", category: "writer", name: "Writer", parameter: { datasource: "warehouse" } },
    ],
};
const secretArgs = {
    projectId,
    name: "secret",
    folder: "flow/shop",
    resourceGroup: "group_shop",
    script: secretScript,
};
const task = (args: object, opts: object = {}): Deployments[string] => ({ kind: "DiSyncTask", args, opts });
const deleting = { onDelete: "delete" };
const urnOf = (name: string) => `urn:pulumi:test::test::pulumi-nodejs:dynamic/dataworks:DiSyncTask::${name}`;

/** The program, with more resources, or others. */
const declared = (more: Deployments): Deployments => ({
    byHand: task(taskArgs("byHand", ["orders", "customers"], deleting)),
    edited: task(taskArgs("edited", ["orders"], deleting)),
    secret: task(secretArgs),
    lost: task(taskArgs("lost", ["orders"], deleting)),
    ...more,
});
const of = (name: string) => ({ projectId, taskType: "DI_REALTIME", fileId: { $of: [name, "fileId"] } });
const deployment = (name: string, more: object, opts: object = {}): Deployments[string] => ({
    args: { ...of(name), ...more },
    opts,
});
const running = (name: string, more: object, opts: object = {}): Deployments[string] => ({
    kind: "DiSyncInstance",
    args: { ...of(name), state: "running", stableSeconds: 0, ...more },
    opts,
});

describe("a task that is edited, lost, renamed or replaced by force, on the real engine", () => {
    let story: Story;
    const fileIdOf = (step: string, name: string) => String(story.task(step, name).outputs["fileId"]);

    before(async () => {
        story = await Story.begin({ seed: chainSeed });
        const { stack, emulator } = story;
        const { control } = emulator;
        const imported = task(taskArgs("imported", ["orders"], deleting));
        const [undeploying, stopping] = [{ onDelete: "undeploy" }, { onDelete: "stop" }];
        await control.addFault({
            operation: "CreateDISyncTask",
            match: { TaskName: "lost" },
            kind: "resetAfter",
            times: 1,
        });
        await control.addFault({ operation: "ListFiles", kind: "error", status: 403, code: "Forbidden.Access" });
        await stack.declare(
            declared({
                imported,
                "imported-deployed": deployment("imported", undeploying),
                "imported-runs": running("imported", stopping, { dependsOn: "imported-deployed" }),
            }),
        );
        await story.step("losing up", () => stack.up("--continue-on-error"));
        await control.clearFaults();

        // As an import writes it: nothing is known of how it came about.
        const text = await stack.stateText();
        const { outputs } = story.task("losing up", "imported");
        await story.step("import", async () => {
            const state = text.replace(`"revision":"${String(outputs["revision"])}"`, '"revision":""');
            assert.ok(state !== text);
            await stack.write("state.json", JSON.stringify(exported(state)));
            return stack.ok("stack", "import", "--file", "state.json");
        });
        const wired = { triggers: { revision: { $of: ["imported", "revision"] } } };
        const turned = {
            imported,
            "imported-runs": running("imported", { ...stopping, ...wired }),
            "imported-deployed": deployment("imported", { ...undeploying, ...wired }, { dependsOn: "imported-runs" }),
        };
        await stack.declare(declared(turned));
        await story.step("finding up", () => stack.okUp());

        const edit = async (name: string, change: (text: string) => string) => {
            const own = { projectId, fileId: fileIdOf("finding up", name) };
            const definition = change((await control.task(own)).definition);
            await control.editTask({ ...own, definition, user: "182293110403" });
        };
        await edit("byHand", (text) =>
            text.replace('"tableInfos":[', '"tableInfos":[{"enable":true,"table":"returns"},'),
        );
        await edit("edited", (text) => text.replace('"writeMode":"replay"', '"writeMode":"insert"'));
        await story.step("review", () => stack.ok("preview", "--refresh", "--diff"));
        await story.step("putting back", () => stack.okUp("--refresh"));

        const { byHand, ...others } = declared(turned);
        assert.ok(byHand);
        await stack.declare({ ...others, renamed: byHand });
        await story.step("by force", () => stack.up("--continue-on-error", "--replace", urnOf("edited")));
        const edited = task(taskArgs("edited", ["orders"], deleting), { deleteBeforeReplace: true });
        await stack.declare({ ...declared(turned), edited });
        await story.step("by force, deleting first", () => stack.okUp("--replace", urnOf("edited")));
        await story.step("destroy", () => stack.ok("destroy", "--yes", "--skip-preview"));
    });

    after(() => story.close());

    const changing = (step: string, name: string) =>
        story
            .calls(step, fileIdOf("finding up", name))
            .map((call) => call.split(" ")[0] ?? "")
            .filter((call) => !/^(Get|Query)/.test(call));

    it("is kept where nobody knows whether it was made, without a file id", () => {
        assert.equal(story.after("losing up").run.code, 1);
        const { id, outputs } = story.task("losing up", "lost");
        assert.deepEqual([outputs["status"], outputs["fileId"]], ["unknown", undefined]);
        assert.match(id ?? "", /^disync-[0-9a-f]+$/);
    });

    it("is found by the next up, made no second time, and has its real id after a refresh", () => {
        const { calls, run } = story.after("finding up");
        assert.ok(!calls.some((call) => call.startsWith("CreateDISyncTask")));
        assert.equal(story.task("finding up", "lost").outputs["status"], "success");
        assert.match(run.output, /made-up one until the next `pulumi refresh`/);
        const { id, outputs } = story.task("putting back", "lost");
        assert.equal(id, `cn-hangzhou/10000/DI_REALTIME/${String(outputs["fileId"])}`);
        assert.equal(story.task("finding up", "lost").id, story.task("losing up", "lost").id, "an update keeps it");
    });

    it("that was imported deploys and restarts nothing when its revision is wired up", () => {
        assert.deepEqual(changing("finding up", "imported"), []);
        assert.deepEqual(story.deployment("finding up", "imported-deployed").inputs["triggers"], { revision: "" });
    });

    it("shows a table that was added by hand by its name, and up puts back what is declared", () => {
        const { run, calls } = story.after("review");
        assert.match(run.output, /\+ \[\d+\]: "returns"/);
        assert.match(run.output, /table added in DataWorks: shop\/returns/);
        assert.ok(!calls.some((call) => /^(Update|Create|Delete)/.test(call)));
        assert.deepEqual(changing("putting back", "byHand"), ["UpdateDISyncTask"]);
        assert.equal(story.task("putting back", "byHand").outputs["drift"], undefined);
    });

    it("shows any other edit by its path, which up accepts without a call that changes anything", () => {
        assert.match(
            story.after("review").run.output,
            /definition changed since [^:]*:[^:]*:[^:]*: steps\[1\]\.parameter\.writeMode/,
        );
        assert.deepEqual(changing("putting back", "edited"), []);
        assert.equal(story.task("putting back", "edited").outputs["drift"], undefined);
        const revision = (step: string) => story.task(step, "edited").outputs["revision"];
        assert.equal(revision("putting back"), revision("losing up"));
    });

    it("has a script with a password as a secret as a whole, which is in no state and in no output in clear", () => {
        assert.match(JSON.stringify(story.task("putting back", "secret").outputs["script"]), new RegExp(password));
        for (const step of ["losing up", "finding up", "review", "putting back", "by force", "destroy"]) {
            const { run, stateText } = story.after(step);
            assert.ok(!run.output.includes(password), step);
            assert.ok(!stateText.includes(password), step);
        }
    });

    it("that is replaced by force is told of the option that helps, and loses nothing, as one that is renamed", () => {
        const { run, tasks, calls } = story.after("by force");
        assert.equal(run.code, 1);
        assert.match(run.output, /name is taken: [^]*set the option deleteBeforeReplace: true/);
        assert.ok(!calls.some((call) => call.startsWith("DeleteDISyncTask")));
        assert.deepEqual(Object.keys(tasks).sort(), ["byHand", "edited", "imported", "lost", "secret"]);
        for (const name of ["byHand", "edited"])
            assert.equal(tasks[name]?.outputs["fileId"], fileIdOf("finding up", name));
    });

    it("is deleted and made anew by force where that option is set", () => {
        const { calls } = story.after("by force, deleting first");
        const own = calls.filter((call) => /^(Delete|Create)DISyncTask/.test(call));
        assert.deepEqual(own, [
            `DeleteDISyncTask ${fileIdOf("finding up", "edited")}`,
            `CreateDISyncTask ${projectId}`,
        ]);
        assert.notEqual(fileIdOf("by force, deleting first", "edited"), fileIdOf("finding up", "edited"));
    });

    it("goes after its deployment and its instance, whichever of them depends on the other", () => {
        assert.deepEqual(story.after("destroy").tasks, {});
        assert.deepEqual(changing("destroy", "imported"), [
            "StopDISyncInstance",
            "TerminateDISyncInstance",
            "DeleteDISyncTask",
        ]);
        assert.deepEqual(changing("destroy", "secret"), []);
    });
});

/** The state that the CLI keeps, as `pulumi stack import` takes it. */
function exported(text: string): object {
    const { version, checkpoint } = JSON.parse(text) as { version: number; checkpoint: { latest: object } };
    return { version, deployment: checkpoint.latest };
}
