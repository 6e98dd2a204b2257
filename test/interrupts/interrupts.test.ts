// The most telling interruptions of an `up`; `npm run soak` makes them all.
import assert from "node:assert/strict";
import { adapters } from "../support/adapters";
import { pulumiCli } from "../support/cli";
import { interruptAndHeal } from "./recovery";

describe("an up of 20 deployments that is interrupted", () => {
    before(async function () {
        if (process.platform !== "linux") this.skip(); // the processes are found in /proc
        await pulumiCli();
    });

    it("by killing the engine loses none: the state tells what was in flight, and after `pulumi cancel` an up heals it", async () => {
        const { ended, pending, asked } = await interruptAndHeal({
            moment: "request received",
            signal: "SIGKILL",
            victim: "engine",
            kind: "create",
            adapter: "dynamic provider",
        });
        assert.equal(ended, "SIGKILL");
        assert.notDeepEqual(pending, []);
        assert.equal(asked[0], "cancel");
    });

    for (const adapter of adapters)
        it(`by killing the ${adapter}'s process loses none, and the next up alone heals it`, async () => {
            const { ended, asked } = await interruptAndHeal({
                moment: "reply sent",
                signal: "SIGKILL",
                victim: "provider",
                kind: "update",
                adapter,
            });
            assert.equal(ended, 1);
            assert.deepEqual(asked, []);
        });

    it("by SIGINT ends what the dynamic provider has in flight, so that no deployment is made twice, and the next up carries on", async () => {
        const { ended, pending, orphan, twice, asked } = await interruptAndHeal({
            moment: "state written",
            signal: "SIGINT",
            victim: "engine",
            kind: "update",
            adapter: "dynamic provider",
        });
        assert.equal(ended, 1);
        assert.deepEqual({ pending, orphan, twice, asked }, { pending: [], orphan: false, twice: 0, asked: [] });
    });

    it("by SIGINT ends the plugin's calls at once: what may have been applied is kept as unknown, and the next up makes it again", async () => {
        const { ended, pending, orphan, unknown, twice, asked } = await interruptAndHeal({
            moment: "request received",
            signal: "SIGINT",
            victim: "engine",
            kind: "update",
            adapter: "plugin",
            // Whoever waits for these replies gets them, and has no unknown outcome.
            keptBack: 30_000,
        });
        assert.deepEqual({ ended, pending, orphan, asked }, { ended: 1, pending: [], orphan: false, asked: [] });
        assert.ok(twice > 0 && twice <= unknown, `${twice} were made twice, ${unknown} were unknown`);
    });
});
