// A call whose operation is ended: it ends at once wherever it waits, and says what may have become of it.
import assert from "node:assert/strict";
import {
    InterruptedError,
    NoAnswerError,
    wasNotApplied,
    type CallError,
} from "../../../provider/src/dataworks/calls/errors";
import {
    failing,
    refusal,
    Script,
    silent,
    success,
    task,
    throttled,
    type Answering,
    type ScriptOptions,
} from "./scripted";
import type { Operation } from "../../../provider/src/dataworks/operation";

const write: Operation = "DeployDISyncTask";
const read: Operation = "GetDISyncTask";
/** Writes of which nothing comes, sent twice. */
const harmless: Operation = "GenerateDISyncTaskConfigForCreating";

/** A call that is ended so long after it began, in milliseconds, and what it came to. */
async function ended(
    operation: Operation,
    answers: readonly Answering[],
    after: number,
    options: ScriptOptions = {},
    before: (script: Script) => void = () => undefined,
): Promise<{ error: CallError; script: Script; at: number; sent: number }> {
    const script = new Script({ [operation]: answers }, options);
    const end = new AbortController();
    before(script);
    const made = script.make(operation, task, undefined, end.signal);
    void script.clock.wait(after).then(() => end.abort(new Error("the run was interrupted")));
    const error = (await script.clock.run(made)) as CallError;
    const count = () => script.sent.filter(({ name }) => name.startsWith(operation)).length;
    const [at, sent] = [script.clock.now(), count()];
    await script.clock.run(script.clock.wait(600_000));
    assert.equal(count(), sent, "it was sent afterwards");
    return { error, script, at, sent };
}

describe("calls: an operation that is ended", () => {
    it("sends nothing from then on, and asks for no credentials", async () => {
        let asked = false;
        const prepare = () => Promise.resolve(void (asked = true));
        const script = new Script({}, { prepare });
        const error = (await script.make(
            write,
            task,
            undefined,
            AbortSignal.abort(new Error("it is over")),
        )) as CallError;
        assert.ok(error instanceof InterruptedError && wasNotApplied(error));
        assert.equal(
            error.message,
            "DeployDISyncTask for DI_REALTIME 100 of workspace 10000 was given up: it is over. Nothing was changed by it: run again.",
        );
        assert.deepEqual([script.sent, asked], [[], false]);
    });

    it("waits no longer for credentials, which others still get", async () => {
        let prepared = false;
        let take = () => Promise.resolve();
        const { error, at, sent, script } = await ended(write, [success], 1000, { prepare: () => take() }, (script) => {
            take = () => script.clock.wait(5000).then(() => void (prepared = true));
        });
        assert.deepEqual([error.name, at, sent, prepared], ["InterruptedError", 1000, 0, true]);
        assert.equal(await script.clock.run(script.make(write)), "done");
    });

    it("waits no longer for its turn, and leaves the queue", async () => {
        const { error, at, sent, script } = await ended(write, [success], 100, { requestsPerSecond: 0.1 }, (script) => {
            for (let count = 0; count < 3; count++) void script.make("GetFile");
        });
        assert.deepEqual([error.name, at], ["InterruptedError", 100]);
        assert.ok(wasNotApplied(error));
        assert.equal(sent, 0);
        assert.equal(script.sent.length, 3, "those behind it have their turn");
    });

    it("waits no longer for its next try, and says what the last one came to", async () => {
        const { error, at, sent } = await ended(write, [throttled], 700);
        assert.ok(error instanceof InterruptedError && wasNotApplied(error));
        assert.equal(at, 700);
        assert.equal(sent, 2);
        assert.match(
            error.message,
            /was given up: the run was interrupted \(tried 2 times in 0\.7 s\)\. The last try failed: the account's quota is used up/,
        );
    });

    it("may have been applied by a try before the wait", async () => {
        const { error } = await ended(write, [failing], 100);
        assert.ok(error instanceof InterruptedError && !wasNotApplied(error));
        assert.match(error.message, /interrupted\. An earlier try may have been applied: InternalError\.System: no\.$/);
    });

    for (const operation of [write, read, harmless]) {
        it(`gives up ${operation} that is on its way, and changes something: ${operation === write}`, async () => {
            const { error, at, sent } = await ended(operation, [silent(true)], 300);
            assert.deepEqual([at, sent], [300, 1]);
            assert.equal(wasNotApplied(error), operation !== write);
            assert.equal(error.name, operation === write ? "NoAnswerError" : "InterruptedError");
            assert.match(error.message, /the run was interrupted/);
        });
    }

    it("was not applied where no connection stood yet", async () => {
        const { error } = await ended(write, [silent(false)], 300);
        assert.ok(error instanceof InterruptedError && wasNotApplied(error));
    });

    it("keeps the try that may have been applied where a later one is given up on its way", async () => {
        const { error } = await ended(write, [failing, silent(false)], 5000);
        assert.ok(error instanceof InterruptedError && !wasNotApplied(error));
        const { error: sent } = await ended(write, [failing, silent(true)], 5000);
        assert.ok(sent instanceof NoAnswerError && !wasNotApplied(sent));
    });

    it("says what the API answered, where it did before", async () => {
        const { error } = await ended(write, [refusal(403, "Forbidden.Access")], 300);
        assert.equal(error.name, "RefusedError");
    });

    it("counts no more among those that wait", async () => {
        const script = new Script({ [write]: [throttled] });
        const end = new AbortController();
        const first = script.make(write, task, undefined, end.signal);
        void script.clock.wait(100).then(() => end.abort(new Error("over")));
        await script.clock.run(first);
        await script.clock.run(script.make(write));
        assert.match(script.warnings.join(), /1 waits, and each/);
    });
});
