// What somebody who watches the emulator has to be told: all of it at the first look, and then what has changed since the last one.
import { assumptions, type AssumptionId } from "../assumptions";
import type { Fault } from "../faults/fault";
import { kinds } from "../faults/kinds";
import type { JournalEntry } from "../journal";
import { operations } from "../operations";
import type { Operation } from "../operations/operation";
import type { Quota, QuotaUse } from "../quota";
import type { EmulatorState } from "../state";
import { answerTo } from "../workspace/answers";
import { settleDeployments } from "../workspace/deployment";
import { summaryOf, type TaskSummary } from "./summary";

/** What there is to choose from, told once and first: whoever reads it forgets what was told before. */
export interface Choices {
    operations: { name: string; effect: Operation["effect"] }[];
    faultKinds: { kind: string; description: string; details: string; example: Record<string, unknown> }[];
    /** In the order in which an observer comes to them; `given` is the answer that the emulator gives unless told otherwise. */
    assumptions: { id: AssumptionId; question: string; answers: Readonly<Record<string, string>>; given: string }[];
}

export interface WorkspaceSummary {
    projectId: string;
    identifier: string;
    name: string;
    enabled: boolean;
}

/** What stands between a call and its effect, and how many calls come in. */
export interface Limits {
    quota: Quota;
    use: QuotaUse;
    /** Calls let through on this day (UTC). */
    today: number;
    /** Calls of the last second, by the emulator's clock: refused ones too. */
    lastSecond: { calls: number; reads: number; writes: number };
    /** In the order they were set. */
    faults: { fault: Fault; met: number }[];
}

/** The events by name. */
export interface WatchEvents {
    start: Choices;
    workspaces: WorkspaceSummary[];
    /** Tasks that are new or changed, and the keys of those that are gone. */
    tasks: { set: TaskSummary[]; gone: string[] };
    /** Calls that are new or changed, by their sequence; `cleared`: those told before are gone. */
    calls: { cleared: boolean; set: JournalEntry[] };
    limits: Limits;
    /** The answer that is given now, by assumption. */
    answers: Record<string, string>;
}

export type WatchEvent = { [E in keyof WatchEvents]: { event: E; data: WatchEvents[E] } }[keyof WatchEvents];

/** How many of the calls before the first look are told of. */
const mostCalls = 10_000;
const callsInOneEvent = 1000;

const choices: Choices = {
    operations: [...operations].map(([name, { effect }]) => ({ name, effect })),
    faultKinds: Object.entries(kinds).map(([kind, { description, details, example }]) => {
        return { kind, description, details, example };
    }),
    assumptions: assumptions.map(({ id, question, answers, given }) => ({ id, question, answers, given })),
};

interface Told {
    summary: TaskSummary;
    definition: string;
}

/** Instances change by the clock alone, so what there is has to be looked at: every look tells what is new since the one before. */
export class Watch {
    private started = false;
    private workspaces = "";
    private limits = "";
    private answers = "";
    private tasks = new Map<string, Told>();
    private entries: JournalEntry[] = [];
    /** How many of the entries have been looked at. */
    private seen = 0;
    /** Calls that were told of and had no reply then. */
    private readonly open = new Set<JournalEntry>();

    constructor(private readonly state: EmulatorState) {}

    look(): WatchEvent[] {
        settleDeployments(this.state.store);
        const events: WatchEvent[] = this.started ? [] : [{ event: "start", data: choices }];
        this.started = true;
        return [
            ...events,
            ...this.newWorkspaces(),
            ...this.newTasks(),
            ...this.newLimits(),
            ...this.newAnswers(),
            ...this.newCalls(),
        ];
    }

    private newWorkspaces(): WatchEvent[] {
        const data = [...this.state.store.workspaces.values()].map(({ projectId, identifier, name, status }) => {
            return { projectId, identifier, name, enabled: status === "AVAILABLE" };
        });
        const told = JSON.stringify(data);
        if (told === this.workspaces) return [];
        this.workspaces = told;
        return [{ event: "workspaces", data }];
    }

    private newTasks(): WatchEvent[] {
        const { store } = this.state;
        const now = this.state.now();
        const before = this.tasks;
        this.tasks = new Map();
        const set: TaskSummary[] = [];
        for (const { files, solutions } of store.workspaces.values())
            for (const task of [...files.values(), ...solutions.values()]) {
                const summary = summaryOf(task, now);
                if (!summary) continue;
                const last = before.get(summary.key);
                this.tasks.set(summary.key, { summary, definition: task.definition });
                if (last?.definition !== task.definition || !isSame(last.summary, summary)) set.push(summary);
            }
        const gone = [...before.keys()].filter((key) => !this.tasks.has(key));
        return set.length + gone.length > 0 ? [{ event: "tasks", data: { set, gone } }] : [];
    }

    private newCalls(): WatchEvent[] {
        const entries = this.state.journal.entries();
        const cleared = entries !== this.entries;
        if (cleared) {
            this.entries = entries;
            this.seen = Math.max(0, entries.length - mostCalls);
            this.open.clear();
        }
        const replied = [...this.open].filter((entry) => entry.repliedAt !== undefined);
        const set = [...replied, ...entries.slice(this.seen)];
        this.seen = entries.length;
        for (const entry of set) {
            if (entry.repliedAt === undefined) this.open.add(entry);
            else this.open.delete(entry);
        }
        const parts: JournalEntry[][] = [];
        for (let from = 0; from < set.length; from += callsInOneEvent)
            parts.push(set.slice(from, from + callsInOneEvent));
        if (cleared && parts.length === 0) parts.push([]);
        return parts.map((part, index) => ({
            event: "calls",
            data: { cleared: cleared && index === 0, set: part },
        }));
    }

    private newLimits(): WatchEvent[] {
        const { quotas, faults } = this.state;
        const now = this.state.now();
        const data: Limits = {
            quota: quotas.quota,
            use: quotas.use(),
            today: quotas.usedToday(now),
            lastSecond: callsSince(this.state.journal.entries(), now - 1000),
            faults: faults.met(),
        };
        const told = JSON.stringify(data);
        if (told === this.limits) return [];
        this.limits = told;
        return [{ event: "limits", data }];
    }

    private newAnswers(): WatchEvent[] {
        const data = Object.fromEntries(assumptions.map(({ id }) => [id, answerTo(id, this.state.store)]));
        const told = JSON.stringify(data);
        if (told === this.answers) return [];
        this.answers = told;
        return [{ event: "answers", data }];
    }
}

/** Whether nothing of a task has changed: its summary is flat. */
function isSame(one: TaskSummary, other: TaskSummary): boolean {
    for (const name in other) if (one[name as keyof TaskSummary] !== other[name as keyof TaskSummary]) return false;
    return one.message === other.message && one.status === other.status;
}

function callsSince(entries: readonly JournalEntry[], time: number): Limits["lastSecond"] {
    const first = entries.findLastIndex(({ receivedAt }) => receivedAt <= time) + 1;
    const effects = entries.slice(first).map(({ operation }) => operations.get(operation)?.effect);
    const count = (effect: Operation["effect"]) => effects.filter((each) => each === effect).length;
    return { calls: effects.length, reads: count("read"), writes: count("write") };
}
