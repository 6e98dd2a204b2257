// What the page knows of the emulator: kept up to date by its events, and told to whoever shows it.
import type { JournalEntry } from "../src/journal";
import type { TaskSummary } from "../src/control/summary";
import type { Choices, Limits, WatchEvents, WorkspaceSummary } from "../src/control/watch";

/** The page keeps so many calls, the newest: it stays as quick as it is. */
export const mostCalls = 10_000;

type Topic = "connection" | keyof WatchEvents;

export class Model {
    connected = false;
    choices: Choices = { operations: [], faultKinds: [], assumptions: [] };
    workspaces: WorkspaceSummary[] = [];
    /** By key. */
    readonly tasks = new Map<string, TaskSummary>();
    /** Oldest first, by their sequence. */
    calls: JournalEntry[] = [];
    limits: Limits | undefined;
    /** The answer that is given now, by assumption. */
    answers: Record<string, string> = {};
    private readonly listeners: { topic: Topic; listener: () => void }[] = [];

    on(topic: Topic, listener: () => void): void {
        this.listeners.push({ topic, listener });
    }

    /** Listens until the page is closed; a connection that breaks is made again by the browser. */
    listen(source: EventSource): void {
        source.addEventListener("open", () => this.setConnected(true));
        source.addEventListener("error", () => this.setConnected(false));
        const take: { [E in keyof WatchEvents]: (data: WatchEvents[E]) => void } = {
            start: (data) => {
                this.choices = data;
                this.tasks.clear();
            },
            workspaces: (data) => (this.workspaces = data),
            tasks: ({ set, gone }) => {
                for (const key of gone) this.tasks.delete(key);
                for (const task of set) this.tasks.set(task.key, task);
            },
            calls: ({ cleared, set }) => this.takeCalls(cleared, set),
            limits: (data) => (this.limits = data),
            answers: (data) => (this.answers = data),
        };
        for (const [topic, act] of Object.entries(take) as [keyof WatchEvents, (data: unknown) => void][])
            source.addEventListener(topic, (event: MessageEvent<string>) => {
                act(JSON.parse(event.data));
                this.tell(topic);
            });
    }

    private takeCalls(cleared: boolean, set: readonly JournalEntry[]): void {
        if (cleared) this.calls = [];
        for (const call of set) {
            const last = this.calls.at(-1);
            if (!last || call.sequence > last.sequence) this.calls.push(call);
            else {
                const index = this.calls.findLastIndex(({ sequence }) => sequence === call.sequence);
                if (index >= 0) this.calls[index] = call;
            }
        }
        if (this.calls.length > mostCalls) this.calls = this.calls.slice(-mostCalls);
    }

    private setConnected(connected: boolean): void {
        this.connected = connected;
        this.tell("connection");
    }

    private tell(topic: Topic): void {
        for (const each of this.listeners) if (each.topic === topic) each.listener();
    }
}
