// Whether a call that failed is tried again, and when: by what is known of it, not by hope.
import {
    NoAnswerError,
    NotUnderstoodError,
    seconds,
    ServiceFailedError,
    ThrottledError,
    UnreachableError,
} from "./errors";
import { again, type Operation } from "../operation";
import { causes } from "../http/connection-errors";

/** How often a call is tried at most that fails in a way which may pass, where it costs DataWorks something. */
export const few = 5;

/** How many failures of this and other limited kinds a call may meet: 1 is the end, Infinity leaves it to the budget. */
export function mostTries(operation: Operation, error: unknown): number {
    // Nothing was done: the request never left, or the API says that it came too soon.
    if (error instanceof UnreachableError) return causes[error.cause].tries;
    if (error instanceof ThrottledError) return Infinity;
    // The API says that it failed by itself. Of a time-out it is likely that it works on.
    const when = again(operation);
    if (error instanceof ServiceFailedError)
        return when === "always" || (when === "failed" && !isTimeOut(error)) ? few : 1;
    // The reply was lost. What only reads may be asked again; what changes something may have been applied.
    if (error instanceof NoAnswerError && !(error instanceof NotUnderstoodError) && when === "always") {
        return isLost(error.facts.status) ? few : 1;
    }
    return 1;
}

function isTimeOut({ facts }: ServiceFailedError): boolean {
    return facts.status === 504 || facts.status === 408;
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

/** How often a call was tried so far. */
export interface Count {
    readonly tries: number;
    /** How many of these failed in a way that has a limit of its own. */
    readonly limited: number;
}

const firstWait = 500;
const longestWait = 20_000;
/** Where few tries are all there is, they are so far apart that a server that starts anew is met. */
const waitForStart = 1000;
/** No wait is shorter, so that the tries are bounded whatever random and the API say. */
const shortestWait = 100;

/**
 * What to do after a try that failed so. Times are in milliseconds.
 *
 * The wait is random, from next to nothing up to a limit that doubles with each try, so that those who failed together do
 * not come back together. Where the API asks for a time, that is the wait.
 *
 * @param left What the budget has left of `allowed`.
 */
export function decide(
    operation: Operation,
    error: unknown,
    { tries, limited }: Count,
    { left, allowed }: { readonly left: number; readonly allowed: number },
    random: () => number,
): Decision {
    const most = mostTries(operation, error);
    if (most < Infinity && limited >= most) return { why: "" };
    if (left < shortestWait) return { why: `${setting(allowed)} allows no more tries` };
    const asked = error instanceof ThrottledError ? error.retryAfter : undefined;
    if (asked !== undefined && asked > left) {
        return { why: `The API asks to wait ${seconds(asked)}, and ${setting(allowed)} leaves ${seconds(left)}` };
    }
    if (error instanceof UnreachableError && most < Infinity) {
        return { wait: Math.min(left, waitForStart * (1 + 1.5 * random())) };
    }
    const limit = Math.min(longestWait, firstWait * 2 ** (tries - 1));
    return { wait: Math.min(left, Math.max(shortestWait, asked ?? random() * limit)) };
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
