// The lifecycle functions against the embedded DataWorks, with a clock that stands still until it is waited on.
import {
    defaultAccessKeyId,
    defaultAccessKeySecret,
    startEmulator,
    type Emulator,
    type Seed,
} from "dataworks-emulator";
import { DataWorksClient, type DataWorksOptions } from "../../provider/src/dataworks/client";
import { Sanitizer } from "../../provider/src/dataworks/sanitizer";
import { check as checkInputs, type Checked } from "../../provider/src/resources/check";
import { deployment } from "../../provider/src/resources/deployment";
import type { Inputs, Outputs } from "../../provider/src/resources/deployment/state";
import type { Values } from "../../provider/src/resources/resource";
import { OwnClaims } from "../../provider/src/resources/claims/ledger";
import type { Context } from "../../provider/src/resources/context";
import { callsOf, projectId } from "./tasks";

export const region = "cn-hangzhou";

export class Lifecycle {
    /** What the user was warned of. */
    readonly warnings: string[] = [];
    /** What the user was told of how it goes on. */
    readonly said: string[] = [];
    /** Runs at each wait, with the milliseconds that have passed. */
    onWait: (milliseconds: number) => Promise<void> | void = () => undefined;

    private constructor(
        readonly emulator: Emulator,
        private readonly client: TestClient,
        private readonly clock: { now: number },
    ) {}

    /** Milliseconds since 1970, by the lifecycle functions' clock. */
    get now(): number {
        return this.clock.now;
    }

    /** `sharesClock`: the emulator's instances go by the lifecycle functions' clock too. */
    static async begin(seed: Seed, sharesClock = false): Promise<Lifecycle> {
        const clock = { now: Date.parse("2026-11-20T08:12:44Z") };
        const emulator = await startEmulator({ seed, ...(sharesClock && { now: () => clock.now }) });
        return new Lifecycle(emulator, clientOf(emulator.url), clock);
    }

    /** The context of one run of the engine. */
    context(client = this.client): Context {
        let count = 0;
        return {
            dataworks: () => client.forOperation(),
            now: () => this.now,
            wait: async (milliseconds) => {
                this.clock.now += milliseconds;
                await this.onWait(milliseconds);
            },
            randomHex: (bytes) => String((count += 1)).padStart(2 * bytes, "0"),
            warn: (text) => void this.warnings.push(text),
            say: (text) => void this.said.push(text),
            claims: new OwnClaims(),
        };
    }

    /** The calls since the last time, such as "GetDISyncTask 100". */
    async calls(): Promise<string[]> {
        const journal = await this.emulator.control.journal();
        await this.emulator.control.clearJournal();
        return callsOf(journal);
    }

    async end(): Promise<void> {
        this.client.close();
        await this.emulator.close();
    }
}

/** A client by the emulator's key that can be closed. */
export class TestClient extends DataWorksClient {
    private readonly end: AbortController;

    constructor(endpoint: string, more: Partial<DataWorksOptions> = {}) {
        const end = new AbortController();
        super({
            endpoint,
            accessKey: () => Promise.resolve({ accessKey: defaultAccessKeyId, secretKey: defaultAccessKeySecret }),
            connectTimeout: 10_000,
            readTimeout: 60_000,
            maxRetryTimeout: 120,
            sanitizer: new Sanitizer(),
            userAgent: "test",
            warn: () => undefined,
            signal: end.signal,
            ...more,
        });
        this.end = end;
    }

    close(): void {
        this.end.abort();
    }
}

/** A client that waits for nothing: its clock goes on by what it would wait. */
export function clientOf(endpoint: string, more: Partial<DataWorksOptions> = {}): TestClient {
    let now = 0;
    const clock = { now: () => now, wait: (milliseconds: number) => Promise.resolve(void (now += milliseconds)) };
    return new TestClient(endpoint, { readTimeout: 1_000, told: new Set(), clock, ...more });
}

/** Inputs as check hands them on. */
export function inputs(fileId: string, more: Partial<Inputs> = {}): Inputs {
    return { projectId, taskType: "DI_REALTIME", fileId, onDelete: "retain", region, ...more };
}

/** Checks the inputs of a deployment. */
export function check(news: Values, inRegion: string | undefined, olds?: Values): Checked {
    return checkInputs(deployment, news, inRegion, olds);
}

/** Creates a deployment. */
export function create(news: Inputs, context: Context): Promise<Outputs> {
    return deployment.create(news, context);
}
