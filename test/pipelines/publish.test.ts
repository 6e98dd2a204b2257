// Publishing a review or a finding: what GitHub, GitLab and Codeup are asked, and that an earlier one is brought up to date.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeFinding, publish } from "../../provider/src/cli/pipelines/publish/publish";
import { NoJson, RecordingServer } from "../support/recording-server";

const text = "<!-- review of prod -->\n### Review of stack `prod`\n";
const finding = "<!-- nightly check of prod -->\n# Drift in stack prod since commit 01234567\n";

describe("publishing", () => {
    let server: RecordingServer;
    let folder: string;

    before(async () => {
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
    const me = { "GET /user": { id: 5 } };
    const [own, stranger] = [{ id: 5 }, { id: 6 }];
    const last = () => server.asked.at(-1) ?? assert.fail("nothing was asked");

    it("makes a comment of a pull request on GitHub, after looking through all pages for an earlier one", async () => {
        const others = Array.from({ length: 100 }, (_, id) => ({ id, user: own, body: `see ${text}` }));
        let pages = 0;
        server.answers = { ...me, "GET /repos/shop/tasks/issues/7/comments": [] };
        Object.defineProperty(server.answers, "GET /repos/shop/tasks/issues/7/comments", {
            get: () => (pages++ === 0 ? others : []),
        });
        assert.equal(await publish("comment", text, github()), "made a new comment");
        assert.deepEqual(
            server.asked.map(([request]) => request),
            ["GET /user"]
                .concat(
                    [1, 2].map(
                        (page) => `GET /repos/shop/tasks/issues/7/comments?state=open&per_page=100&page=${page}`,
                    ),
                )
                .concat("POST /repos/shop/tasks/issues/7/comments"),
        );
        assert.deepEqual(last()[1], { body: text });
        assert.deepEqual([...server.tokens], ["Bearer fake-token"]);
    });

    it("brings its earlier comment on GitHub up to date", async () => {
        server.answers = {
            ...me,
            "GET /repos/shop/tasks/issues/7/comments": [{ id: 12, user: own, body: `${text}old` }],
        };
        assert.equal(await publish("comment", text, github()), "updated the earlier comment");
        assert.deepEqual(last(), ["PATCH /repos/shop/tasks/issues/comments/12", { body: text }]);
    });

    it("opens an issue on GitHub, and does not take a pull request for one", async () => {
        server.answers = {
            ...me,
            "GET /repos/shop/tasks/issues": [{ id: 1, number: 2, user: own, body: finding, pull_request: {} }],
        };
        await publish("finding", finding, github());
        const title = "Drift in stack prod since commit 01234567";
        assert.deepEqual(last(), ["POST /repos/shop/tasks/issues", { title, body: finding }]);
    });

    it("brings an issue that is open on GitHub up to date", async () => {
        server.answers = {
            ...me,
            "GET /repos/shop/tasks/issues": [{ id: 1, number: 2, user: own, body: finding }],
        };
        await publish("finding", finding, github());
        assert.deepEqual(last(), ["PATCH /repos/shop/tasks/issues/2", { body: finding }]);
    });

    it("makes and updates notes and issues on GitLab", async () => {
        server.answers = {
            ...me,
            "GET /projects/3/merge_requests/7/notes": [],
            "GET /projects/3/issues": [],
        };
        await publish("comment", text, gitlab());
        assert.deepEqual(last(), ["POST /projects/3/merge_requests/7/notes", { body: text }]);
        await publish("finding", finding, gitlab());
        const title = "Drift in stack prod since commit 01234567";
        assert.deepEqual(last(), ["POST /projects/3/issues", { title, description: finding }]);
        server.answers = {
            ...me,
            "GET /projects/3/merge_requests/7/notes": [{ id: 12, author: own, body: text }],
            "GET /projects/3/issues": [{ id: 12, iid: 4, author: own, description: finding }],
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
            "GET /oapi/v1/platform/user": { id: "me" },
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
        server.answers[`POST ${merge}/comments/list`] = [
            { comment_biz_id: "s", author: { userId: "stranger" }, content: text },
            { comment_biz_id: "c", author: { userId: "me" }, content: text },
        ];
        await publish("comment", text, codeup());
        assert.deepEqual(last(), [`PUT ${merge}/comments/c`, { content: text }]);
    });

    it("makes and updates the work item of a finding", async () => {
        const items = "/oapi/v1/projex/organizations/shop/workitems";
        const title = "Drift in stack prod since commit 01234567";
        const user = { "GET /oapi/v1/platform/user": { id: "me" } };
        const creator = { id: "me" };
        server.answers = {
            ...user,
            [`POST ${items}:search`]: [
                { id: "x", creator, subject: `${title}89` },
                { id: "y", creator: { id: "stranger" }, subject: title },
            ],
        };
        await publish("finding", finding, codeup());
        assert.equal(last()[0], `POST ${items}`);
        assert.equal((last()[1] as Record<string, unknown>)["subject"], title);
        server.answers = { ...user, [`POST ${items}:search`]: [{ id: "x", creator, subject: title }] };
        await publish("finding", finding, codeup());
        assert.equal(last()[0], `PUT ${items}/x`);
    });

    it("closes the finding of a stack that has none any more, says why, and leaves every other alone", async () => {
        const why = "prod: no drift since commit 01234567.";
        const [marker = ""] = finding.split("\n");
        const others = [
            { id: 10, number: 3, iid: 3, user: stranger, author: stranger, body: finding, description: finding },
            { id: 11, number: 5, iid: 5, user: own, author: own, body: text, description: text },
            { id: 14, number: 6, iid: 6, user: own, author: own, body: finding, pull_request: {} },
        ];
        const mine = { id: 12, number: 4, iid: 4, user: own, author: own, body: finding, description: finding };
        for (const [env, issues, item, comments, closing] of [
            [
                github(),
                "/repos/shop/tasks/issues",
                "PATCH /repos/shop/tasks/issues/4",
                "POST /repos/shop/tasks/issues/4/comments",
                { state: "closed", state_reason: "completed" },
            ],
            [
                gitlab(),
                "/projects/3/issues",
                "PUT /projects/3/issues/4",
                "POST /projects/3/issues/4/notes",
                { state_event: "close" },
            ],
        ] as const) {
            const list = "GITLAB_CI" in env ? others.slice(0, 2) : others;
            server.answers = { ...me, [`GET ${issues}`]: [...list, mine] };
            assert.equal(await closeFinding(marker, why, env), true);
            // Those that are open.
            assert.ok(server.asked.some(([request]) => request.startsWith(`GET ${issues}?state=open`)));
            assert.deepEqual(server.asked.slice(-2), [
                [comments, { body: why }],
                [item, closing],
            ]);
            for (const [account, items] of [
                [{ id: 5 }, list],
                [403, [mine]],
            ] as const) {
                server.forget();
                server.answers = { "GET /user": account, [`GET ${issues}`]: items };
                assert.equal(await closeFinding(marker, why, env), false);
                assert.ok(server.asked.every(([request]) => request.startsWith("GET ")));
            }
            server.answers = { ...me, [`GET ${issues}`]: [mine], [item]: {} };
            await assert.rejects(closeFinding(marker, why, env), /look whether the finding is closed\.$/);
        }
        // A work item is closed by hand.
        server.forget();
        assert.equal(await closeFinding(marker, why, codeup()), false);
        assert.deepEqual(server.asked, []);
    });

    it("takes no document of a stranger for its own, and finds its own behind it", async () => {
        const notes = "GET /projects/3/merge_requests/7/notes";
        const comments = "GET /repos/shop/tasks/issues/7/comments";
        const foreign = [
            { id: 11, user: stranger, author: stranger, body: text },
            { id: 13, user: null, author: null, body: text },
        ];
        server.answers = { ...me, [notes]: foreign, [comments]: foreign };
        for (const env of [github(), gitlab()]) {
            assert.equal(await publish("comment", text, env), "made a new comment");
            assert.match(last()[0], /^POST /);
        }
        const both = [...foreign, { id: 12, user: own, author: own, body: text }];
        server.answers = { ...me, [notes]: both, [comments]: both };
        for (const env of [github(), gitlab()]) {
            assert.equal(await publish("comment", text, env), "updated the earlier comment");
            assert.match(last()[0], /\/12$/);
        }
    });

    it("makes a new document where nobody tells whose the token is", async () => {
        const documents = [{ id: 12, number: 12, iid: 12, body: text, description: text }];
        const owned = documents.map((each) => ({ ...each, user: own, author: own }));
        for (const answer of [401, 403, 404, {}, { id: null }, { id: "" }]) {
            for (const items of [documents, owned]) {
                server.answers = {
                    "GET /user": answer,
                    "GET /repos/shop/tasks/issues/7/comments": items,
                    "GET /projects/3/merge_requests/7/notes": items,
                };
                for (const env of [github(), gitlab()]) {
                    assert.equal(await publish("comment", text, env), "made a new comment");
                }
            }
        }
    });

    it("makes no second document where it is not told for now whose the token is", async () => {
        const comments = [{ id: 12, user: own, author: own, body: text }];
        const env = { ...github(), GITHUB_GRAPHQL_URL: `${server.url}/graphql` };
        for (const [answers, headers] of [
            [{ "GET /user": 429 }, {}],
            [{ "GET /user": 500 }, {}],
            [{ "GET /user": 503 }, {}],
            [{ "GET /user": 403 }, { "retry-after": "60" }],
            [{ "GET /user": 403 }, { "x-ratelimit-remaining": "0" }],
            [{ "GET /user": 403, "POST /graphql": 502 }, {}],
            [{ "GET /user": 403, "POST /graphql": { data: null, errors: [{ type: "RATE_LIMITED" }] } }, {}],
        ] as const) {
            for (const each of "POST /graphql" in answers ? [env] : [env, gitlab()]) {
                server.forget();
                server.headers = headers;
                server.answers = {
                    ...answers,
                    "GET /repos/shop/tasks/issues/7/comments": comments,
                    "GET /projects/3/merge_requests/7/notes": comments,
                };
                await assert.rejects(publish("comment", text, each), /HTTP|too many/, JSON.stringify(answers));
                assert.ok(server.asked.every(([request]) => /^GET \/user|\/graphql$/.test(request)));
            }
        }
    });

    it("does not say that something was made or updated where the answer does not", async () => {
        const merge = "/oapi/v1/codeup/organizations/shop/repositories/3/changeRequests/7";
        const earlier = [{ id: 12, user: own, author: own, body: text }];
        const [comments, notes] = ["/repos/shop/tasks/issues/7/comments", "/projects/3/merge_requests/7/notes"];
        const onCodeup = {
            "GET /oapi/v1/codeup/organizations/shop/changeRequests": [{ localId: 7, sourceBranch: "change" }],
            [`GET ${merge}/diffs/patches`]: [null],
            [`POST ${merge}/comments/list`]: [],
        };
        for (const answer of [{}, null, new NoJson(""), { success: false, errorMessage: "no" }, { id: null }]) {
            for (const [env, answers] of [
                [github(), { ...me, [`GET ${comments}`]: [], [`POST ${comments}`]: answer }],
                [
                    github(),
                    { ...me, [`GET ${comments}`]: earlier, "PATCH /repos/shop/tasks/issues/comments/12": answer },
                ],
                [gitlab(), { ...me, [`GET ${notes}`]: [], [`POST ${notes}`]: answer }],
                [gitlab(), { ...me, [`GET ${notes}`]: earlier, [`PUT ${notes}/12`]: answer }],
                [codeup(), { ...onCodeup, [`POST ${merge}/comments`]: answer }],
            ] as const) {
                server.answers = { ...answers };
                // JSON's null is given as text, since a missing answer stands for the usual one.
                for (const [name, each] of Object.entries(answers)) {
                    if (each === null) server.answers[name] = new NoJson("null");
                }
                await assert.rejects(publish("comment", text, env), /without saying that it was done/);
            }
        }
    });

    it("passes over what is no comment in a list", async () => {
        const items = [
            null,
            { id: 11, user: null, author: null, body: null },
            { id: 12, user: own, author: own, body: text },
        ];
        server.answers = {
            ...me,
            "GET /repos/shop/tasks/issues/7/comments": items,
            "GET /projects/3/merge_requests/7/notes": items,
        };
        for (const env of [github(), gitlab()]) {
            assert.equal(await publish("comment", text, env), "updated the earlier comment");
        }
    });

    it("knows the account of the job's own token on GitHub, which only GraphQL tells", async () => {
        server.answers = {
            "GET /user": 403,
            "POST /graphql": { data: { viewer: { databaseId: 41898282 } } },
            "GET /repos/shop/tasks/issues/7/comments": [
                { id: 11, user: stranger, body: text },
                { id: 12, user: { id: 41898282 }, body: text },
            ],
        };
        const env = { ...github(), GITHUB_GRAPHQL_URL: `${server.url}/graphql` };
        assert.equal(await publish("comment", text, env), "updated the earlier comment");
        assert.deepEqual(last(), ["PATCH /repos/shop/tasks/issues/comments/12", { body: text }]);
    });

    it("follows no redirect, and says that nothing was published", async () => {
        const other = await RecordingServer.start();
        try {
            const notes = "/projects/3/merge_requests/7/notes";
            for (const status of [301, 302, 303, 307, 308]) {
                for (const [request, answers] of [
                    [`POST ${notes}`, { ...me, [`GET ${notes}`]: [], [`POST ${notes}`]: status }],
                    [`GET ${notes}`, { ...me, [`GET ${notes}`]: status }],
                    ["GET /user", { "GET /user": status }],
                ] as const) {
                    server.answers = answers;
                    server.location = `${other.url}/elsewhere`;
                    await assert.rejects(publish("comment", text, gitlab()), ({ message }: Error) => {
                        assert.ok(
                            message.startsWith(`${request} was answered with HTTP ${status}. Redirects`),
                            message,
                        );
                        return true;
                    });
                }
            }
            assert.deepEqual(other.asked, []);
        } finally {
            await other.close();
        }
    });

    it("says so where what answers is no API", async () => {
        server.answers = { ...me, "GET /projects/3/merge_requests/7/notes": new NoJson("<html>Sign in</html>") };
        await assert.rejects(
            publish("comment", text, gitlab()),
            /notes was answered with something that is no JSON\.$/,
        );
    });

    it("says which variable is missing, and which request was refused, without the token", async () => {
        await assert.rejects(publish("comment", text, { ...github(), GITHUB_TOKEN: "" }), /needs GITHUB_TOKEN/);
        await assert.rejects(publish("comment", text, {}), /GitHub Actions, GitLab CI and Flow/);
        server.answers = { ...me, "GET /repos/shop/tasks/issues": 403 };
        await assert.rejects(publish("finding", finding, github()), ({ message }: Error) => {
            assert.equal(message, "GET /repos/shop/tasks/issues was answered with HTTP 403.");
            return true;
        });
    });
});
