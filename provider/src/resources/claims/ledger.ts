// Which tasks the program of this run has deployments for: undeploying must not take down what another one deploys.
import type { Task } from "../../dataworks/task";
import { onDeleteValues, type OnDelete } from "../deployment/state";

/**
 * What the resources of the program made of a task in this run. "announced": one stands for it (its check ran), and nothing
 * was made of it. "held": one deployed it, or found it deployed as it is to be. "refused": one could not.
 */
export type Claim = "announced" | "held" | "refused";

/** Something that happened to a resource in this run. `task` and `id` are texts that tell one from another. */
export type Event =
    | { readonly what: "announced"; readonly task: string }
    | { readonly what: "held" | "refused"; readonly task: string; readonly id: string }
    /** The resource is replaced, and its new arguments say what deleting does to the old task. */
    | { readonly what: OnDelete; readonly id: string }
    | { readonly what: "undeploying"; readonly id: string };

/** How many tasks the resources that were looked at stand for, and how many resources had theirs undeployed. */
export interface Extent {
    readonly announced: number;
    readonly undeployed: number;
}

export interface Claims {
    /** A resource of the program stands for this task. */
    announce(region: string, task: Task): void;
    /** The resource of this id deployed the task, or has nothing to do. */
    hold(id: string, region: string, task: Task): void;
    /** The resource of this id could not deploy the task: what it held before, it does not hold any more. */
    refuse(id: string, region: string, task: Task): void;
    /** What is known of a task; what the resource of this id did with it itself does not count. */
    find(region: string, task: Task, besides: string): Claim | undefined;
    /** The resource of this id is replaced by one with this `onDelete`. */
    replace(id: string, onDelete: OnDelete): void;
    /** What the resource that takes the place of this one says of the old task; undefined where this run replaces none. */
    onDeleteOf(id: string): OnDelete | undefined;
    /** The task of the resource of this id is about to be undeployed. */
    undeploy(id: string): void;
    extent(): Extent;
}

/** What events add up to. */
export class Ledger {
    private readonly announced = new Set<string>();
    /** By task and then by the resource's id: true where it is held, false where it was refused. */
    private readonly made = new Map<string, Map<string, boolean>>();
    private readonly onDelete = new Map<string, OnDelete>();
    private readonly undeployed = new Set<string>();

    note(event: Event): void {
        if (event.what === "announced") this.announced.add(event.task);
        else if (event.what === "undeploying") this.undeployed.add(event.id);
        else if (event.what === "held" || event.what === "refused") {
            const made = this.made.get(event.task) ?? new Map<string, boolean>();
            this.made.set(event.task, made.set(event.id, event.what === "held"));
        } else this.onDelete.set(event.id, event.what);
    }

    find(task: string, besides: string): Claim | undefined {
        const others = [...(this.made.get(task) ?? [])].filter(([id]) => id !== besides).map(([, held]) => held);
        if (others.includes(true)) return "held";
        if (others.includes(false)) return "refused";
        return this.announced.has(task) ? "announced" : undefined;
    }

    onDeleteOf(id: string): OnDelete | undefined {
        return this.onDelete.get(id);
    }

    extent(): Extent {
        return { announced: this.announced.size, undeployed: this.undeployed.size };
    }
}

/** The claims of one process. What is told among processes is for a class of its own to add. */
export class OwnClaims implements Claims {
    protected readonly ledger = new Ledger();

    announce(region: string, task: Task): void {
        this.note({ what: "announced", task: this.textOf(region, task) });
    }

    hold(id: string, region: string, task: Task): void {
        this.note({ what: "held", task: this.textOf(region, task), id: this.short(id) });
    }

    refuse(id: string, region: string, task: Task): void {
        this.note({ what: "refused", task: this.textOf(region, task), id: this.short(id) });
    }

    replace(id: string, onDelete: OnDelete): void {
        this.note({ what: onDelete, id: this.short(id) });
    }

    undeploy(id: string): void {
        this.note({ what: "undeploying", id: this.short(id) });
    }

    find(region: string, task: Task, besides: string): Claim | undefined {
        return this.all().find(this.textOf(region, task), this.short(besides));
    }

    onDeleteOf(id: string): OnDelete | undefined {
        return this.all().onDeleteOf(this.short(id));
    }

    extent(): Extent {
        return this.all().extent();
    }

    /** Keeps an event. */
    protected note(event: Event): void {
        this.ledger.note(event);
    }

    /** What is known by now. */
    protected all(): Ledger {
        return this.ledger;
    }

    /** How a text is kept. */
    protected short(text: string): string {
        return text;
    }

    private textOf(region: string, { projectId, taskType, fileId }: Task): string {
        return this.short([region, projectId, taskType, fileId].join(" "));
    }
}

/** An event as a line, of texts that hold no space. */
export function lineOf(event: Event): string {
    const { what } = event;
    if (what === "announced") return `${what} ${event.task}`;
    return what === "held" || what === "refused" ? `${what} ${event.task} ${event.id}` : `${what} ${event.id}`;
}

/** The event of a line; undefined where it is none. */
export function eventOf(line: string): Event | undefined {
    const [what = "", first = "", second = "", ...more] = line.split(" ");
    if (!first || more.length > 0) return undefined;
    if (what === "held" || what === "refused") return second ? { what, task: first, id: second } : undefined;
    if (second) return undefined;
    if (what === "announced") return { what, task: first };
    const onDelete = onDeleteValues.find((value) => value === what);
    if (onDelete) return { what: onDelete, id: first };
    return what === "undeploying" ? { what, id: first } : undefined;
}
