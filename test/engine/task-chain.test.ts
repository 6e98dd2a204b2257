// DiSyncTask on the real engine, with a deployment and an instance of its file id: what previews know, and what is kept secret.
import assert from "node:assert/strict";
import { adapters } from "../support/adapters";
import { dataSources } from "../support/new-task";
import { plannedIn, type Deployments } from "../support/stack";
import { Story } from "../support/story";
import { projectId } from "../support/tasks";

const secret = "obviously-fake-secret";
const base = { projectId, resourceGroup: "group_shop" };
const taskType = "DI_REALTIME";
/** A script for a pair that is not documented, with a password in it. */
const script = {
    type: "realtime",
    version: "1.0",
    setting: { resourceGroup: "group_shop", taskType: "oneclick_to_holo" },
    steps: [
        { stepType: "oracle", category: "reader", name: "Reader", parameter: { users: [{ password: secret }] } },
        { stepType: "holo", category: "writer", name: "Writer", parameter: { datasource: "warehouse" } },
    ],
};

/** A task, and what deploys and runs it, as one that is to be deleted needs them. */
function chain(name: string, tables: readonly string[], opts: object = {}, onDelete: unknown = "delete"): Deployments {
    const source = { type: "mysql", datasources: [{ name: "shop", tables }] };
    const destination = { type: "hologres", datasource: "warehouse" };
    const of = { projectId, taskType, fileId: { $of: ["task", "fileId"] } };
    const triggers = (from: string, output: string) => ({ [output]: { $of: [from, output] } });
    return {
        task: { kind: "DiSyncTask", args: { ...base, name, source, destination, onDelete }, opts },
        deployment: { args: { ...of, onDelete: "undeploy", triggers: triggers("task", "revision") } },
        instance: {
            kind: "DiSyncInstance",
            args: {
                ...of,
                state: "running",
                onDelete: "stop",
                stableSeconds: 0,
                triggers: triggers("deployment", "deployedAt"),
            },
        },
        scripted: { kind: "DiSyncTask", args: { ...base, name: "scripted", script } },
    };
}

for (const adapter of adapters)
    describe(`a task with its deployment and its instance, on the real engine, by the ${adapter}`, () => {
        let story: Story;

        before(async () => {
            story = await Story.begin({ seed: { workspaces: [{ projectId, dataSources }] } }, { adapter });
            const { stack } = story;
            const preview = async (name: string, declared: Deployments, ...args: string[]) => {
                await stack.declare(declared);
                await story.step(name, () => stack.pulumi("preview", ...args));
            };
            await stack.declare(chain("orders", ["orders"]));
            await story.step("up", () => stack.okUp());
            await preview("another table", chain("orders", ["orders", "returns"]), "--json");
            await preview("another name", chain("orders_2", ["orders"]), "--json");
            await stack.declare(chain("orders", ["orders", "returns"]));
            await story.step("up with another table", () => stack.okUp());
            if (adapter === "dynamic provider")
                await preview("retained", chain("orders", ["orders"], { retainOnDelete: true }, { $secret: "delete" }));
        });

        after(() => story.close());

        it("is one update each where a table is added: the file id stays known", () => {
            const { run } = story.after("another table");
            const update = { task: "update", deployment: "update", instance: "update" };
            assert.deepEqual(plannedIn(run), update, run.output);
            assert.ok(run.stdout.includes("adds shop/returns"));
        });

        it("ships no edit where a table is added: what this run's task wrote is none", () => {
            const { run, calls } = story.after("up with another table");
            assert.ok(calls.some((call) => call.startsWith("DeployDISyncTask")));
            assert.doesNotMatch(run.output, /also ships/);
            assert.ok(!calls.some((call) => call.startsWith("GetFile")));
        });

        it("is one replacement each where another task takes its place: the new file id is not known", () => {
            const { run } = story.after("another name");
            const replace = { task: "replace", deployment: "replace", instance: "replace" };
            assert.deepEqual(plannedIn(run), replace, run.output);
        });

        // Only a program can refuse it: no provider is told of that option.
        if (adapter === "dynamic provider")
            it("is refused where Pulumi would retain what is to be deleted, also where only an output says so", () => {
                const { run, calls } = story.after("retained");
                assert.notEqual(run.code, 0);
                assert.match(run.output, /DiSyncTask "task": onDelete is "delete", and the option retainOnDelete/);
                assert.deepEqual(calls, []);
            });

        it("keeps a script that has a password as a secret, in the state and in what is printed", () => {
            const { scripted } = story.after("up").tasks;
            assert.deepEqual([scripted?.inputs["script"], scripted?.outputs["script"]], [script, script]);
            for (const step of ["up", "another table", "another name"]) {
                const { stateText, run } = story.after(step);
                assert.ok(!stateText.includes(secret) && !run.output.includes(secret), step);
            }
        });
    });
