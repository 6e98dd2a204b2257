// What the plugin's previews know and show, on the real engine: what stays, what differs, and nothing that does not come.
import assert from "node:assert/strict";
import { chain, chainSeed, taskArgs } from "../support/chain";
import { plannedIn, type Deployments } from "../support/stack";
import { Story } from "../support/story";

/** What a preview says of the properties of a resource, by path. */
function detailsIn(stdout: string, name: string): Record<string, string> {
    const { steps } = JSON.parse(stdout) as {
        steps: { urn: string; detailedDiff?: Record<string, { kind: string; inputDiff: boolean }> | null }[];
    };
    const step = steps.find(({ urn }) => urn.endsWith(`::${name}`));
    return Object.fromEntries(Object.entries(step?.detailedDiff ?? {}).map(([path, { kind }]) => [path, kind]));
}

describe("a preview of the plugin, on the real engine", () => {
    let story: Story;
    const whole = (tables: readonly string[], more: object = {}, opts: object = {}): Deployments => {
        const all = chain("orders", "retain", taskArgs("orders", tables, more));
        const { args } = all["orders-runs"] ?? assert.fail();
        return { ...all, "orders-runs": { kind: "DiSyncInstance", args, opts } };
    };

    before(async () => {
        story = await Story.begin({ seed: chainSeed }, { adapter: "plugin" });
        const { stack } = story;
        await stack.declare(whole(["orders", "customers"]));
        await story.step("up", () => stack.okUp());
        await stack.declare(whole(["orders", "customers"], { timeoutSeconds: 20 }));
        await story.step("stored", () => stack.ok("preview", "--json"));
        await stack.declare(whole(["customers", "returns"]));
        await story.step("other tables", () => stack.ok("preview", "--json"));
        await stack.declare(whole(["customers", "returns"], {}, { ignoreChanges: ["state"] }));
        await story.step("given up", () => stack.okUp());
        await story.step("clean", () => stack.ok("preview", "--refresh", "--expect-no-changes"));
    });

    after(() => story.close());

    it("shows no deployment and no restart below a task of which only what is stored changes", () => {
        const { run } = story.after("stored");
        assert.deepEqual(plannedIn(run), { orders: "update" });
        assert.deepEqual(detailsIn(run.stdout, "orders"), { timeoutSeconds: "update" });
    });

    it("names the tables that come and go alone, and what follows from them as not known", () => {
        const { run } = story.after("other tables");
        const names = ["orders", "orders-deployed", "orders-runs"];
        assert.deepEqual(plannedIn(run), Object.fromEntries(names.map((name) => [name, "update"])));
        assert.deepEqual(
            names.map((name) => detailsIn(run.stdout, name)),
            [
                { "source.datasources[0].tables[0]": "delete", "source.datasources[0].tables[1]": "add" },
                { "triggers.revision": "update" },
                { "triggers.deployment": "update" },
            ],
        );
    });

    it("comes true: an instance whose state is ignored is not restarted, and nothing is left to do", () => {
        const { calls, instances } = story.after("given up");
        assert.deepEqual(
            calls.filter((call) => /^(Start|Stop)/.test(call)),
            [],
        );
        assert.equal(instances["orders-runs"]?.outputs["ignoresState"], undefined);
        assert.equal(story.after("clean").run.code, 0);
    });
});
