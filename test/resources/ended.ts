// An operation that is ended at one of its events: a call, at any stage of its way, or a wait.
import {
    startEmulator,
    type Fault,
    type InstanceSettings,
    type MakingSettings,
    type SeedTask,
} from "dataworks-emulator";
import { HttpFailure } from "../../provider/src/dataworks/http/http";
import type { Transport } from "../../provider/src/dataworks/http/transport";
import type { Operation } from "../../provider/src/dataworks/operation";
import { OwnClaims } from "../../provider/src/resources/claims/ledger";
import type { Context } from "../../provider/src/resources/context";
import { clientOf, contextOf } from "../support/lifecycle";
import { dataSources } from "../support/new-task";
import { SteppingClock } from "../support/stepping-clock";
import { projectId } from "../support/tasks";

/**
 * How far the call was when the operation was ended: not sent yet, sent and lost before DataWorks had it, taken up by DataWorks, or
 * answered. A wait is ended in its midst, or when it is over.
 */
export const stages = ["unsent", "lost", "applied", "answered"] as const;
export type StageOfCall = (typeof stages)[number];

/** What changes something that a state has to know. */
const writes: readonly Operation[] = [
    ...(["CreateDISyncTask", "UpdateDISyncTask", "DeleteDISyncTask", "DeployDISyncTask"] as const),
    ...(["StartDISyncInstance", "StopDISyncInstance", "TerminateDISyncInstance"] as const),
];

export const reason = "the run was interrupted";

export interface Situation {
    readonly tasks: readonly SeedTask[];
    readonly making?: MakingSettings;
    readonly instances?: InstanceSettings;
    readonly faults?: readonly Fault[];
}

/** What became of an operation. */
export interface Ended {
    readonly value?: unknown;
    readonly error?: Error;
    readonly warnings: readonly string[];
    /** What it did, one after the other. */
    readonly events: readonly ("call" | "wait")[];
    /** Calls that were begun after the end, and milliseconds that went by. */
    readonly afterwards: number;
    /** The writes that were sent, and those of them that DataWorks has applied. */
    readonly sent: readonly string[];
    readonly applied: readonly string[];
}

export class Scene {
    private digits = 0;

    private constructor(
        readonly emulator: Awaited<ReturnType<typeof startEmulator>>,
        private readonly clock: SteppingClock,
    ) {}

    static async begin({ tasks, making, instances, faults = [] }: Situation): Promise<Scene> {
        const clock = new SteppingClock(Date.parse("2026-11-20T08:12:44Z"));
        const seed = { workspaces: [{ projectId, dataSources, tasks: [...tasks] }] };
        const emulator = await startEmulator({ seed, now: clock.now });
        if (making) await emulator.control.setMaking(making);
        if (instances) await emulator.control.setInstances(instances);
        for (const fault of faults) await emulator.control.addFault(fault);
        return new Scene(emulator, clock);
    }

    end(): Promise<void> {
        return this.emulator.close();
    }

    /** Runs an operation, and ends it at its event of that number, if it comes to that. */
    async run(operation: (context: Context) => Promise<unknown>, at = Infinity, stage?: StageOfCall): Promise<Ended> {
        const { clock, emulator } = this;
        await emulator.control.clearJournal();
        const end = new AbortController();
        const sent: string[] = [];
        const warnings: string[] = [];
        const events: ("call" | "wait")[] = [];
        let afterwards = 0;
        let endedAt = Infinity;
        /** True for the event at which the operation is to be ended. */
        const isEvent = (kind: "call" | "wait") => events.push(kind) === at;
        const abort = () => {
            endedAt = clock.now();
            end.abort(new Error(reason));
        };
        /** A wait of the operation itself, or of one of its calls. */
        const waiting = (of: SteppingClock) => async (milliseconds: number, signal?: AbortSignal) => {
            if (of !== clock && signal !== end.signal) return of.wait(milliseconds, signal); // that of the queue
            const meets = isEvent("wait");
            if (meets && stage !== "answered") abort();
            end.signal.throwIfAborted();
            await of.wait(milliseconds);
            if (meets) abort();
        };
        const ofCalls = new SteppingClock();
        const client = clientOf(emulator.url, {
            clock: { now: ofCalls.now, wait: waiting(ofCalls) },
            random: () => 0.5,
        });
        const { transport } = client as unknown as { transport: Transport };
        const call = transport.call.bind(transport);
        transport.call = async (name, placed, signal) => {
            if (end.signal.aborted) afterwards += 1;
            const meets = isEvent("call");
            if (meets && stage === "unsent") abort();
            else if (writes.includes(name)) sent.push(name);
            if (meets && stage === "lost") {
                abort();
                throw new HttpFailure(true, reason);
            }
            if (!meets || stage === "unsent") return call(name, placed, signal);
            const reply = await call(name, placed);
            abort();
            if (stage === "applied") throw new HttpFailure(true, reason);
            return reply;
        };
        const context = contextOf(client, {
            dataworks: () => client.forOperation(end.signal),
            now: clock.now,
            wait: waiting(clock),
            warn: (text) => void warnings.push(text),
            claims: new OwnClaims(),
            randomHex: (bytes) => String((this.digits += 1)).padStart(2 * bytes, "0"),
            signal: end.signal,
        });
        const outcome = await operation(context).then(
            (value) => ({ value }),
            (error: unknown) => ({ error: error as Error }),
        );
        const took = clock.now() - endedAt;
        client.close();
        const journal = await emulator.control.journal();
        const applied = journal.filter((entry) => entry.applied && writes.includes(entry.operation as Operation));
        return {
            ...outcome,
            ...{ warnings, events, sent, afterwards: afterwards + Math.max(0, took) },
            applied: applied.map(({ operation: name }) => name),
        };
    }
}
