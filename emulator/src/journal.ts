// What the emulator was asked and what it answered, in order; and waiting for such a moment.
import { integer, oneOf, object, text, type Reader } from "./validation";

/** One API call. Holds no secret: no signature, no access key secret, no token, no definition. */
export interface JournalEntry {
    /** Counts the calls since the start; goes on after `clearJournal` and `reset`. */
    sequence: number;
    /** "" where the request named none. */
    operation: string;
    /** What holds a definition or a script (TaskContent, TaskParam) is given by its length alone; other texts end after 200 characters. */
    parameters: Record<string, string>;
    where: "query" | "form";
    accessKeyId: string;
    /** Whether the call carried a security token. */
    securityToken: boolean;
    userAgent: string;
    /** Counts the TCP connections that carried API calls: calls with the same number shared one. */
    connection: number;
    /** Milliseconds since 1970, by the emulator's clock. */
    receivedAt: number;
    /** When the last byte of the reply was handed to the network. Absent: never. */
    repliedAt?: number;
    /** The HTTP status of the reply, as far as there was one. */
    status?: number;
    /** The code of an error reply. */
    code?: string;
    requestId: string;
    /** Whether an operation that changes something took effect. */
    applied: boolean;
    /** The kind of the fault that this call met. */
    fault?: string;
}

/** Which moment of which calls to wait for; counted since the journal was cleared last. */
export interface Moment {
    /** Default: any operation. */
    operation?: string;
    /** "received": the call came in, and what it changes has been changed. "replied": its reply is sent. */
    moment: "received" | "replied";
    count: number;
    timeoutMs: number;
}

export const readMoment: Reader<Moment> = object(
    { moment: oneOf("received", "replied"), count: integer(1), timeoutMs: integer(0, 10 * 60 * 1000) },
    { operation: text },
);

const longestText = 200;
const definitionParameters = new Set(["TaskContent", "TaskParam"]);

/** Parameters as the journal shows them. */
export function asLogged(parameters: Record<string, string>): Record<string, string> {
    const entries = Object.entries(parameters).map(([name, value]) => {
        if (definitionParameters.has(name)) return [name, `(${value.length} characters)`];
        return [name, value.length > longestText ? `${value.slice(0, longestText - 1)}…` : value];
    });
    return Object.fromEntries(entries) as Record<string, string>;
}

export class Journal {
    private kept: JournalEntry[] = [];
    private sequence = 0;
    private readonly waiting = new Set<() => void>();

    entries(): JournalEntry[] {
        return this.kept;
    }

    clear(): void {
        this.kept = [];
    }

    add(entry: Omit<JournalEntry, "sequence">): JournalEntry {
        this.sequence += 1;
        const added = { sequence: this.sequence, ...entry };
        this.kept.push(added);
        return added;
    }

    /** To be called after an entry was added or changed: whoever waits looks again. */
    changed(): void {
        for (const look of [...this.waiting]) look();
    }

    count({ operation, moment }: Pick<Moment, "operation" | "moment">): number {
        const calls = this.kept.filter((entry) => operation === undefined || entry.operation === operation);
        return calls.filter((entry) => moment === "received" || entry.repliedAt !== undefined).length;
    }

    /** Resolves true once there are as many such moments, and false after the time-out or when the signal says to stop. */
    async wait(awaited: Moment, stop: AbortSignal): Promise<boolean> {
        const reached = () => this.count(awaited) >= awaited.count;
        if (reached()) return true;
        return new Promise((resolve) => {
            const end = () => {
                clearTimeout(timer);
                stop.removeEventListener("abort", end);
                this.waiting.delete(look);
                resolve(reached());
            };
            const look = () => {
                if (reached()) end();
            };
            const timer = setTimeout(end, awaited.timeoutMs);
            stop.addEventListener("abort", end);
            this.waiting.add(look);
        });
    }
}
