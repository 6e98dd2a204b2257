// The state of one emulator: its store, what was asked of it, and what stands between a call and its effect.
import type { Answers } from "./assumptions";
import { readAnswers } from "./assumptions/read";
import { ActiveFaults } from "./faults/active";
import { readFault, type Fault } from "./faults/fault";
import { Journal } from "./journal";
import { StateFile } from "./persistence/file";
import type { Kept } from "./persistence/format";
import { noNonces } from "./protocol/signature";
import { Quotas, readQuota, type Quota } from "./quota";
import { readSeed } from "./seed/read";
import { defaultAccessKeyId, defaultAccessKeySecret, applySeed } from "./seed/seeding";
import type { Seed } from "./seed/types";
import { list } from "./validation";
import { assume, setMaking } from "./workspace/answers";
import { readMakingSettings, type MakingSettings } from "./workspace/making";
import { readRewrites, type Rewrite } from "./workspace/rewrite";
import { readInstanceSettings, type InstanceSettings } from "./workspace/settings";
import { nothing, type Store } from "./workspace/store";

/** What an emulator starts with, and what `reset` goes back to. */
export interface EmulatorOptions {
    /** Default: no workspace. */
    seed?: Seed;
    /** Default: none. */
    quota?: Quota;
    /** Default: none. `reset` clears them, it does not set them again. */
    faults?: Fault[];
    /** How instances change their status. Default: as the seed says, else at once. */
    instances?: InstanceSettings;
    /** How tasks are made and changed. Default: as the seed says, else by the defaults. */
    making?: MakingSettings;
    /**
     * What is answered where the documentation leaves it open, such as { "unknown-file-id": "error" }: `assumptions` has the ids and answers.
     * Default: as the seed and `making` say, else the emulator's own.
     */
    assume?: Answers;
    /** Fields of the definition that a deployment rewrites. Default: none. */
    rewriteOnDeploy?: Rewrite[];
    /**
     * A file that keeps what the emulator holds, but for the journal, faults and quotas: read at the start where it is there, in place of
     * the seed, and written after each change, before that is answered. Another emulator cannot have it at the same time.
     */
    state?: string;
    /** The clock: milliseconds since 1970. Default: `Date.now`. Signatures are held against the real time all the same. */
    now?: () => number;
}

export class EmulatorState {
    readonly journal = new Journal();
    readonly faults = new ActiveFaults();
    readonly nonces = noNonces();
    readonly now: () => number;
    store: Store;
    quotas: Quotas;
    /** Whether it goes on with what a state file kept. */
    readonly goesOn: boolean;
    private readonly file: StateFile | undefined;
    private readonly seeded: () => Store;
    private readonly quota: Quota;
    private requests: number;

    constructor(options: EmulatorOptions) {
        this.now = options.now ?? Date.now;
        const seed = readSeed(options.seed ?? {}, "seed");
        const instances = options.instances && readInstanceSettings(options.instances, "instances");
        const making = options.making && readMakingSettings(options.making, "making");
        const assumed = readAnswers(options.assume ?? {}, "assume");
        const rewrites = options.rewriteOnDeploy && readRewrites(options.rewriteOnDeploy, "rewriteOnDeploy");
        this.quota = readQuota(options.quota ?? {}, "quota");
        const faults = list(readFault)(options.faults ?? [], "faults");
        /** What was said beside the seed wins over it, and over what a state file kept. */
        const settle = (store: Store): Store => {
            Object.assign(store.assumedAtStart, assumed);
            if (instances) store.instances = instances;
            if (making) setMaking(store, making);
            if (rewrites) store.rewrites = rewrites;
            assume(store, assumed);
            return store;
        };
        this.seeded = () => {
            const store = { ...nothing(), assumedAtStart: { ...assumed }, now: this.now };
            applySeed(store, seed);
            if (store.credentials.size === 0) applySeed(store, { credentials: [defaultCredential] });
            return settle(store);
        };
        // Last of what can be refused: it takes the file.
        this.file = options.state === undefined ? undefined : new StateFile(options.state, () => this.kept());
        const kept = this.file?.kept;
        this.goesOn = kept !== undefined;
        this.requests = kept?.requests ?? 0;
        this.store = kept ? settle({ ...kept.store, now: this.now }) : this.seeded();
        this.quotas = new Quotas(this.quota, this.now());
        for (const fault of faults) this.faults.add(fault);
    }

    /** Resolves once all that was changed until now is in the state file; at once where there is none. */
    async save(): Promise<void> {
        await this.file?.save();
    }

    /** Resolves once all that can be seen now is in the state file: what is told is kept. */
    async settled(): Promise<void> {
        await this.file?.settled();
    }

    /** Has this told, once until a write succeeds again, when the state file cannot be written. */
    onUnwritten(tell: (problem: Error) => void): void {
        if (this.file) this.file.whenUnwritten = tell;
    }

    /** Lets another emulator have the state file. @throws StateFileError where something is not in it, and cannot be written. */
    async close(): Promise<void> {
        await this.file?.close();
    }

    private kept(): Kept {
        const { now: _, ...store } = this.store;
        return { store, requests: this.requests };
    }

    reset(): void {
        this.store = this.seeded();
        this.quotas = new Quotas(this.quota, this.now());
        this.faults.clear();
        this.journal.clear();
    }

    /** Counted, so that the same calls get the same ids. */
    nextRequestId(): string {
        this.requests += 1;
        return `0bc14115${this.requests.toString(16).padStart(24, "0")}`;
    }
}

const defaultCredential = { accessKeyId: defaultAccessKeyId, accessKeySecret: defaultAccessKeySecret };
