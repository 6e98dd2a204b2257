// Keeps calls below a fixed number a second.

/** A second of ours is a little longer, because calls that left in different seconds may arrive in the same one. */
const second = 1050;

export class MaximumRate {
    private readonly sent: number[] = [];
    private readonly calls: number;
    private readonly span: number;

    /** In no second more calls than this; below 1, one call in every 1 / `perSecond` seconds. */
    constructor(perSecond: number) {
        this.calls = Math.max(1, Math.min(Number.MAX_SAFE_INTEGER, Math.floor(perSecond)));
        this.span = second / Math.min(1, perSecond);
    }

    /** From when on another call may be sent, in milliseconds. */
    opensAt(): number {
        const oldest = this.sent[0];
        return oldest === undefined || this.sent.length < this.calls ? -Infinity : oldest + this.span;
    }

    note(now: number): void {
        this.sent.push(now);
        while ((this.sent[0] ?? now) + this.span <= now) this.sent.shift();
    }
}
