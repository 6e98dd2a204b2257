// A few things at the same time: in order, bounded, and no more of them after a failure.
import assert from "node:assert/strict";
import { inParallel } from "../../provider/src/cli/parallel";

const items = Array.from({ length: 20 }, (_, index) => index);

describe("doing things at the same time", () => {
    it("gives results in the order of the items, and does no more at a time than it may", async () => {
        let running = 0;
        let most = 0;
        const results = await inParallel(items, 4, async (item) => {
            most = Math.max(most, (running += 1));
            for (let turn = 0; turn < 20 - item; turn++) await Promise.resolve();
            running -= 1;
            return item * 2;
        });
        assert.deepEqual(
            results,
            items.map((item) => item * 2),
        );
        assert.equal(most, 4);
    });

    it("begins no other once one has failed", async () => {
        const begun: number[] = [];
        const run = inParallel(items, 2, async (item) => {
            begun.push(item);
            await Promise.resolve();
            if (item === 3) throw new Error("three");
        });
        await assert.rejects(run, /three/);
        await new Promise((resolve) => setImmediate(resolve));
        assert.ok(Math.max(...begun) <= 4, begun.join());
    });
});
