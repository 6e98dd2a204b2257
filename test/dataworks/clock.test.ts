// The real clock, and its waits that can be given up.
import assert from "node:assert/strict";
import { realClock } from "../../provider/src/dataworks/clock";

describe("the real clock", () => {
    it("waits until a signal ends it, with no warning of many waits", async () => {
        const warnings: Error[] = [];
        const onWarning = (warning: Error) => void warnings.push(warning);
        process.on("warning", onWarning);
        try {
            const clock = realClock(new AbortController().signal);
            await Promise.all(Array.from({ length: 50 }, () => clock.wait(1)));
            await new Promise((resolve) => setImmediate(resolve));
            assert.deepEqual(warnings, []);
        } finally {
            process.off("warning", onWarning);
        }
    });

    it("keeps nothing waiting after it, and nobody goes on", async () => {
        const end = new AbortController();
        const clock = realClock(end.signal);
        const timers = () => process.getActiveResourcesInfo().filter((each) => each === "Timeout").length;
        const before = timers();
        let wentOn = false;
        void clock.wait(600_000).then(() => (wentOn = true));
        assert.equal(timers(), before + 1);
        end.abort();
        void clock.wait(0).then(() => (wentOn = true));
        assert.equal(timers(), before);
        await new Promise(setImmediate);
        assert.equal(wentOn, false);
    });
});
