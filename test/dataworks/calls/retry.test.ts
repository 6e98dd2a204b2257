// Which failures are followed by another try, and after what wait.
import assert from "node:assert/strict";
import fc from "fast-check";
import {
    CredentialsError,
    InvalidFileIdError,
    NoAnswerError,
    NotUnderstoodError,
    QuotaSpentError,
    RefusedError,
    ServiceFailedError,
    ThrottledError,
    UnreachableError,
} from "../../../provider/src/dataworks/calls/errors";
import { Budget, decide, few, mostTries } from "../../../provider/src/dataworks/calls/retry";
import { again, operationNames, type Operation } from "../../../provider/src/dataworks/operation";
import { task } from "./scripted";

const facts = (operation: Operation, status?: number, code?: string) => ({ operation, subject: task, status, code });

type Failure = (operation: Operation) => Error;
const refused =
    (status: number, code: string): Failure =>
    (operation) =>
        new RefusedError(facts(operation, status, code), "no");
const noAnswer =
    (status?: number): Failure =>
    (operation) =>
        new NoAnswerError(facts(operation, status), "nothing");
const throttling =
    (retryAfter?: number): Failure =>
    (operation) =>
        new ThrottledError(facts(operation, 429, "Throttling.User"), "no", retryAfter);

const failed =
    (status: number, code: string): Failure =>
    (operation) =>
        new ServiceFailedError(facts(operation, status, code), "no");

/** How often a call is tried: as long as there is time, a few times, or never again. */
const tries = { always: Infinity, few, never: 1 } as const;
type Again = keyof typeof tries;

const rows: readonly (readonly [what: string, failure: Failure, read: Again, write: Again])[] = [
    ["was never sent", (operation) => new UnreachableError(facts(operation), "host", "refused"), "always", "always"],
    ["was throttled", throttling(), "always", "always"],
    ["met an error of the API, 500", failed(500, "InternalError.System"), "few", "few"],
    ["met an error of the API, 503", failed(503, "ServiceUnavailable"), "few", "few"],
    ["met a time-out within the API, 504", failed(504, "ServiceTimeout"), "few", "never"],
    ["met a time-out of the API, 408", failed(408, "RequestTimeout"), "few", "never"],
    ["met Forbidden.Not.Server", refused(500, "Forbidden.Not.Server"), "never", "never"],
    ["was refused with 400", refused(400, "Param.Invalid"), "never", "never"],
    ["was refused with 403", refused(403, "Forbidden.Access"), "never", "never"],
    ["was refused with 404", refused(404, "InvalidAccessKeyId.NotFound"), "never", "never"],
    ["was refused within a 200", refused(200, ""), "never", "never"],
    [
        "spent the day's calls",
        (operation) => new QuotaSpentError(facts(operation, 429, "Throttling.Api.Risk"), "no"),
        "never",
        "never",
    ],
    ["has an invalid file id", (operation) => new InvalidFileIdError(facts(operation, 200), "no"), "never", "never"],
    ["got no reply", noAnswer(), "few", "never"],
    ["got half a reply", noAnswer(200), "few", "never"],
    ["got a proxy's 500", noAnswer(500), "few", "never"],
    ["got a proxy's 502", noAnswer(502), "few", "never"],
    ["got a proxy's 504", noAnswer(504), "few", "never"],
    ["got a proxy's 429", noAnswer(429), "few", "never"],
    ["got a firewall's 403", noAnswer(403), "never", "never"],
    ["got a redirect", noAnswer(302), "never", "never"],
    [
        "was answered without an answer",
        (operation) => new NotUnderstoodError(facts(operation, 200), "no definition"),
        "never",
        "never",
    ],
    ["had no credentials", () => new CredentialsError("none"), "never", "never"],
    ["broke down", () => new TypeError("x is not a function"), "never", "never"],
];

describe("retry: which failures", () => {
    for (const [what, failure, read, write] of rows) {
        it(`a call that ${what} is tried again ${read} where twice is once, ${write} where it changes something`, () => {
            for (const operation of operationNames.filter((each) => again(each) !== "never")) {
                const expected = again(operation) === "always" ? read : write;
                assert.equal(mostTries(operation, failure(operation)), tries[expected], operation);
            }
        });
    }

    it("a call that makes something is tried again only where it is certain that it was not done", () => {
        const certain = rows.filter(([, failure]) =>
            ["UnreachableError", "ThrottledError"].includes(failure("CreateDISyncTask").name),
        );
        assert.equal(certain.length, 2);
        for (const row of rows) {
            const [what, failure] = row;
            const expected = certain.includes(row) ? Infinity : 1;
            assert.equal(mostTries("CreateDISyncTask", failure("CreateDISyncTask")), expected, what);
        }
    });
});

describe("retry: when", () => {
    const plenty = { left: 120_000, allowed: 120_000 };
    const waitOf = (failure: Failure, tries: number, budget = plenty, random = 0.999999) => {
        const count = { tries, limited: tries };
        const decision = decide("GetDISyncTask", failure("GetDISyncTask"), count, budget, () => random);
        return "wait" in decision ? Math.round(decision.wait) : decision.why;
    };

    it("the wait is random, up to a limit that doubles from half a second to 20 seconds", () => {
        const limits = Array.from({ length: 9 }, (_, tries) => waitOf(throttling(), tries + 1));
        assert.deepEqual(limits, [500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000, 20_000]);
        assert.equal(waitOf(throttling(), 3, plenty, 0.25), 500);
    });

    it("no wait is shorter than a tenth of a second, so that the tries are bounded", () => {
        assert.equal(waitOf(throttling(), 1, plenty, 0), 100);
    });

    it("a time that the API asks for is the wait, whatever random and the number of tries say", () => {
        for (const tries of [1, 2, 9]) assert.equal(waitOf(throttling(1234), tries), 1234);
        assert.equal(waitOf(throttling(60_000), 1), 60_000);
    });

    for (const asked of [0, 1, 99]) {
        it(`a time of ${asked} ms that the API asks for is no reason to try again without end`, () => {
            assert.equal(waitOf(throttling(asked), 1), 100);
            const why = waitOf(throttling(asked), 1, { left: 99, allowed: 120_000 });
            assert.equal(why, "maxRetryTimeout (120 s) allows no more tries");
        });
    }

    it("tries that count against no limit leave the few of another failure to it", () => {
        const error = failed(500, "InternalError.System")("GetDISyncTask");
        const after = (limited: number) => decide("GetDISyncTask", error, { tries: 9, limited }, plenty, () => 0);
        assert.deepEqual(after(few), { why: "" });
        assert.deepEqual(after(few - 1), { wait: 100 });
    });

    it("a time that is longer than what the budget leaves ends it at once, and says so", () => {
        const why = waitOf(throttling(300_000), 1, { left: 90_000, allowed: 120_000 });
        assert.equal(why, "The API asks to wait 300 s, and maxRetryTimeout (120 s) leaves 90 s");
    });

    it("the last wait ends with the budget, and after it there is no more", () => {
        assert.equal(waitOf(throttling(), 8, { left: 1500, allowed: 120_000 }), 1500);
        const unknownHost: Failure = (operation) => new UnreachableError(facts(operation), "host", "no", "unknownHost");
        assert.equal(waitOf(unknownHost, 1, { left: 1500, allowed: 120_000 }), 1500);
        assert.equal(
            waitOf(throttling(), 8, { left: 0, allowed: 120_000 }),
            "maxRetryTimeout (120 s) allows no more tries",
        );
        assert.match(String(waitOf(throttling(), 1, { left: 0, allowed: 0 })), /maxRetryTimeout \(0 s\)/);
    });

    it(`few tries are ${few}`, () => {
        for (const failure of [failed(500, "InternalError.System"), noAnswer()]) {
            assert.equal(typeof waitOf(failure, few - 1), "number");
            assert.equal(waitOf(failure, few), "");
        }
    });

    it("what is never tried again says no more than its own error", () => {
        for (const failure of [refused(403, "Forbidden.Access"), noAnswer(302)]) assert.equal(waitOf(failure, 1), "");
    });

    it("no wait is longer than what the budget leaves, and none is shorter than a tenth of a second", () => {
        const budgets = fc
            .nat(200_000)
            .chain((allowed) => fc.record({ allowed: fc.constant(allowed), left: fc.nat(allowed) }));
        const retryAfters = fc.option(fc.nat(200_000), { nil: undefined });
        const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
        fc.assert(
            fc.property(
                budgets,
                retryAfters,
                fc.integer({ min: 1, max: 2000 }),
                randoms,
                (budget, after, tries, random) => {
                    const error = throttling(after)("GetDISyncTask");
                    const decision = decide("GetDISyncTask", error, { tries, limited: 1 }, budget, () => random);
                    if ("wait" in decision) assert.ok(decision.wait >= 100 && decision.wait <= budget.left);
                },
            ),
        );
    });
});

describe("retry: a budget", () => {
    it("is spent by what is noted, and never below nothing", () => {
        const budget = new Budget(1000);
        budget.spend(400);
        assert.equal(budget.left, 600);
        budget.spend(700);
        assert.deepEqual([budget.left, budget.allowed], [0, 1000]);
    });

    it("ends with the last whole millisecond: a wait of less would spend nothing, and be made for ever", () => {
        const budget = new Budget(1000);
        budget.spend(1000 - 1e-9);
        assert.equal(budget.left, 0);
        assert.ok(
            "why" in
                decide("GetDISyncTask", throttling()("GetDISyncTask"), { tries: 3, limited: 0 }, budget, () => 0.5),
        );
    });
});
