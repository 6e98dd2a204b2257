// Drives a resource's verbs for an adapter of the engine: keeps the run's claims, and reads what a state holds.
import { describe, type Task } from "../dataworks/task";
import { check, type Checked } from "./check";
import type { ClaimsOfKind } from "./claims/ledger";
import type { Context } from "./context";
import {
    KeptError,
    type Adopted,
    type Difference,
    type Found,
    type Placed,
    type PlacedTask,
    type Resource,
    type Values,
} from "./resource";
import { canonical } from "./canonical";
import { hasUnknown } from "./unknown";

/** What a resource stands for, as far as it is known. */
interface Claimed {
    readonly claims: ClaimsOfKind;
    readonly region: string;
    readonly task: Task;
    /** What it wants of the task, where another one may want something else. */
    readonly wants: Values;
}

/** What a create or an update has made, under which id; where it failed and is kept with these outputs all the same, why. */
export interface Made {
    readonly id: string;
    readonly outputs: Placed;
    readonly failure?: KeptError;
}

export class Driver {
    /**
     * @param checked The inputs that check has seen, and diff not yet, and how often. A refresh calls diff with inputs that it has not.
     * @param announced The resource as check knows it, which is not told of the option `ignoreChanges`.
     * @param coming By URN, what is announced and still to be made: only where the resource tries it out before it deletes.
     */
    constructor(
        private readonly resource: Resource,
        private readonly context: Context,
        private readonly checked = new Map<string, number>(),
        private readonly announced = resource,
        private readonly coming = new Map<string, Values>(),
    ) {}

    /** The same one, for a call with a context of its own; `ignored`: from an adapter that is told of the option `ignoreChanges`. */
    within(context: Context, ignored?: readonly string[]): Driver {
        const told = ignored && this.resource.told?.(ignored);
        return new Driver(told ?? this.resource, context, this.checked, this.resource, this.coming);
    }

    check(olds: Values, news: Values, region: string | undefined): Checked {
        return check(this.resource, news, region, olds);
    }

    /**
     * Notes that the program has a resource of these inputs, which check has passed: deleting another one must not take its
     * task down. Gives what contradicts another one of the same task. `deletesFirst`: where it is replaced, whatever for, the old one is
     * to go before the new one is made.
     */
    announce(inputs: Values, deletesFirst = false): string[] {
        const key = keyOf(inputs);
        this.checked.set(key, (this.checked.get(key) ?? 0) + 1);
        const { urn } = this.context;
        if (this.resource.tryNext && urn !== undefined) this.coming.set(urn, inputs);
        const claimed = this.claimedBy(inputs);
        if (!claimed) return [];
        const { claims, region, task, wants } = claimed;
        return claims
            .announce(region, task, deletesFirst ? { ...wants, deletesFirst } : wants, urn)
            .map(
                (argument) =>
                    `${argument} contradicts another ${this.resource.name} of the program, which is for ${describe(task)} too: ` +
                    "keep one of the two, or give both the same value",
            );
    }

    /** Where it is planned, what it asks for is tried out, as far as that is needed. */
    async diff(id: string, olds: Values, news: Values): Promise<Difference> {
        const before = this.outputsOf(olds);
        const checked = this.wasChecked(news);
        // What is not known is of a preview, in which the engine also asks what would become of resources that it has not checked.
        const planned = checked || hasUnknown(news);
        const difference = this.resource.diff(before, news, planned, this.context.foresees);
        if (checked) this.plan(id, news, difference);
        const more = planned ? await this.resource.tryOut?.(before, news, difference, this.context) : undefined;
        return more ? { ...difference, notices: [...difference.notices, ...more] } : difference;
    }

    /** What an update would give, as far as that is certain before it is done. */
    foresee(olds: Values, news: Values): Values {
        return this.resource.foresee(this.outputsOf(olds), news);
    }

    create(news: Values): Promise<Made> {
        return this.making(news, undefined, undefined, (inputs) => this.resource.create(inputs, this.context));
    }

    update(id: string, olds: Values, news: Values): Promise<Made> {
        return this.making(news, id, olds, (inputs) =>
            this.resource.update(this.outputsOf(olds), inputs, this.context),
        );
    }

    /**
     * The id is another one only where it was made up, and the state says it now. A resource with the option `id` is read too, and
     * hands over its arguments.
     */
    async read(id: string, olds: Values): Promise<(Found<Placed, Placed> & { readonly id: string }) | undefined> {
        const { name } = this.resource;
        if (!this.isState(olds)) {
            throw new Error(
                `Pulumi cannot read a ${name} by its id, so the option id does not work. Take it out; to take over a task ` +
                    "that is deployed already, run `npx pulumi-dataworks import`. Where no resource of the program has that option, " +
                    "the state is damaged: restore it from the stack's history, or remove the resource from it with " +
                    "`pulumi state delete`. No call was made.",
            );
        }
        const found = await this.resource.read(this.outputsOf(olds), this.context);
        return found && { id: this.resource.idOf?.(found.outputs) ?? id, ...found };
    }

    /** False of no values, or of arguments alone: what a program hands over that gets a resource by its id. */
    isState(values: Values): boolean {
        return Object.keys(this.resource.outputs).some((output) => output in values);
    }

    /** Takes over what no state knows, by the task that an id says. */
    adopt(task: PlacedTask): Promise<Adopted<Placed, Placed>> {
        return this.resource.adopt(task, this.context);
    }

    async delete(id: string, olds: Values): Promise<void> {
        const before = this.outputsOf(olds);
        const next = this.coming.get(this.context.urn ?? "");
        // Every value is known by now: the engine deletes nothing in a preview.
        if (next) await this.resource.tryNext?.(id, before, next as unknown as Placed, this.context);
        await this.resource.delete(id, before, this.context);
    }

    /** True where check has given these inputs, and no diff had them since. */
    private wasChecked(inputs: Values): boolean {
        const key = keyOf(inputs);
        const times = this.checked.get(key) ?? 0;
        this.checked.set(key, Math.max(times - 1, 0));
        return times > 0;
    }

    /** Notes what the difference of a resource of the program means for the rest of the run. */
    private plan(id: string, news: Values, { changes, replaces }: Difference): void {
        const claimed = this.claimedBy(news);
        const announced = this.claimedBy(news, this.announced);
        // A replacement is checked once more, and then without what `ignoreChanges` fed in: it may want something else.
        const stays = replaces.length > 0 ? {} : (claimed?.wants ?? {});
        const over = Object.entries(announced?.wants ?? {}).filter(([argument]) => !Object.hasOwn(stays, argument));
        if (announced) announced.claims.withdraw(announced.region, announced.task, Object.fromEntries(over));
        if (hasUnknown(news)) return; // that is of a preview, which deletes nothing
        if (!changes) this.comesNoMore();
        if (!changes && claimed) claimed.claims.hold(id, claimed.region, claimed.task);
        const onDelete = news["onDelete"];
        if (replaces.length > 0 && claimed && typeof onDelete === "string")
            this.context.claims.replace(id, onDelete, claimed.region, claimed.task);
    }

    /** Runs what makes or changes the resource, whose claim holds where that succeeds. Without an id, it is a new one. */
    private async making(
        news: Values,
        given: string | undefined,
        olds: Values | undefined,
        run: (inputs: Placed) => Promise<Placed>,
    ): Promise<Made> {
        this.comesNoMore();
        const claimed = this.claimedBy(news);
        // Every value is known by now, and check has seen it.
        const inputs = news as unknown as Placed;
        const idOf = (values: Placed) => given ?? this.resource.idOf?.(values) ?? `disync-${this.context.randomHex(8)}`;
        try {
            const outputs = await run(inputs);
            const id = idOf(outputs);
            claimed?.claims.hold(id, claimed.region, claimed.task);
            return { id, outputs };
        } catch (error) {
            const kept = error instanceof KeptError ? (error.outputs as Placed) : undefined;
            const id = idOf(kept ?? inputs);
            claimed?.claims.refuse(id, claimed.region, claimed.task);
            // Where the task is another one now, the state goes on to stand for the old one.
            const before = olds && this.claimedBy(olds);
            if (before && !kept) before.claims.refuse(id, before.region, before.task);
            if (kept) return { id, outputs: kept, failure: error as KeptError };
            throw error;
        }
    }

    /** What was announced of this resource is there, or is being made: a delete that comes now is of what it was before. */
    private comesNoMore(): void {
        this.coming.delete(this.context.urn ?? "");
    }

    /** Undefined where the resource stands for nothing, or where its task is not known: it comes from a resource that failed. */
    private claimedBy(values: Values, { claiming } = this.resource): Claimed | undefined {
        const region = values["region"];
        const task = claiming?.taskOf(values);
        if (!claiming || !task || typeof region !== "string" || hasUnknown(task)) return undefined;
        const wants = (claiming.agreed?.(values) ?? [])
            .map((argument) => [argument, values[argument]] as const)
            .filter(([, value]) => !hasUnknown(value));
        return { claims: this.context.claims.of(claiming.kind), region, task, wants: Object.fromEntries(wants) };
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

/** Inputs as a text, in which what is not known leaves no trace. */
function keyOf(inputs: Values): string {
    return `${hasUnknown(inputs)} ${canonical(inputs)}`;
}
