// A clock that no real time passes on: it jumps to the next moment that anything waits for.
import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "../../provider/src/dataworks/clock";

export class VirtualClock implements Clock {
    private time = 0;
    private readonly sleepers: { at: number; wake: () => void }[] = [];

    readonly now = (): number => this.time;

    readonly wait = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
        new Promise((wake, reject) => {
            if (signal?.aborted) {
                reject(signal.reason as Error);
                return;
            }
            const at = this.time + Math.max(0, milliseconds);
            const later = this.sleepers.findIndex((sleeper) => sleeper.at > at);
            const sleeper = { at, wake };
            this.sleepers.splice(later < 0 ? this.sleepers.length : later, 0, sleeper);
            signal?.addEventListener("abort", () => {
                const place = this.sleepers.indexOf(sleeper);
                if (place >= 0) this.sleepers.splice(place, 1);
                reject(signal.reason as Error);
            });
        });

    /** Lets time pass until this is done. Fails where it waits for what no time brings, or takes more than a day. */
    async run<T>(work: Promise<T>): Promise<T> {
        const progress = { done: false };
        const end = () => void (progress.done = true);
        work.then(end, end);
        for (;;) {
            await turn();
            if (progress.done) return work;
            const next = this.sleepers.shift();
            if (!next) throw new Error("it waits, and not for time to pass");
            if (next.at > 24 * 60 * 60_000) throw new Error("it takes more than a day");
            this.time = Math.max(this.time, next.at);
            next.wake();
        }
    }
}
