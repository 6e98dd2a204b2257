// The state of one emulator: its store, what was asked of it, and what stands between a call and its effect.
import type { Answers } from "./assumptions";
import { readAnswers } from "./assumptions/read";
import { ActiveFaults } from "./faults/active";
import { readFault, type Fault } from "./faults/fault";
import { Journal } from "./journal";
import { Nonces } from "./protocol/signature";
import { Quotas, readQuota, type Quota } from "./quota";
import { readSeed } from "./seed/read";
import { defaultAccessKeyId, defaultAccessKeySecret, applySeed } from "./seed/seeding";
import type { Seed } from "./seed/types";
import { list } from "./validation";
import { assume, setMaking } from "./workspace/answers";
import { newMaking, readMakingSettings, type MakingSettings } from "./workspace/making";
import { readRewrites, type Rewrite } from "./workspace/rewrite";
import { readInstanceSettings, type InstanceSettings } from "./workspace/settings";
import type { Store } from "./workspace/store";

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
    /** The clock: milliseconds since 1970. Default: `Date.now`. Signatures are held against the real time all the same. */
    now?: () => number;
}

export class EmulatorState {
    readonly journal = new Journal();
    readonly faults = new ActiveFaults();
    readonly nonces = new Nonces();
    readonly now: () => number;
    store: Store;
    quotas: Quotas;
    private readonly newStore: () => Store;
    private readonly quota: Quota;
    private requests = 0;

    constructor(options: EmulatorOptions) {
        this.now = options.now ?? Date.now;
        const seed = readSeed(options.seed ?? {}, "seed");
        const instances = options.instances && readInstanceSettings(options.instances, "instances");
        const making = options.making && readMakingSettings(options.making, "making");
        const assumed = readAnswers(options.assume ?? {}, "assume");
        const rewrites = readRewrites(options.rewriteOnDeploy ?? [], "rewriteOnDeploy");
        this.quota = readQuota(options.quota ?? {}, "quota");
        this.newStore = () => {
            const store: Store = {
                workspaces: new Map(),
                resourceGroups: new Map(),
                credentials: new Map(),
                instances: {},
                making: newMaking(),
                assumed: {},
                assumedAtStart: assumed,
                due: new Set(),
                rewrites,
                now: this.now,
            };
            applySeed(store, seed);
            if (instances) store.instances = instances;
            if (making) setMaking(store, making);
            assume(store, assumed);
            if (store.credentials.size === 0) applySeed(store, { credentials: [defaultCredential] });
            return store;
        };
        this.store = this.newStore();
        this.quotas = new Quotas(this.quota, this.now());
        for (const fault of list(readFault)(options.faults ?? [], "faults")) this.faults.add(fault);
    }

    reset(): void {
        this.store = this.newStore();
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
