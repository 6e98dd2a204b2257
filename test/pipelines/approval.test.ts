// An edit is approved by a commit, for both adapters at once: reviewed by its path, promoted, and an edit after that is stopped.
import assert from "node:assert/strict";
import { pluginsOf } from "../support/adapters";
import { runCommand } from "../support/command";
import { commitAll } from "../support/repository";
import type { Stack } from "../support/stack";
import { Story } from "../support/story";
import { definition, projectId, realtime, seedOf } from "../support/tasks";

const names = ["dynamic", "native"] as const;
const files = {
    "Pulumi.yaml": `name: test\nruntime: nodejs\noptions: { refresh: always }\n${pluginsOf("plugin")}`,
    "approved.json": "{}",
    "index.js": `
const pulumi = require("@pulumi/pulumi");
const { DiSyncDeployment } = require("pulumi-dataworks");
class Native extends pulumi.CustomResource {
    constructor(name, args) {
        super("dataworks:index:DiSyncDeployment", name, args);
    }
}
const approved = require("./approved.json");
const args = (name, fileId) => ({ projectId: "${projectId}", taskType: "DI_REALTIME", fileId, approvedDigest: approved[name] });
new DiSyncDeployment("dynamic", args("dynamic", "100"));
new Native("native", args("native", "101"));
`,
};

describe("an edit that a commit approves", () => {
    let story: Story;
    let stack: Stack;

    const run = (name: string, command: string): Promise<void> =>
        story.step(name, () => runCommand(stack, command, "test"));
    const printed = (name: string): string => story.after(name).run.stdout;
    const edit = async (table: string): Promise<void> => {
        for (const fileId of ["100", "101"]) {
            const edited = { projectId, fileId, definition: definition(table) };
            await story.emulator.control.editTask({ ...edited, user: "182293110403" });
        }
    };
    /** The digests that the drift lines of a step tell, by the resource's name. */
    const digestsIn = (name: string): Record<string, string> =>
        Object.fromEntries(
            names.map((each) => {
                const line = new RegExp(`^${each}: approve it with approvedDigest: (d1-[0-9a-f]{16})$`, "m");
                return [each, line.exec(printed(name))?.[1] ?? assert.fail(printed(name))];
            }),
        );

    before(async () => {
        story = await Story.begin({ seed: seedOf(...realtime("100", "101")) }, { files });
        stack = story.stack;
        await commitAll(stack.folder);
        await run("first promotion", "promote");
        await edit("orders_2");
        await run("review of an edit", "review");
        await stack.write("approved.json", JSON.stringify(digestsIn("review of an edit")));
        await commitAll(stack.folder);
        await run("review of the approval", "review");
        await run("promotion of the approval", "promote");
        await edit("orders_3");
        await run("promotion after another edit", "promote");
    });

    after(() => story.close());

    it("is no drift of its own: the review of the edit alone says that the promotion stops", () => {
        assert.match(printed("review of an edit"), /The program itself changes nothing\./);
        assert.match(printed("review of an edit"), /The promotion stops here until this is settled/);
        assert.doesNotMatch(printed("review of an edit"), /Approves/);
    });

    it("is reviewed under what it approves, by path and by no value, and its deployments are said to ship it", () => {
        const { code, output } = story.after("review of the approval").run;
        assert.equal(code, 0, output);
        const [, changes, ships, approves] =
            /Deploying would change:\n\n```text\n(.*?)```.*ship of edits:\n\n```text\n(.*?)```.*\*\*Approves\*\*.*?```text\n(.*?)```/s.exec(
                output,
            ) ?? assert.fail(output);
        for (const name of names) {
            assert.match(changes ?? "", new RegExp(`^update ${name} \\(approvedDigest\\)$`, "m"));
            assert.match(ships ?? "", new RegExp(`^${name}: ships what was edited in DataWorks$`, "m"));
            assert.match(
                approves ?? "",
                new RegExp(`^${name}: definition changed since \\S+: steps\\[0\\]\\.parameter\\.table`, "m"),
            );
        }
        assert.doesNotMatch(output, /promotion stops here|orders_2/);
    });

    it("is promoted, and then is what was deployed", () => {
        const { run, state } = story.after("promotion of the approval");
        assert.equal(run.code, 0, run.output);
        assert.deepEqual(story.deployedIn("promotion of the approval"), [projectId, projectId]);
        const digests = digestsIn("review of an edit");
        for (const name of names) assert.equal(state[name]?.outputs["digest"], digests[name]);
    });

    it("lets no later edit pass: the promotion stops, says the line that approves it, and no refresh that would deploy it", () => {
        const { run } = story.after("promotion after another edit");
        assert.equal(run.code, 7, run.output);
        assert.deepEqual(story.deployedIn("promotion after another edit"), []);
        for (const [name, digest] of Object.entries(digestsIn("promotion after another edit")))
            assert.ok(run.stdout.includes(`\n${name}: approvedDigest: "${digest}"\n`), run.stdout);
        assert.doesNotMatch(run.stdout, /up --refresh/);
    });
});
