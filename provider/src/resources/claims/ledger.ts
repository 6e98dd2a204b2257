// What this run's program wants of its tasks, and what became of that: deleting a resource must not take down what another one wants.
import type { Task } from "../../dataworks/task";
import { canonical } from "../canonical";

/** What a resource stands for: the task itself, that it is deployed, or whether it runs. Claims of one kind stand for the same. */
export type Kind = "task" | "deployment" | "instance";

/**
 * What the resources of the program made of a task in this run. "announced": one stands for it (its check ran), and nothing
 * was made of it. "held": one made it as it is to be, or found it so. "refused": one could not.
 */
export type Claim = "announced" | "held" | "refused";

/** What may happen in this run, with what is told of it: texts that tell one from another, and hold no space. */
export const forms = {
    /** `by` tells the resource, where the adapter is told its URN. */
    announced: ["kind", "task", "by"],
    held: ["kind", "task", "id"],
    refused: ["kind", "task", "id"],
    /** A resource that was announced has this value for a property. */
    wanted: ["kind", "task", "property", "value"],
    /** It is about to be announced anew. */
    withdrawn: ["kind", "task", "property", "value"],
    deployed: ["task"],
    undeployed: ["task"],
    /** A DiSyncTask wrote the definition; `seal` tells what it read back, "-" where it could not. */
    written: ["task", "seal"],
    /** The resource is replaced by one of this task, and its new arguments say what deleting does to the old one. */
    replaced: ["id", "onDelete", "task"],
    takenDown: ["kind", "id"],
    /** Deployments wait for production until then, in milliseconds since 1970. */
    waits: ["until"],
} as const;

type What = keyof typeof forms;
type EventOf<W extends What> = { readonly what: W } & { readonly [Field in (typeof forms)[W][number]]: string };

/** Something that happened in this run. */
export type Event = { [W in What]: EventOf<W> }[What];

/** What a resource wants of its task, by its arguments. */
type Wants = Readonly<Record<string, unknown>>;

/** How many tasks the resources that were looked at stand for, and how many resources had theirs taken down. */
export interface Extent {
    readonly announced: number;
    readonly takenDown: number;
}

/** The claims of resources of one kind. */
export interface ClaimsOfKind {
    /**
     * A resource of the program stands for this task. Two of one task have to want the same: gives the names of those
     * arguments for which another one that was announced has another value. `by`: the resource's URN, where it is known.
     */
    announce(region: string, task: Task, wants?: Wants, by?: string): string[];
    /** What a resource wants was announced, and is about to be once more: it is replaced, and the engine checks it again. */
    withdraw(region: string, task: Task, wants: Wants): void;
    /** True where a resource that was announced has this value for the argument. */
    isWanted(region: string, task: Task, argument: string, value: unknown): boolean;
    /** The resource of this id made of the task what it is to be, or has nothing to do. */
    hold(id: string, region: string, task: Task): void;
    /** The resource of this id could not: what it held before, it does not hold any more. */
    refuse(id: string, region: string, task: Task): void;
    /**
     * What is known of a task; what the resource of this id did with it itself does not count. Leave it out where two
     * resources of one task have the same id. Nor does what was announced by the resource of the URN `own`: it is the one that
     * is to be made after this one.
     */
    find(region: string, task: Task, besides?: string, own?: string): Claim | undefined;
    /** The task of the resource of this id is about to be taken down. */
    takeDown(id: string): void;
    extent(): Extent;
}

export interface Claims {
    of(kind: Kind): ClaimsOfKind;
    /** The resource of this id is replaced by one of this task with this `onDelete`. */
    replace(id: string, onDelete: string, region: string, task: Task): void;
    /** What the resource that takes the place of this one says of the old task; undefined where this run replaces none. */
    onDeleteOf(id: string): string | undefined;
    /** True where this run replaces the resource of this id by one of the same task: what is announced of it may be that one. */
    isReplacedAsItIs(id: string, region: string, task: Task): boolean;
    /** True where a resource takes the place of this one, and what it makes of its own task could not be made. */
    isReplacedInVain(id: string, kind: Kind): boolean;
    /** This run has deployed the task. */
    deploy(region: string, task: Task): void;
    /** True where this run has deployed the task, and did not only find that there is nothing to do. */
    isDeployed(region: string, task: Task): boolean;
    /** This run undeploys the task, which is deployed. */
    undeploy(region: string, task: Task): void;
    /** True where this run has undeployed the task, by whichever resource, and deployed it by none. */
    isUndeployed(region: string, task: Task): boolean;
    /**
     * A deployment is to wait for production, and would until then, in milliseconds since 1970. Gives until when those of this run may:
     * what the first one said.
     */
    waitUntil(time: number): number;
    /** This run's DiSyncTask has written the definition; `seal` is of what it read back, where it could. It holds no space. */
    write(region: string, task: Task, seal?: string): void;
    /** The seals of what was read back, "" for what could not be; none where no DiSyncTask of this run has written the definition. */
    writtenOf(region: string, task: Task): readonly string[];
}

/** Who announced what, where the adapter is told no URN. */
const nobody = "-";
/** What stands for the seal of a definition that could not be read back. */
const unread = "-";

/** What events add up to. */
export class Ledger {
    /** By kind and task, by whom. */
    private readonly announced = new Map<string, Map<string, Set<string>>>();
    /** By kind and task, and then by the resource's id: true where it is held, false where it was refused. */
    private readonly made = new Map<string, Map<string, boolean>>();
    /** By kind, task and property: how many resources want each value. */
    private readonly wanted = new Map<string, Map<string, number>>();
    private readonly deployed = new Set<string>();
    private readonly undeployed = new Set<string>();
    private readonly written = new Map<string, Set<string>>();
    private readonly replaced = new Map<string, { readonly onDelete: string; readonly task: string }>();
    private readonly takenDown = new Map<string, Set<string>>();
    private waitsUntil = Infinity;

    note(event: Event): void {
        const { what } = event;
        if (what === "announced") this.announce(event);
        else if (what === "held" || what === "refused")
            inside(this.made, keyOf(event.kind, event.task), new Map()).set(event.id, what === "held");
        else if (what === "wanted" || what === "withdrawn") {
            const wanted = inside(
                this.wanted,
                keyOf(event.kind, event.task, event.property),
                new Map<string, number>(),
            );
            wanted.set(event.value, Math.max((wanted.get(event.value) ?? 0) + (what === "wanted" ? 1 : -1), 0));
        } else if (what === "deployed") this.deployed.add(event.task);
        else if (what === "undeployed") this.undeployed.add(event.task);
        else if (what === "written") inside(this.written, event.task, new Set<string>()).add(event.seal);
        else if (what === "replaced") this.replaced.set(event.id, event);
        // Of two processes that begin to wait at once, each hears of the other: the earlier end is for both.
        else if (what === "waits") this.waitsUntil = Math.min(this.waitsUntil, Number(event.until));
        else inside(this.takenDown, event.kind, new Set()).add(event.id);
    }

    /** Infinity where none has waited yet. */
    get until(): number {
        return this.waitsUntil;
    }

    private announce({ kind, task, by }: EventOf<"announced">): void {
        inside(inside(this.announced, kind, new Map<string, Set<string>>()), task, new Set()).add(by);
    }

    find(kind: string, task: string, besides?: string, own?: string): Claim | undefined {
        const made = [...(this.made.get(keyOf(kind, task)) ?? [])];
        const others = made.filter(([id]) => id !== besides).map(([, held]) => held);
        if (others.includes(true)) return "held";
        if (others.includes(false)) return "refused";
        const by = [...(this.announced.get(kind)?.get(task) ?? [])];
        return by.some((each) => each !== own) ? "announced" : undefined;
    }

    /** The values that resources want. */
    wantedOf(kind: string, task: string, property: string): string[] {
        const wanted = [...(this.wanted.get(keyOf(kind, task, property)) ?? [])];
        return wanted.filter(([, times]) => times > 0).map(([value]) => value);
    }

    isDeployed(task: string): boolean {
        return this.deployed.has(task);
    }

    isUndeployed(task: string): boolean {
        // Which of the two came first, the events of several processes do not tell.
        return this.undeployed.has(task) && !this.deployed.has(task);
    }

    writtenOf(task: string): string[] {
        return [...(this.written.get(task) ?? [])];
    }

    onDeleteOf(id: string): string | undefined {
        return this.replaced.get(id)?.onDelete;
    }

    isReplacedAsItIs(id: string, task: string): boolean {
        return this.replaced.get(id)?.task === task;
    }

    isReplacedInVain(id: string, kind: string): boolean {
        const task = this.replaced.get(id)?.task;
        return task !== undefined && this.find(kind, task) === "refused";
    }

    extent(kind: string): Extent {
        return { announced: this.announced.get(kind)?.size ?? 0, takenDown: this.takenDown.get(kind)?.size ?? 0 };
    }
}

/** The claims of one process. What is told among processes is for a class of its own to add. */
export class OwnClaims implements Claims {
    protected readonly ledger = new Ledger();

    of(kind: Kind): ClaimsOfKind {
        const textOf = (region: string, task: Task) => this.textOf(region, task);
        const shortOr = (text: string | undefined) => (text === undefined ? undefined : this.short(text));
        const valueOf = (value: unknown) => this.short(canonical(value) ?? "");
        const noteWants = (what: "wanted" | "withdrawn", region: string, task: Task, wants: Wants) => {
            for (const [property, value] of Object.entries(wants))
                this.note({ what, kind, task: textOf(region, task), property, value: valueOf(value) });
        };
        return {
            announce: (region, task, wants = {}, by) => {
                this.note({ what: "announced", kind, task: textOf(region, task), by: shortOr(by) ?? nobody });
                // Noted before the others are asked: of two processes that announce at once, one finds the other's.
                noteWants("wanted", region, task, wants);
                const all = this.all();
                return Object.keys(wants).filter(
                    (property) => all.wantedOf(kind, textOf(region, task), property).length > 1,
                );
            },
            withdraw: (region, task, wants) => {
                noteWants("withdrawn", region, task, wants);
            },
            isWanted: (region, task, argument, value) =>
                this.all().wantedOf(kind, textOf(region, task), argument).includes(valueOf(value)),
            hold: (id, region, task) => {
                this.note({ what: "held", kind, task: textOf(region, task), id: this.short(id) });
            },
            refuse: (id, region, task) => {
                this.note({ what: "refused", kind, task: textOf(region, task), id: this.short(id) });
            },
            find: (region, task, besides, own) =>
                this.all().find(kind, textOf(region, task), shortOr(besides), shortOr(own)),
            takeDown: (id) => {
                this.note({ what: "takenDown", kind, id: this.short(id) });
            },
            extent: () => this.all().extent(kind),
        };
    }

    replace(id: string, onDelete: string, region: string, task: Task): void {
        this.note({ what: "replaced", id: this.short(id), onDelete, task: this.textOf(region, task) });
    }

    isReplacedAsItIs(id: string, region: string, task: Task): boolean {
        return this.all().isReplacedAsItIs(this.short(id), this.textOf(region, task));
    }

    isReplacedInVain(id: string, kind: Kind): boolean {
        return this.all().isReplacedInVain(this.short(id), kind);
    }

    onDeleteOf(id: string): string | undefined {
        return this.all().onDeleteOf(this.short(id));
    }

    deploy(region: string, task: Task): void {
        this.note({ what: "deployed", task: this.textOf(region, task) });
    }

    isDeployed(region: string, task: Task): boolean {
        return this.all().isDeployed(this.textOf(region, task));
    }

    undeploy(region: string, task: Task): void {
        this.note({ what: "undeployed", task: this.textOf(region, task) });
    }

    isUndeployed(region: string, task: Task): boolean {
        return this.all().isUndeployed(this.textOf(region, task));
    }

    waitUntil(time: number): number {
        if (this.all().until === Infinity) this.note({ what: "waits", until: String(time) });
        return this.all().until;
    }

    write(region: string, task: Task, seal = unread): void {
        this.note({ what: "written", task: this.textOf(region, task), seal });
    }

    writtenOf(region: string, task: Task): readonly string[] {
        const seals = this.all().writtenOf(this.textOf(region, task));
        return seals.map((seal) => (seal === unread ? "" : seal));
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

/** An event as a line. */
export function lineOf(event: Event): string {
    const texts = event as unknown as Readonly<Record<string, string>>;
    return ["what", ...forms[event.what]].map((field) => texts[field]).join(" ");
}

/** The event of a line; undefined where it is none, or one that this version does not know. */
export function eventOf(line: string): Event | undefined {
    const [what = "", ...texts] = line.split(" ");
    if (!Object.hasOwn(forms, what)) return undefined;
    const fields = forms[what as What];
    if (texts.length !== fields.length || texts.includes("")) return undefined;
    return Object.fromEntries([["what", what], ...fields.map((field, index) => [field, texts[index]])]) as Event;
}

function keyOf(...texts: readonly string[]): string {
    return texts.join("\n");
}

/** What a map has under a key, put there first where it has nothing. */
function inside<Value>(map: Map<string, Value>, key: string, otherwise: Value): Value {
    const found = map.get(key) ?? otherwise;
    map.set(key, found);
    return found;
}
