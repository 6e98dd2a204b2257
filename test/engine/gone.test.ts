// Tasks that were deleted in DataWorks, on the real engine: they leave the state only on positive evidence.
import assert from "node:assert/strict";
import { adapters } from "../support/adapters";
import { plannedIn } from "../support/stack";
import { Story } from "../support/story";
import { projectId, realtime, seedOf, solution } from "../support/tasks";

const program = {
    binned: { args: { projectId, taskType: "DI_REALTIME", fileId: "100" } },
    purged: { args: { projectId, taskType: "DI_REALTIME", fileId: "101" } },
    solution: { args: { projectId, taskType: "DI_SOLUTION", fileId: "500" } },
    present: { args: { projectId, taskType: "DI_REALTIME", fileId: "102" } },
};

/** What stands between a refresh and the evidence. */
const obstacles = [
    ["wrong key", { operation: "*", kind: "error", status: 404, code: "InvalidAccessKeyId.NotFound" }],
    ["no access", { operation: "*", kind: "error", status: 403, code: "Forbidden.Access" }],
    ["throttled", { operation: "*", kind: "throttled" }],
    ["failing", { operation: "*", kind: "error", status: 500, code: "InternalError.System" }],
    ["not a member", { operation: "GetFile", kind: "error", status: 400, code: "1101080166" }],
    ["unknown code", { operation: "GetFile", kind: "error", status: 404, code: "NobodyKnows.This" }],
    ["silent workspace", { operation: "GetProject", kind: "html" }],
] as const;

for (const adapter of adapters)
    describe(`a task that was deleted in DataWorks, by the ${adapter}`, () => {
        let story: Story;
        // What is evidence both adapters are told by the same code.
        const standing = adapter === "plugin" ? obstacles.slice(0, 1) : obstacles;

        before(async () => {
            story = await Story.begin({ seed: seedOf(...realtime("100", "101", "102"), solution("500")) }, { adapter });
            const { stack, emulator } = story;
            const refresh = (...more: string[]) => stack.pulumi("refresh", "--yes", "--skip-preview", ...more);
            await stack.ok("config", "set", "dataworks:maxRetryTimeout", "1");
            await stack.declare(program);
            await story.step("up", () => stack.okUp());
            await emulator.control.deleteTask({ projectId, fileId: "100" });
            await emulator.control.deleteTask({ projectId, fileId: "101", to: "GONE" });
            await emulator.control.deleteTask({ projectId, taskType: "DI_SOLUTION", fileId: "500" });

            for (const [name, fault] of standing) {
                await emulator.control.addFault(fault);
                await story.step(name, () =>
                    refresh(...(fault.operation === "GetFile" ? ["--target", "**binned"] : [])),
                );
                await emulator.control.clearFaults();
            }
            await story.step("plan", () => stack.ok("preview", "--refresh", "--json"));
            await story.step("refresh", () => refresh());
        });

        after(async () => {
            await story.close();
        });

        it("leaves the state at refresh, and the preview proposes to create it", () => {
            assert.deepEqual(plannedIn(story.after("plan").run), {
                binned: "create",
                purged: "create",
                solution: "create",
            });
            assert.deepEqual(Object.keys(story.after("refresh").state), ["present"]);
        });

        it("is looked for on two sides: the workspace, and for a real-time task the file", () => {
            assert.equal(story.calls("refresh", "100").join(), "GetDISyncTask 100,GetFile 100");
            assert.equal(story.calls("refresh", "500").join(), "GetDISyncTask 500");
            assert.equal(story.calls("refresh", projectId).length, 3);
            assert.equal(story.calls("refresh", "102").join(), "GetDISyncTask 102");
        });

        for (const [name] of standing) {
            it(`stays in the state, and refresh fails, where something else stands in the way: ${name}`, () => {
                assert.equal(story.after(name).run.code, 1);
                assert.deepEqual(Object.keys(story.after(name).state).sort(), [
                    "binned",
                    "present",
                    "purged",
                    "solution",
                ]);
            });
        }
    });
