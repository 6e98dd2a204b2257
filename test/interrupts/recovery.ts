// An interruption from before it to after it: what may never be lost, and how the next `up` heals the stack.
import assert from "node:assert/strict";
import { startEmulator, type Emulator, type JournalEntry } from "dataworks-emulator";
import { Stack, type StateResource } from "../support/stack";
import { realtime, seedOf } from "../support/tasks";
import { count, interruptedUp, type Interrupted, type Interruption } from "./interruption";
import { endProcesses, homeOf, isProvider, processesOf } from "./processes";
import { declare, deployedBy, fileIds, isNew, names, pendingIn, type Pending } from "./twenty";

/** What an interruption that lost nothing left behind, and what it took to heal it. */
export interface Outcome extends Pick<Interrupted, "ended"> {
    /** How many of the 20 deployments the state held after it. */
    readonly done: number;
    readonly pending: readonly Pending[];
    /** Whether the provider's process was left running. */
    readonly orphan: boolean;
    /** The commands that the engine asked for, besides the next `up`. */
    readonly asked: readonly string[];
    /** How many the state held with an unknown outcome. */
    readonly unknown: number;
    /** How many deployments were made twice: applied, but not in the state, so the next `up` made them again. */
    readonly twice: number;
}

type Deployments = Readonly<Record<string, StateResource>>;

/** How long an interruption may take with its recovery, in milliseconds. It takes some 15 seconds. */
const longest = 300_000;

/**
 * Interrupts an `up` on a stack of its own, checks that nothing is lost, and heals the stack as a user would. Rejects with
 * what was lost; nothing is left running or lying about, also where `stop` ends it early.
 */
export async function interruptAndHeal(interruption: Interruption, stop?: AbortSignal): Promise<Outcome> {
    const emulator = await startEmulator({ seed: seedOf(...realtime(...fileIds)) });
    try {
        const stack = await Stack.open({ endpoint: emulator.url, adapter: interruption.adapter });
        try {
            return await within(stack, () => play(interruption, stack, emulator), stop);
        } finally {
            await endProcesses(homeOf(stack));
            await stack.close();
        }
    } finally {
        await emulator.close();
    }
}

/** Ends the work where it takes too long, or `stop` says so: what it waits for are the stack's processes. */
async function within<T>(stack: Stack, work: () => Promise<T>, stop: AbortSignal | undefined): Promise<T> {
    const started = performance.now();
    const late = () => performance.now() - started > longest;
    const guard = setInterval(() => {
        if (stop?.aborted || late()) endProcesses(homeOf(stack)).catch(() => undefined); // it is tried again
    }, 500);
    try {
        return await work();
    } catch (error) {
        stop?.throwIfAborted();
        if (late()) throw new Error(`it was ended after ${longest / 1000} seconds`, { cause: error });
        throw error;
    } finally {
        clearInterval(guard);
    }
}

async function play(interruption: Interruption, stack: Stack, emulator: Emulator): Promise<Outcome> {
    let before: Deployments = {};
    if (interruption.kind === "update") {
        await declare(stack, "first");
        await stack.okUp();
        before = await stack.deployments();
    }
    await declare(stack, "interrupted");
    await emulator.control.clearJournal();
    const { ended, reported } = await interruptedUp(interruption, stack, emulator);
    const orphan = (await processesOf(homeOf(stack))).some(isProvider);

    const after = await stack.deployments();
    const pending = await pendingIn(stack);
    const journal = await emulator.control.journal();
    assertSound(before, after, journal);
    const changed = names.filter((name) => after[name] && isNew(after[name]));
    const done = changed.filter((name) => !isUnknown(after[name]));
    const unknown = changed.length - done.length;
    if (interruption.adapter === "dynamic provider") assert.equal(unknown, 0, "it waits for what is in flight");
    if (interruption.moment === "state written") assert.ok(done.length >= count, "what was written is lost");
    assert.ok(done.length < names.length, "everything was done before the signal came");
    // The engine shows a line just before it writes the state. Killed in between, it knows the operation as pending.
    const known = new Set([...done, ...pending.map(({ name }) => name)]);
    const lost = reported.filter((name) => !known.has(name));
    assert.deepEqual(lost, [], "these were reported as done, and the state does not know of them");

    await emulator.control.clearJournal();
    const asked = await heal(stack);
    // What a provider that was left running still does may be among these. What is in the state is not made again.
    const again = deployedBy(await emulator.control.journal());
    const missing = names.filter((name) => !done.includes(name));
    assert.deepEqual(
        [...new Set(again)].sort(),
        missing,
        "the next up did not deploy what the state lacks, and only that",
    );
    await assertHealed(stack, { ...before, ...after });
    const made = [...deployedBy(journal), ...again];
    return { ended, done: done.length, pending, orphan, asked, unknown, twice: made.length - new Set(made).size };
}

/** Whether the state says that the deployment may have been made: its call was ended. */
function isUnknown(resource: StateResource | undefined): boolean {
    return resource?.outputs["status"] === "unknown";
}

/** The state after an interruption holds what was there before, as it was, or what has really been deployed since. */
function assertSound(before: Deployments, after: Deployments, journal: readonly JournalEntry[]): void {
    for (const [name, { id }] of Object.entries(before)) assert.equal(after[name]?.id, id, `${name} is lost`);
    for (const [name, resource] of Object.entries(after)) {
        const { id, inputs, outputs } = resource;
        if (isUnknown(resource)) {
            assert.match(id ?? "", /^disync-[0-9a-f]{16}$/);
            assert.ok(isNew(resource), name);
        } else if (isNew(resource)) {
            assert.match(id ?? "", /^disync-[0-9a-f]{16}$/);
            assert.equal(outputs["status"], "success");
            const call = journal.find(({ requestId }) => requestId === outputs["requestId"]);
            assert.deepEqual(deployedBy(call ? [call] : []), [name], `${name} is in the state, and was not deployed`);
        } else {
            assert.deepEqual({ inputs, outputs }, { inputs: before[name]?.inputs, outputs: before[name]?.outputs });
        }
    }
}

/** What a user does: the next `up`, and what the engine asks for. Gives the latter. */
async function heal(stack: Stack): Promise<string[]> {
    const asked: string[] = [];
    const { code, output } = await stack.up();
    if (code !== 0) {
        assert.match(output, /pulumi cancel/);
        asked.push("cancel");
        await stack.ok("cancel", "--yes");
        await stack.okUp();
    }
    if ((await pendingIn(stack)).length > 0) {
        asked.push("refresh --clear-pending-creates");
        await stack.ok("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
    }
    return asked;
}

/** All is deployed and in the state, nothing that was there was made anew, and nothing is left to do. */
async function assertHealed(stack: Stack, existing: Deployments): Promise<void> {
    const healed = await stack.deployments();
    assert.deepEqual(Object.keys(healed).sort(), names);
    for (const [name, resource] of Object.entries(healed)) {
        assert.ok(isNew(resource), `${name} has old triggers`);
        assert.equal(resource.outputs["status"], "success");
        if (existing[name]) assert.equal(resource.id, existing[name].id, `${name} was made anew`);
    }
    assert.deepEqual(await pendingIn(stack), []);
    await stack.ok("preview", "--refresh", "--expect-no-changes");
}
