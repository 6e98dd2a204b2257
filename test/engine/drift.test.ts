// Drift on the real engine: what a reviewer sees, what a gate does, and what deploys it away.
import assert from "node:assert/strict";
import type { Emulator } from "dataworks-emulator";
import { adapters } from "../support/adapters";
import { plannedIn } from "../support/stack";
import { Story } from "../support/story";
import { definition, projectId, realtime, seedOf, solution } from "../support/tasks";

const args = { projectId, taskType: "DI_REALTIME" };
const program = {
    edited: { args: { ...args, fileId: "100" } },
    kept: { args: { ...args, fileId: "101" }, opts: { ignoreChanges: ["drift"] } },
    respelt: { args: { ...args, fileId: "102" } },
    blind: { args: { ...args, fileId: "103" } },
    solution: { args: { projectId, taskType: "DI_SOLUTION", fileId: "500" } },
};

const seed = seedOf(...realtime("100", "101", "102", "103"), solution("500"));
const editing = (emulator: Emulator) => (fileId: string, to: string | object) =>
    emulator.control.editTask({ projectId, fileId, definition: to, user: "182293110403" });

const ignored = ["steps[*].parameter.table"];

for (const adapter of adapters)
    describe(`drift, by the ${adapter}`, () => {
        let story: Story;

        before(async () => {
            story = await Story.begin({ seed }, { adapter });
            const { stack, emulator } = story;
            const edit = editing(emulator);

            await stack.declare(program);
            await emulator.control.addFault({
                operation: "GetDISyncTask",
                match: { FileId: "103" },
                times: 1,
                kind: "error",
                status: 403,
                code: "Forbidden.Access",
            });
            await story.step("up", () => stack.okUp());
            await story.step("clean gate", () => stack.pulumi("preview", "--refresh", "--expect-no-changes"));

            await edit("100", definition("orders_2"));
            await edit("101", definition("orders_2"));
            await edit("102", JSON.stringify(definition("table_102"), null, 8).replace("shop", "\\u0073hop"));
            await edit("103", definition("orders_2"));
            await emulator.control.editTask({
                projectId,
                taskType: "DI_SOLUTION",
                fileId: "500",
                definition: { tables: ["a", "b", "c"] },
                user: "182293110403",
            });
            await story.step("gate", () => stack.pulumi("preview", "--refresh", "--diff", "--expect-no-changes"));
            await story.step("plan", () => stack.ok("preview", "--refresh", "--json"));
            await story.step("preview without refresh", () => stack.ok("preview", "--json", "--expect-no-changes"));
            await story.step("up without refresh", () => stack.okUp());
            await story.step("saved refresh", () => stack.ok("refresh", "--yes", "--skip-preview"));
            await story.step("refresh as a gate", () =>
                stack.pulumi("refresh", "--preview-only", "--expect-no-changes"),
            );
            await story.step("plan after saved refresh", () => stack.ok("preview", "--json"));
            await story.step("up with refresh", () => stack.okUp("--refresh"));
            await story.step("second gate", () => stack.pulumi("preview", "--refresh", "--expect-no-changes"));
        });

        after(async () => {
            await story.close();
        });

        it("is none right after a deployment: the gate ends with 0, at one call a resource", () => {
            const { run, calls } = story.after("clean gate");
            assert.equal(run.code, 0, run.output);
            assert.equal(calls.length, Object.keys(program).length);
        });

        it("makes a gate end with exit code 7, at one call more for a real-time task that drifts", () => {
            const { run, calls } = story.after("gate");
            assert.equal(run.code, 7);
            const files = calls.filter((call) => call.startsWith("GetFile"));
            assert.deepEqual(files.sort(), ["GetFile 100", "GetFile 101"]);
            assert.equal(calls.length, Object.keys(program).length + files.length);
        });

        it("is an update of the edited tasks, and of no other", () => {
            assert.deepEqual(plannedIn(story.after("plan").run), { edited: "update", solution: "update" });
        });

        it("is no change for a task whose definition was only spelt anew", () => {
            assert.equal(plannedIn(story.after("plan").run)["respelt"], undefined);
        });

        it("is not reported for a deployment without fingerprint, which a refresh does not give it", () => {
            const { outputs } = story.deployment("saved refresh", "blind");
            assert.equal(outputs["drift"], undefined);
            assert.equal(outputs["definition"], "");
        });

        it("is not looked for, and not deployed, without --refresh", () => {
            assert.deepEqual(story.after("preview without refresh").calls, []);
            assert.deepEqual(story.after("up without refresh").calls, []);
        });

        it("stays visible after a refresh that was saved", () => {
            assert.equal((story.deployment("saved refresh", "edited").outputs["drift"] as string[]).length, 4);
            const planned = plannedIn(story.after("plan after saved refresh").run);
            assert.deepEqual(planned, { edited: "update", solution: "update" });
        });

        it("is deployed once by up --refresh, and gone then", () => {
            const deployed = story.after("up with refresh").calls.filter((call) => call.startsWith("Deploy"));
            assert.deepEqual(deployed.sort(), ["DeployDISyncTask 100", "DeployDISyncTask 500"]);
            assert.equal(story.deployment("up with refresh", "edited").outputs["drift"], undefined);
            assert.equal(story.after("second gate").run.code, 0, story.after("second gate").run.output);
        });

        it("is nothing to a refresh as a gate once one was saved: that ends with 0, although it is there", () => {
            assert.equal(story.after("refresh as a gate").run.code, 0, story.after("refresh as a gate").run.output);
        });

        it("is kept in sight, and not deployed, with ignoreChanges, which blinds a gate: that ends with 0", () => {
            assert.equal((story.deployment("up with refresh", "kept").outputs["drift"] as string[]).length, 4);
            assert.ok(!story.after("up with refresh").calls.includes("DeployDISyncTask 101"));
            assert.equal(story.after("second gate").run.code, 0, story.after("second gate").run.output);
        });

        it("shows no value of the definition, in the state and in what is printed", async () => {
            for (const secret of ["not-a-real-password", "orders_2"]) {
                assert.ok(!story.after("gate").run.output.includes(secret));
                assert.ok(!(await story.stack.stateText()).includes(secret));
            }
        });
    });

describe("drift that is refreshed always, accepted, undone or ignored", () => {
    let story: Story;

    before(async () => {
        story = await Story.begin({ seed });
        const { stack, emulator } = story;
        const edit = editing(emulator);
        await stack.declare(program);
        await stack.okUp();

        await edit("101", definition("orders_2"));
        await edit("100", definition("orders_5"));
        stack.env["PULUMI_OPTION_REFRESH"] = "true";
        await story.step("up told not to refresh", () => stack.okUp("--refresh=false"));
        await story.step("up that always refreshes", () => stack.okUp());
        delete stack.env["PULUMI_OPTION_REFRESH"];

        await edit("100", definition("orders_3"));
        await stack.ok("refresh", "--yes", "--skip-preview");
        await edit("100", definition("orders_5"));
        await story.step("undone", () => stack.pulumi("preview", "--refresh", "--expect-no-changes"));

        const reviewed = { ...program.kept, args: { ...program.kept.args, triggers: { reviewed: "2" } } };
        await stack.declare({ ...program, kept: reviewed });
        await story.step("accepting up", () => stack.okUp());
        await story.step("accepted", () => stack.pulumi("preview", "--refresh", "--expect-no-changes"));

        const ignoring = (each: { args: object }) => ({ args: { ...each.args, ignoreDefinitionPaths: ignored } });
        const peaceful = { ...program, kept: reviewed, respelt: ignoring(program.respelt) };
        await edit("102", definition("orders_2"));
        await story.step("refresh before ignoring", () => stack.ok("refresh", "--yes", "--skip-preview"));
        await stack.declare(peaceful);
        await story.step("ignoring up", () => stack.okUp());
        await edit("100", definition("orders_4"));
        await stack.declare({ ...peaceful, edited: ignoring(program.edited) });
        await story.step("ignoring gate", () => stack.pulumi("preview", "--refresh", "--expect-no-changes"));
        await story.step("ignoring up with refresh", () => stack.okUp("--refresh"));
        await story.step("ignored", () => stack.pulumi("preview", "--refresh", "--expect-no-changes"));
    });

    after(async () => {
        await story.close();
    });

    it("is deployed by a plain up where the environment says to refresh always, and not with --refresh=false", () => {
        const deployed = (step: string) => story.after(step).calls.filter((call) => call.startsWith("Deploy"));
        assert.deepEqual(deployed("up told not to refresh"), []);
        assert.deepEqual(deployed("up that always refreshes"), ["DeployDISyncTask 100"]);
    });

    it("is accepted by changed triggers, with ignoreChanges too", () => {
        assert.ok(story.after("accepting up").calls.includes("DeployDISyncTask 101"));
        assert.equal(story.deployment("accepting up", "kept").outputs["drift"], undefined);
        assert.equal(story.after("accepted").run.code, 0, story.after("accepted").run.output);
    });

    it("is no change once the edit was undone in DataWorks", () => {
        assert.equal(story.after("undone").run.code, 0, story.after("undone").run.output);
    });

    for (const [name, step] of [
        ["respelt", "ignoring up"],
        ["edited", "ignoring up with refresh"],
    ] as const) {
        it(`is none once the program ignores its paths: ${step} stores them and deploys nothing`, () => {
            const deployed = story.after(step).calls.filter((call) => call.startsWith("Deploy"));
            assert.deepEqual(deployed, []);
            const { inputs, outputs } = story.deployment(step, name);
            assert.deepEqual([inputs["ignoreDefinitionPaths"], outputs["ignoreDefinitionPaths"]], [ignored, ignored]);
            assert.equal(outputs["drift"], undefined);
        });
    }

    it("is none once the program ignores its paths: until they are stored a gate ends with 7, and with 0 then", () => {
        const refreshed = story.deployment("refresh before ignoring", "respelt").outputs["drift"] as string[];
        assert.equal(refreshed.length, 4);
        assert.equal(story.after("ignoring gate").run.code, 7, story.after("ignoring gate").run.output);
        assert.equal(story.after("ignored").run.code, 0, story.after("ignored").run.output);
    });
});
