// Wrong programs and settings on the real engine: errors at preview, all at once, before any call.
import assert from "node:assert/strict";
import { assertGolden } from "../support/golden";
import { Story } from "../support/story";
import { projectId, realtime, seedOf } from "../support/tasks";

const good = { projectId, taskType: "DI_REALTIME", fileId: "100" };

/** Everything that one deployment can have wrong at once. Each value by itself is a matter of the check's own tests. */
const wrong = {
    projectId: "10000000001",
    taskType: "DI_OFFLINE",
    fileId: 2 ** 53 + 2,
    onDelete: "delete",
    triggers: { nested: { a: 1 } },
    trigers: { a: 1 },
};

/** The same of a task. */
const wrongTask = {
    projectId,
    name: "flow/orders",
    folder: "flow//shop",
    taskType: "DI_SOLUTION",
    source: {
        type: "mysql",
        datasources: [
            { name: "shop", tables: ["orders", "orders"], databases: [] },
            { name: "other", tabels: ["a"] },
        ],
    },
    destination: { type: "holo", datasource: "" },
    script: { steps: [] },
    cu: 0.7,
    onDelete: "delete",
    resourcegroup: "group_shop",
};

describe("a wrong program", () => {
    let story: Story;

    before(async () => {
        story = await Story.begin({ seed: seedOf(...realtime("100")) });
        const { stack } = story;
        await stack.declare({ wrong: { args: wrong } });
        await story.step("preview", () => stack.pulumi("preview"));
        // The engine ends at the first resource that is wrong.
        await stack.declare({ wrong: { kind: "DiSyncTask", args: wrongTask } });
        await story.step("preview of a task", () => stack.pulumi("preview"));
        const secret = { $secret: "obviously-fake-secret" };
        await stack.declare({
            wrong: { args: { ...wrong, onDelete: secret, secretKey: secret, triggers: { a: [secret] } } },
        });
        await story.step("preview of secrets", () => stack.pulumi("preview"));

        await stack.declare({ fine: { args: good } });
        delete stack.env["ALIBABA_CLOUD_REGION_ID"];
        delete stack.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"];
        stack.env["DATAWORKS_ENDPOINT"] = "http://dataworks.example.com";
        await story.step("settings", () => stack.pulumi("preview"));
    });

    after(async () => {
        await story.close();
    });

    it("is refused at preview, without a call, with all its errors at once, each naming its property", async () => {
        for (const [step, golden] of [
            ["preview", "bad-input.txt"],
            ["preview of a task", "bad-task.txt"],
        ] as const) {
            const { run, calls } = story.after(step);
            assert.equal(run.code, 1);
            assert.deepEqual(calls, []);
            await assertGolden(golden, errorsOf(run.output));
        }
    });

    it("is shown no secret that it has put in a wrong place", () => {
        const { run } = story.after("preview of secrets");
        assert.match(run.output, /secretKey is not a property of DiSyncDeployment/);
        assert.ok(!run.output.includes("obviously-fake-secret"));
    });

    it("is told of all that is wrong with its settings, without a call, and never shown a secret", async () => {
        const { run, calls } = story.after("settings");
        assert.equal(run.code, 1);
        assert.deepEqual(calls, []);
        assert.ok(!run.output.includes("emulator-access-key-id"));
        await assertGolden("bad-settings.txt", errorsOf(run.output));
    });
});

/** The errors among the diagnostics, one a line. */
function errorsOf(output: string): string {
    return output
        .split("\n")
        .filter((line) => /^ {4}error: /.test(line))
        .map((line) => line.trim())
        .join("\n");
}
