// What the scripts write: read from a preview, bounded, safe in its fences, without secrets; and which commit counts as deployed.
import assert from "node:assert/strict";
import { join } from "node:path";
import { root } from "../support/stack";

const scripts = join(root, "pipelines/scripts");
const urn = (name: string) => `urn:pulumi:s::p::pulumi-nodejs:dynamic/dataworks:DiSyncDeployment::${name}`;

interface Scripts {
    document: (parts: readonly (string | readonly string[])[], env?: NodeJS.ProcessEnv) => string;
    readPreview: (digest: object) => { changes: object[]; drift: object[]; errors: string[] };
    deployedIn: (
        stack: string,
        history: readonly object[],
    ) => { commit: string; dirty: boolean; failedSince: boolean } | undefined;
}

describe("the scripts' documents", () => {
    let { document, readPreview, deployedIn } = {} as Scripts;

    before(async () => {
        const load = async (name: string) => (await import(join(scripts, name))) as Scripts;
        ({ document } = await load("markdown.mjs"));
        ({ readPreview } = await load("preview.mjs"));
        ({ deployedIn } = await load("history.mjs"));
    });

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
        const { changes, drift: found } = readPreview({ steps });
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

    const update = (head: string, more: object = {}) => ({
        kind: "update",
        result: "succeeded",
        environment: { "git.head": head, "git.dirty": "false" },
        ...more,
    });

    it("take the newest update that succeeded for what is deployed, and say that one failed since", () => {
        const history = [
            { kind: "refresh", result: "succeeded" },
            update("b", { result: "failed" }),
            update("a"),
            update("0"),
        ];
        assert.deepEqual(deployedIn("s", history), { commit: "a", dirty: false, failedSince: true });
        assert.deepEqual(deployedIn("s", history.slice(2)), { commit: "a", dirty: false, failedSince: false });
    });

    it("take a destroyed stack for one where nothing is deployed", () => {
        assert.equal(deployedIn("s", [{ kind: "destroy", result: "succeeded" }, update("a")]), undefined);
        assert.equal(deployedIn("s", []), undefined);
    });

    it("say so where an update did not come from a git checkout", () => {
        assert.throws(() => deployedIn("s", [update("a", { environment: {} })]), /not made from a git checkout/);
    });
});
