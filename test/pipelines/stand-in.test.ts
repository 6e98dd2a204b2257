// What the pipelines' commands do around the Pulumi CLI: what they print of it, and what the nightly check leaves of its work tree and its install.
import assert from "node:assert/strict";
import { readFile, readdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run, type Run } from "../support/cli";
import { bin } from "../support/command";
import { RecordingServer } from "../support/recording-server";
import { git } from "../support/repository";
import { StandIn } from "../support/stand-in";

describe("the pipelines' commands, with a stand-in for the Pulumi CLI", () => {
    let pulumi: StandIn;

    beforeEach(async () => {
        pulumi = await StandIn.open();
        const update = { kind: "update", result: "succeeded", environment: { "git.head": pulumi.commit } };
        const resources = [{ type: "pulumi-nodejs:dynamic/dataworks:DiSyncDeployment" }];
        await pulumi.answer("preview", JSON.stringify({ changeSummary: { same: 1 } }));
        await pulumi.answer("history", JSON.stringify([update]));
        await pulumi.answer("export", JSON.stringify({ deployment: { manifest: {}, resources } }));
    });
    afterEach(() => pulumi.close());

    const command = (name: string, more: NodeJS.ProcessEnv = {}, ...args: string[]): Promise<Run> =>
        run(process.execPath, [bin, name, "dev", ...args], pulumi.folder, {
            ...pulumi.env,
            ...more,
        });
    /** A folder beside the project's. */
    const beside = (name: string): string => join(dirname(pulumi.folder), name);

    it("mask secrets in what a promotion prints", async () => {
        const diagnostics = [{ severity: "error", message: "cannot sign in with fake-hunter2-and-more" }];
        await pulumi.answer("preview", JSON.stringify({ changeSummary: { same: 1 }, diagnostics }));
        await pulumi.answer("preview.code", "255");
        const { code, output } = await command("promote", { A_TOKEN: "fake-hunter2-and-more\r\n" });
        assert.equal(code, 255);
        assert.match(output, /cannot sign in with \[secret\]/);
        assert.doesNotMatch(output, /hunter2/);
    });

    it("advise the line that approves an edit where only what is approved is deployed, and never a refresh for it", async () => {
        const digest = "d1-0123456789abcdef";
        const lines = ["definition changed since T: steps[1]", `approve it with approvedDigest: ${digest}`];
        const advice = async (...steps: object[]): Promise<string> => {
            await pulumi.answer("preview", JSON.stringify({ steps, changeSummary: { update: steps.length } }));
            const { code, stdout } = await command("promote");
            assert.equal(code, 7, stdout);
            return stdout.slice(stdout.indexOf("dev: stopped by drift."));
        };
        for (const type of ["pulumi-nodejs:dynamic/dataworks:DiSyncDeployment", "dataworks:index:DiSyncDeployment"]) {
            const step = (name: string, drift: readonly string[], pin?: string) => ({
                op: "update",
                urn: `urn:pulumi:dev::shop::${type}::${name}`,
                oldState: { inputs: { drift }, outputs: { drift } },
                newState: { inputs: pin === undefined ? {} : { approvedDigest: pin } },
            });
            const pinned = step("orders", lines, "d1-fedcba9876543210");
            const approve = `dev: stopped by drift. Undo the edits, or approve them in the program, by a reviewed commit:\norders: approvedDigest: "${digest}"\n`;
            assert.equal(await advice(pinned), approve);
            const others = "Deploy the others after that: pulumi up --refresh --stack dev\n";
            assert.equal(await advice(pinned, step("customers", lines)), approve + others);
            const version = step("orders", ["no version runs in production"], digest);
            const again =
                "Nothing was edited: what is approved, and nothing else, is deployed once more by pulumi up --refresh --stack dev";
            assert.equal(await advice(version), `dev: stopped by drift. ${again}\n`);
            const left = step("orders", lines.slice(0, 1), digest);
            assert.equal(await advice(left), "dev: stopped by drift. Undo the edits in DataWorks.\n");
        }
    });

    it("go on past an edit that the program approves, and say what is deployed by that", async () => {
        const drift = ["definition changed since T: steps[1]", "approve it with approvedDigest: d1-0123456789abcdef"];
        const step = {
            op: "update",
            urn: "urn:pulumi:dev::shop::dataworks:index:DiSyncDeployment::orders",
            oldState: { inputs: { drift }, outputs: { drift } },
            newState: { inputs: { approvedDigest: "d1-0123456789abcdef" } },
        };
        await pulumi.answer("preview", JSON.stringify({ steps: [step], changeSummary: { update: 1 } }));
        const { code, stdout } = await command("promote");
        assert.equal(code, 0, stdout);
        const approved = "orders: approved by approvedDigest: d1-0123456789abcdef";
        assert.equal(
            stdout,
            `orders: definition changed since T: steps[1]\n${approved}\ndev: deployed commit ${pulumi.commit}.\n`,
        );
    });

    it("end with 1 where a platform refuses what they publish, after they have printed it, and say which request that was", async () => {
        const gitlab = await RecordingServer.start();
        try {
            gitlab.answers = { "POST /projects/3/merge_requests/7/notes": 403, "POST /projects/3/issues": 403 };
            const env = {
                ...{ GITLAB_CI: "true", CI_API_V4_URL: gitlab.url, CI_PROJECT_ID: "3", CI_MERGE_REQUEST_IID: "7" },
                GITLAB_TOKEN: "fake-token",
            };
            const review = await command("review", env, "--publish");
            assert.equal(review.code, 1, review.output);
            assert.match(review.stdout, /^### Review of stack `dev`$/m);
            assert.match(review.output, /POST \/projects\/3\/merge_requests\/7\/notes was answered with HTTP 403/);
            await pulumi.answer("preview.code", "7");
            const night = await command("nightly", env, "--publish");
            assert.equal(night.code, 1, night.output);
            assert.match(night.output, /POST \/projects\/3\/issues was answered with HTTP 403/);
            assert.doesNotMatch(review.output + night.output, /fake-token|\n\s+at /);
        } finally {
            await gitlab.close();
        }
    });

    it("close the issue of an earlier night where this one finds nothing, and only where publishing was asked for", async () => {
        const gitlab = await RecordingServer.start();
        try {
            const description = "<!-- nightly check of dev -->\n# Drift in stack dev since commit 01234567\n";
            gitlab.answers = {
                "GET /user": { id: 5 },
                "GET /projects/3/issues": [{ id: 12, iid: 4, author: { id: 5 }, description }],
            };
            const job = {
                GITLAB_CI: "true",
                CI_API_V4_URL: gitlab.url,
                CI_PROJECT_ID: "3",
                GITLAB_TOKEN: "fake-token",
            };
            const silent = await command("nightly", job);
            assert.equal(silent.code, 0, silent.output);
            assert.deepEqual(gitlab.asked, []);
            const { code, output } = await command("nightly", job, "--publish");
            assert.equal(code, 0, output);
            assert.match(output, /no drift since commit .*\nPublished: closed the earlier finding\n$/);
            const body = `dev: no drift since commit ${pulumi.commit}.`;
            assert.deepEqual(gitlab.asked.slice(-2), [
                ["POST /projects/3/issues/4/notes", { body }],
                ["PUT /projects/3/issues/4", { state_event: "close" }],
            ]);
            gitlab.answers["GET /projects/3/issues"] = 403;
            const refused = await command("nightly", job, "--publish");
            assert.equal(refused.code, 1, refused.output);
            assert.match(
                refused.output,
                /no drift since commit .*\nerror: GET \/projects\/3\/issues was answered with HTTP 403/,
            );
        } finally {
            await gitlab.close();
        }
    });

    it("remove the night's own work tree, and leave one alone whose disk is away", async () => {
        await git(pulumi.folder, "worktree", "add", "--quiet", "-b", "feature", beside("other"));
        await rename(beside("other"), beside("away"));
        const { code, output } = await command("nightly");
        assert.equal(code, 0, output);
        await rename(beside("away"), beside("other"));
        assert.equal((await git(beside("other"), "status", "--porcelain")).trim(), "");
        assert.equal((await git(pulumi.folder, "worktree", "list")).trim().split("\n").length, 2);
        assert.deepEqual(await readdir(pulumi.temporary), []);
    });

    it("do not wait at night for what an install leaves running", async () => {
        const { code, output } = await command("nightly", {
            PIPELINE_INSTALL: `sleep 1000 & echo $! > ${beside("left")}; echo installed >&2`,
        });
        const left = Number(await readFile(beside("left"), "utf8"));
        // It still runs, or this fails.
        process.kill(left, "SIGKILL");
        assert.equal(code, 0, output);
        assert.match(output, /^installed$/m);
    });

    it("keep the night's result where its work tree cannot be removed, and say so", async () => {
        const repository = join(pulumi.folder, ".git");
        const install = `mv ${repository} ${beside("repository")}`;
        for (const [answer, ends, expected] of [
            ["0", 0, /no drift/],
            ["7", 7, /# Drift in stack dev/],
        ] as const) {
            await pulumi.answer("preview.code", answer);
            const { code, output } = await command("nightly", { PIPELINE_INSTALL: install });
            await rename(beside("repository"), repository);
            assert.equal(code, ends, output);
            assert.match(output, expected);
            assert.match(output, /was not cleaned up: /);
        }
    });

    it("give the install at night none of the names by which the job's token is had", async () => {
        const env = {
            OIDC_TOKEN: "fake-oidc-token",
            ALIBABA_CLOUD_OIDC_TOKEN_FILE: "fake-oidc-file",
            ACTIONS_ID_TOKEN_REQUEST_URL: "fake-oidc-url",
            ACTIONS_ID_TOKEN_REQUEST_TOKEN: "fake-oidc-secret",
            OTHER: "fake-other",
        };
        const { code, output } = await command("nightly", { ...env, PIPELINE_INSTALL: `env > ${beside("given")}` });
        assert.equal(code, 0, output);
        const given = await readFile(beside("given"), "utf8");
        assert.match(given, /fake-other/);
        assert.doesNotMatch(given, /fake-oidc/);
    });
});
