// The lifecycle functions against the embedded DataWorks, with a clock that stands still until it is waited on.
import {
    defaultAccessKeyId,
    defaultAccessKeySecret,
    startEmulator,
    type Emulator,
    type Seed,
    type StartOptions,
} from "dataworks-emulator";
import { DataWorksClient, type DataWorksOptions } from "../../provider/src/dataworks/client";
import { Sanitizer } from "../../provider/src/dataworks/sanitizer";
import { check as checkInputs, type Checked } from "../../provider/src/resources/check";
import { deployment } from "../../provider/src/resources/deployment";
import type { Inputs, Outputs } from "../../provider/src/resources/deployment/state";
import type { Values } from "../../provider/src/resources/resource";
import { OwnClaims } from "../../provider/src/resources/claims/ledger";
import type { Context } from "../../provider/src/resources/context";
import { SteppingClock } from "./stepping-clock";
import { callsOf, projectId } from "./tasks";

export const region = "cn-hangzhou";
/** The moment at which the lifecycle functions' clock begins, in milliseconds since 1970. */
const today = Date.parse("2026-11-20T08:12:44Z");

export class Lifecycle {
    /** What the user was warned of. */
    readonly warnings: string[] = [];
    /** What the user was told of how it goes on. */
    readonly said: string[] = [];
    /** Runs at each wait. */
    onWait: () => Promise<void> | void = () => undefined;

    private constructor(
        readonly emulator: Emulator,
        private readonly client: TestClient,
        readonly clock: SteppingClock,
    ) {}

    /** `sharesClock`: the emulator goes by the lifecycle functions' clock too. */
    static async begin(seed: Seed, sharesClock = false, more: StartOptions = {}): Promise<Lifecycle> {
        const clock = new SteppingClock(today);
        const emulator = await startEmulator({ seed, ...(sharesClock && { now: clock.now }), ...more });
        return new Lifecycle(emulator, clientOf(emulator.url), clock);
    }

    /** The context of one run of the engine. */
    context(client = this.client): Context {
        const wait = async (milliseconds: number) => {
            await this.clock.wait(milliseconds);
            await this.onWait();
        };
        const { now } = this.clock;
        const warn = (text: string) => void this.warnings.push(text);
        return contextOf(client, { now, wait, warn, say: (text) => void this.said.push(text) });
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

/** A context of a run of its own, whose clock goes on by what is waited. */
export function contextOf(client: DataWorksClient, more: Partial<Context> = {}): Context {
    let count = 0;
    const { now, wait } = new SteppingClock(today);
    return {
        dataworks: () => client.forOperation(),
        now,
        wait,
        randomHex: (bytes) => String((count += 1)).padStart(2 * bytes, "0"),
        warn: () => undefined,
        say: () => undefined,
        claims: new OwnClaims(),
        ...more,
    };
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
    return new TestClient(endpoint, { readTimeout: 1_000, told: new Set(), clock: new SteppingClock(), ...more });
}

/** Inputs as check hands them on. */
export function inputs(fileId: string, more: Partial<Inputs> = {}): Inputs {
    return { projectId, taskType: "DI_REALTIME", fileId, onDelete: "retain", region, ...more };
}

/** What a state holds of a deployment with these inputs. */
export function outputs(of: Inputs, more: Partial<Outputs> = {}): Outputs {
    const made = {
        requestId: "fake-request",
        message: "",
        deployedAt: "2026-11-20T08:12:44Z",
        definition: "",
        digest: "",
    };
    return { ...of, status: "success", ...made, ...more };
}

/** Checks the inputs of a deployment. */
export function check(news: Values, inRegion: string | undefined, olds?: Values): Checked {
    return checkInputs(deployment, news, inRegion, olds);
}

/** Creates a deployment. */
export function create(news: Inputs, context: Context): Promise<Outputs> {
    return deployment.create(news, context);
}
