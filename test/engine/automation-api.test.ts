// examples/automation-api: one commit through three stacks on the real engine, stopped by a failure and by drift.
import assert from "node:assert/strict";
import { join } from "node:path";
import { runNode } from "../support/cli";
import { filesOfExample } from "../support/example";
import { commitAll } from "../support/repository";
import { Story } from "../support/story";
import { definition } from "../support/tasks";

const workspaces = { dev: "10000", staging: "10001", prod: "20000" };

describe("examples/automation-api", () => {
    let story: Story;
    let commit: string;

    /** Runs the promotion. */
    const promote = (name: string) => {
        const { folder, env } = story.stack;
        const program = ["--require", "ts-node/register/transpile-only", join(folder, "promote.ts")];
        return story.step(name, () => runNode(program, folder, env));
    };
    const runOf = (name: string) => story.after(name).run;
    /** The lines of the table that a run ended with. */
    const summaryOf = (name: string) =>
        runOf(name).stdout.split(`\nCommit ${commit}\n`).at(1)?.trimEnd().split("\n") ??
        assert.fail(runOf(name).output);

    before(async () => {
        const seed = Object.values(workspaces).map((projectId) => ({
            projectId,
            tasks: [{ fileId: "100", name: "orders_to_maxcompute", definition: definition("orders") }],
        }));
        story = await Story.begin({ seed: { workspaces: seed } }, { files: await filesOfExample("automation-api") });
        const { emulator, stack } = story;
        for (const name of Object.keys(workspaces)) await stack.ok("stack", "init", name);
        commit = await commitAll(stack.folder);

        await emulator.control.addFault({
            operation: "DeployDISyncTask",
            match: { ProjectId: workspaces.dev },
            times: 1,
            kind: "error",
            status: 403,
            code: "Forbidden.Access",
        });
        await promote("failure");
        await promote("clean");
        await emulator.control.editTask({
            projectId: workspaces.dev,
            fileId: "100",
            definition: definition("orders_2"),
            user: "182293110403",
        });
        await promote("drift");
        await stack.write("index.ts", "");
        await promote("not committed");
    });

    after(() => story.close());

    it("goes no further than a stack whose deployment fails, and ends with 1", () => {
        assert.equal(runOf("failure").code, 1);
        assert.deepEqual(summaryOf("failure"), ["dev       failed", "staging   not reached", "prod      not reached"]);
        assert.deepEqual(story.deployedIn("failure"), [workspaces.dev]);
    });

    it("deploys nothing where a task was edited, says what, and ends with 7", () => {
        assert.equal(runOf("drift").code, 7);
        const [dev = "", ...lines] = summaryOf("drift");
        assert.match(
            dev,
            /^dev {7}stopped by drift {2}orders: definition changed since .*Z: steps\[0\]\.parameter\.table$/,
        );
        assert.deepEqual(lines.slice(-2), ["staging   not reached", "prod      not reached"]);
        assert.deepEqual(story.deployedIn("drift"), []);
    });

    it("brings the commit to every stack in turn, and ends with 0", () => {
        assert.equal(runOf("clean").code, 0);
        assert.deepEqual(summaryOf("clean"), [
            "dev       deployed          1 create, 1 same",
            "staging   deployed          2 create",
            "prod      deployed          2 create",
        ]);
        assert.deepEqual(story.deployedIn("clean"), Object.values(workspaces));
    });

    it("refuses what is not committed", () => {
        assert.equal(runOf("not committed").code, 1);
        assert.match(runOf("not committed").output, /not committed/);
        assert.deepEqual(story.deployedIn("not committed"), []);
    });
});
