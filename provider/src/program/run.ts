// The runs of the engine that look-ups belong to: one in most processes, several in those of the Automation API.
import { setMaxListeners } from "node:events";
import * as pulumi from "@pulumi/pulumi";
import type { Lookups } from "../lookup/lookups";

/** A run's connection to the engine, as far as it is asked here. */
export interface Connection {
    getChannel(): { getConnectivityState(tryToConnect: boolean): number };
}

/** A connection that stands, as gRPC numbers its states. */
const ready = 2;
/** How often a run with a failed look-up is looked after while others are under way, in milliseconds. */
const pause = 100;

/**
 * The look-ups of one run, which waits for them. A failure is the program's to catch. Where it does not, or where the run has
 * ended, those that are still under way are given up: they would keep the process alive for nothing, and fail where nobody
 * listens any more. Whether a run goes on is asked of that run alone; nothing is added to the process, whose alarms are its own.
 */
export class Run {
    /** By the explicit provider that the settings are of, or by this run: look-ups with the same settings share calls. */
    private lookups = new WeakMap<object, Promise<Lookups>>();
    /** Each look-up that is under way, by what lets the run end without it. */
    private readonly underWay = new Set<() => void>();
    private readonly end = new AbortController();
    private watch: NodeJS.Timeout | undefined;

    /** Without a connection, it stands for whatever the process does outside of runs. */
    constructor(private readonly connection?: Connection) {
        setMaxListeners(0, this.end.signal); // every explicit provider has connections of its own
    }

    /** Does a look-up. One that is given up never settles. */
    async look<T>(
        settings: object | undefined,
        make: (signal: AbortSignal) => Promise<Lookups>,
        find: (lookups: Lookups) => Promise<T>,
    ): Promise<T> {
        const key = settings ?? this;
        const lookups = this.lookups.get(key) ?? make(this.end.signal);
        this.lookups.set(key, lookups);
        const release = this.hold();
        this.underWay.add(release);
        try {
            return await find(await lookups);
        } catch (error) {
            if (!this.end.signal.aborted && !this.hasEnded()) {
                this.watchOthers();
                throw error;
            }
        } finally {
            release();
            this.underWay.delete(release);
            if (this.underWay.size === 0) this.rest();
        }
        return new Promise<never>(() => undefined);
    }

    /** Has the run wait, as it does for calls of the SDK's own: what fails later would be told to the process. */
    private hold(): () => void {
        return this.connection ? pulumi.runtime.rpcKeepAlive() : () => undefined;
    }

    /** A run that fails does not wait for those that nothing else waits for. */
    private watchOthers(): void {
        if (!this.connection) return; // Node itself ends a process that catches nothing
        for (const release of this.underWay) release();
        clearInterval(this.watch);
        const hadErrors = pulumi.log.hasErrors(); // errors from before say nothing of this failure
        this.watch = setInterval(() => {
            if (!this.hasEnded() && (hadErrors || !pulumi.log.hasErrors())) return;
            clearInterval(this.watch);
            this.end.abort();
        }, pause).unref();
    }

    private rest(): void {
        clearInterval(this.watch);
        // Outside of runs there is no end, by which what was found would be forgotten.
        if (!this.connection) this.lookups = new WeakMap();
    }

    private hasEnded(): boolean {
        return this.connection !== undefined && this.connection.getChannel().getConnectivityState(false) !== ready;
    }
}

const runs = new WeakMap<object, Run>();
const outside = new Run();

/** The run that has this connection to the engine. */
export function runOf(connection: Connection | undefined): Run {
    if (!connection) return outside;
    const run = runs.get(connection) ?? new Run(connection);
    runs.set(connection, run);
    return run;
}
