// What the pipelines' commands write: read from a preview, bounded, safe in its fences, without secrets; and which commit counts as deployed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { adviceOn } from "../../provider/src/cli/pipelines/documents/advice";
import { document } from "../../provider/src/cli/pipelines/documents/markdown";
import { nightlyOf } from "../../provider/src/cli/pipelines/documents/nightly";
import { reviewOf } from "../../provider/src/cli/pipelines/documents/review";
import { deployedIn, holdsNothing } from "../../provider/src/cli/pipelines/engine/history";
import { readPreview, type Preview } from "../../provider/src/cli/pipelines/engine/preview";
import { root } from "../../tools/root";
import { adapters } from "../support/adapters";

const taskUrn = "urn:pulumi:s::p::dataworks:index:DiSyncTask::shop";
const instanceUrn = "urn:pulumi:s::p::dataworks:index:DiSyncInstance::runs";
const urn = (name: string) => `urn:pulumi:s::p::pulumi-nodejs:dynamic/dataworks:DiSyncDeployment::${name}`;

describe("the pipelines' documents", () => {
    it("keep what others wrote inside a fence that it cannot close", () => {
        const hostile = ["```", "</details> @everyone", "a ````` b"];
        const [, fence = "", body = ""] = /^(`+)text\n([^]*)\n\1\n$/.exec(document([hostile], {})) ?? [];
        assert.equal(fence, "``````");
        assert.deepEqual(body.split("\n"), hostile);
    });

    it("have no control characters, and none that turn the direction of text", () => {
        assert.equal(document([["a\u0000b\u202ec\r\u001b[31m"]], {}), "```text\na b c  [31m\n```\n");
    });

    it("stay below what a comment may be, and say how much is left out", () => {
        const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}`);
        const written = document(["a", lines, "b", ["x".repeat(100_000)], lines], {});
        assert.ok(written.length < 61_000, String(written.length));
        assert.match(written, /\.\.\. and \d+ more lines\n```/);
        assert.match(written, /\nb\n/);
    });

    it("mask the values of the environment's secrets, the longest first", () => {
        const env = {
            A_TOKEN: "fake-hunter2",
            B_SECRET: "fake-hunter2-and-more",
            SHORT_TOKEN: "x",
            HOME: "somewhere",
        };
        assert.equal(
            document([["fake-hunter2-and-more fake-hunter2 x somewhere"]], env),
            "```text\n[secret] [secret] x somewhere\n```\n",
        );
    });

    it("mask a secret in every form in which it may be printed, and before anything is cut", () => {
        const secret = 'fake "hunter"\\2/+';
        for (const value of [secret, `${secret}\r\n`, `  ${secret}\n`, `fake-first-line\r\n${secret}\r\n`]) {
            for (const form of [
                secret,
                JSON.stringify({ text: secret }),
                encodeURIComponent(secret),
                encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
                new URLSearchParams({ a: secret }).toString(),
            ]) {
                const written = document([[form]], { A_TOKEN: value });
                assert.doesNotMatch(written, /hunter/, form);
                assert.match(written, /\[secret\]/, form);
            }
        }
        for (const long of ["x".repeat(190), "x".repeat(990)]) {
            const text = `${long}fake-hunter2-and-more`;
            const env = { A_SECRET: "fake-hunter2-and-more" };
            for (const code of [0, 255]) {
                const written = reviewOf("dev", readPreview(code, text, "", env), env);
                assert.doesNotMatch(written, /xfake/, written);
            }
        }
    });

    it("are cut between characters, and not within one", () => {
        for (const before of ["x".repeat(199), "x".repeat(999)]) {
            const text = `${before}\u{1f600} more`;
            assert.ok(document([[text]], {}).isWellFormed());
            const { errors } = readPreview(0, text, "", {});
            assert.ok(errors.join().isWellFormed());
        }
    });

    const preview = (
        steps: readonly { readonly op: string; readonly [more: string]: unknown }[],
        more: object = {},
        code = 0,
    ): Preview => {
        const changeSummary = { same: 1, update: steps.filter(({ op }) => op !== "same").length };
        return readPreview(code, JSON.stringify({ steps, changeSummary, ...more }), "", {});
    };

    const paths = ["definition changed since T: a.table", "definition changed since T: b.password"];
    const approve = "approve it with approvedDigest: d1-0123456789abcdef";
    const lostReply = "outcome of the deployment is unknown: DeployDISyncTask may have been applied";
    const driftBy = (
        drift: readonly string[],
        planned: object,
        { found = {}, status = "success" }: { found?: object; status?: string } = {},
    ) => {
        const oldState = { inputs: { ...found, drift }, outputs: { ...found, drift, status } };
        const step = { op: "update", urn: urn("orders"), oldState, newState: { inputs: planned } };
        return preview([step]).drift.map(({ lines }) => lines);
    };

    it("take no drift for unsettled that the ignored paths of the program cover whole", () => {
        const [, password = ""] = paths;
        const ignoring = { ignoreDefinitionPaths: ["**.password"] };
        assert.deepEqual(driftBy([password, approve], {}), [[password, approve]]);
        assert.deepEqual(driftBy([password, approve], ignoring), []);
        assert.deepEqual(driftBy([...paths, approve], ignoring, { found: ignoring }), [[...paths, approve]]);
    });

    it("tell no digest of the old list of ignored paths as one that approves beside the new one", () => {
        const [first, ...more] = driftBy([...paths, approve], {
            ignoreDefinitionPaths: ["**.password"],
            approvedDigest: "d1-0123456789abcdef",
        });
        const own =
            "approve it in a commit of its own, before its ignoreDefinitionPaths change, with approvedDigest: d1-0123456789abcdef";
        assert.deepEqual([first, more], [[paths[0], own], []]);
    });

    it("take an edit for drift beside a lost reply, too, and the lost reply alone for none", () => {
        const unknown = { status: "unknown" };
        assert.deepEqual(driftBy([lostReply], {}, unknown), []);
        assert.deepEqual(driftBy([lostReply, ...paths, approve], {}, unknown), [[lostReply, ...paths, approve]]);
        const approved = { approvedDigest: "d1-0123456789abcdef" };
        assert.deepEqual(driftBy([lostReply, ...paths, approve], approved, unknown), []);
    });

    it("say that deploying changes nothing where the engine says so, and not beside drift", () => {
        assert.match(reviewOf("dev", preview([]), {}), /\nDeploying would change nothing\.\n/);
        assert.match(reviewOf("dev", preview([{ op: "same", urn: urn("a") }]), {}), /change nothing\.\n/);
        const drift = ["definition changed"];
        const edited = {
            op: "update",
            urn: urn("a"),
            oldState: { inputs: { drift }, outputs: { drift } },
            newState: { inputs: {} },
        };
        const written = reviewOf("dev", preview([edited]), {});
        assert.match(written, /\nThe program itself changes nothing\.\n/);
        assert.doesNotMatch(written, /Deploying would/);
    });

    it("do not say that nothing changes beside drift where a secret argument may have changed", () => {
        const drift = ["definition changed"];
        for (const [triggers, isHidden] of [
            ["[secret]", true],
            [{ a: { b: ["x", "[secret]"] } }, true],
            [{ a: "plain" }, false],
        ] as const) {
            const step = {
                op: "update",
                urn: urn("a"),
                oldState: { inputs: { drift, triggers }, outputs: { drift } },
                newState: { inputs: { triggers } },
            };
            const written = reviewOf("dev", preview([step]), {});
            assert.equal(/may have changed too.*\n\n```text\nupdate a \(triggers\)\n/.test(written), isHidden, written);
            assert.equal(written.includes("changes nothing"), !isHidden);
            const deployed = {
                commit: "a".repeat(40),
                dirty: false,
                failedSince: false,
                destroyedSince: false,
                partly: false,
            };
            const night = nightlyOf("dev", deployed, preview([step], {}, 7), {});
            assert.equal(/may differ in secret arguments/.test(night), isHidden, night);
            assert.doesNotMatch(night, /differs from that commit/);
        }
    });

    it("show names and messages of strangers as text alone, wherever they stand", () => {
        const hostile = [
            "```` @team <!-- --> ![x](https://e.invalid/x.png)",
            "\n```\n@team [link](https://e.invalid) https://e.invalid",
            "-->\n\n# @team <img src=x>\n",
            "~~~\u2028@team\u0085![x](y)\r\n</details>",
        ];
        for (const name of hostile) {
            const drift = [`definition changed: ${name}`, `last edited by ${name}`];
            const steps = [
                { op: "create", urn: urn(name), newState: { inputs: {} } },
                {
                    op: "update",
                    urn: urn(`edited ${name}`),
                    oldState: { inputs: { drift, [name]: "[secret]" }, outputs: { drift } },
                    newState: { inputs: { [name]: "[secret]" } },
                },
            ];
            const diagnostics = [{ severity: "error", message: name }];
            const deployed = {
                commit: "a".repeat(40),
                dirty: true,
                failedSince: true,
                destroyedSince: true,
                partly: true,
            };
            for (const text of [
                reviewOf("dev", preview(steps, { diagnostics }), {}),
                reviewOf("dev", preview(steps, { diagnostics }, 255), {}),
                reviewOf("dev", readPreview(0, name, "", {}), {}),
                reviewOf("dev", readPreview(255, "", name, {}), {}),
                nightlyOf("dev", deployed, preview(steps, { diagnostics }, 255), {}),
                nightlyOf("dev", deployed, preview(steps, {}, 7), {}),
            ]) {
                const outside = text.replace(/^(`{3,})text\n[^]*?\n\1$/gm, "");
                assert.doesNotMatch(outside.replace(/^<!-- .* -->\n/, ""), /@|<|e\.invalid|!\[|~~~|```/, text);
            }
        }
    });

    it("tell drift from changes, and name changed arguments without their values", () => {
        const drift = ["definition changed"];
        const steps = [
            { op: "refresh", urn: urn("gone") },
            { op: "create", urn: urn("gone"), newState: { inputs: {} } },
            { op: "create", urn: urn("new"), newState: { inputs: {} } },
            {
                op: "update",
                urn: urn("edited"),
                oldState: { inputs: { drift }, outputs: { drift } },
                newState: { inputs: {} },
            },
            {
                op: "update",
                urn: urn("both"),
                oldState: { inputs: { fileId: "1" }, outputs: { drift } },
                newState: { inputs: { fileId: "2" } },
            },
            {
                op: "update",
                urn: urn("kept"),
                oldState: { inputs: { drift }, outputs: { drift } },
                newState: { inputs: { drift, triggers: { secret: "x" } } },
            },
            {
                op: "update",
                urn: urn("unknown"),
                oldState: { inputs: {}, outputs: { drift: ["outcome unknown"], status: "unknown" } },
                newState: { inputs: {} },
            },
            { op: "delete", urn: urn("deleted"), oldState: { inputs: {}, outputs: { drift } } },
            { op: "same", urn: urn("same"), oldState: { outputs: { drift } }, newState: { inputs: {} } },
        ];
        const { changes, hidden, drift: found } = preview(steps);
        assert.deepEqual(hidden, []);
        assert.deepEqual(found, [
            { name: "gone", lines: ["the task is gone from DataWorks"] },
            { name: "edited", lines: drift },
            { name: "both", lines: drift },
            { name: "deleted", lines: drift },
        ]);
        assert.deepEqual(changes, [
            { op: "create", name: "new", properties: [] },
            { op: "update", name: "both", properties: ["fileId"] },
            { op: "update", name: "kept", properties: ["triggers"] },
            { op: "update", name: "unknown", properties: [] },
            { op: "delete", name: "deleted", properties: [] },
        ]);
    });

    it("list the drift of a task that is replaced once, and none that is kept on purpose", () => {
        const drift = ["definition changed"];
        const oldState = { inputs: { fileId: "1" }, outputs: { drift } };
        for (const [kept, found] of [
            [{}, [{ name: "orders", lines: drift }]],
            [{ drift }, []],
        ] as const) {
            const newState = { inputs: { fileId: "2", ...kept } };
            const steps = [
                { op: "create-replacement", urn: urn("orders"), oldState, newState },
                { op: "replace", urn: urn("orders"), oldState, newState },
                { op: "delete-replaced", urn: urn("orders"), oldState },
            ];
            assert.deepEqual(preview(steps).drift, found);
            assert.deepEqual(preview([...steps].reverse()).drift, found);
        }
    });

    const digest = "d1-0123456789abcdef";
    const edited = [
        "definition changed since T: steps[1].parameter.table",
        "last edited T by 5",
        `approve it with approvedDigest: ${digest}`,
    ];
    const types = ["pulumi-nodejs:dynamic/dataworks:DiSyncDeployment", "dataworks:index:DiSyncDeployment"];
    const change = (type: string, name: string, drift: readonly string[], olds: object, news: object) => ({
        op: "update",
        urn: `urn:pulumi:s::p::shop:index:Component$${type}::${name}`,
        oldState: { inputs: { drift, ...olds }, outputs: { drift } },
        newState: { inputs: news },
    });
    const night = { commit: "a".repeat(40), dirty: false, failedSince: false, destroyedSince: false, partly: false };

    it("count an edit as settled where the program approves the digest of what is there, whichever the adapter, and no other", () => {
        for (const type of types) {
            const approving = change(type, "orders", edited, {}, { approvedDigest: digest });
            const { drift, approved } = preview([approving]);
            assert.deepEqual([drift, approved], [[], [{ name: "orders", lines: edited, pinned: true }]]);
            const written = reviewOf("dev", preview([approving]), {});
            assert.match(
                written,
                /\n\*\*Approves\*\* .*\n\n```text\norders: definition changed since T: steps\[1\]\.parameter\.table\norders: last edited T by 5\norders: approved by approvedDigest: d1-0123456789abcdef\n```\n/,
            );
            assert.match(written, /\nupdate orders \(approvedDigest\)\n/);
            assert.match(written, /\nNo other task was edited since its last deployment\.\n/);
            const [, version] = [edited[0] ?? "", "production runs version 8, this deployment is version 7"];
            for (const [lines, pin] of [
                [edited, "d1-fedcba9876543210"],
                [edited, { known: false }],
                [[version], digest],
                [[...edited, version], digest],
                [[`definition changed since T: a (name "approve it with approvedDigest: ${digest}")`], digest],
                [[`and approve it with approvedDigest: ${digest}`], digest],
                [[`approve it with approvedDigest: ${digest.toUpperCase()}`], digest.toUpperCase()],
            ] as const) {
                const found = preview([change(type, "orders", lines, {}, { approvedDigest: pin })]);
                assert.deepEqual(found.approved, [], JSON.stringify([lines, pin]));
                assert.deepEqual(found.drift, [{ name: "orders", lines, pinned: true }]);
            }
            const deleted = { op: "delete", urn: approving.urn, oldState: approving.oldState };
            assert.deepEqual(preview([deleted]).drift, [{ name: "orders", lines: edited }]);
        }
    });

    it("say of each deployment that a change makes whether it ships an edit", () => {
        const kept = { triggers: { a: "1" }, drift: edited };
        const byItself =
            'nobody edited it since: DataWorks changed it by itself; "a" in ignoreDefinitionPaths leaves it out';
        const rewritten = [edited[0] ?? "", byItself, edited[2] ?? ""];
        for (const type of types) {
            const deployed = (name: string, approved: string, news: object) => ({
                ...change(type, name, [], {}, news),
                oldState: { inputs: { approvedDigest: approved }, outputs: { digest: approved, status: "success" } },
            });
            const steps = [
                change(type, "kept", edited, { ...kept, triggers: { a: "0" } }, kept),
                change(type, "rewritten", rewritten, {}, { approvedDigest: digest }),
                change(type, "clean", [], {}, { triggers: { a: "1" } }),
                change(type, "approved", edited, {}, { approvedDigest: digest }),
                change(type, "refused", edited, { triggers: {} }, { triggers: { a: 1 }, approvedDigest: "d1-0" }),
                deployed("mistaken", digest, { approvedDigest: "d1-fedcba9876543210" }),
                deployed("as approved", digest, { approvedDigest: digest, triggers: { a: "1" } }),
                deployed("other list", digest, {
                    approvedDigest: "d1-fedcba9876543210",
                    ignoreDefinitionPaths: ["a"],
                }),
                change(type, "other task", edited, { fileId: "1" }, { fileId: "2" }),
                { op: "create", urn: `urn:pulumi:s::p::${type}::made`, newState: { inputs: {} } },
                {
                    op: "create",
                    urn: `urn:pulumi:s::p::${type}::held`,
                    newState: { inputs: { approvedDigest: digest } },
                },
                // What only stores, and what the promotion stops at.
                change(type, "pinned", [], {}, { approvedDigest: digest }),
                change(type, "stored", [], { onDelete: "retain" }, { onDelete: "undeploy" }),
                change(type, "unpinned", [], { approvedDigest: digest }, {}),
                change(type, "edited", edited, {}, {}),
            ];
            const { deployments } = preview(steps);
            assert.deepEqual(deployments, [
                { name: "kept", ships: "edit", lines: edited },
                { name: "rewritten", ships: "rewritten", lines: [] },
                { name: "clean", ships: "no edit", lines: [] },
                { name: "approved", ships: "edit", lines: [] },
                { name: "refused", ships: "refused", lines: [] },
                { name: "mistaken", ships: "refused", lines: [] },
                { name: "as approved", ships: "no edit", lines: [] },
                { name: "other task", ships: "new", lines: [] },
                { name: "made", ships: "new", lines: [] },
                { name: "held", ships: "new to approve", lines: [] },
            ]);
            const written = reviewOf("dev", preview(steps), {});
            assert.match(written, /\nkept: ships what was edited in DataWorks\n {4}definition changed since T: steps/);
            assert.match(
                written,
                /\nheld: is the first deployment of its task, and is refused unless that is what is approved/,
            );
            assert.match(written, /\nclean: ships no edit that the refresh has found\n/);
        }
    });

    it("say of a pin that is a secret that nobody can tell what it approves, and to take the secret off, not the line that may be there", () => {
        for (const type of types) {
            const pinned = { approvedDigest: "[secret]" };
            const steps = [
                change(type, "orders", edited, pinned, pinned),
                change(type, "became one", edited, { approvedDigest: digest }, pinned),
                change(type, "kept", edited, { ...pinned, drift: edited }, { ...pinned, drift: edited }),
                change(type, "clean", [], { ...pinned, triggers: { a: "0" } }, { ...pinned, triggers: { a: "1" } }),
                change(type, "other version", ["production runs version 8"], pinned, pinned),
            ];
            const found = preview(steps, {}, 7);
            assert.deepEqual(found.approved, []);
            const of = { pinned: true, secret: true };
            assert.deepEqual(found.drift, [
                { name: "orders", lines: edited, ...of },
                { name: "became one", lines: edited, ...of },
                { name: "other version", lines: ["production runs version 8"], ...of },
            ]);
            const names = ["orders", "became one", "kept", "clean", "other version"];
            assert.deepEqual(
                found.deployments.map(({ name, ships }) => [name, ships]),
                names.map((name) => [name, "secret"]),
            );
            assert.deepEqual(adviceOn("dev", found.drift), {
                undo: "Undo the edits, or approve them in the program, by a reviewed commit:",
                approvals: ["orders", "became one"].map(
                    (name) =>
                        `${name}: take the secret off its approvedDigest (pulumi.unsecret, or a plain value in the configuration), so that it ` +
                        "can be compared: a digest is none",
                ),
                deploy: undefined,
            });
            for (const text of [reviewOf("dev", found, {}), nightlyOf("dev", night, found, {})]) {
                assert.match(
                    text,
                    /\norders: its digest is d1-0123456789abcdef: whether approvedDigest is that, nobody can tell\n/,
                );
                assert.doesNotMatch(text, /is refused: |approvedDigest: /);
            }
            assert.match(
                reviewOf("dev", found, {}),
                /\nkept: is refused, or not: nobody can tell, because its approvedDigest is a secret.*\n {4}definition changed since/,
            );
        }
    });

    it("say that nobody can tell what is refused where what is approved is not known yet, or its list of ignored paths changes with it", () => {
        const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
        const ignoring = (...ignoreDefinitionPaths: readonly string[]) => ({ ignoreDefinitionPaths });
        for (const type of types) {
            const before = { approvedDigest: digest };
            const other = { approvedDigest: "d1-fedcba9876543210" };
            const steps = [
                change(type, "unknown", edited, before, { approvedDigest: unknown }),
                change(type, "whole", edited, before, { ...other, ...ignoring("steps") }),
                change(type, "in part", edited, before, { ...other, ...ignoring("name") }),
                change(type, "of the old list", edited, other, { approvedDigest: digest, ...ignoring("name") }),
                change(type, "clean", [], before, { ...other, ...ignoring("name"), triggers: { a: "1" } }),
                change(
                    type,
                    "same list",
                    edited,
                    { ...other, ...ignoring("a", "b") },
                    { ...before, ...ignoring("b", "a") },
                ),
                change(type, "unpinned", edited, before, ignoring("steps")),
            ];
            const found = preview(steps, {}, 7);
            assert.deepEqual(
                found.deployments.map(({ name, ships }) => [name, ships]),
                [
                    ["unknown", "not known"],
                    ["whole", "other list"],
                    ["in part", "other list"],
                    ["of the old list", "other list"],
                    ["clean", "other list"],
                    ["same list", "edit"],
                ],
            );
            // The promotion goes on stopping where something is left beside the new list.
            assert.deepEqual(
                found.drift.map(({ name }) => name),
                ["unknown", "in part", "of the old list"],
            );
            const [, told = ""] =
                /ship of edits:\n\n```text\n(.*?)```/s.exec(reviewOf("dev", found, {})) ?? assert.fail();
            assert.match(told, /^unknown: .*nobody can tell, because its approvedDigest is not known/m);
            assert.match(
                told,
                /^whole: .*nobody can tell, because its ignoreDefinitionPaths .*\n {4}definition changed/m,
            );
            assert.doesNotMatch(told, /is refused: |approvedDigest: /);
        }
    });

    it("advise at night the line that approves, where only what is approved is deployed, and no refresh", () => {
        const [type = ""] = types;
        const pinned = change(type, "orders", edited, {}, { approvedDigest: "d1-fedcba9876543210" });
        const unpinned = change(type, "customers", edited, {}, {});
        const written = nightlyOf("dev", night, preview([pinned], {}, 7), {});
        assert.match(
            written,
            /or approve them in the program.*\n\n```text\norders: approvedDigest: "d1-0123456789abcdef"\n```\n/,
        );
        assert.doesNotMatch(written, /up --refresh/);
        assert.match(nightlyOf("dev", night, preview([pinned, unpinned], {}, 7), {}), /up --refresh/);
        const approving = change(type, "orders", edited, {}, { approvedDigest: digest });
        const failed = nightlyOf("dev", night, preview([approving], {}, 7), {});
        assert.match(failed, /\norders: definition changed since T: /);
        assert.match(failed, /is deployed when it is promoted again/);
        assert.doesNotMatch(failed, /up --refresh/);
    });

    for (const adapter of adapters) {
        it(`tell of all three resources, as the engine previewed them: ${adapter}`, () => {
            // A table was added to the program, the task was edited, and its instance was stopped.
            const file = join(root, "test/fixtures/previews", `${adapter.replace(" ", "-")}.json`);
            const found = readPreview(0, readFileSync(file, "utf8"), "", {});
            const since = String.raw`definition added since \S+: setting`;
            const written = reviewOf("dev", found, {});
            const [, changes = "", rest = ""] = /would change:\n\n```text\n(.*?)```\n(.*)$/s.exec(written) ?? [];
            assert.match(changes, /^update orders \(source\)\n {4}adds tables: shop\/customers$/m);
            assert.match(changes, /^update orders-deployed \(triggers\)$/m);
            // That it was stopped is no change of the program.
            assert.match(changes, /^update orders-runs \(triggers\)$/m);
            assert.match(rest, /\norders-deployed: ships what was edited in DataWorks\n/);
            assert.match(rest, new RegExp(`promotion stops here.*\norders-deployed: ${since}\n`, "s"));
            for (const text of [rest, nightlyOf("dev", night, found, {})]) {
                assert.match(
                    text,
                    new RegExp(`Tasks that somebody edited.*\n\`\`\`text\norders: ${since}\norders: last edited`, "s"),
                );
                assert.match(
                    text,
                    /Instances.*\n```text\norders-runs: is stopped, and was left running \(DataWorks says NORUN\)\n/s,
                );
            }
            const quiet = reviewOf("dev", { ...found, drift: [], tasks: [] }, {});
            assert.match(quiet, /No task was edited/);
            assert.doesNotMatch(reviewOf("dev", { ...found, drift: [] }, {}), /No task was edited/);
        });
    }

    it("take for a change of the program's tables only what the program changes, and bound their names", () => {
        const source = (...tables: readonly string[]) => ({ type: "mysql", datasources: [{ name: "shop", tables }] });
        const drift = ["table added in DataWorks: shop/elsewhere"];
        const task = (stored: object, planned: object) => {
            const oldState = { inputs: { drift, source: source("orders", "elsewhere") }, outputs: { drift } };
            return preview([
                { op: "refresh", urn: taskUrn, oldState: { inputs: stored } },
                { op: "update", urn: taskUrn, oldState, newState: { inputs: planned } },
            ]);
        };
        const same = task({ source: source("orders") }, { source: source("orders") });
        assert.deepEqual(same.changes, []);
        assert.deepEqual(same.tasks, [{ name: "shop", lines: drift }]);
        const names = Array.from({ length: 12 }, (_, index) => `table_${index}`);
        const more = reviewOf("dev", task({ source: source("orders") }, { source: source(...names) }), {});
        assert.match(
            more,
            /\n {4}adds tables: shop\/table_0, .*shop\/table_9 and 2 more\n {4}removes tables: shop\/orders\n/,
        );
        for (const hidden of [{ script: "[secret]" }, { script: { steps: "[secret]" } }, { source: "[unknown]" }, {}]) {
            const { changes } = task({ source: source("orders") }, hidden);
            assert.equal(changes.length, 1);
            assert.match(reviewOf("dev", task(hidden, { source: source("orders") }), {}), /update shop/);
        }
        const kept = { drift, source: source("orders") };
        assert.deepEqual(task(kept, kept).tasks, []);
    });

    it("do not tell of an instance whose state the program does not own, or that it changes itself", () => {
        const state = (left: string, now: string, planned: object) =>
            preview([
                { op: "refresh", urn: instanceUrn, oldState: { inputs: { state: left } } },
                {
                    op: "update",
                    urn: instanceUrn,
                    oldState: { inputs: { state: now }, outputs: { state: now, status: "X" } },
                    newState: { inputs: planned },
                },
            ]);
        assert.deepEqual(state("running", "stopped", { state: "running", ignoresState: true }).instances, []);
        const changing = state("running", "running", { state: "stopped" });
        assert.deepEqual(
            [changing.instances, changing.changes],
            [[], [{ op: "update", name: "runs", properties: ["state"] }]],
        );
        const stopped = state("running", "stopped", { state: "running" });
        assert.deepEqual(stopped.changes, []);
        assert.equal(stopped.instances.length, 1);
    });

    const update = (head: string, more: object = {}) => ({
        kind: "update",
        result: "succeeded",
        environment: { "git.head": head, "git.dirty": "false" },
        ...more,
    });

    const [a, b] = ["a".repeat(40), "b".repeat(40)] as const;
    const unmarked = { dirty: false, failedSince: false, destroyedSince: false, partly: false };

    it("take the newest update that succeeded for what is deployed, and say that one failed since", () => {
        const history = [
            { kind: "refresh", result: "succeeded" },
            update(b, { result: "failed" }),
            update(a),
            update("0".repeat(40)),
        ];
        assert.deepEqual(deployedIn("s", history), { ...unmarked, commit: a, failedSince: true });
        assert.deepEqual(deployedIn("s", history.slice(2)), { ...unmarked, commit: a });
    });

    it("take the update before a part of the stack was destroyed for what is deployed, and say so", () => {
        const partly = { kind: "destroy", result: "succeeded", resourceChanges: { delete: 1, same: 2 } };
        assert.deepEqual(deployedIn("s", [partly, update(a)]), { ...unmarked, commit: a, destroyedSince: true });
    });

    it("say of a deployment that it was of a part of the stack", () => {
        const environment = { "git.head": a, "pulumi.flag.target": "set" };
        assert.deepEqual(deployedIn("s", [update(a, { environment })]), { ...unmarked, commit: a, partly: true });
    });

    it("take a stack for one where nothing is deployed only by its state", () => {
        const manifest = {};
        const stack = { type: "pulumi:pulumi:Stack" };
        const provider = { type: "pulumi:providers:pulumi-nodejs", custom: true };
        const own = { type: "pulumi-nodejs:dynamic/dataworks:DiSyncDeployment", custom: true };
        const state = (deployment: object): string => JSON.stringify({ version: 3, deployment });
        assert.equal(holdsNothing(state({ manifest }), {}), true);
        assert.equal(holdsNothing(state({ manifest, resources: [stack, provider] }), {}), true);
        assert.equal(holdsNothing(state({ manifest, resources: [stack, provider, own] }), {}), false);
        assert.equal(holdsNothing(state({ manifest, resources: [{ ...own, delete: true }] }), {}), false);
        assert.equal(holdsNothing(state({ manifest, pending_operations: [{ type: "creating" }] }), {}), false);
    });

    it("say what to do where nobody knows the commit of what a stack holds", () => {
        const destroyed = { kind: "destroy", result: "succeeded", resourceChanges: { delete: 3 } };
        const imported = { kind: "resource-import", result: "succeeded", environment: { "git.head": b } };
        for (const [history, message] of [
            [[], /No update of it deployed anything/],
            [[imported], /No update of it deployed anything/],
            [[update(a, { result: "failed" })], /No update of it deployed anything/],
            [Array.from({ length: 100 }, () => imported), /None of the last 100 updates of it/],
            [[imported, destroyed, update(a)], /was destroyed since/],
            [[update(a, { environment: {} })], /not made from a git checkout/],
            [[update("--upload-pack=x")], /not made from a git checkout/],
        ] as const) {
            assert.throws(
                () => deployedIn("s", history),
                ({ message: text }: Error) => message.test(text) && text.endsWith(": npx pulumi-dataworks promote s"),
            );
        }
    });
});
