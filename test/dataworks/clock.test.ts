// The real clock, and its waits that can be given up.
import assert from "node:assert/strict";
import { setMaxListeners } from "node:events";
import { realClock } from "../../provider/src/dataworks/clock";

describe("the real clock", () => {
    it("waits until a signal ends it, with no warning of many waits", async () => {
        const warnings: Error[] = [];
        const onWarning = (warning: Error) => void warnings.push(warning);
        process.on("warning", onWarning);
        try {
            const { signal } = new AbortController();
            setMaxListeners(0, signal);
            await Promise.all(Array.from({ length: 50 }, () => realClock.wait(1, signal)));
            await new Promise((resolve) => setImmediate(resolve));
            assert.deepEqual(warnings, []);
        } finally {
            process.off("warning", onWarning);
        }
    });

    it("keeps nothing waiting after it, and nobody goes on", async () => {
        const end = new AbortController();
        const reason = new Error("the run was interrupted");
        const reasons: unknown[] = [];
        const because = (error: unknown) => void reasons.push(error);
        const timers = () => process.getActiveResourcesInfo().filter((each) => each === "Timeout").length;
        const before = timers();
        let wentOn = false;
        const first = realClock.wait(600_000, end.signal).then(() => (wentOn = true), because);
        assert.equal(timers(), before + 1);
        end.abort(reason);
        const second = realClock.wait(0, end.signal).then(() => (wentOn = true), because);
        assert.equal(timers(), before);
        await Promise.all([first, second]);
        assert.equal(wentOn, false);
        assert.deepEqual(reasons, [reason, reason]);
    });
});
