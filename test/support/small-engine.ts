// The engine, as far as one deployment sees it: which lifecycle function it calls when, and what it keeps of each.
import assert from "node:assert/strict";
import { check } from "../../provider/src/deployment/check";
import { create } from "../../provider/src/deployment/create";
import { remove } from "../../provider/src/deployment/delete";
import { OutcomeUnknownError } from "../../provider/src/deployment/deploy";
import { diff } from "../../provider/src/deployment/diff";
import { read } from "../../provider/src/deployment/read";
import type { Inputs, Outputs } from "../../provider/src/deployment/state";
import { update } from "../../provider/src/deployment/update";
import type { World } from "../../provider/src/deployment/world";

/** A run of the engine: what it failed with, if it did. */
export type Failure = Error | undefined;

export class SmallEngine {
    /** What the state holds of the deployment. */
    outputs: Outputs | undefined;
    /** The old halves of replacements that could not be deleted yet. */
    replaced: Outputs[] = [];
    /** True after a failure that kept the resource: the engine updates it next time, whatever changed. */
    private halfMade = false;

    /** `world` makes the world of a run: each has a process of its own. */
    constructor(
        private readonly region: string,
        private readonly world: () => World,
    ) {}

    async up(args: object): Promise<Failure> {
        const world = this.world();
        const { inputs, failures } = check({ ...args }, this.region);
        assert.deepEqual(failures, []);
        const news = inputs as unknown as Inputs;
        world.claims.announce(this.region, news);
        return (await this.make(news, world)) ?? (await this.deleteReplaced(world));
    }

    async refresh(): Promise<Failure> {
        const world = this.world();
        try {
            const found = this.outputs && (await read(this.outputs, world));
            const replaced: Outputs[] = [];
            for (const old of this.replaced) {
                const other = await read(old, world);
                if (other) replaced.push(other.outputs);
            }
            this.outputs = found?.outputs;
            this.replaced = replaced;
            this.halfMade = false;
            return undefined;
        } catch (error) {
            return error as Error;
        }
    }

    async destroy(): Promise<Failure> {
        const world = this.world();
        const failure = await this.deleteReplaced(world);
        if (failure || !this.outputs) return failure;
        try {
            await remove("old", this.outputs, world);
        } catch (error) {
            return error as Error;
        }
        this.outputs = undefined;
        return undefined;
    }

    /** True where a preview would show nothing to do. */
    isClean(args: object): boolean {
        const { inputs } = check({ ...args }, this.region);
        return this.outputs !== undefined && this.replaced.length === 0 && !diff(this.outputs, inputs).changes;
    }

    /** Creates, updates or replaces, as the difference asks for. */
    private async make(news: Inputs, world: World): Promise<Failure> {
        const olds = this.outputs;
        try {
            if (!olds) this.outputs = await create(news, world);
            else {
                const { changes, replaces } = diff(olds, { ...news });
                if (replaces.length > 0) {
                    await this.replace(olds, news, world);
                } else if (changes || this.halfMade) this.outputs = await update(olds, news, world);
            }
            this.halfMade = false;
            world.claims.hold("new", this.region, news);
            return undefined;
        } catch (error) {
            world.claims.refuse("new", this.region, news);
            if (error instanceof OutcomeUnknownError) {
                this.outputs = error.outputs;
                this.halfMade = true;
            }
            return error as Error;
        }
    }

    /** The old half stays until it is deleted, which is the last thing that a run does. */
    private async replace(olds: Outputs, news: Inputs, world: World): Promise<void> {
        try {
            this.outputs = await create(news, world);
        } catch (error) {
            if (error instanceof OutcomeUnknownError) this.replaced.push(olds);
            throw error;
        }
        this.replaced.push(olds);
    }

    private async deleteReplaced(world: World): Promise<Failure> {
        try {
            for (let old = this.replaced[0]; old; old = this.replaced[0]) {
                await remove("old", old, world);
                this.replaced.shift();
            }
            return undefined;
        } catch (error) {
            return error as Error;
        }
    }
}
