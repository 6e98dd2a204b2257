// The account's quotas: calls a second and calls a day, as token buckets that hold one second's worth.
import type { ApiError } from "./protocol/errors";
import { errors } from "./protocol/errors";
import { integer, number, object, type Reader } from "./validation";

/** All that are given hold at once. A refused call takes no effect and uses nothing up. */
export interface Quota {
    /** Calls a second of any kind. */
    perSecond?: number;
    /** Calls a second that only read (Get..., List...). */
    readsPerSecond?: number;
    /** Calls a second that may change something. */
    writesPerSecond?: number;
    /** Calls in one day (UTC). */
    perDay?: number;
}

export interface QuotaUse {
    /** Calls let through since the start, the last `setQuota` or `reset`. */
    allowed: number;
    /** Calls refused, for whatever quota. */
    refused: number;
    /** Those of them refused because of the quota of the day. */
    refusedForTheDay: number;
}

const rate = number(0.001, 1_000_000);
export const readQuota: Reader<Quota> = object(
    {},
    { perSecond: rate, readsPerSecond: rate, writesPerSecond: rate, perDay: integer(0) },
);

const dayMs = 24 * 60 * 60 * 1000;

/** Refills steadily and holds one second's worth, but at least one call. */
class TokenBucket {
    private readonly rate: number;
    private readonly capacity: number;
    private tokens: number;
    private at: number;

    constructor(rate: number, now: number) {
        this.rate = rate;
        this.capacity = Math.max(1, rate);
        this.tokens = this.capacity;
        this.at = now;
    }

    has(now: number): boolean {
        const refill = (Math.max(0, now - this.at) / 1000) * this.rate;
        this.tokens = Math.min(this.capacity, this.tokens + refill);
        this.at = now;
        // A hair below one is one: refills are sums of fractions.
        return this.tokens >= 1 - 1e-9;
    }

    take(): void {
        this.tokens -= 1;
    }
}

export class Quotas {
    readonly quota: Quota;
    private readonly buckets: { kind: "any" | "read" | "write"; bucket: TokenBucket }[] = [];
    private readonly perDay: number;
    private day = -1;
    private today = 0;
    private readonly counted: QuotaUse = { allowed: 0, refused: 0, refusedForTheDay: 0 };

    constructor(quota: Quota, now: number) {
        this.quota = quota;
        const add = (kind: "any" | "read" | "write", perSecond: number | undefined) => {
            if (perSecond !== undefined) this.buckets.push({ kind, bucket: new TokenBucket(perSecond, now) });
        };
        add("any", quota.perSecond);
        add("read", quota.readsPerSecond);
        add("write", quota.writesPerSecond);
        this.perDay = quota.perDay ?? Infinity;
    }

    use(): QuotaUse {
        return { ...this.counted };
    }

    /** How many calls were let through on this day (UTC). */
    usedToday(now: number): number {
        return Math.floor(now / dayMs) === this.day ? this.today : 0;
    }

    /** Counts one call; gives the refusal where a quota is used up. */
    take(kind: "read" | "write", now: number): ApiError | undefined {
        const day = Math.floor(now / dayMs);
        if (day !== this.day) [this.day, this.today] = [day, 0];
        if (this.today >= this.perDay) {
            this.counted.refused += 1;
            this.counted.refusedForTheDay += 1;
            return errors.tooManyToday();
        }
        const asked = this.buckets.filter((one) => one.kind === "any" || one.kind === kind);
        // Every bucket is asked, so that each one's clock goes on.
        if (asked.map(({ bucket }) => bucket.has(now)).includes(false)) {
            this.counted.refused += 1;
            return errors.tooFrequent();
        }
        for (const { bucket } of asked) bucket.take();
        this.today += 1;
        this.counted.allowed += 1;
        return undefined;
    }
}
