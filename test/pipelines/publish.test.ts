// Publishing a review or a finding: what GitHub, GitLab and Codeup are asked, and that an earlier one is brought up to date.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RecordingServer } from "../support/recording-server";
import { root } from "../support/stack";

const text = "<!-- review of prod -->\n### Review of stack `prod`\n";
const finding = "<!-- nightly check of prod -->\n# Drift in stack prod since commit 01234567\n";
type Publish = (kind: "comment" | "finding", text: string, env: NodeJS.ProcessEnv) => Promise<string>;

describe("publishing", () => {
    let server: RecordingServer;
    let folder: string;
    let publish: Publish;

    before(async () => {
        ({ publish } = (await import(join(root, "pipelines/scripts/publish.mjs"))) as { publish: Publish });
        folder = await mkdtemp(join(tmpdir(), "dataworks-test-"));
        await writeFile(join(folder, "event.json"), '{ "pull_request": { "number": 7 } }');
        server = await RecordingServer.start();
    });

    beforeEach(() => {
        server.forget();
    });

    after(async () => {
        await server.close();
        await rm(folder, { recursive: true, force: true });
    });

    const github = () => ({
        GITHUB_ACTIONS: "true",
        GITHUB_API_URL: server.url,
        GITHUB_REPOSITORY: "shop/tasks",
        GITHUB_TOKEN: "fake-token",
        GITHUB_EVENT_PATH: join(folder, "event.json"),
    });
    const gitlab = () => ({
        GITLAB_CI: "true",
        CI_API_V4_URL: server.url,
        CI_PROJECT_ID: "3",
        CI_MERGE_REQUEST_IID: "7",
        GITLAB_TOKEN: "fake-token",
    });
    const codeup = () => ({
        YUNXIAO_API: server.url,
        YUNXIAO_TOKEN: "fake-token",
        YUNXIAO_ORGANIZATION: "shop",
        CODEUP_REPOSITORY: "3",
        CI_COMMIT_REF_NAME: "change",
        YUNXIAO_PROJECT: "space",
        YUNXIAO_WORKITEM_TYPE: "type",
        YUNXIAO_ASSIGNED_TO: "user",
    });
    const last = () => server.asked.at(-1) ?? assert.fail("nothing was asked");

    it("makes a comment of a pull request on GitHub, after looking through all pages for an earlier one", async () => {
        const others = Array.from({ length: 100 }, (_, id) => ({ id, body: `see ${text}` }));
        let pages = 0;
        server.answers = { "GET /repos/shop/tasks/issues/7/comments": [] };
        Object.defineProperty(server.answers, "GET /repos/shop/tasks/issues/7/comments", {
            get: () => (pages++ === 0 ? others : []),
        });
        assert.equal(await publish("comment", text, github()), "made a new comment");
        assert.deepEqual(
            server.asked.map(([request]) => request),
            [1, 2]
                .map((page) => `GET /repos/shop/tasks/issues/7/comments?state=open&per_page=100&page=${page}`)
                .concat("POST /repos/shop/tasks/issues/7/comments"),
        );
        assert.deepEqual(last()[1], { body: text });
        assert.deepEqual([...server.tokens], ["Bearer fake-token"]);
    });

    it("brings its earlier comment on GitHub up to date", async () => {
        server.answers = { "GET /repos/shop/tasks/issues/7/comments": [{ id: 12, body: `${text}old` }] };
        assert.equal(await publish("comment", text, github()), "updated the earlier comment");
        assert.deepEqual(last(), ["PATCH /repos/shop/tasks/issues/comments/12", { body: text }]);
    });

    it("opens an issue on GitHub, and does not take a pull request for one", async () => {
        server.answers = { "GET /repos/shop/tasks/issues": [{ id: 1, number: 2, body: finding, pull_request: {} }] };
        await publish("finding", finding, github());
        const title = "Drift in stack prod since commit 01234567";
        assert.deepEqual(last(), ["POST /repos/shop/tasks/issues", { title, body: finding }]);
    });

    it("brings an issue that is open on GitHub up to date", async () => {
        server.answers = { "GET /repos/shop/tasks/issues": [{ id: 1, number: 2, body: finding }] };
        await publish("finding", finding, github());
        assert.deepEqual(last(), ["PATCH /repos/shop/tasks/issues/2", { body: finding }]);
    });

    it("makes and updates notes and issues on GitLab", async () => {
        server.answers = { "GET /projects/3/merge_requests/7/notes": [], "GET /projects/3/issues": [] };
        await publish("comment", text, gitlab());
        assert.deepEqual(last(), ["POST /projects/3/merge_requests/7/notes", { body: text }]);
        await publish("finding", finding, gitlab());
        const title = "Drift in stack prod since commit 01234567";
        assert.deepEqual(last(), ["POST /projects/3/issues", { title, description: finding }]);
        server.answers = {
            "GET /projects/3/merge_requests/7/notes": [{ id: 12, body: text }],
            "GET /projects/3/issues": [{ id: 12, iid: 4, description: finding }],
        };
        await publish("comment", text, gitlab());
        assert.deepEqual(last(), ["PUT /projects/3/merge_requests/7/notes/12", { body: text }]);
        await publish("finding", finding, gitlab());
        assert.deepEqual(last(), ["PUT /projects/3/issues/4", { description: finding }]);
        assert.deepEqual([...server.tokens], ["fake-token"]);
    });

    it("makes and updates the comment of the branch's merge request on Codeup", async () => {
        const merge = "/oapi/v1/codeup/organizations/shop/repositories/3/changeRequests/7";
        const patches = [
            { patchSetBizId: "old", versionNo: 1, relatedMergeItemType: "MERGE_SOURCE" },
            { patchSetBizId: "new", versionNo: 2, relatedMergeItemType: "MERGE_SOURCE" },
            { patchSetBizId: "target", versionNo: 3, relatedMergeItemType: "MERGE_TARGET" },
        ];
        server.answers = {
            "GET /oapi/v1/codeup/organizations/shop/changeRequests": [
                { localId: 6, sourceBranch: "other" },
                { localId: 7, sourceBranch: "change" },
            ],
            [`GET ${merge}/diffs/patches`]: patches,
            [`POST ${merge}/comments/list`]: [],
        };
        await publish("comment", text, codeup());
        const [request, body] = last();
        assert.equal(request, `POST ${merge}/comments`);
        assert.deepEqual((body as Record<string, unknown>)["patchset_biz_id"], "new");
        server.answers[`POST ${merge}/comments/list`] = [{ comment_biz_id: "c", content: text }];
        await publish("comment", text, codeup());
        assert.deepEqual(last(), [`PUT ${merge}/comments/c`, { content: text }]);
    });

    it("makes and updates the work item of a finding", async () => {
        const items = "/oapi/v1/projex/organizations/shop/workitems";
        const title = "Drift in stack prod since commit 01234567";
        server.answers = { [`POST ${items}:search`]: [{ id: "x", subject: `${title}89` }] };
        await publish("finding", finding, codeup());
        assert.equal(last()[0], `POST ${items}`);
        assert.equal((last()[1] as Record<string, unknown>)["subject"], title);
        server.answers = { [`POST ${items}:search`]: [{ id: "x", subject: title }] };
        await publish("finding", finding, codeup());
        assert.equal(last()[0], `PUT ${items}/x`);
    });

    it("says which variable is missing, and which request was refused, without the token", async () => {
        await assert.rejects(publish("comment", text, { ...github(), GITHUB_TOKEN: "" }), /needs GITHUB_TOKEN/);
        await assert.rejects(publish("comment", text, {}), /GitHub Actions, GitLab CI and Flow/);
        server.answers = { "GET /repos/shop/tasks/issues": 403 };
        await assert.rejects(publish("finding", finding, github()), ({ message }: Error) => {
            assert.equal(message, "GET /repos/shop/tasks/issues was answered with HTTP 403.");
            return true;
        });
    });
});
