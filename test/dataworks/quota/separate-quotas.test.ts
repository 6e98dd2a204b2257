// Whether reads and writes have quotas of their own, told by refusals.
import assert from "node:assert/strict";
import {
    noEvidence,
    notePass,
    noteRefusal,
    refuted,
    showsApart,
    type Evidence,
    type CallKind,
} from "../../../provider/src/dataworks/quota/separate-quotas";

/** What was seen after these refusals, two seconds apart, each after five calls of both kinds. */
function after(refusals: readonly CallKind[], seen: Evidence = noEvidence): Evidence {
    let now = 0;
    for (const kind of refusals) {
        for (let index = 0; index < 5; index++) seen = notePass(notePass(seen, "read"), "write");
        seen = noteRefusal(seen, kind, (now += 2000));
    }
    return seen;
}

const times = (count: number, kind: CallKind) => Array.from({ length: count }, () => kind);

describe("kinds", () => {
    for (const kind of ["read", "write"] as const) {
        it(`four refusals of a ${kind} in a row show that quotas are apart, three do not`, () => {
            assert.ok(showsApart(after(times(4, kind))));
            assert.ok(!showsApart(after(times(3, kind))));
        });
    }

    it("a refusal of the other kind in between begins the count anew", () => {
        assert.ok(!showsApart(after([...times(3, "write"), "read", ...times(3, "write")])));
        assert.ok(showsApart(after([...times(3, "write"), "read", ...times(4, "write")])));
    });

    it("refusals within a second count once: they have the same cause", () => {
        let seen = after(times(1, "write"));
        for (let now = 2001; now < 2999; now += 100) seen = noteRefusal(seen, "write", now);
        assert.equal(seen.times, 1);
        const doubted = refuted(after(times(4, "write")), "read", 20_000);
        assert.equal(noteRefusal(doubted, "read", 20_900).times, 1);
    });

    it("only what is let through while one kind is refused counts: ten calls of the other kind, and not nine", () => {
        const passed = (count: number, seen: Evidence) =>
            times(count, "read").reduce((now, kind) => notePass(now, kind), seen);
        const refused = (seen: Evidence) =>
            times(4, "write").reduce((now, kind, at) => noteRefusal(now, kind, 2000 * at), seen);
        const begun = noteRefusal(passed(50, noteRefusal(noEvidence, "write", -5000)), "read", -3000);
        assert.ok(!showsApart(refused(begun)), "they were let through before");
        assert.ok(!showsApart(passed(9, refused(begun))));
        assert.ok(showsApart(passed(10, refused(begun))));
    });

    it("refusals of writes say nothing as long as there are no reads", () => {
        let seen = noEvidence;
        for (let now = 0; now < 100_000; now += 2000) seen = noteRefusal(notePass(seen, "write"), "write", now);
        assert.ok(!showsApart(seen));
    });

    it("what was refuted takes twice as much the next time", () => {
        const doubted = refuted(after(times(4, "write")), "read", 10_000);
        assert.ok(!showsApart(after(times(7, "write"), doubted)));
        assert.ok(showsApart(after(times(8, "write"), doubted)));
    });
});
