// What runs in production, on the real engine: a deployment that was accepted and waits for an approval is no success yet.
import assert from "node:assert/strict";
import { adapters } from "../support/adapters";
import type { Deployments } from "../support/stack";
import { Story } from "../support/story";
import { definition, projectId, realtime, seedOf } from "../support/tasks";

const fileIds = { direct: "100", approved: "101", waiting: "102" } as const;
const args = { projectId, taskType: "DI_REALTIME", compareVersions: true };
const program = (n: number): Deployments =>
    Object.fromEntries(
        Object.entries(fileIds).map(([name, fileId]) => [name, { args: { ...args, fileId, triggers: { n } } }]),
    );

for (const adapter of adapters)
    describe(`a deployment that an approval stands before, by the ${adapter}`, () => {
        let story: Story;

        before(async () => {
            story = await Story.begin({ seed: seedOf(...realtime(...Object.values(fileIds))) }, { adapter });
            const { stack, emulator } = story;
            const { control } = emulator;
            const gate = () => stack.pulumi("preview", "--refresh", "--expect-no-changes", "--diff");
            await stack.declare(program(1));
            await stack.okUp();

            for (const fileId of Object.values(fileIds))
                await control.editTask({ projectId, fileId, definition: definition("edited"), user: "1" });
            for (const fileId of [fileIds.approved, fileIds.waiting])
                await control.setApproval({ projectId, fileId, required: true });
            // The look after it fails, so that this one waits for nothing.
            await control.addFault({
                ...{ operation: "ListFileVersions", match: { FileId: fileIds.waiting }, skip: 1, times: 1 },
                ...{ kind: "error", status: 403, code: "Forbidden.Access" },
            });
            await stack.declare(program(2));
            await story.step("up", async () => {
                const looks = {
                    operation: "ListFileVersions",
                    moment: "replied",
                    count: 6,
                    timeoutMs: 60_000,
                } as const;
                const [run] = await Promise.all([
                    stack.okUp(),
                    control.waitFor(looks).then(() => control.approve({ projectId, fileId: fileIds.approved })),
                ]);
                return run;
            });
            await story.step("gate", gate);
            await control.approve({ projectId, fileId: fileIds.waiting });
            await story.step("gate after the approval", gate);
            await story.step("refresh", () => stack.ok("refresh", "--yes", "--skip-preview"));
        });

        after(async () => {
            await story.close();
        });

        const versions = (step: string) =>
            Object.keys(fileIds).map((name) => {
                const { version, versionBefore } = story.deployment(step, name).outputs;
                return [version, versionBefore];
            });

        it("has the version that its wait finds, and none where it found none: the old one is not its own", () => {
            assert.deepEqual(versions("up"), [
                ["2", ""],
                ["2", ""],
                ["", "1"],
            ]);
            const looks = story.calls("up", fileIds.approved).filter((call) => call.startsWith("ListFileVersions"));
            assert.equal(looks.length, 3);
            assert.match(story.after("up").run.output, /101 .* still runs version 1: looks again for at most 110 s/);
        });

        it("makes a gate end with 7 as long as the old version runs, which says so, and with 0 then", () => {
            const { code, output } = story.after("gate").run;
            assert.equal(code, 7, output);
            assert.match(output, /"accepted, but production still runs version 1"/);
            const after = story.after("gate after the approval").run;
            assert.equal(after.code, 0, after.output);
        });

        it("has the version that runs then after the next refresh", () => {
            assert.deepEqual(versions("refresh"), [
                ["2", ""],
                ["2", ""],
                ["2", ""],
            ]);
        });
    });
