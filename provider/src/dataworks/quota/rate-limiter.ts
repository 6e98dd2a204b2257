// Lets calls go one after another, first come first served but for those that yield, no faster than the account's quota seems to allow.
import { MaximumRate } from "./maximum-rate";
import type { Clock } from "../clock";
import { noEvidence, notePass, noteRefusal, refuted, showsApart, type CallKind } from "./separate-quotas";
import { afterPass, afterRefusal, firstRate, scaled, unrefused, type AdaptiveRate } from "./rate";

export interface RateLimiterOptions {
    readonly clock: Clock;
    /** From 0 up to 1. */
    readonly random: () => number;
    /** In no second more calls than this. Default: none. */
    readonly maximum?: number | undefined;
    /** Called once, when a call has waited for more than 10 s: with how many are waiting, and the calls a second. */
    readonly onLongWait: (queued: number, rate: number) => void;
}

/** A call that wants to go. */
export interface PermitRequest {
    readonly kind: CallKind;
    readonly operation: string;
    /** Its place in the queue: of two, the one with the lower number goes first. A call keeps it when it is tried again. */
    readonly ticket: number;
    /** Whether those that do not yield go first: nothing waits for it that changes anything. */
    readonly yields?: boolean | undefined;
    /** Ends its wait. */
    readonly signal?: AbortSignal | undefined;
}

/** The right to send one call. What came of it is told where it is known. */
export interface Permit {
    /** The quota let the call through. */
    readonly passed: () => void;
    /** The call was refused for coming too soon. */
    readonly refused: () => void;
}

interface Waiting extends PermitRequest {
    readonly since: number;
    readonly go: (permit: Permit | undefined) => void;
}

/** Calls that share a rate. */
interface Lane {
    rate: AdaptiveRate;
    /** When the next call may go, in milliseconds. */
    opensAt: number;
    readonly queue: Waiting[];
    /** How many have gone before one that yields and waits. */
    gone: number;
    /** Whether somebody lets its calls go. */
    running: boolean;
    /** Ends the wait for the next turn. */
    rest?: AbortController;
}

/** So many go before one that yields: it comes to its turn, however many do not. */
const patience = 3;
const longWait = 10_000;
/** A call that comes later than it might gives way to the next ones to catch up, as far as this, in milliseconds. */
const catchUp = 200;
/** What the kind that is refused keeps of the rate that both had. */
const ownPart = 0.7;

export class RateLimiter {
    private lanes: Record<CallKind, Lane>;
    private seen = noEvidence;
    /** The rate that both kinds had before they were taken apart. */
    private shared: AdaptiveRate | undefined;
    private readonly ceiling: MaximumRate;
    private tickets = 0;
    private told = false;

    constructor(private readonly options: RateLimiterOptions) {
        const { clock, maximum = Infinity } = options;
        this.ceiling = new MaximumRate(maximum);
        const lane: Lane = {
            rate: firstRate(clock.now(), maximum),
            opensAt: -Infinity,
            queue: [],
            gone: 0,
            running: false,
        };
        this.lanes = { read: lane, write: lane };
    }

    /** The next place in the queue. */
    ticket(): number {
        return (this.tickets += 1);
    }

    /**
     * Resolves when the call may be sent; with undefined where it was dismissed. Rejects with the signal's reason where that comes
     * first: the call has left the queue then.
     */
    acquire(request: PermitRequest): Promise<Permit | undefined> {
        const { signal } = request;
        return new Promise((resolve, reject) => {
            if (signal?.aborted) {
                reject(signal.reason as Error);
                return;
            }
            const lane = this.lanes[request.kind];
            const behind = lane.queue.findIndex(({ ticket }) => ticket > request.ticket);
            const go = (permit: Permit | undefined) => {
                signal?.removeEventListener("abort", leave);
                resolve(permit);
            };
            const waiting = { ...request, since: this.options.clock.now(), go };
            const leave = () => {
                this.remove(waiting);
                reject(signal?.reason as Error);
            };
            signal?.addEventListener("abort", leave, { once: true });
            lane.queue.splice(behind < 0 ? lane.queue.length : behind, 0, waiting);
            void this.run(lane);
        });
    }

    /** Sends all calls of an operation away that are still waiting. */
    dismiss(operation: string): void {
        for (const { queue } of this.distinctLanes()) {
            for (const waiting of queue.splice(0)) {
                if (waiting.operation === operation) waiting.go(undefined);
                else queue.push(waiting);
            }
        }
    }

    private remove(waiting: Waiting): void {
        for (const lane of this.distinctLanes()) {
            const at = lane.queue.indexOf(waiting);
            if (at >= 0) lane.queue.splice(at, 1);
            if (lane.queue.length === 0) lane.rest?.abort();
        }
    }

    /** Lets the calls of a lane go until none is left. */
    private async run(lane: Lane): Promise<void> {
        if (lane.running) return;
        lane.running = true;
        for (;;) {
            const now = this.options.clock.now();
            this.tellLongWait(now);
            const next = nextIn(lane);
            if (!next) break;
            const opensAt = Math.max(lane.opensAt, this.ceiling.opensAt());
            if (opensAt > now) {
                lane.rest = new AbortController();
                await this.options.clock.wait(opensAt - now, lane.rest.signal).catch(() => undefined);
                continue; // meanwhile the queue or the rate may have changed
            }
            lane.queue.splice(lane.queue.indexOf(next), 1);
            lane.gone = next.yields ? 0 : lane.gone + 1;
            // Evenly spaced calls would take every place of a quota that others share, so the gaps differ.
            const gap = (1000 / lane.rate.perSecond) * (0.5 + this.options.random());
            lane.opensAt = Math.max(lane.opensAt, now - catchUp) + gap;
            this.ceiling.note(now);
            next.go(this.permitOf(next, now));
        }
        lane.running = false;
    }

    private distinctLanes(): Lane[] {
        return [...new Set([this.lanes.read, this.lanes.write])];
    }

    private tellLongWait(now: number): void {
        const waiting = this.distinctLanes().flatMap(({ queue }) => queue);
        // What yields is meant to wait.
        if (this.told || !waiting.some(({ since, yields }) => !yields && now - since > longWait)) return;
        this.told = true;
        this.options.onLongWait(
            waiting.length,
            this.distinctLanes().reduce((sum, { rate }) => sum + rate.perSecond, 0),
        );
    }

    private permitOf({ kind, since }: Waiting, sentAt: number): Permit {
        return {
            passed: () => {
                const lane = this.lanes[kind];
                this.seen = notePass(this.seen, kind);
                lane.rate = afterPass(lane.rate, this.options.clock.now(), sentAt > since);
            },
            refused: () => {
                if (sentAt <= this.lanes[kind].rate.cutAt) return;
                const now = this.options.clock.now();
                this.learnKinds(kind, now);
                const lane = this.lanes[kind];
                lane.rate = afterRefusal(lane.rate, now, sentAt);
                lane.opensAt = Math.max(lane.opensAt, now + 1000 / lane.rate.perSecond);
            },
        };
    }

    /** Takes reads and writes apart where only one of them is refused, and together again where the other one is too. */
    private learnKinds(kind: CallKind, now: number): void {
        const { read, write } = this.lanes;
        if (read === write) {
            this.seen = noteRefusal(this.seen, kind, now);
            if (showsApart(this.seen)) this.takeApart(kind, read);
        } else if (kind !== this.seen.refused) {
            this.seen = refuted(this.seen, kind, now);
            this.putTogether(read, write);
        }
    }

    private takeApart(kind: CallKind, { rate, opensAt, queue }: Lane): void {
        this.shared = rate;
        const waiting = queue.splice(0);
        const laneOf = (one: CallKind): Lane => ({
            rate: one === kind ? scaled(rate, ownPart) : unrefused(rate),
            opensAt,
            queue: waiting.filter((call) => call.kind === one),
            gone: 0,
            running: false,
        });
        this.lanes = { read: laneOf("read"), write: laneOf("write") };
        for (const lane of this.distinctLanes()) void this.run(lane);
    }

    private putTogether(read: Lane, write: Lane): void {
        const cutAt = Math.max(read.rate.cutAt, write.rate.cutAt);
        const lane: Lane = {
            rate: { ...(this.shared ?? read.rate), cutAt },
            opensAt: Math.max(read.opensAt, write.opensAt),
            queue: [...read.queue.splice(0), ...write.queue.splice(0)].sort((a, b) => a.ticket - b.ticket),
            gone: 0,
            running: false,
        };
        this.lanes = { read: lane, write: lane };
        void this.run(lane);
    }
}

/** Whose turn is next: the first in the queue, and of those that yield one now and then. */
function nextIn({ queue, gone }: Lane): Waiting | undefined {
    const yielding = queue.find(({ yields }) => yields);
    const other = queue.find(({ yields }) => !yields);
    return yielding && (!other || gone >= patience) ? yielding : other;
}
