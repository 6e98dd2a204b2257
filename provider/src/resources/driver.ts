// Drives a resource's verbs for an adapter of the engine: keeps the run's claims, and reads what a state holds.
import { check, type Checked } from "./check";
import type { Context } from "./context";
import { onDeleteValues } from "./deployment/state";
import type { Difference, Found, Placed, Resource, Values } from "./resource";
import { canonical } from "./canonical";
import { hasUnknown } from "./unknown";

export class Driver {
    /** The inputs that check has seen, and diff not yet, and how often: a refresh calls diff with inputs that it has not. */
    private readonly checked = new Map<string, number>();

    constructor(
        private readonly resource: Resource,
        private readonly context: Context,
    ) {}

    check(olds: Values, news: Values, region: string | undefined): Checked {
        return check(this.resource, news, region, olds);
    }

    /** Notes that the program has a resource of these inputs, which check has passed: deleting another one must not take its task down. */
    announce(inputs: Values): void {
        const task = this.resource.taskOf?.(inputs);
        // Another argument may not be known even in an update: it comes from a resource that failed.
        if (task && !hasUnknown([inputs["region"], task]))
            this.context.claims.announce(inputs["region"] as string, task);
        if (hasUnknown(inputs)) return;
        const key = canonical(inputs) ?? "";
        this.checked.set(key, (this.checked.get(key) ?? 0) + 1);
    }

    diff(id: string, olds: Values, news: Values): Difference {
        const before = this.outputsOf(olds);
        const planned = this.wasChecked(news);
        const difference = this.resource.diff(before, news, planned);
        if (planned && !hasUnknown(news)) this.plan(id, news, difference); // what is not known is of a preview, which deletes nothing
        return difference;
    }

    newId(news: Values): string {
        return this.resource.newId(news as unknown as Placed, this.context);
    }

    create(id: string, news: Values): Promise<Placed> {
        return this.claiming(id, news, (inputs) => this.resource.create(inputs, this.context));
    }

    update(id: string, olds: Values, news: Values): Promise<Placed> {
        return this.claiming(id, news, (inputs) => this.resource.update(this.outputsOf(olds), inputs, this.context));
    }

    /** A resource with the option `id` is read too, and hands over its arguments. */
    async read(olds: Values): Promise<Found<Placed, Placed> | undefined> {
        const { name, outputs } = this.resource;
        if (!Object.keys(outputs).some((output) => output in olds)) {
            throw new Error(
                `Pulumi cannot read a ${name} by its id, so the option id does not work. Take it out; to take over a task ` +
                    "that is deployed already, run `npx pulumi-dataworks import`. Where no resource of the program has that option, " +
                    "the state is damaged: restore it from the stack's history, or remove the resource from it with " +
                    "`pulumi state delete`. No call was made.",
            );
        }
        return await this.resource.read(this.outputsOf(olds), this.context);
    }

    async delete(id: string, olds: Values): Promise<void> {
        await this.resource.delete(id, this.outputsOf(olds), this.context);
    }

    /** True where check has given these inputs, and no diff had them since. */
    private wasChecked(inputs: Values): boolean {
        const key = canonical(inputs) ?? "";
        const times = this.checked.get(key) ?? 0;
        this.checked.set(key, Math.max(times - 1, 0));
        return times > 0 || hasUnknown(inputs);
    }

    /** Notes what a difference means for deletes of this run. */
    private plan(id: string, news: Values, { changes, replaces }: Difference): void {
        const { claims } = this.context;
        const task = this.resource.taskOf?.(news);
        if (!changes && task) claims.hold(id, news["region"] as string, task);
        const onDelete = onDeleteValues.find((value) => value === news["onDelete"]);
        if (replaces.length > 0 && onDelete) claims.replace(id, onDelete);
    }

    /** Runs what makes or changes the resource, whose claim holds where that succeeds. */
    private async claiming(id: string, news: Values, run: (inputs: Placed) => Promise<Placed>): Promise<Placed> {
        // In an update every value is known, and check has seen it.
        const inputs = news as unknown as Placed;
        const task = this.resource.taskOf?.(news);
        const { claims } = this.context;
        try {
            const outputs = await run(inputs);
            if (task) claims.hold(id, inputs.region, task);
            return outputs;
        } catch (error) {
            if (task) claims.refuse(id, inputs.region, task);
            throw error;
        }
    }

    /**
     * A state's outputs, which an older version may have written, or somebody by hand.
     *
     * @throws where they do not say which resource they are of.
     */
    private outputsOf(values: Values): Placed {
        const { resource } = this;
        const properties = Object.entries({ ...resource.arguments, ...resource.outputs });
        const filled = properties.flatMap(([name, { otherwise }]) =>
            otherwise === undefined ? [] : [[name, otherwise]],
        );
        const required = properties.filter(([, property]) => "required" in property).map(([name]) => name);
        const missing = ["region", ...required].filter((name) => typeof values[name] !== "string");
        if (missing.length > 0) {
            throw new Error(
                `the state of this ${resource.name} (${resource.describe(values)}) is damaged: it has no ${missing.join(", ")}. ` +
                    "No call was made. Restore the stack's state from its history, or remove the resource from it with `pulumi state delete`.",
            );
        }
        return { ...(Object.fromEntries(filled) as Values), ...values } as unknown as Placed;
    }
}
