// How fast calls may follow one another, decision by decision.
import assert from "node:assert/strict";
import fc from "fast-check";
import {
    afterPass,
    afterRefusal,
    firstRate,
    scaled,
    unrefused,
    type AdaptiveRate,
} from "../../../provider/src/dataworks/quota/rate";

/** The rate after calls were let through for so many seconds, a tenth of a second apart, all of them held up. */
function passing(rate: AdaptiveRate, seconds: number): AdaptiveRate {
    let now = Math.max(rate.passedAt, rate.cutAt);
    for (let step = 0; step < Math.round(10 * seconds); step++) rate = afterPass(rate, (now += 100), true);
    return rate;
}

/** The rate after the next call is refused, half a second later. */
function refusing(rate: AdaptiveRate, later = 500): AdaptiveRate {
    const now = Math.max(rate.passedAt, rate.cutAt) + later;
    return afterRefusal(rate, now, now - 1);
}

describe("pacing", () => {
    it("begins with the 5 calls a second that every edition documents", () => {
        assert.equal(firstRate(0).perSecond, 5);
    });

    it("is above 60 calls a second after a second without a refusal: an engine makes no more", () => {
        assert.ok(passing(firstRate(0), 1).perSecond >= 60);
    });

    it("does not grow while calls do not have to wait for it", () => {
        let rate = firstRate(0);
        for (let now = 0; now < 60_000; now += 100) rate = afterPass(rate, now, false);
        assert.equal(rate.perSecond, 5);
        assert.ok(afterPass(rate, 120_000, true).perSecond <= 35, "a pause counts as half a second at most");
    });

    it("is at least halved by a first refusal after it has grown, or set to the quota that the refusal speaks for", () => {
        for (const seconds of [0.2, 0.5, 1, 2, 5]) {
            const grown = passing(firstRate(0), seconds);
            const cut = refusing(grown);
            assert.ok(
                cut.perSecond <= Math.max(grown.perSecond / 2, grown.perSecond - 40),
                `${grown.perSecond} to ${cut.perSecond}`,
            );
        }
    });

    for (const quota of [5, 10, 20, 50, 100]) {
        it(`knows a quota of ${quota} after two refusals, where that saves up one second's worth`, () => {
            // The rate passes the quota, and what was saved up lasts until u: 60 * u * u / 2 = quota.
            const rate = quota + 60 * Math.sqrt(quota / 30);
            const first = refusing(passing(firstRate(0), (rate - 5) / 60), 10);
            const second = refusing(first, 100);
            const rates = [first.perSecond, second.perSecond];
            assert.ok(Math.min(...rates.map((each) => Math.abs(each - quota))) < 0.1 * quota + 1, rates.join());
        });
    }

    it("does not take several refusals of calls that were sent before the cut for more than one", () => {
        const cut = refusing(passing(firstRate(0), 1));
        assert.equal(afterRefusal(cut, cut.cutAt + 50, cut.cutAt), cut);
        assert.equal(afterRefusal(cut, cut.cutAt + 50, cut.cutAt - 50), cut);
        assert.notEqual(afterRefusal(cut, cut.cutAt + 50, cut.cutAt + 1).perSecond, cut.perSecond);
    });

    it("comes back to where the refusal came, stays there for a while, and then goes beyond it", () => {
        const cut: AdaptiveRate = { ...firstRate(0), perSecond: 40, low: 40, top: 50, cutAt: 0 };
        assert.ok(passing(cut, 1).perSecond > 44);
        for (const seconds of [2, 2.5, 3]) {
            const { perSecond } = passing(cut, seconds);
            assert.ok(perSecond > 49 && perSecond < 51, `${perSecond} after ${seconds} s`);
        }
        assert.ok(passing(cut, 8).perSecond > 100, "a quota that has grown is found within seconds");
    });

    it("takes more from the faster of two that share a quota, and gives both the same", () => {
        const rate = (from: number): AdaptiveRate => ({ ...firstRate(0), perSecond: from, low: from, top: from });
        const parts = [8, 2].map((from) => {
            const cut = refusing(rate(from), 2000);
            return { lost: (from - cut.perSecond) / from, gained: passing(cut, 5).perSecond - cut.perSecond };
        });
        const [fast, slow] = parts;
        assert.ok(fast && slow && fast.lost > 3 * slow.lost);
        assert.ok(slow.gained > 0.4);
    });

    it("is never above its ceiling, and begins with it where that is below 5", () => {
        assert.equal(firstRate(0, 2).perSecond, 2);
        assert.equal(passing(firstRate(0, 2), 60).perSecond, 2);
        assert.equal(passing(firstRate(0, 30), 60).perSecond, 30);
        assert.ok(refusing(firstRate(0, 0.1)).perSecond <= 0.1);
    });

    it("is one call in two seconds at the least, however many are refused: later, each is tried again anyway", () => {
        let rate = firstRate(0);
        for (let count = 0; count < 100; count++) rate = refusing(rate, 2000);
        assert.equal(rate.perSecond, 0.5);
    });

    it("takes a refusal at its ceiling for no guess at the quota: it has not grown to there by what was let through", () => {
        const first = refusing(passing(firstRate(0, 30), 60));
        assert.equal(first.perSecond, 15);
        assert.ok(refusing(first, 500).perSecond >= 0.8 * 15);
    });

    it("of calls that were never refused themselves grows as fast as at the beginning", () => {
        const cut = refusing(passing(firstRate(0), 1));
        assert.ok(passing(cut, 1).perSecond < cut.perSecond + 20);
        assert.ok(passing(unrefused(cut), 1).perSecond > cut.perSecond + 50);
    });

    it("is always more than nothing and below its ceiling, whatever comes", () => {
        const events = fc.array(
            fc.record({
                after: fc.nat(5000),
                kind: fc.constantFrom("held up", "passed", "refused"),
                late: fc.nat(500),
            }),
            { maxLength: 200 },
        );
        fc.assert(
            fc.property(events, fc.constantFrom(Infinity, 0.2, 3, 40), (all, ceiling) => {
                let rate = firstRate(0, ceiling);
                let now = 0;
                for (const { after, kind, late } of all) {
                    now += after;
                    const { perSecond } = rate;
                    rate =
                        kind === "refused"
                            ? afterRefusal(rate, now, now - late)
                            : afterPass(rate, now, kind === "held up");
                    assert.ok(
                        rate.perSecond > 0.05 && rate.perSecond <= ceiling && Number.isFinite(rate.perSecond),
                        `${rate.perSecond}`,
                    );
                    if (kind === "refused")
                        assert.ok(rate.perSecond <= Math.max(perSecond, 0.5), `${perSecond} to ${rate.perSecond}`);
                }
            }),
        );
    });

    it("in part is that part of all that it remembers", () => {
        const rate: AdaptiveRate = { ...firstRate(0), perSecond: 40, low: 30, top: 50, guess: 45 };
        const { perSecond, low, top, guess, age } = scaled(rate, 0.5);
        assert.deepEqual({ perSecond, low, top, guess, age }, { perSecond: 20, low: 15, top: 25, guess: 22.5, age: 0 });
        assert.equal(scaled(firstRate(0), 0.5).top, undefined);
    });
});
