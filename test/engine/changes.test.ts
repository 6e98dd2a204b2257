// Every change of a deployment on the real engine, all of them as resources of one stack.
import assert from "node:assert/strict";
import { allChanges, otherRegion, tasksOf, type Declared } from "../support/changes";
import { plannedIn, type Deployments } from "../support/stack";
import { Story } from "../support/story";
import { seedOf } from "../support/tasks";

describe("every change of a deployment", () => {
    const changes = allChanges();
    let story: Story;

    /** Deployments in another region have a provider of their own. */
    function program(side: "before" | "after"): Deployments {
        const declare = ({ region, ...args }: Declared) => ({
            args,
            opts: region === otherRegion ? { provider: "elsewhere" } : {},
        });
        return Object.fromEntries(changes.map((change) => [change.name, declare(change[side])]));
    }

    before(async () => {
        story = await Story.begin({ seed: seedOf(...tasksOf(changes)) });
        const { stack } = story;
        const providers = { elsewhere: { region: otherRegion } };
        await stack.declare(program("before"), providers);
        await story.step("up", () => stack.okUp());
        await stack.declare(program("after"), providers);
        await story.step("plan", () => stack.ok("preview", "--json"));
        await story.step("changing up", () => stack.okUp());
        await story.step("preview", () => stack.ok("preview", "--json", "--expect-no-changes"));
    });

    after(async () => {
        await story.close();
    });

    it("is planned as the contract says", () => {
        const expected = changes
            .filter(({ planned }) => planned !== "same")
            .map(({ name, planned }) => [name, planned]);
        assert.deepEqual(plannedIn(story.after("plan").run), Object.fromEntries(expected));
        assert.deepEqual(story.after("plan").calls, []);
    });

    it("makes the calls that the contract says, in their order", () => {
        for (const { name, before: declared, after: changed, calls } of changes) {
            const ids = new Set([declared.fileId, changed.fileId]);
            const made = story.after("changing up").calls.filter((call) => ids.has(call.split(" ")[1] ?? ""));
            assert.deepEqual(made, calls, name);
        }
    });

    it("leaves in the state what was declared, and a clean preview", () => {
        for (const { name, after: changed } of changes) {
            const { outputs } = story.deployment("changing up", name);
            for (const [property, value] of Object.entries(changed)) assert.deepEqual(outputs[property], value, name);
            assert.equal(outputs["status"], "success");
        }
        assert.deepEqual(plannedIn(story.after("preview").run), {});
    });
});
