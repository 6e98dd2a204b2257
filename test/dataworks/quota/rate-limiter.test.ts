// The queue that calls wait in: first come first served, never above a ceiling, and nobody waits for ever.
import assert from "node:assert/strict";
import fc from "fast-check";
import type { CallKind } from "../../../provider/src/dataworks/quota/separate-quotas";
import { RateLimiter, type RateLimiterOptions, type Permit } from "../../../provider/src/dataworks/quota/rate-limiter";
import { VirtualClock } from "../../support/virtual-clock";

class Stage {
    readonly clock = new VirtualClock();
    readonly limiter: RateLimiter;
    /** The calls that had their turn, with when. */
    readonly gone: { name: string; at: number }[] = [];
    readonly longWaits: [queued: number, rate: number][] = [];

    constructor(options: Partial<RateLimiterOptions> = {}) {
        this.limiter = new RateLimiter({
            clock: this.clock,
            random: () => 0.5,
            onLongWait: (queued, rate) => void this.longWaits.push([queued, rate]),
            ...options,
        });
    }

    async call(
        name: string,
        more: { kind?: CallKind; ticket?: number; operation?: string; yields?: boolean } = {},
    ): Promise<Permit | undefined> {
        const { kind = "read", ticket = this.limiter.ticket(), operation = "GetDISyncTask", yields } = more;
        const permit = await this.limiter.acquire({ kind, ticket, operation, yields });
        if (permit) this.gone.push({ name, at: this.clock.now() });
        return permit;
    }

    get names(): string[] {
        return this.gone.map(({ name }) => name);
    }
}

/** The most calls in any second, from each call on. */
function mostInASecond(times: readonly number[], second = 1000): number {
    return Math.max(...times.map((from) => times.filter((at) => at >= from && at <= from + second).length));
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => String(index));

describe("limiter", () => {
    it("lets the first call go at once, and the second too: one deployment waits for nothing", async () => {
        const stage = new Stage();
        await stage.clock.run(
            (async () => {
                await stage.call("get");
                await stage.call("deploy");
            })(),
        );
        assert.deepEqual(
            stage.gone.map(({ at }) => at),
            [0, 0],
        );
    });

    it("lets some 5 calls a second go as long as nothing is known, in the order in which they came", async () => {
        const stage = new Stage();
        await stage.clock.run(Promise.all(numbered(20).map((name) => stage.call(name))));
        assert.deepEqual(stage.names, numbered(20));
        const times = stage.gone.map(({ at }) => at);
        assert.ok(mostInASecond(times) <= 7, times.join());
        assert.ok(Math.max(...times) < 4000);
    });

    it("lets a call that is tried again go before those that came after it", async () => {
        const stage = new Stage();
        const first = stage.limiter.ticket();
        const others = Promise.all(numbered(5).map((name) => stage.call(name)));
        await stage.clock.run(Promise.all([others, stage.call("again", { ticket: first })]));
        assert.deepEqual(stage.names, ["0", "1", "again", "2", "3", "4"], "two had their turn already");
    });

    it("lets calls that yield go after those that do not, in the order in which they came, and one of them now and then", async () => {
        const stage = new Stage();
        const polls = numbered(5).map((name) => stage.call(`poll ${name}`, { yields: true }));
        const others = numbered(9).map((name) => stage.call(name));
        await stage.clock.run(Promise.all([...polls, ...others]));
        // Two had their turn before any other came.
        const first = ["poll 0", "poll 1"];
        const rest = ["0", "1", "2", "poll 2", "3", "4", "5", "poll 3", "6", "7", "8", "poll 4"];
        assert.deepEqual(stage.names, [...first, ...rest]);
    });

    it("lets a deployment wait for no more than 2 s while 100 instances are polled under 5 calls a second", async () => {
        const stage = new Stage({ maximum: 5 });
        const { clock } = stage;
        let deployed = 0;
        const waits: number[] = [];
        const poll = async (name: string) => {
            for (let pause = 500; deployed < 20; pause = Math.min(2 * pause, 10_000)) {
                (await stage.call(name, { yields: true }))?.passed();
                await clock.wait(pause);
            }
        };
        const deploy = async () => {
            for (; deployed < 20; deployed++) {
                await clock.wait(7000);
                for (const kind of ["read", "write"] as const) {
                    const began = clock.now();
                    (await stage.call("deployment", { kind }))?.passed();
                    waits.push(clock.now() - began);
                }
            }
        };
        await clock.run(Promise.all([deploy(), ...numbered(100).map((name) => poll(name))]));
        assert.equal(waits.length, 40);
        assert.ok(Math.max(...waits) <= 2000, waits.join());
        const polled = numbered(100).map((name) => stage.names.filter((gone) => gone === name).length);
        assert.ok(Math.min(...polled) >= 4, `some are hardly looked at: ${polled.join()}`);
        assert.deepEqual(stage.longWaits, [], "what yields is meant to wait");
    });

    it("spaces calls unevenly, by random, so that two processes do not keep taking each other's place", async () => {
        const randoms = [0, 0.999999];
        let count = 0;
        const stage = new Stage({ random: () => randoms[count++ % 2] ?? 0 });
        await stage.clock.run(Promise.all(numbered(7).map((name) => stage.call(name))));
        const times = stage.gone.map(({ at }) => at);
        const gaps = times.slice(1).map((at, index) => Math.round(at - (times[index] ?? 0)));
        assert.deepEqual(gaps.slice(-4), [100, 300, 100, 300]);
    });

    it("does not grow by calls that had to wait for nothing: a rush after them finds the rate that was known", async () => {
        const stage = new Stage();
        await stage.clock.run(
            (async () => {
                for (const name of numbered(50)) {
                    (await stage.call(name))?.passed();
                    await stage.clock.wait(500);
                }
                stage.gone.length = 0;
                await Promise.all(numbered(20).map((name) => stage.call(name)));
            })(),
        );
        const times = stage.gone.map(({ at }) => at);
        assert.ok(mostInASecond(times) <= 7, times.join());
    });

    it("grows while calls are let through, and backs off at once when one is refused", async () => {
        const stage = new Stage();
        const timesOf = async (from: number, to: number, told: (permit: Permit) => void) => {
            for (let index = from; index < to; index++) {
                const permit = await stage.call(String(index));
                await stage.clock.wait(1);
                if (permit) told(permit);
            }
            const times = stage.gone.slice(from, to).map(({ at }) => at);
            return ((times.length - 1) * 1000) / (Math.max(...times) - Math.min(...times));
        };
        await stage.clock.run(
            (async () => {
                await timesOf(0, 100, (permit) => permit.passed());
                assert.ok((await timesOf(100, 150, (permit) => permit.passed())) > 80);
                await timesOf(150, 151, (permit) => permit.refused());
                const after = await timesOf(151, 171, () => undefined);
                assert.ok(after < 80 && after > 30, `${after}`);
            })(),
        );
    });

    it("never lets more calls go in a second than its ceiling, whatever comes when, and lets all go", async () => {
        const arrivals = fc.array(
            fc.record({
                after: fc.nat(3000),
                kind: fc.constantFrom<CallKind>("read", "write"),
                fate: fc.constantFrom("passed", "refused", "unknown"),
            }),
            { minLength: 1, maxLength: 60 },
        );
        const ceilings = fc.constantFrom(1, 2, 3.5, 7, 20);
        const seeds = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
        await fc.assert(
            fc.asyncProperty(arrivals, ceilings, seeds, async (all, ceiling, random) => {
                const stage = new Stage({ maximum: ceiling, random: () => random });
                let at = 0;
                const calls = all.map(async ({ after, kind, fate }, index) => {
                    at += after % 7 === 0 ? after : 0; // most come together
                    await stage.clock.wait(at);
                    const permit = await stage.call(String(index), { kind });
                    await stage.clock.wait(20);
                    if (fate === "passed") permit?.passed();
                    if (fate === "refused") permit?.refused();
                });
                await stage.clock.run(Promise.all(calls));
                assert.equal(stage.gone.length, all.length);
                const most = mostInASecond(stage.gone.map((one) => one.at));
                assert.ok(most <= ceiling, `${most} in a second, the ceiling is ${ceiling}`);
            }),
            { numRuns: 60 },
        );
    });

    it("reaches its ceiling, short of the margin for calls that travel at different speeds", async () => {
        const stage = new Stage({ maximum: 10 });
        const calls = numbered(200).map((name) => stage.call(name).then((permit) => permit?.passed()));
        await stage.clock.run(Promise.all(calls));
        const times = stage.gone.map(({ at }) => at);
        assert.ok(Math.max(...times) < 22_500, `${Math.max(...times)}`);
        assert.ok(mostInASecond(times, 1040) <= 10);
    });

    it("keeps a ceiling below one call a second", async () => {
        const stage = new Stage({ maximum: 0.1 });
        await stage.clock.run(Promise.all(numbered(3).map((name) => stage.call(name))));
        const times = stage.gone.map(({ at }) => at);
        assert.ok((times[1] ?? 0) >= 10_000 && (times[2] ?? 0) - (times[1] ?? 0) >= 10_000, times.join());
    });

    it("says once that calls wait for more than 10 seconds, with how many do", async () => {
        const stage = new Stage({ maximum: 1 });
        await stage.clock.run(Promise.all(numbered(20).map((name) => stage.call(name))));
        assert.equal(stage.longWaits.length, 1);
        const [queued, rate] = stage.longWaits[0] ?? [];
        assert.ok(queued !== undefined && queued >= 8 && queued <= 11, `${queued}`);
        assert.equal(rate, 1);
    });

    it("says nothing of shorter waits", async () => {
        const stage = new Stage({ maximum: 2 });
        await stage.clock.run(Promise.all(numbered(9).map((name) => stage.call(name))));
        assert.deepEqual(stage.longWaits, []);
    });

    it("sends away what is dismissed, and nothing else", async () => {
        const stage = new Stage();
        const dismissed = numbered(5).map((name) => stage.call(`dismissed ${name}`, { operation: "GetFile" }));
        const others = numbered(5).map((name) => stage.call(name));
        await stage.clock.run(
            (async () => {
                await stage.clock.wait(1);
                stage.limiter.dismiss("GetFile");
                const permits = await Promise.all(dismissed);
                assert.deepEqual(
                    permits.map((permit) => permit !== undefined),
                    [true, true, false, false, false],
                );
                await Promise.all(others);
            })(),
        );
        assert.deepEqual(stage.names, ["dismissed 0", "dismissed 1", "0", "1", "2", "3", "4"]);
    });
});

describe("limiter: reads and writes", () => {
    /** Lets reads and writes come alternately, for so many seconds; gives how many of each were let through. */
    async function run(
        seconds: number,
        refuses: (kind: CallKind, now: number) => boolean,
    ): Promise<Record<CallKind, number>> {
        const stage = new Stage();
        const passed = { read: 0, write: 0 };
        const worker = async (kind: CallKind) => {
            while (stage.clock.now() < seconds * 1000) {
                const permit = await stage.call(kind, { kind });
                const refused = refuses(kind, stage.clock.now());
                await stage.clock.wait(20);
                if (refused) permit?.refused();
                else {
                    permit?.passed();
                    passed[kind]++;
                }
            }
        };
        const workers = Array.from({ length: 8 }, (_, index) => worker(index % 2 === 0 ? "read" : "write"));
        await stage.clock.run(Promise.all(workers));
        return passed;
    }

    /** A quota of so many calls a second that saves up one second's worth. */
    function quota(perSecond: number): (now: number) => boolean {
        let saved = perSecond;
        let at = 0;
        return (now) => {
            saved = Math.min(perSecond, saved + ((now - at) / 1000) * perSecond);
            at = now;
            if (saved < 1) return true;
            saved -= 1;
            return false;
        };
    }

    it("have a rate each once only one kind is refused again and again", async () => {
        const writes = quota(5);
        const passed = await run(60, (kind, now) => kind === "write" && writes(now));
        assert.ok(passed.write > 250, "writes have what there is for them");
        assert.ok(passed.read > 10 * passed.write, `reads are not held up by it: ${passed.read}, ${passed.write}`);
    });

    it("have one rate where their quota is one, whatever refusals look like for a while", async () => {
        const all = quota(20);
        const passed = await run(120, (_, now) => all(now));
        assert.ok(passed.read + passed.write > 0.9 * 20 * 120, `${passed.read} and ${passed.write}`);
        assert.ok(Math.abs(passed.read - passed.write) < 0.3 * passed.read, `${passed.read} and ${passed.write}`);
    });

    /** A queue that has taken reads and writes apart, because only writes were refused. */
    async function takenApart(): Promise<Stage> {
        const stage = new Stage();
        await stage.clock.run(
            (async () => {
                for (let round = 0; round < 5; round++) {
                    for (let index = 0; index < 5; index++) (await stage.call("read"))?.passed();
                    (await stage.call("write", { kind: "write" }))?.refused();
                    await stage.clock.wait(1100);
                }
            })(),
        );
        stage.gone.length = 0;
        return stage;
    }

    it("are all sent away when they are dismissed, and all told of when they wait, also when they are apart", async () => {
        const stage = await takenApart();
        const start = stage.clock.now();
        const writes = numbered(60).map((name) => stage.call(`write ${name}`, { kind: "write", operation: "Deploy" }));
        const reads = numbered(60).map((name) => stage.call(`read ${name}`));
        await stage.clock.run(
            (async () => {
                await stage.clock.wait(1000);
                assert.ok(
                    stage.names.some((name) => name.startsWith("read")),
                    "they are apart",
                );
                stage.limiter.dismiss("GetDISyncTask");
                assert.ok((await Promise.all(reads)).includes(undefined));
                await stage.clock.wait(10_000);
                assert.equal(stage.longWaits.length, 1);
                await Promise.all(writes);
            })(),
        );
        const times = stage.gone.filter(({ name }) => name.startsWith("write")).map(({ at }) => at - start);
        const pace = 1000 / ((times[20] ?? 0) - (times[19] ?? 0));
        const [queued, rate] = stage.longWaits[0] ?? assert.fail();
        assert.equal(queued, 60 - times.filter((at) => at <= 10_000).length);
        assert.ok(rate > 1.5 * pace, `${rate} of both, ${pace} of writes`);
    });

    it("stay in order, each kind for itself, when they are taken apart and put together, and have one turn each", async () => {
        let turns = 0;
        const stage = new Stage({ random: () => ((turns += 1), 0.5) });
        const fates: (readonly [CallKind, boolean])[] = [];
        for (let round = 0; round < 60; round++) {
            for (let index = 0; index < 6; index++) fates.push([index % 2 === 0 ? "read" : "write", false]);
            fates.push([round % 20 < 15 ? "write" : "read", true]);
        }
        const calls = fates.map(async ([kind, refused], index) => {
            const permit = await stage.call(`${kind} ${index}`, { kind });
            if (refused) permit?.refused();
            else permit?.passed();
        });
        await stage.clock.run(Promise.all(calls));
        assert.deepEqual([stage.gone.length, turns], [fates.length, fates.length]);
        for (const kind of ["read", "write"]) {
            const order = stage.names.filter((name) => name.startsWith(kind)).map((name) => Number(name.split(" ")[1]));
            assert.deepEqual(
                order,
                order.toSorted((a, b) => a - b),
            );
        }
    });
});
