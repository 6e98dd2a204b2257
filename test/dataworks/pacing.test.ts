// How fast calls may follow one another, decision by decision.
import assert from "node:assert/strict";
import fc from "fast-check";
import { afterPass, afterRefusal, firstPace, scaled, type Pace } from "../../provider/src/dataworks/pacing";

/** The pace after calls were let through for so many seconds, a tenth of a second apart, all of them held up. */
function passing(pace: Pace, seconds: number): Pace {
    let now = Math.max(pace.passedAt, pace.cutAt);
    for (let step = 0; step < Math.round(10 * seconds); step++) pace = afterPass(pace, (now += 100), true);
    return pace;
}

/** The pace after the next call is refused, half a second later. */
function refusing(pace: Pace, later = 500): Pace {
    const now = Math.max(pace.passedAt, pace.cutAt) + later;
    return afterRefusal(pace, now, now - 1);
}

describe("pacing", () => {
    it("begins with the 5 calls a second that every edition documents", () => {
        assert.equal(firstPace(0).rate, 5);
    });

    it("is above 60 calls a second after a second without a refusal: an engine makes no more", () => {
        assert.ok(passing(firstPace(0), 1).rate >= 60);
    });

    it("does not grow while calls do not have to wait for it", () => {
        let pace = firstPace(0);
        for (let now = 0; now < 60_000; now += 100) pace = afterPass(pace, now, false);
        assert.equal(pace.rate, 5);
        assert.ok(afterPass(pace, 120_000, true).rate <= 35, "a pause counts as half a second at most");
    });

    it("is at least halved by a first refusal after it has grown, or set to the quota that the refusal speaks for", () => {
        for (const seconds of [0.2, 0.5, 1, 2, 5]) {
            const grown = passing(firstPace(0), seconds);
            const cut = refusing(grown);
            assert.ok(cut.rate <= Math.max(grown.rate / 2, grown.rate - 40), `${grown.rate} to ${cut.rate}`);
        }
    });

    for (const quota of [5, 10, 20, 50, 100]) {
        it(`knows a quota of ${quota} after two refusals, where that saves up one second's worth`, () => {
            // The rate passes the quota, and what was saved up lasts until u: 60 * u * u / 2 = quota.
            const rate = quota + 60 * Math.sqrt(quota / 30);
            const first = refusing(passing(firstPace(0), (rate - 5) / 60), 10);
            const second = refusing(first, 100);
            const rates = [first.rate, second.rate];
            assert.ok(Math.min(...rates.map((each) => Math.abs(each - quota))) < 0.1 * quota + 1, rates.join());
        });
    }

    it("does not take several refusals of calls that were sent before the cut for more than one", () => {
        const cut = refusing(passing(firstPace(0), 1));
        assert.equal(afterRefusal(cut, cut.cutAt + 50, cut.cutAt), cut);
        assert.equal(afterRefusal(cut, cut.cutAt + 50, cut.cutAt - 50), cut);
        assert.notEqual(afterRefusal(cut, cut.cutAt + 50, cut.cutAt + 1).rate, cut.rate);
    });

    it("comes back to where the refusal came, stays there for a while, and then goes beyond it", () => {
        const cut: Pace = { ...firstPace(0), rate: 40, low: 40, top: 50, cutAt: 0 };
        assert.ok(passing(cut, 1).rate > 44);
        for (const seconds of [2, 2.5, 3]) {
            const { rate } = passing(cut, seconds);
            assert.ok(rate > 49 && rate < 51, `${rate} after ${seconds} s`);
        }
        assert.ok(passing(cut, 8).rate > 100, "a quota that has grown is found within seconds");
    });

    it("takes more from the faster of two that share a quota, and gives both the same", () => {
        const rate = (from: number): Pace => ({ ...firstPace(0), rate: from, low: from, top: from });
        const parts = [8, 2].map((from) => {
            const cut = refusing(rate(from), 2000);
            return { lost: (from - cut.rate) / from, gained: passing(cut, 5).rate - cut.rate };
        });
        const [fast, slow] = parts;
        assert.ok(fast && slow && fast.lost > 3 * slow.lost);
        assert.ok(slow.gained > 0.4);
    });

    it("is never above its ceiling, and begins with it where that is below 5", () => {
        assert.equal(firstPace(0, 2).rate, 2);
        assert.equal(passing(firstPace(0, 2), 60).rate, 2);
        assert.equal(passing(firstPace(0, 30), 60).rate, 30);
        assert.ok(refusing(firstPace(0, 0.1)).rate <= 0.1);
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
                let pace = firstPace(0, ceiling);
                let now = 0;
                for (const { after, kind, late } of all) {
                    now += after;
                    const { rate } = pace;
                    pace =
                        kind === "refused"
                            ? afterRefusal(pace, now, now - late)
                            : afterPass(pace, now, kind === "held up");
                    assert.ok(pace.rate > 0.05 && pace.rate <= ceiling && Number.isFinite(pace.rate), `${pace.rate}`);
                    if (kind === "refused") assert.ok(pace.rate <= Math.max(rate, 0.5), `${rate} to ${pace.rate}`);
                }
            }),
        );
    });

    it("in part is that part of all that it remembers", () => {
        const pace: Pace = { ...firstPace(0), rate: 40, low: 30, top: 50, guess: 45 };
        const { rate, low, top, guess, age } = scaled(pace, 0.5);
        assert.deepEqual({ rate, low, top, guess, age }, { rate: 20, low: 15, top: 25, guess: 22.5, age: 0 });
        assert.equal(scaled(firstPace(0), 0.5).top, undefined);
    });
});
