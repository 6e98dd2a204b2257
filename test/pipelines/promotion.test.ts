// The pipelines' commands on the real engine: a release is reviewed, promoted, stopped by drift and by a failure, and checked at night.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultAccessKeySecret } from "dataworks-emulator";
import { root } from "../../tools/root";
import type { Run } from "../support/cli";
import { runCommand } from "../support/command";
import { RecordingServer } from "../support/recording-server";
import { commitAll, git } from "../support/repository";
import type { Stack } from "../support/stack";
import { Story } from "../support/story";
import { definition, otherProjectId, projectId, realtime, seedOf } from "../support/tasks";

const workspaces = { dev: projectId, prod: otherProjectId };
const files = {
    ".gitignore": "*.md\n",
    "Pulumi.yaml": "name: shop\nruntime: nodejs\noptions: { refresh: always }\n",
    "release.json": "1",
    "token.json": '"fake-token-1"',
    "index.js": `
const { getStack, secret } = require("@pulumi/pulumi");
const { DiSyncDeployment } = require("pulumi-dataworks");
const projectId = ${JSON.stringify(workspaces)}[getStack()];
const task = (fileId) => ({ projectId, taskType: "DI_REALTIME", fileId, triggers: { release: require("./release.json"), token: secret(require("./token.json")) } });
new DiSyncDeployment("orders", task("100"));
new DiSyncDeployment("customers", task("101"), { ignoreChanges: ["drift"] });
`,
};

describe("the pipelines' commands", () => {
    const commits: string[] = [];
    let gitlab: RecordingServer;
    let story: Story;
    let stack: Stack;

    function step(name: string, command: string, ...args: readonly string[]): Promise<void> {
        const out = command === "promote" ? [] : ["--out", `${name}.md`, "--publish"];
        return story.step(name, () => runCommand(stack, command, ...args, ...out));
    }

    /** How a command ended, what it wrote, and the workspaces that it asked to deploy in. */
    function ending(name: string): Run & { readonly written: string; readonly deployed: readonly string[] } {
        const file = join(stack.folder, `${name}.md`);
        const written = existsSync(file) ? readFileSync(file, "utf8") : "";
        return { ...story.after(name).run, written, deployed: story.deployedIn(name) };
    }

    async function release(version: number): Promise<void> {
        await stack.write("release.json", String(version));
        commits.push(await commitAll(stack.folder));
        // As pipelines check out: a commit, not a branch.
        await git(stack.folder, "checkout", "--quiet", "--detach");
    }

    before(async () => {
        gitlab = await RecordingServer.start();
        gitlab.answers = { "GET /projects/3/merge_requests/7/notes": [], "GET /projects/3/issues": [] };
        const env = {
            PIPELINE_INSTALL: `ln -s ${join(root, "node_modules")} node_modules`,
            GITLAB_CI: "true",
            GITLAB_TOKEN: "fake-token",
            CI_API_V4_URL: gitlab.url,
            CI_PROJECT_ID: "3",
            CI_MERGE_REQUEST_IID: "7",
            PULUMI_OPTION_REFRESH: "true",
        };
        story = await Story.begin({ seed: seedOf(...realtime("100", "101")) }, { files, env });
        stack = story.stack;
        const { emulator } = story;
        for (const name of Object.keys(workspaces)) await stack.ok("stack", "init", name);
        await release(1);
        await step("first review", "review", "dev");
        await step("nothing yet", "nightly", "prod");
        await step("first promotion", "promote", "dev", "prod");

        for (const fileId of ["100", "101"]) {
            const edited = { projectId: workspaces.prod, fileId, definition: definition("orders_2") };
            await emulator.control.editTask({ ...edited, user: "182293110403" });
        }
        await stack.write("token.json", '"fake-token-2"');
        await step("review of a secret", "review", "prod");
        await stack.write("token.json", '"fake-token-1"');
        await release(2);
        await step("review", "review", "prod");
        await step("promotion", "promote", "dev", "prod");
        await step("night in dev", "nightly", "dev");
        await step("night in prod", "nightly", "prod");

        await release(3);
        const refused = { operation: "DeployDISyncTask", status: 403, code: "Forbidden.Access", times: 2 } as const;
        await emulator.control.addFault({ ...refused, kind: "error" });
        await step("failing promotion", "promote", "dev", "prod");
        await step("no stack", "review", "elsewhere");
        await stack.write("release.json", "4");
        await step("not committed", "promote", "dev");

        await stack.ok("destroy", "--yes", "--skip-preview", "--stack", "dev", "--target", "**orders");
        await step("night after a part was destroyed", "nightly", "dev");
        await stack.ok("stack", "export", "--stack", "dev", "--file", "dev.md");
        await stack.ok("stack", "rm", "--yes", "--force", "--preserve-config", "--stack", "dev");
        await stack.ok("stack", "init", "dev");
        await stack.ok("stack", "import", "--stack", "dev", "--file", "dev.md");
        await step("night after an import", "nightly", "dev");
    });

    after(async () => {
        await story.close();
        await gitlab.close();
    });

    it("review what a stack without deployments would get", () => {
        const { code, written } = ending("first review");
        assert.equal(code, 0, ending("first review").output);
        assert.match(written, /^<!-- review of dev -->\n/);
        assert.match(written, /create orders\n/);
        assert.match(written, /No task was edited/);
    });

    it("review the program's change and the edits apart, by names and not by values", () => {
        const { code, written, deployed } = ending("review");
        assert.equal(code, 0);
        // The triggers hold a secret, which hides all of them: beside the edit nobody can tell whether they changed.
        assert.match(written, /\nupdate customers \(triggers\)\n/);
        assert.match(written, /may have changed too.*\n\n```text\nupdate orders +\(triggers\)\n/);
        assert.match(written, /\norders: definition changed since .*: steps\[0\]\.parameter\.table\n/);
        assert.match(written, /\norders: last edited .* by 182293110403\n/);
        assert.doesNotMatch(written, /customers: definition/);
        for (const secret of [defaultAccessKeySecret, "not-a-real-password", "orders_2"]) {
            assert.ok(!written.includes(secret), secret);
        }
        assert.deepEqual(deployed, []);
    });

    it("do not say that the program changes nothing where a secret argument changed beside an edit", () => {
        const { code, written } = ending("review of a secret");
        assert.equal(code, 0, ending("review of a secret").output);
        assert.match(written, /may have changed too.*\n\n```text\nupdate orders \(triggers\)\n/);
        assert.doesNotMatch(written, /changes? nothing|fake-token/);
    });

    it("promote a commit from stack to stack", () => {
        const { code, stdout, deployed } = ending("first promotion");
        assert.equal(code, 0, ending("first promotion").output);
        for (const name of ["dev", "prod"])
            assert.ok(stdout.includes(`${name}: deployed commit ${commits[0] ?? ""}.\n`));
        assert.deepEqual(deployed, [projectId, projectId, otherProjectId, otherProjectId]);
    });

    it("deploy without another look at what the gate has let pass, whatever the project and the environment say of refreshes", () => {
        const dev = story.after("promotion").journal.filter(({ parameters }) => parameters["ProjectId"] === projectId);
        const deploys = dev.findIndex(({ operation }) => operation === "DeployDISyncTask");
        // Of each deployment, the gate's reading and its own.
        const reads = dev.slice(0, deploys).filter(({ operation }) => operation === "GetDISyncTask");
        assert.ok(reads.length > 2 && reads.length <= 4, String(reads.length));
    });

    it("stop a promotion at drift, with exit code 7, and not at a change that only waits to be deployed", () => {
        const { code, stdout, deployed } = ending("promotion");
        assert.equal(code, 7);
        assert.ok(stdout.includes(`dev: deployed commit ${commits[1] ?? ""}.\n`));
        assert.match(stdout, /\norders: definition changed since .*\nprod: stopped by drift\./s);
        assert.deepEqual(deployed, [projectId, projectId]);
    });

    it("check the commit that a stack has, whatever is checked out", async () => {
        assert.equal(ending("nothing yet").code, 0);
        assert.ok(ending("nothing yet").stdout.includes("prod: nothing is deployed.\n"));
        assert.equal(ending("night in dev").code, 0, ending("night in dev").output);
        assert.ok(ending("night in dev").stdout.includes(`dev: no drift since commit ${commits[1] ?? ""}.\n`));
        assert.deepEqual((await git(stack.folder, "worktree", "list")).split("\n").length, 1);
    });

    it("write the night's result without drift too, where a file is named", () => {
        assert.ok(ending("nothing yet").written.endsWith("prod: nothing is deployed.\n"));
        assert.ok(ending("night in dev").written.endsWith(`dev: no drift since commit ${commits[1] ?? ""}.\n`));
    });

    it("do not say that nothing is deployed where a part of a stack was destroyed", () => {
        const { code, stdout, written } = ending("night after a part was destroyed");
        assert.equal(code, 7, ending("night after a part was destroyed").output);
        assert.match(written, /\n\nA part of the stack was destroyed since\.\n/);
        assert.match(written, /\ncreate orders\n/);
        assert.doesNotMatch(stdout, /nothing is deployed/);
    });

    it("do not say that nothing is deployed where the state came from elsewhere, but what to do", () => {
        const { code, stdout, output, deployed } = ending("night after an import");
        assert.equal(code, 1, output);
        assert.match(
            output,
            /nobody knows their commit\. Deploy stack dev from a checkout .*: npx pulumi-dataworks promote dev\n/,
        );
        assert.doesNotMatch(stdout, /nothing is deployed/);
        assert.deepEqual(deployed, []);
    });

    it("write a finding of a night's drift, and end with 7", () => {
        const { code, written, deployed } = ending("night in prod");
        assert.equal(code, 7, ending("night in prod").output);
        assert.match(written, /^<!-- nightly check of prod -->\n# Drift in stack prod since commit [0-9a-f]{8}\n/);
        assert.ok(written.includes(`Commit ${commits[0] ?? ""} was deployed last.`));
        assert.match(written, /\norders: definition changed since /);
        assert.doesNotMatch(written, /differs from that commit|failed/);
        assert.deepEqual(deployed, []);
    });

    it("publish each review, and a finding for a night's drift alone", () => {
        const published = gitlab.asked.filter(([request]) => request.startsWith("POST"));
        assert.deepEqual(published, [
            ["POST /projects/3/merge_requests/7/notes", { body: ending("first review").written }],
            ["POST /projects/3/merge_requests/7/notes", { body: ending("review of a secret").written }],
            ["POST /projects/3/merge_requests/7/notes", { body: ending("review").written }],
            [
                "POST /projects/3/issues",
                {
                    title: `Drift in stack prod since commit ${commits[0]?.slice(0, 8) ?? ""}`,
                    description: ending("night in prod").written,
                },
            ],
            ["POST /projects/3/merge_requests/7/notes", { body: ending("no stack").written }],
            [
                "POST /projects/3/issues",
                {
                    title: `Drift in stack dev since commit ${commits[1]?.slice(0, 8) ?? ""}`,
                    description: ending("night after a part was destroyed").written,
                },
            ],
        ]);
    });

    it("go no further than a stack whose deployment fails, with the engine's exit code", () => {
        const { code, stdout, deployed } = ending("failing promotion");
        assert.ok(code !== 0 && code !== 7, String(code));
        assert.match(stdout, /\ndev: failed\. Its deployment ended with exit code \d+\.\nprod: not reached\.\n$/);
        assert.ok(!deployed.includes(otherProjectId));
    });

    it("say in the review why there is none, with the engine's exit code", () => {
        const { code, written } = ending("no stack");
        assert.ok(code !== 0 && code !== 7, String(code));
        assert.match(
            written,
            /\*\*This is no review\.\*\* The preview failed with exit code \d+\.\n\n```text\n.*elsewhere/,
        );
    });

    for (const args of [
        ["review"],
        ["review", "dev", "prod"],
        ["nightly", "--out"],
        ["promote", "--publish", "dev"],
        ["promote", "dev; true"],
    ] as const) {
        it(`end with 2 and their usage for wrong arguments: ${args.join(" ")}`, async () => {
            const { code, output } = await runCommand(stack, ...args);
            assert.equal(code, 2);
            assert.match(output, /\nUsage: pulumi-dataworks \w+ STACK/);
            assert.doesNotMatch(output, /\n\s+at /);
        });
    }

    it("promote nothing that is not committed", () => {
        assert.equal(ending("not committed").code, 1);
        assert.match(ending("not committed").output, /not committed/);
        assert.deepEqual(ending("not committed").deployed, []);
    });
});
