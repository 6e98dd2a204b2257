// The state of one emulator: the world, what was asked of it, and what stands between a call and its effect.
import { readFault, type Fault } from "./faults/fault";
import { Faults } from "./faults/faults";
import { Journal } from "./journal";
import { Quotas, readQuota, type Quota } from "./quota";
import { defaultAccessKeyId, defaultAccessKeySecret, plant } from "./seed/plant";
import { readSeed } from "./seed/read";
import type { Seed } from "./seed/types";
import { list } from "./shape";
import { Nonces } from "./signature";
import { readInstanceSettings, type InstanceSettings } from "./workspace/instance";
import { readRewrites, type Rewrite } from "./workspace/rewrite";
import type { World } from "./workspace/world";

/** What an emulator starts with, and what `reset` goes back to. */
export interface EmulationOptions {
    /** Default: no workspace. */
    seed?: Seed;
    /** Default: none. */
    quota?: Quota;
    /** Default: none. `reset` clears them, it does not set them again. */
    faults?: Fault[];
    /** How fast an instance changes its state. Default: at once. */
    instances?: InstanceSettings;
    /** Fields of the definition that a deployment rewrites. Default: none. */
    rewriteOnDeploy?: Rewrite[];
    /** The clock: milliseconds since 1970. Default: `Date.now`. Signatures are held against the real time all the same. */
    now?: () => number;
}

export class Emulation {
    readonly journal = new Journal();
    readonly faults = new Faults();
    readonly nonces = new Nonces();
    readonly now: () => number;
    world: World;
    quotas: Quotas;
    readonly #newWorld: () => World;
    readonly #quota: Quota;
    #requests = 0;

    constructor(options: EmulationOptions) {
        this.now = options.now ?? Date.now;
        const seed = readSeed(options.seed ?? {}, "seed");
        const instances = readInstanceSettings(options.instances ?? { mode: "atOnce" }, "instances");
        const rewrites = readRewrites(options.rewriteOnDeploy ?? [], "rewriteOnDeploy");
        this.#quota = readQuota(options.quota ?? {}, "quota");
        this.#newWorld = () => {
            const world: World = { workspaces: new Map(), credentials: new Map(), instances, rewrites, now: this.now };
            plant(world, seed);
            if (world.credentials.size === 0) plant(world, { credentials: [defaultCredential] });
            return world;
        };
        this.world = this.#newWorld();
        this.quotas = new Quotas(this.#quota, this.now());
        for (const fault of list(readFault)(options.faults ?? [], "faults")) this.faults.add(fault);
    }

    reset(): void {
        this.world = this.#newWorld();
        this.quotas = new Quotas(this.#quota, this.now());
        this.faults.clear();
        this.journal.clear();
    }

    /** Counted, so that the same calls get the same ids. */
    nextRequestId(): string {
        this.#requests += 1;
        return `0bc14115${this.#requests.toString(16).padStart(24, "0")}`;
    }
}

const defaultCredential = { accessKeyId: defaultAccessKeyId, accessKeySecret: defaultAccessKeySecret };
