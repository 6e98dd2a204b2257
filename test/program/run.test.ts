// What look-ups of a run share, and how a run gives them up.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Lookups } from "../../provider/src/lookup/lookups";
import { Run } from "../../provider/src/program/run";

/** A connection to the engine that can be cut. */
function connection() {
    const state = { ready: true };
    return { state, getChannel: () => ({ getConnectivityState: () => (state.ready ? 2 : 0) }) };
}

/** Resolves when nothing holds the run open; the SDK's types leave it out. */
const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };
const make = () => Promise.resolve(undefined as unknown as Lookups);
const never = () => new Promise<never>(() => undefined);
/** Whether a promise has settled after all that was due. */
async function settles(promise: Promise<unknown>): Promise<boolean> {
    const late = new Promise((resolve) => setImmediate(resolve, "late"));
    return (await Promise.race([promise.catch(() => "failed"), late])) !== "late";
}

describe("the look-ups of a run", () => {
    it("share what is known until the run ends, and outside of runs while one is under way", async () => {
        for (const [run, expected] of [
            [new Run(connection()), 1],
            [new Run(), 2],
        ] as const) {
            let made = 0;
            const count = () => Promise.resolve({ number: (made += 1) } as unknown as Lookups);
            const number = (lookups: Lookups) => Promise.resolve((lookups as unknown as { number: number }).number);
            assert.deepEqual(
                await Promise.all([run.look(undefined, count, number), run.look(undefined, count, number)]),
                [1, 1],
            );
            assert.equal(await run.look(undefined, count, number), expected);
        }
    });

    it("hold the run open, until one of them fails", async () => {
        const run = new Run(connection());
        let open = true;
        void run.look(undefined, make, never);
        void waitForRPCs().then(() => (open = false));
        await settles(never());
        assert.ok(open);
        await assert.rejects(
            run.look(undefined, make, () => Promise.reject(new Error("nothing"))),
            /nothing/,
        );
        await settles(never());
        assert.ok(!open);
    });

    it("never settle once the run has ended, nor hold it open then", async () => {
        const engine = connection();
        const run = new Run(engine);
        let fail: (error: Error) => void = () => undefined;
        const failing = run.look(undefined, make, () => new Promise((_resolve, reject) => (fail = reject)));
        await settles(never());
        engine.state.ready = false;
        fail(new Error("too late"));
        assert.equal(await settles(failing), false);
        await waitForRPCs();
    });
});
