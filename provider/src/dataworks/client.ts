// A client of the DataWorks API, for one account and endpoint.
import { Calls } from "./calls/calls";
import { realClock, type Clock } from "./clock";
import type { AskAccessKey } from "./credentials/credentials";
import type { Sanitizer } from "./sanitizer";
import { placed } from "./operation";
import { operationsOf, type DataWorks } from "./operations";
import { Transport, type TransportOptions } from "./http/transport";

export type { DataWorks } from "./operations";
export type { FileFilter, FilePage, ListedFile } from "./operations/file";
export type { WorkedOut } from "./operations/config";
export type { InstanceInfo, StartParameters } from "./operations/instance";
export type { TaskDetail } from "./operations/task";

export interface DataWorksOptions extends TransportOptions {
    /** Is asked for an access key before each call. */
    readonly accessKey: AskAccessKey;
    /**
     * How many seconds the retries of one create, update, read or delete may take in all: tries that failed, and the waits
     * between tries; not the wait of a first try for its turn. 0: nothing is tried twice.
     */
    readonly maxRetryTimeout: number;
    /**
     * In no second more calls than this, such as 2 or 0.5. Default: no fixed number. It begins with 5 calls a second, and
     * finds out what the account's quota allows.
     */
    readonly requestsPerSecond?: number | undefined;
    /**
     * Gives all calls up: those that wait or are on their way never end, and nothing of them keeps the process alive, nor
     * any connection. For a program that has failed.
     */
    readonly signal?: AbortSignal | undefined;
    /** What texts from outside go through: it learns the secrets that calls are signed with. */
    readonly sanitizer: Sanitizer;
    /** Default: the real clock. */
    readonly clock?: Clock;
    /** Gives a number from 0 up to 1. Default: Math.random. */
    readonly random?: () => number;
    /** The region whose host the endpoint is, and the setting that it comes from, for messages. */
    readonly region?: string | undefined;
    readonly regionFrom?: string | undefined;
    /** The setting that the endpoint comes from, for messages. */
    readonly endpointFrom?: string | undefined;
    /** The causes of long waits that the user was told of already. Default: those of this process. */
    readonly told?: Set<string> | undefined;
    /** Tells the user something that is no error. */
    readonly warn: (text: string) => void;
}

/** A client: all its calls share connections, and what is known of the account's quota. */
export class DataWorksClient {
    private readonly transport: Transport;
    private readonly calls: Calls;

    constructor(options: DataWorksOptions) {
        const { accessKey, endpoint, region, regionFrom, endpointFrom, sanitizer, signal } = options;
        this.transport = new Transport(options, (secrets) => sanitizer.hide(secrets));
        this.calls = new Calls({
            prepare: async (budget) => {
                await accessKey(budget);
            },
            send: ({ operation, parameters, allInQuery }) =>
                this.transport.call(operation, placed(operation, parameters, allInQuery)),
            target: { origin: new URL(endpoint).origin, region, regionFrom, endpointFrom },
            sanitizer,
            maxRetryTimeout: options.maxRetryTimeout,
            requestsPerSecond: options.requestsPerSecond,
            clock: options.clock ?? realClock(signal),
            random: options.random ?? Math.random,
            told: options.told,
            warn: options.warn,
        });
        signal?.addEventListener("abort", () => void this.transport.destroy());
    }

    /** What one create, update, read, delete or look-up calls by: its calls share what `maxRetryTimeout` allows. */
    forOperation(): DataWorks {
        return operationsOf(this.calls, this.calls.newBudget());
    }
}
