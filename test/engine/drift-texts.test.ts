// What a reviewer reads of each kind of drift, on the real engine: held by golden files.
import assert from "node:assert/strict";
import { adapters } from "../support/adapters";
import { assertGolden, inOrder } from "../support/golden";
import { plannedIn } from "../support/stack";
import { Story } from "../support/story";
import { definition, projectId, realtime, seedOf, solution } from "../support/tasks";

const realtimeTask = (fileId: string, more: object = {}) => ({
    args: { projectId, taskType: "DI_REALTIME", fileId, ...more },
});
/** Tasks of which DataWorks rewrites a field when they are deployed. */
const rewritten = {
    peaceful: realtimeTask("100", { ignoreDefinitionPaths: ["steps[*].parameter.table"] }),
    rewritten: realtimeTask("101"),
};
const program = {
    ...rewritten,
    edited: realtimeTask("102"),
    "edited-everywhere": realtimeTask("103"),
    "edited-structure": realtimeTask("104"),
    solution: { args: { projectId, taskType: "DI_SOLUTION", fileId: "500" } },
    "another-version": realtimeTask("105", { compareVersions: true }),
    undeployed: realtimeTask("106", { compareVersions: true }),
    unknown: realtimeTask("107"),
    "ignored-since": realtimeTask("108"),
    "no-json": realtimeTask("109"),
    unnamed: realtimeTask("110"),
};
const editor = { user: "182293110403" };

/** A definition with many parts, each of which has this value. */
const manyParts = (value: string) => Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`part_${n}`, value]));

for (const adapter of adapters)
    describe(`drift in a preview, by the ${adapter}`, () => {
        const golden = (name: string) => (adapter === "plugin" ? `${name}-plugin.txt` : `${name}.txt`);
        let story: Story;

        before(async () => {
            const fileIds = Object.values(program).map(({ args }) => args.fileId);
            const tasks = realtime(...fileIds.filter((fileId) => fileId !== "500"));
            const seeded = tasks.map((task) =>
                task.fileId === "101"
                    ? { ...task, lastEditTime: "2020-01-01T00:00:00Z" }
                    : task.fileId === "103"
                      ? { ...task, definition: manyParts("before") }
                      : task.fileId === "109"
                        ? { ...task, definition: "SELECT 1;" }
                        : task,
            );
            story = await Story.begin({ seed: seedOf(...seeded, solution("500")) }, { adapter });
            const { stack, emulator } = story;
            const { control } = emulator;
            const edit = (fileId: string, to: string | object) =>
                control.editTask({ projectId, fileId, definition: to, ...editor });

            await control.setRewriteOnDeploy([{ path: "steps[0].parameter.table", value: "written by DataWorks" }]);
            await stack.declare(rewritten);
            await stack.okUp();
            await control.setRewriteOnDeploy([]);
            await stack.declare(program);
            await stack.okUp();

            await edit("102", definition("table_2"));
            await edit("103", manyParts("after"));
            await edit("104", { type: "job", steps: [{ stepType: "mysql" }], version: "2.0" });
            const whole = { projectId, taskType: "DI_SOLUTION", fileId: "500" } as const;
            await control.editTask({ ...whole, definition: { tables: ["a", "b", "c"] }, ...editor });
            for (const fileId of ["105", "106"]) await edit(fileId, definition("by_hand"));
            await control.deployTask({ projectId, fileId: "105", ...editor });
            await control.undeployTask({ projectId, fileId: "106" });
            for (const fileId of ["105", "106"]) await edit(fileId, definition(`table_${fileId}`));
            await edit("109", "SELECT 2;");
            await edit("110", definition("table_2"));

            await stack.declare({
                ...program,
                unknown: realtimeTask("107", { triggers: { again: "1" } }),
                "ignored-since": realtimeTask("108", { ignoreDefinitionPaths: ["steps[0].parameter.table"] }),
            });
            await control.addFault({ operation: "DeployDISyncTask", times: 1, kind: "resetAfter" });
            await story.step("up with a lost reply", () => stack.up("--continue-on-error"));

            await control.addFault({
                operation: "GetFile",
                match: { FileId: "110" },
                kind: "error",
                status: 403,
                code: "X",
            });
            const review = ["preview", "--refresh", "--diff"];
            await story.step("review", () => stack.pulumi(...review, "--expect-no-changes"));
            await story.step("plan", () => stack.ok("preview", "--refresh", "--json"));
            await story.step("preview without refresh", () => stack.pulumi("preview", "--diff"));

            const again = { triggers: { again: "2" } };
            await stack.declare({
                ...program,
                peaceful: realtimeTask("100", { ...again, ignoreDefinitionPaths: ["steps[*].parameter.table"] }),
                rewritten: realtimeTask("101", again),
                edited: realtimeTask("102", again),
                unknown: realtimeTask("107", { triggers: { again: "1" } }),
            });
            await story.step("up", () => stack.okUp());
        });

        after(async () => {
            await story.close();
        });

        it("says what was changed in each task, by whom and when it was edited last, and what up would do", async () => {
            const { run } = story.after("review");
            assert.equal(run.code, 7);
            await assertGolden(golden("drift"), inOrder(run.output));
        });

        it("is an update of each task that drifts, and of no other", () => {
            const quiet = ["peaceful", "ignored-since"];
            const expected = Object.keys(program).filter((name) => !quiet.includes(name));
            const planned = plannedIn(story.after("plan").run);
            assert.deepEqual(Object.keys(planned).sort(), expected.sort());
            assert.deepEqual(new Set(Object.values(planned)), new Set(["update"]));
        });

        it("brings peace where ignoreDefinitionPaths names what DataWorks rewrites", () => {
            assert.equal(plannedIn(story.after("plan").run)["peaceful"], undefined);
            assert.equal(plannedIn(story.after("plan").run)["rewritten"], "update");
        });

        it("does without the editor where DataWorks does not tell", () => {
            const [, unnamed = ""] = /::unnamed\]([^]*?)\n {4}\S/.exec(story.after("review").run.output) ?? [];
            assert.match(unnamed, /definition changed/);
            assert.doesNotMatch(unnamed, /last edited/);
        });

        it("ships no edit in silence: up names each that it ships, and whom nobody edited", () => {
            const { output } = story.after("up").run;
            const said = [
                ...output.matchAll(/DI_REALTIME (\d+) of workspace 10000: this deployment also ships what (.*)/g),
            ];
            const shipped: Partial<Record<string, string>> = Object.fromEntries(
                said.map(([, fileId = "", what = ""]) => [fileId, what] as const),
            );
            assert.deepEqual(Object.keys(shipped).sort(), ["101", "102"], output);
            assert.match(
                shipped["102"] ?? "",
                /^was edited since \S+: steps\[0\]\.parameter\.table, steps\[1\]\.parameter\.table; last edited \S+ by 182293110403/,
            );
            assert.match(
                shipped["101"] ?? "",
                /^DataWorks changed by itself since \S+, and nobody edited: .*; "steps\[0\]\.parameter\.table" in ignoreDefinitionPaths leaves it out/,
            );
            const asked = story
                .after("up")
                .calls.filter((call) => call.startsWith("GetFile"))
                .sort();
            assert.deepEqual(asked, ["GetFile 101", "GetFile 102"]);
        });

        it("names in a preview without refresh the task whose outcome is unknown, in the diagnostics", async () => {
            const { run, calls } = story.after("preview without refresh");
            assert.deepEqual(calls, []);
            await assertGolden(golden("unknown-outcome"), inOrder(run.output));
        });
    });
