// A client of the DataWorks API, for one account and endpoint.
import { setMaxListeners } from "node:events";
import { Calls } from "./calls/calls";
import { realClock, type Clock } from "./clock";
import type { AskAccessKey } from "./credentials/credentials";
import type { Sanitizer } from "./sanitizer";
import { placed } from "./operation";
import { operationsOf, type DataWorks } from "./operations";
import { Transport, type TransportOptions } from "./http/transport";

export type { DataWorks } from "./operations";
export type { CommittedVersion, FileFilter, FilePage, ListedFile } from "./operations/file";
export type { WorkedOut } from "./operations/config";
export type { InstanceInfo, StartParameters } from "./operations/instance";
export type { NamedProject, ProjectPage } from "./operations/project";
export type { ResourceGroupFacts } from "./operations/resource-group";
export type { Reference, ReferringTask } from "./operations/reference";
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
    /** Ends all operations that have no signal of their own, and every connection: nothing keeps the process alive then. */
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

    constructor(private readonly options: DataWorksOptions) {
        const { accessKey, endpoint, region, regionFrom, endpointFrom, sanitizer, signal } = options;
        this.transport = new Transport(options, (secrets) => sanitizer.hide(secrets));
        this.calls = new Calls({
            prepare: async (budget) => {
                await accessKey(budget);
            },
            send: ({ operation, parameters, allInQuery, signal: ends }) =>
                this.transport.call(operation, placed(operation, parameters, allInQuery), ends),
            target: { origin: new URL(endpoint).origin, region, regionFrom, endpointFrom },
            sanitizer,
            maxRetryTimeout: options.maxRetryTimeout,
            requestsPerSecond: options.requestsPerSecond,
            clock: options.clock ?? realClock,
            random: options.random ?? Math.random,
            told: options.told,
            warn: options.warn,
        });
        signal?.addEventListener("abort", () => void this.transport.destroy());
    }

    /**
     * What one create, update, read, delete or look-up calls by: its calls share what `maxRetryTimeout` allows. The signal ends them
     * at once, those that wait and the one that is on its way; its reason is an error whose message ends a sentence.
     */
    forOperation(signal = this.options.signal): DataWorks {
        if (signal) setMaxListeners(0, signal); // as many as there are calls
        return operationsOf(this.calls, this.calls.newBudget(), signal);
    }
}
