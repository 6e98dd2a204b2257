// How fast calls may follow one another: decided by what was let through and what was refused, and by nothing else.

/** What is known of a quota. Rates are calls a second. */
export interface AdaptiveRate {
    readonly perSecond: number;
    /** What the rate never exceeds. */
    readonly maximum: number;
    /** The rate that it grows from. */
    readonly low: number;
    /** The rate that the last refusal came at; undefined where none came yet. */
    readonly top: number | undefined;
    /** What a first refusal said of the quota; undefined where it is not known, or not trusted any more. */
    readonly guess: number | undefined;
    /** For how many seconds the rate has grown: only while calls had to wait for it, and were let through. */
    readonly age: number;
    /** When a call was let through last, in milliseconds. */
    readonly passedAt: number;
    /** When the rate was cut last. What was sent before then and is refused says nothing new. */
    readonly cutAt: number;
}

/** The least that any edition of DataWorks documents. */
const documented = 5;
/** Where even this is too fast, what is refused is tried again later anyway. */
const slowest = 0.5;
/** By how much the rate grows in a second while nothing was ever refused. */
const acceleration = 60;
/** A pause between two calls counts as no more growth than this, in seconds. */
const longestStep = 0.5;
/** A refusal this soon after a cut, in milliseconds, comes from what went before rather than from the rate of now. */
const soon = 1000;

export function firstRate(now: number, maximum = Infinity): AdaptiveRate {
    const first = Math.min(documented, maximum);
    return {
        perSecond: first,
        maximum,
        low: first,
        top: undefined,
        guess: undefined,
        age: 0,
        passedAt: now,
        cutAt: -Infinity,
    };
}

/** The rate after a call was let through. `heldUp`: it had to wait for the rate, so a faster one would have been used. */
export function afterPass(rate: AdaptiveRate, now: number, heldUp: boolean): AdaptiveRate {
    if (!heldUp) return { ...rate, passedAt: now };
    const age = rate.age + Math.min((now - rate.passedAt) / 1000, longestStep);
    return { ...rate, age, passedAt: now, perSecond: Math.min(rate.maximum, grown(rate, age)) };
}

function grown({ low, top }: AdaptiveRate, age: number): number {
    if (top === undefined) return low + acceleration * age;
    // Quickly back to where the refusal came, slowly around it, and ever faster beyond it; the sooner, the more calls that is.
    const back = Math.max(2.5, 100 / top);
    // Low rates grow by the same amount for all, so that those who share a quota come to have equal parts of it.
    return Math.max(low + 0.03 * age ** 2, top + (top - low) * ((age - back) / back) ** 3);
}

/** The rate after a call that was sent at `sentAt` was refused for coming too soon. */
export function afterRefusal(rate: AdaptiveRate, now: number, sentAt: number): AdaptiveRate {
    if (sentAt <= rate.cutAt) return rate;
    const next = cut(rate, now);
    return { ...rate, ...next, perSecond: Math.min(rate.maximum, next.low), age: 0, passedAt: now, cutAt: now };
}

function cut(
    { perSecond, maximum, low, top, guess, cutAt }: AdaptiveRate,
    now: number,
): Pick<AdaptiveRate, "low" | "top" | "guess"> {
    if (top === undefined && perSecond > 1.5 * low) {
        // It is half of the rate or more that was too much, or the quota is not what the guess takes it for.
        const quota = perSecond < maximum ? Math.max(low, quotaFrom(perSecond)) : undefined;
        return wary(Math.max(perSecond / 2, quota ?? 0), quota);
    }
    if (guess !== undefined && now - cutAt < soon)
        return wary(Math.min(0.8 * perSecond, Math.max(0.3 * perSecond, guess)));
    // The faster, the deeper: of those who share a quota, the one that has most gives up most.
    const part = Math.min(now - cutAt < soon ? 0.2 : 0.4, 0.05 * perSecond);
    return { low: Math.max(slowest, perSecond * (1 - part)), top: Math.max(slowest, perSecond), guess: undefined };
}

function wary(low: number, guess?: number): Pick<AdaptiveRate, "low" | "top" | "guess"> {
    return { low, top: 1.2 * low, guess };
}

/**
 * The quota that a first refusal at this rate speaks for, where a quota saves up one second's worth: with q the quota, a the
 * acceleration and u the time since the rate passed q, the savings are spent when a * u * u / 2 = q, and q = rate - a * u.
 */
function quotaFrom(rate: number): number {
    return rate + acceleration - Math.sqrt(acceleration ** 2 + 2 * acceleration * rate);
}

/** A part of a rate, with all that it remembers. */
export function scaled(rate: AdaptiveRate, by: number): AdaptiveRate {
    const times = (rate: number | undefined) => (rate === undefined ? undefined : rate * by);
    return {
        ...rate,
        perSecond: rate.perSecond * by,
        low: rate.low * by,
        top: times(rate.top),
        guess: times(rate.guess),
    };
}

/** A rate of calls that were never refused themselves: it grows fast again. */
export function unrefused(rate: AdaptiveRate): AdaptiveRate {
    return { ...rate, low: rate.perSecond, top: undefined, guess: undefined, age: 0 };
}
