// Waits between looks at an instance: with growing pauses, up to a deadline.
import { seconds } from "../../dataworks/calls/errors";
import type { Context } from "../context";
import type { Limit } from "../limit";

const firstPause = 500;
/** Looks are at most so far apart, in milliseconds. */
const longestPause = 10_000;
/** A wait of more than this is told of, in milliseconds. */
const longWait = 30_000;

export class Wait {
    private readonly began: number;
    private pause = firstPause;
    /** Since when it waits for what it waits for now, and whether that was told. */
    private since: number;
    private told = false;

    constructor(
        private readonly context: Pick<Context, "now" | "wait" | "say">,
        private readonly limit: Limit,
    ) {
        this.began = this.since = context.now();
    }

    /** Something else is waited for from now on. */
    anew(): void {
        this.since = this.context.now();
        this.told = false;
        this.pause = firstPause;
    }

    /** True from the deadline on. What is looked at then is looked at for the last time. */
    get isOver(): boolean {
        return this.left <= 0;
    }

    /**
     * Waits for the next look: at most so long, where that is said.
     *
     * @param what What is waited for, as part of a sentence.
     * @param status What was seen last.
     */
    async next(what: string, status: string, atMost = Infinity): Promise<void> {
        const { now, wait, say } = this.context;
        if (!this.told && now() - this.since >= longWait) {
            this.told = true;
            say(
                `waits for ${what}, by now for ${seconds(now() - this.since)}: its status is ${status}. ${this.limit.setting} allows ` +
                    `${this.limit.seconds} s in all`,
            );
        }
        const pause = Math.min(this.pause, atMost, this.left);
        this.pause = Math.min(2 * this.pause, longestPause);
        await wait(Math.max(1, pause));
    }

    private get left(): number {
        return this.began + this.limit.seconds * 1000 - this.context.now();
    }
}
