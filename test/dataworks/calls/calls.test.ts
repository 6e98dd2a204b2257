// What a call does about failures: how often it is sent, after what waits, and what the user is told in the end.
import assert from "node:assert/strict";
import {
    CallError,
    CredentialsError,
    NoAnswerError,
    NotUnderstoodError,
    QuotaSpentError,
    RefusedError,
    ServiceFailedError,
    ThrottledError,
    UnreachableError,
} from "../../../provider/src/dataworks/calls/errors";
import {
    failing,
    lost,
    proxyPage,
    refusal,
    reply,
    RequestId,
    Script,
    success,
    task,
    throttled,
    unsent,
    unsentBy,
    type Answering,
} from "./scripted";
import { HttpFailure } from "../../../provider/src/dataworks/http/http";
import type { Operation } from "../../../provider/src/dataworks/operation";
import { causes, type Cause } from "../../../provider/src/dataworks/http/connection-errors";

const read: Operation = "GetDISyncTask";
const write: Operation = "DeployDISyncTask";

/** How often a call is sent whose answers are these, and what it comes to. */
async function outcome(
    operation: Operation,
    answers: readonly Answering[],
): Promise<{ times: number; result: unknown; script: Script }> {
    const script = new Script({ [operation]: answers });
    const result = await script.clock.run(script.make(operation));
    return { times: script.sent.length, result, script };
}

describe("calls: a failure that passes", () => {
    const rows: readonly (readonly [what: string, failure: Answering, read: boolean, write: boolean])[] = [
        ["an unsent request", unsent, true, true],
        ["a throttled call", throttled, true, true],
        ["an error of the API's own", failing, true, true],
        ["a reset", lost, true, false],
        ["a proxy's error page", proxyPage, true, false],
        ["half a reply", () => reply(200, '{"Success":tr'), true, false],
        ["an empty reply", () => reply(200, ""), true, false],
        ["a refusal", refusal(403, "Forbidden.Access"), false, false],
        ["bad input", refusal(400, "Param.Invalid"), false, false],
        ["a time-out within the API", refusal(504, "ServiceTimeout"), true, false],
        ["a time-out of the API", refusal(408, "RequestTimeout"), true, false],
        ["a region without the API", refusal(500, "Forbidden.Not.Server"), false, false],
        ["an edition's calls that are spent", refusal(429, "Throttling.Resource"), false, false],
        ["the day's calls that are spent", refusal(429, "Throttling.Api.Risk"), false, false],
    ];
    for (const [what, failure, retriesRead, retriesWrite] of rows) {
        for (const [operation, retried] of [
            [read, retriesRead],
            [write, retriesWrite],
        ] as const) {
            it(`${what} makes ${operation} ${retried ? "go out again, and succeed" : "fail, sent once"}`, async () => {
                const { times, result } = await outcome(operation, [failure, success]);
                assert.equal(times, retried ? 2 : 1);
                assert.equal(result === "done", retried);
            });
        }
    }

    for (const operation of ["StartDISyncInstance", "StopDISyncInstance", "TerminateDISyncInstance"] as const) {
        it(`${operation} is never sent again after a lost reply`, async () => {
            for (const failure of [lost, proxyPage]) {
                const { times, result } = await outcome(operation, [failure, success]);
                assert.equal(times, 1);
                assert.ok(result instanceof NoAnswerError);
            }
        });
    }

    it("a lost reply ends it for a write although throttled tries came before", async () => {
        const { times, result } = await outcome(write, [throttled, unsent, lost, success]);
        assert.equal(times, 3);
        assert.ok(result instanceof NoAnswerError);
        assert.match(result.message, /tried 3 times in/);
    });
});

describe("calls: a try that may have been applied", () => {
    for (const [what, last] of [
        ["a refusal", refusal(403, "Forbidden.Access")],
        ["the day's calls that are spent", refusal(429, "Throttling.Api.Risk")],
        ["a throttling without end", throttled],
        ["tries that could not be sent", unsent],
    ] as const) {
        it(`is not forgotten over ${what} that came after it`, async () => {
            const { result } = await outcome(write, [failing, last]);
            assert.ok(result instanceof CallError && !(result instanceof NoAnswerError));
            assert.ok(result.earlier instanceof ServiceFailedError);
            assert.match(result.message, /An earlier try may have been applied: InternalError\.System: no\.$/);
        });
    }

    it("is what the call ends with where there are no credentials any more", async () => {
        const ended: Answering = () => {
            throw new CredentialsError("they have ended");
        };
        const { result } = await outcome(write, [failing, ended]);
        assert.ok(result instanceof ServiceFailedError);
        assert.match(result.message, /InternalError\.System.*It was not tried again: they have ended\./);
    });

    it("is nothing to a call that only reads", async () => {
        const { result } = await outcome(read, [failing, refusal(403, "Forbidden.Access")]);
        assert.ok(result instanceof RefusedError && !result.earlier);
    });

    it("is not said of the one that came last, which says so itself", async () => {
        const { result } = await outcome(write, [failing, lost]);
        assert.ok(result instanceof NoAnswerError && !result.earlier);
        assert.match(result.message, /the connection was reset/);
        assert.doesNotMatch(result.message, /earlier try/);
    });
});

describe("calls: a failure that stays", () => {
    const rows: readonly (readonly [what: string, operation: Operation, failure: Answering, kind: unknown])[] = [
        ["an error of the API's own", read, failing, ServiceFailedError],
        ["an error of the API's own", write, failing, ServiceFailedError],
        ["a lost reply", read, lost, NoAnswerError],
        ["a proxy's error page", read, proxyPage, NoAnswerError],
    ];
    for (const [what, operation, failure, kind] of rows) {
        it(`${what} is met 5 times by ${operation}, within 15 seconds, and the error says so`, async () => {
            const { times, result, script } = await outcome(operation, [failure]);
            assert.equal(times, 5);
            assert.ok(result instanceof Error && result.constructor === kind);
            assert.match(result.message, /tried 5 times in 3\.8 s/);
            assert.deepEqual(script.gaps, [250, 500, 1000, 2000]);
        });
    }

    for (const [what, failure, kind] of [
        ["a throttled call", throttled, ThrottledError],
        ["an unsent request", unsent, UnreachableError],
    ] as const) {
        for (const operation of [read, write]) {
            it(`${what} keeps ${operation} trying for maxRetryTimeout, and no longer`, async () => {
                const { times, result, script } = await outcome(operation, [failure]);
                assert.ok(result instanceof kind);
                const last = script.sent.at(-1)?.at ?? 0;
                // A turn may have to be waited for, which does not count.
                assert.ok(last > 119_999 && last < 121_000, `${last}`);
                assert.ok(times > 10 && times < 25, `${times}`);
                assert.match(result.message, new RegExp(`tried ${times} times in 120 s.*maxRetryTimeout \\(120 s\\)`));
            });
        }
    }

    it("with a maxRetryTimeout of 0 nothing is tried twice", async () => {
        const script = new Script({ [read]: [throttled, success] }, { maxRetryTimeout: 0 });
        const result = await script.clock.run(script.make(read));
        assert.equal(script.sent.length, 1);
        assert.ok(result instanceof ThrottledError);
        assert.doesNotMatch(result.message, /tried/);
    });

    it("its waits are random up to a limit, so that those that failed together do not come back together", async () => {
        const randoms = [0.1, 0.9, 0.5, 0.3];
        let count = 0;
        // The queue uses random numbers too: it takes one for each call, before the retry takes its own.
        const random = () => (count++ % 2 === 0 ? 0.5 : (randoms[(count >> 1) - 1] ?? 0.5));
        const script = new Script({ [read]: [failing] }, { random });
        await script.clock.run(script.make(read));
        assert.deepEqual(script.gaps, [100, 900, 1000, 1200]);
    });
});

describe("calls: what is never sent", () => {
    for (const [cause, { tries }] of Object.entries(causes)) {
        if (tries === Infinity) continue;
        for (const operation of [read, write]) {
            it(`is tried ${tries} times by ${operation} within 5 s, because ${cause} does not pass`, async () => {
                const { times, result, script } = await outcome(operation, [unsentBy(cause as Cause)]);
                assert.ok(result instanceof UnreachableError && result.cause === cause);
                assert.equal(times, tries);
                assert.ok(script.clock.now() <= 5000, `${script.clock.now()}`);
                assert.ok(script.gaps.every((gap) => gap >= 1000));
            });
        }
    }

    it("for a cause that passes leaves the tries of one that does not to it", async () => {
        const passing = Array.from({ length: 6 }, () => unsentBy("passing"));
        const { times, result } = await outcome(read, [...passing, unsentBy("unknownHost"), success]);
        assert.equal(result, "done");
        assert.equal(times, 8);
    });
});

describe("calls: a long wait", () => {
    const many = Array.from({ length: 7 }, (_, index) => ({ ...task, fileId: String(1000 + index) }));

    for (const [what, failure, text] of [
        [
            "tries that are not sent",
            unsentBy("passing"),
            /^calls to dataworks\.example\.com do not get through, by now for more than 10 s: no connection \(passing\)\. \d waits?, and each is tried again for at most 120 s \(maxRetryTimeout\)$/,
        ],
        ["throttled tries", throttled, /more than 10 s: the account's quota is used up \(Throttling\.User\)\. \d wait/],
    ] as const) {
        it(`for ${what} is told once, however many wait`, async () => {
            const script = new Script({ [read]: [failure] });
            await script.clock.run(Promise.all(many.map((subject) => script.make(read, subject))));
            assert.equal(script.warnings.length, 1, script.warnings.join("\n"));
            assert.match(script.warnings[0] ?? "", text);
        });
    }

    it("is told once for each cause", async () => {
        const script = new Script({ "GetDISyncTask 1": [unsentBy("passing")], "GetDISyncTask 2": [throttled] });
        await script.clock.run(Promise.all(["1", "2"].map((fileId) => script.make(read, { ...task, fileId }))));
        assert.equal(script.warnings.length, 2);
    });

    it("is none where tries end within 10 s", async () => {
        const { script } = await outcome(read, [failing]);
        assert.deepEqual(script.warnings, []);
    });

    it("for replies that do not come says what came instead of them", async () => {
        const script = new Script({ [read]: [lost] }, { takes: 6000 });
        await script.clock.run(script.make(read));
        assert.equal(script.warnings.length, 1);
        assert.match(script.warnings[0] ?? "", /more than 10 s: the connection was reset\. 1 waits, and/);
    });

    it("for a turn names what makes it long: the quota, where that lets less through than requestsPerSecond", async () => {
        let at = -Infinity;
        const script: Script = new Script(
            {
                [read]: [
                    () => {
                        const soon = script.clock.now() - at < 200;
                        if (!soon) at = script.clock.now();
                        return soon ? throttled() : success();
                    },
                ],
            },
            { requestsPerSecond: 100 },
        );
        const tasks = Array.from({ length: 150 }, (_, index) => ({ ...task, fileId: String(1000 + index) }));
        await script.clock.run(Promise.all(tasks.map((subject) => script.make(read, subject))));
        assert.match(
            script.warnings.join("\n"),
            /have to wait for their turn.*: \d+ are queued, and the account's quota lets some \d calls a second through$/m,
        );
    });
});

describe("calls: x-acs-retry-after", () => {
    const asking = (milliseconds: string) => refusal(429, "Throttling.Api", { "x-acs-retry-after": milliseconds });

    it("is the wait, in milliseconds", async () => {
        const { script, result } = await outcome(write, [asking("3210"), asking("40000"), success]);
        assert.equal(result, "done");
        assert.deepEqual(script.gaps, [3210, 40_000]);
    });

    it("of more than what is left ends it at once, and says both times", async () => {
        const { times, result, script } = await outcome(read, [asking("100000"), asking("100000"), success]);
        assert.equal(times, 2);
        assert.equal(script.clock.now(), 100_000);
        assert.ok(result instanceof ThrottledError);
        assert.equal(result.retryAfter, 100_000);
        assert.match(result.message, /The API asks to wait 100 s, and maxRetryTimeout \(120 s\) leaves 20 s\./);
    });

    for (const soon of ["0", "1"]) {
        it(`of ${soon} ms ends with maxRetryTimeout all the same`, async () => {
            const { times, result, script } = await outcome(write, [asking(soon)]);
            assert.ok(result instanceof ThrottledError);
            assert.match(result.message, /maxRetryTimeout \(120 s\) allows no more tries/);
            assert.ok(script.clock.now() < 125_000 && times < 200, `${times} tries in ${script.clock.now()} ms`);
        });
    }

    for (const nonsense of ["", "soon", "-5", "1.5", "1e3"]) {
        it(`that makes no sense counts as none: ${JSON.stringify(nonsense)}`, async () => {
            const { script } = await outcome(read, [asking(nonsense), success]);
            const [gap = 0] = script.gaps;
            assert.ok(gap >= 250 && gap < 400, `${gap}`);
        });
    }
});

describe("calls: a budget", () => {
    it("is one for all calls of an operation that share it", async () => {
        const script = new Script({ [read]: [throttled], [write]: [throttled] });
        await script.clock.run(
            (async () => {
                const budget = script.calls.newBudget();
                await script.make(read, task, budget);
                const before = script.clock.now();
                const result = await script.make(write, task, budget);
                assert.ok(script.clock.now() - before < 5000, "it waits for its turn, and for nothing else");
                assert.ok(result instanceof ThrottledError);
            })(),
        );
        assert.equal(script.sent.filter(({ name }) => name === `${write} 100`).length, 1, "one try is always made");
    });

    it("is spent by tries that take long, too: two replies that never come are enough for 120 s", async () => {
        const script = new Script({ [read]: [lost] }, { takes: 60_000 });
        await script.clock.run(script.make(read));
        assert.equal(script.sent.length, 2);
        assert.ok(script.clock.now() < 121_000);
    });

    it("is not spent by waiting for the first turn", async () => {
        const script = new Script({ [read]: [failing, success] }, { maxRetryTimeout: 2, requestsPerSecond: 0.2 });
        const subjects = ["1", "2", "3", "4"].map((fileId) => ({ ...task, fileId }));
        const results = await script.clock.run(Promise.all(subjects.map((subject) => script.make(read, subject))));
        assert.deepEqual(results, ["done", "done", "done", "done"]);
        assert.equal(script.sent.length, 8);
        assert.ok(script.clock.now() > 30_000);
    });

    it("and the time that the error names begin with the first try, and not with the wait for its turn", async () => {
        const script = new Script({ "GetDISyncTask 1": [failing] }, { requestsPerSecond: 1 });
        const first = Promise.all(Array.from({ length: 20 }, () => script.make(read)));
        const result = await script.clock.run(
            (async () => {
                const last = await script.make(read, { ...task, fileId: "1" });
                await first;
                return last;
            })(),
        );
        assert.ok(script.clock.now() > 20_000);
        assert.ok(result instanceof ServiceFailedError);
        assert.match(result.message, /tried 5 times in [45]\.\d s/);
    });
});

describe("calls: a budget and the queue", () => {
    it("is spent by waiting for the turn of a further try: what waits between tries counts, whatever it waits for", async () => {
        const script = new Script({ [read]: [throttled] }, { maxRetryTimeout: 20, requestsPerSecond: 0.1 });
        const result = await script.clock.run(script.make(read));
        assert.ok(result instanceof ThrottledError);
        assert.equal(script.sent.length, 3, "one in ten seconds, and the last one before the end");
    });
});

describe("calls: the day's calls that are spent", () => {
    const spent = refusal(429, "Throttling.Api.Risk");
    const tasks = Array.from({ length: 200 }, (_, index) => ({ ...task, fileId: String(1000 + index) }));

    it("end what waits in the queue at once: what cannot succeed is not sent 200 times", async () => {
        const script = new Script({ [read]: [spent] }, { takes: 30 });
        const results = await script.clock.run(Promise.all(tasks.map((subject) => script.make(read, subject))));
        assert.ok(script.sent.length <= 5, `${script.sent.length} were sent`);
        assert.ok(script.clock.now() < 1000);
        assert.ok(results.every((result) => result instanceof QuotaSpentError));
    });

    it("are said by each call, with its own task, and with the RequestId of the answer", async () => {
        const script = new Script({ [read]: [spent] });
        const second = await script.clock.run(
            script.make(read, { ...task, fileId: "1" }).then(() => script.make(read, { ...task, fileId: "2" })),
        );
        assert.ok(second instanceof QuotaSpentError);
        assert.match(second.message, /GetDISyncTask was refused for DI_REALTIME 2 of workspace 10000/);
        assert.match(second.message, /Throttling\.Api\.Risk: it was not even sent/);
        assert.ok(second.message.includes(`RequestId ${RequestId}`) && second.message.includes("tomorrow"));
    });

    it("are no try of a call that was tried before, and not sent again", async () => {
        const script = new Script({ "GetDISyncTask 1": [failing], "GetDISyncTask 2": [spent] });
        const [first] = await script.clock.run(
            Promise.all(["1", "2"].map((fileId) => script.make(read, { ...task, fileId }))),
        );
        assert.ok(first instanceof QuotaSpentError);
        assert.equal(script.sent.length, 2);
        assert.doesNotMatch(first.message, /tried/);
    });

    it("do not keep another operation from being tried: a deployment does not depend on its fingerprint", async () => {
        const script = new Script({ [read]: [spent] });
        const results = await script.clock.run(
            (async () => [await script.make(read), await script.make(read), await script.make(write)])(),
        );
        assert.deepEqual(results.at(-1), "done");
        assert.deepEqual(
            script.sent.map(({ name }) => name),
            [`${read} 100`, `${write} 100`],
        );
    });

    it("are asked about again after a minute", async () => {
        const script = new Script({ [read]: [spent, success] });
        const result = await script.clock.run(
            (async () => {
                await script.make(read);
                await script.clock.wait(59_000);
                assert.ok((await script.make(read)) instanceof QuotaSpentError);
                await script.clock.wait(1001);
                return script.make(read);
            })(),
        );
        assert.equal(result, "done");
        assert.equal(script.sent.length, 2);
    });

    it("are told apart from an edition's, which are refused call by call", async () => {
        const script = new Script({ [`${read} 1`]: [refusal(429, "Throttling.Resource")] });
        const results = await script.clock.run(
            (async () => [await script.make(read, { ...task, fileId: "1" }), await script.make(read)])(),
        );
        assert.ok(results[0] instanceof QuotaSpentError);
        assert.equal(results[1], "done");
    });
});

describe("calls: an error of a library", () => {
    const broken: Answering = () => {
        throw new TypeError("cannot read fake-hunter2 of undefined");
    };

    it("never leaves raw: it becomes an unknown outcome, without secrets, and is not tried again", async () => {
        for (const operation of [read, write]) {
            const { times, result } = await outcome(operation, [broken, success]);
            assert.equal(times, 1);
            assert.ok(result instanceof NotUnderstoodError);
            assert.match(result.message, /cannot read \[redacted\] of undefined/);
            assert.doesNotMatch(`${result.message}${JSON.stringify(result)}`, /hunter2/);
        }
    });

    it("and what it says of a connection are without secrets", async () => {
        for (const sent of [true, false]) {
            const failure: Answering = () => {
                throw new HttpFailure(sent, "http://user:fake-hunter2@proxy.example.com", "unbuildable");
            };
            const { result } = await outcome(write, [failure]);
            assert.ok(result instanceof CallError);
            assert.match(result.message, /user:\[redacted\]@proxy/);
        }
    });

    it("about credentials stays what it is: no call was made", async () => {
        const { times, result } = await outcome(write, [
            () => {
                throw new CredentialsError("none were found");
            },
        ]);
        assert.equal(times, 1);
        assert.ok(result instanceof CredentialsError);
    });
});

describe("calls: quotas of reads and writes", () => {
    it("are told apart: where only writes are refused, reads are not held up by them", async () => {
        let at = -Infinity;
        const script: Script = new Script({
            [write]: [
                () => {
                    const soon = script.clock.now() - at < 1000;
                    if (!soon) at = script.clock.now();
                    return soon ? throttled() : success();
                },
            ],
        });
        const worker = async (operation: Operation): Promise<void> => {
            while (script.clock.now() < 30_000) {
                await script.make(operation);
                await script.clock.wait(20);
            }
        };
        await script.clock.run(Promise.all([read, read, write, write].map(worker)));
        const reads = script.sent.filter(({ name }) => name.startsWith(read)).length;
        assert.ok(reads > 10 * 30, `${reads} reads`);
    });
});
