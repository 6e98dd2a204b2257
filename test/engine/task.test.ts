// DiSyncTask on the real engine: a task that is made, deployed and run by a program, and changed by it.
import assert from "node:assert/strict";
import { chain, chainSeed, nth, taskArgs } from "../support/chain";
import { plannedIn } from "../support/stack";
import { Story } from "../support/story";

/** All that it takes from nothing. */
const program = `
const { DiSyncTask, DiSyncDeployment, DiSyncInstance } = require("pulumi-dataworks");
const workspace = { projectId: "10000", taskType: "DI_REALTIME" };
const task = new DiSyncTask("orders", {
    ...workspace,
    name: "orders_to_hologres",
    source: { type: "mysql", datasources: [{ name: "shop", tables: ["orders", "customers"] }] },
    destination: { type: "hologres", datasource: "warehouse" },
    resourceGroup: "group_shop",
});
const of = { ...workspace, fileId: task.fileId };
const deployment = new DiSyncDeployment("orders", { ...of, triggers: { revision: task.revision } });
new DiSyncInstance("orders", { ...of, state: "running", stableSeconds: 0, triggers: { deployment: deployment.deployedAt } });
`;

const nameOf = (call: string) => call.split(" ")[0] ?? "";
/** The calls that change something, or work out what is to be changed. */
const changing = (calls: readonly string[]) => calls.map(nameOf).filter((call) => !/^(Get|List|Query)/.test(call));
const creating = [
    "GenerateDISyncTaskConfigForCreating",
    "QueryDISyncTaskConfigProcessResult",
    "CreateDISyncTask",
    "GetDISyncTask",
];

describe("a task from nothing, on the real engine", () => {
    let story: Story;

    before(async () => {
        story = await Story.begin({ seed: chainSeed }, { files: { "index.js": program } });
        const { stack } = story;
        await story.step("up", () => stack.okUp());
        await story.step("same", () => stack.ok("preview", "--json"));
        await story.step("refresh", () => stack.ok("refresh", "--yes", "--skip-preview"));
        await story.step("still the same", () => stack.ok("preview", "--refresh", "--expect-no-changes"));
        await story.step("destroy", () => stack.ok("destroy", "--yes", "--skip-preview"));
    });

    after(() => story.close());

    it("is made, deployed and run by one up of a short program", async () => {
        const { calls } = story.after("up");
        assert.deepEqual(calls.slice(0, 4).map(nameOf), creating, "a create costs four calls");
        assert.deepEqual(changing(calls).slice(2), ["DeployDISyncTask", "StartDISyncInstance"]);
        const { id, outputs } = story.task("up", "orders");
        assert.equal(id, `cn-hangzhou/10000/DI_REALTIME/${nth(1)}`);
        assert.deepEqual([outputs["fileId"], outputs["status"]], [nth(1), "success"]);
        assert.equal(story.deployment("up", "orders").inputs["fileId"], nth(1));
        assert.equal(story.instance("up", "orders").outputs["status"], "RUN");
        const { instance } = await story.emulator.control.task({ projectId: "10000", fileId: nth(1) });
        assert.equal(instance, "RUN", "a destroy that retains leaves it running");
    });

    it("costs no call in a preview in which nothing changes, and one in a refresh", () => {
        assert.deepEqual([plannedIn(story.after("same").run), story.after("same").calls], [{}, []]);
        // The deployment reads the definition too.
        assert.deepEqual(story.after("refresh").calls.map(nameOf).sort(), [
            "GetDISyncInstanceInfo",
            "GetDISyncTask",
            "GetDISyncTask",
        ]);
        assert.equal(story.after("still the same").run.code, 0);
    });

    it("stays, with all that follows, where nothing says that it is to be deleted", () => {
        assert.deepEqual(story.after("destroy").tasks, {});
        assert.deepEqual(story.after("destroy").calls, []);
    });
});

describe("a task that changes, on the real engine", () => {
    let story: Story;
    const all = ["whole", "kept"];
    const steps = (name: string, op: string) => ({ [name]: op, [`${name}-deployed`]: op, [`${name}-runs`]: op });
    const [orders, more] = [["orders"], ["orders", "returns"]];
    const lake = { destination: { type: "maxcompute", datasource: "lake" } };
    const declared = (tables: readonly string[], whole: object = {}, kept: object = {}) => ({
        ...chain("whole", "delete", taskArgs("whole", tables, whole)),
        ...chain("kept", "retain", taskArgs("kept", tables, kept)),
    });

    before(async () => {
        story = await Story.begin({ seed: chainSeed });
        const { stack, emulator } = story;
        const { control } = emulator;
        await stack.declare(declared(orders));
        await story.step("up", () => stack.okUp());

        await stack.declare(declared(more));
        await story.step("plan of a table", () => stack.ok("preview", "--json"));
        await story.step("a table", () => stack.okUp());

        await stack.declare(declared(more, lake, lake));
        await story.step("kept by its name", () => stack.pulumi("preview"));
        await stack.declare(declared(more, lake));
        await control.setMaking({ end: { fails: "lake cannot be reached" } });
        await story.step("refused plan", () => stack.pulumi("preview"));
        await story.step("refused up", () => stack.up());
        await control.setMaking({});
        const credentials = { ...stack.env };
        await story.step("plan of another destination", () => stack.ok("preview", "--json"));
        delete stack.env["ALIBABA_CLOUD_ACCESS_KEY_ID"];
        delete stack.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"];
        await story.step("plan without credentials", () => stack.ok("preview"));
        Object.assign(stack.env, credentials);
        await story.step("another destination", () => stack.okUp());
        await story.step("still", () => stack.ok("preview", "--refresh", "--expect-no-changes"));
    });

    after(() => story.close());

    it("shows a table more as three updates, whatever onDelete says, and asks DataWorks nothing", () => {
        const { run, calls } = story.after("plan of a table");
        assert.deepEqual(plannedIn(run), Object.assign({}, ...all.map((name) => steps(name, "update"))));
        assert.deepEqual(calls, []);
        assert.match(run.output, /adds shop\/returns/);
    });

    it("is changed in place, deployed and started anew by one up, in that order", () => {
        for (const name of all) {
            const fileId = String(story.task("up", name).outputs["fileId"]);
            assert.deepEqual(changing(story.calls("a table", fileId)), [
                "UpdateDISyncTask",
                "DeployDISyncTask",
                "StopDISyncInstance",
                "StartDISyncInstance",
            ]);
            assert.equal(story.task("a table", name).id, story.task("up", name).id);
            assert.notEqual(
                story.task("a table", name).outputs["revision"],
                story.task("up", name).outputs["revision"],
            );
        }
    });

    it("shows another destination as three replacements, and has the new definition worked out before", () => {
        const { run, calls } = story.after("plan of another destination");
        assert.deepEqual(plannedIn(run), steps("whole", "replace"));
        assert.deepEqual(calls.map(nameOf), creating.slice(0, 2));
        assert.match(run.output, /replaced under the same name, so the old one is deleted first/);
    });

    it("is taken down in DataWorks' order before it is made anew, deployed and started", () => {
        const { calls } = story.after("another destination");
        assert.deepEqual(changing(calls), [
            "GenerateDISyncTaskConfigForCreating",
            "StopDISyncInstance",
            "TerminateDISyncInstance",
            "DeleteDISyncTask",
            "CreateDISyncTask",
            "DeployDISyncTask",
            "StartDISyncInstance",
        ]);
        assert.equal(story.task("another destination", "whole").outputs["fileId"], nth(3));
        assert.equal(story.instance("another destination", "whole-runs").outputs["fileId"], nth(3));
        assert.equal(story.after("still").run.code, 0);
    });

    it("is not touched where DataWorks has no definition of the new one: the preview fails, and the up", () => {
        for (const step of ["refused plan", "refused up"]) {
            const { run, calls, tasks } = story.after(step);
            assert.equal(run.code, 1, step);
            assert.match(run.output, /is not replaced, and nothing is deleted: .*lake cannot be reached/);
            assert.deepEqual(new Set(calls.map(nameOf)), new Set(creating.slice(0, 2)), step);
            assert.deepEqual(tasks["whole"]?.outputs["fileId"], story.task("up", "whole").outputs["fileId"]);
        }
    });

    it("that is retained, and would keep its name, is refused at preview with the reason", () => {
        const { run, calls } = story.after("kept by its name");
        assert.equal(run.code, 1);
        assert.match(
            run.output,
            /destination is changed, which replaces the task, and the old one would keep the name/,
        );
        assert.match(
            run.output,
            /give it another name, or set onDelete: "delete", with "undeploy" on its DiSyncDeployment/,
        );
        assert.ok(!changing(calls).some((call) => /^(Delete|Create|Update|Deploy|Terminate)/.test(call)));
    });

    it("is said not to have been tried out in a preview without credentials, which makes no call", () => {
        const { run, calls } = story.after("plan without credentials");
        assert.deepEqual(calls, []);
        assert.match(run.output, /the definition of the task that takes its place was not tried out: /);
    });
});
