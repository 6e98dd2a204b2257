// Whether a call that failed is tried again, and when: by what is known of it, not by hope.
import { NoAnswerError, NotUnderstoodError, RefusedError, seconds, ThrottledError, UnreachableError } from "./errors";
import { isRead } from "./operation";

/** Whether a failure of an operation may be followed by another try: as long as there is time, a few times, or never. */
export type Again = "always" | "few" | "never";

export function again(operation: string, error: unknown): Again {
    // Nothing was done: the request never left, or the API says that it came too soon.
    if (error instanceof UnreachableError || error instanceof ThrottledError) return "always";
    // The API says that it failed by itself. Not that it has no service in this region, which it calls by a 500 too.
    if (error instanceof RefusedError) {
        const { status = 0, code } = error.facts;
        return status >= 500 && code !== "Forbidden.Not.Server" ? "few" : "never";
    }
    // The reply was lost. What only reads may be asked again; what changes something may have been applied.
    if (error instanceof NoAnswerError && !(error instanceof NotUnderstoodError) && isRead(operation)) {
        return isLost(error.facts.status) ? "few" : "never";
    }
    return "never";
}

/** False where somebody on the way answered with what will not change, such as a firewall's 403. */
function isLost(status: number | undefined): boolean {
    return status === undefined || status === 200 || status === 408 || status === 429 || status >= 500;
}

/** What is decided after a failure. */
export type Decision =
    | { readonly wait: number }
    /** It is the end; `why` says more where more tries were possible. */
    | { readonly why: string };

/** How often a call is tried where the tries are few. */
export const few = 5;
const firstWait = 500;
const longestWait = 20_000;
/** No wait is shorter, so that the tries are bounded whatever random says. */
const shortestWait = 100;

/**
 * What to do after the `tries`th try failed so. Times are in milliseconds.
 *
 * The wait is random, from next to nothing up to a limit that doubles with each try, so that those who failed together do
 * not come back together. Where the API asks for a time, that is the wait.
 *
 * @param left What the budget has left of `allowed`.
 */
export function decide(
    operation: string,
    error: unknown,
    tries: number,
    { left, allowed }: { readonly left: number; readonly allowed: number },
    random: () => number,
): Decision {
    const kind = again(operation, error);
    if (kind === "never" || (kind === "few" && tries >= few)) return { why: "" };
    const asked = error instanceof ThrottledError ? error.retryAfter : undefined;
    if (asked !== undefined && asked > left) {
        return { why: `The API asks to wait ${seconds(asked)}, and ${setting(allowed)} leaves ${seconds(left)}` };
    }
    if (asked !== undefined) return { wait: asked };
    if (left <= 0) return { why: `${setting(allowed)} allows no more tries` };
    const limit = Math.min(longestWait, firstWait * 2 ** (tries - 1));
    return { wait: Math.min(left, Math.max(shortestWait, random() * limit)) };
}

function setting(allowed: number): string {
    return `maxRetryTimeout (${seconds(allowed)})`;
}

/** The time that the retries of one create, update, read or delete may take together. */
export class Budget {
    private spent = 0;

    /** @param allowed In milliseconds. */
    constructor(readonly allowed: number) {}

    /** In whole milliseconds: the rest of one is no time that a wait could spend. */
    get left(): number {
        return Math.max(0, Math.floor(this.allowed - this.spent));
    }

    /** Notes a try that failed, or a wait before the next one. */
    spend(milliseconds: number): void {
        this.spent += milliseconds;
    }
}
