// The engine, as far as one deployment sees it: which lifecycle function it calls when, and what it keeps of each.
import { check, create } from "./lifecycle";
import assert from "node:assert/strict";
import { remove } from "../../provider/src/resources/deployment/delete";
import { OutcomeUnknownError } from "../../provider/src/resources/deployment/deploy";
import { diff } from "../../provider/src/resources/deployment/diff";
import { read } from "../../provider/src/resources/deployment/read";
import type { Inputs, Outputs } from "../../provider/src/resources/deployment/state";
import { update } from "../../provider/src/resources/deployment/update";
import type { Context } from "../../provider/src/resources/context";

/** A run of the engine: what it failed with, if it did. */
export type Failure = Error | undefined;

export class SmallEngine {
    /** What the state holds of the deployment. */
    outputs: Outputs | undefined;
    /** The old halves of replacements that could not be deleted yet. */
    replaced: Outputs[] = [];
    /** True after a failure that kept the resource: the engine updates it next time, whatever changed. */
    private halfMade = false;

    /** `context` makes the context of a run: each has a process of its own. */
    constructor(
        private readonly region: string,
        private readonly context: () => Context,
    ) {}

    async up(args: object): Promise<Failure> {
        const context = this.context();
        const { inputs, failures } = check({ ...args }, this.region);
        assert.deepEqual(failures, []);
        const news = inputs as unknown as Inputs;
        context.claims.of("deployment").announce(this.region, news);
        return (await this.make(news, context)) ?? (await this.deleteReplaced(context));
    }

    async refresh(): Promise<Failure> {
        const context = this.context();
        try {
            const found = this.outputs && (await read(this.outputs, context));
            const replaced: Outputs[] = [];
            for (const old of this.replaced) {
                const other = await read(old, context);
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
        const context = this.context();
        const failure = await this.deleteReplaced(context);
        if (failure || !this.outputs) return failure;
        try {
            await remove("old", this.outputs, context);
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
    private async make(news: Inputs, context: Context): Promise<Failure> {
        const olds = this.outputs;
        try {
            if (!olds) this.outputs = await create(news, context);
            else {
                const { changes, replaces } = diff(olds, { ...news });
                if (replaces.length > 0) {
                    await this.replace(olds, news, context);
                } else if (changes || this.halfMade) this.outputs = await update(olds, news, context);
            }
            this.halfMade = false;
            context.claims.of("deployment").hold("new", this.region, news);
            return undefined;
        } catch (error) {
            context.claims.of("deployment").refuse("new", this.region, news);
            if (error instanceof OutcomeUnknownError) {
                this.outputs = error.outputs;
                this.halfMade = true;
            }
            return error as Error;
        }
    }

    /** The old half stays until it is deleted, which is the last thing that a run does. */
    private async replace(olds: Outputs, news: Inputs, context: Context): Promise<void> {
        try {
            this.outputs = await create(news, context);
        } catch (error) {
            if (error instanceof OutcomeUnknownError) this.replaced.push(olds);
            throw error;
        }
        this.replaced.push(olds);
    }

    private async deleteReplaced(context: Context): Promise<Failure> {
        try {
            for (let old = this.replaced[0]; old; old = this.replaced[0]) {
                await remove("old", old, context);
                this.replaced.shift();
            }
            return undefined;
        } catch (error) {
            return error as Error;
        }
    }
}
