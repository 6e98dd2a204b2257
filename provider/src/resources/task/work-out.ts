// Has DataWorks work a definition out of a script: begins that, and asks until there is an answer.
import { RefusedError, seconds, trace, UnknownProcessError } from "../../dataworks/calls/errors";
import type { DataWorks, WorkedOut } from "../../dataworks/client";
import { reasonOf } from "../../dataworks/signal";
import { describe, type NewTask, type Task } from "../../dataworks/task";
import type { Context } from "../context";
import { limitOf, type Limit } from "../limit";

/** What is worked out, and by which calls. */
export interface Work {
    /** The task, as messages name it. */
    readonly name: string;
    /** Begins the process; with the same token it is the same one. Gives its id. */
    readonly begin: (clientToken: string) => Promise<string>;
    /** Undefined: not yet. `again`: it was asked before, and others that change something may go first. */
    readonly ask: (processId: string, again: boolean) => Promise<WorkedOut | undefined>;
    /** Seconds that it may take, where `customTimeouts` says nothing else. */
    readonly timeoutSeconds: number;
}

/** How the process of a task is named and asked for. */
export function processOf(task: NewTask | Task, dataworks: DataWorks): Pick<Work, "name" | "ask"> {
    return {
        name: describe(task),
        ask: (processId, again) =>
            (again ? dataworks.yielding() : dataworks).queryDISyncTaskConfigProcessResult(task, processId),
    };
}

/** What waiting needs, and where it is told of. */
export type Waiting = Pick<Context, "now" | "wait" | "randomHex" | "say" | "limit" | "signal">;

const firstPause = 1000;
const longestPause = 5000;
/** After so long it is told of, in milliseconds. */
const longWork = 10_000;
/** A failure is one where it is said twice, so far apart: which status says "not yet" is not documented. */
const sayAgain = 3000;

/**
 * The definition that DataWorks works out.
 *
 * @throws where DataWorks says that it cannot, or is not done in time, or where the operation is ended. Nothing was changed then.
 */
export async function workOut(work: Work, waiting: Waiting): Promise<WorkedOut> {
    const { now, wait, randomHex, say } = waiting;
    const began = now();
    const limit = limitOf(work.timeoutSeconds, waiting);
    const deadline = began + limit.seconds * 1000;
    let processId = await work.begin(randomHex(16));
    let isAsked = false;
    let isSecond = false;
    let isTold = false;
    let failure: Failure | undefined;
    for (let pause = firstPause; ; pause = Math.min(1.5 * pause, longestPause)) {
        try {
            const found = await work.ask(processId, isAsked);
            if (found) return found;
            failure = undefined;
        } catch (error) {
            if (error instanceof UnknownProcessError && !isSecond) {
                isSecond = true;
                processId = await work.begin(randomHex(16)); // by another token: that one's process is lost
                [pause, failure] = [firstPause, undefined];
            } else if (isFailure(error)) {
                if (failure && now() >= failure.since + sayAgain && !saysNotYet(error)) throw failed(work.name, error);
                failure = { since: failure?.since ?? now(), error };
            } else throw error;
        }
        if (now() >= deadline) throw tooLate(work.name, limit, failure);
        if (!isTold && now() - began >= longWork) {
            isTold = true;
            say(
                `DataWorks works out the definition of ${work.name}, by now for ${seconds(now() - began)}. ${limit.setting} ` +
                    `allows ${limit.seconds} s`,
            );
        }
        isAsked = true;
        const again = failure ? failure.since + sayAgain - now() : 0;
        const next = again > 0 ? again : pause;
        await wait(Math.max(1, Math.min(next, deadline - now()))).catch(() => {
            throw ended(work.name, reasonOf(waiting.signal), failure);
        });
    }
}

/** A status "fail", which may be the answer. */
interface Failure {
    /** When it was said first. */
    readonly since: number;
    readonly error: RefusedError;
}

/** True for a reply that says "fail" of the process: one with the status 200. */
function isFailure(error: unknown): error is RefusedError {
    return error instanceof RefusedError && !(error instanceof UnknownProcessError) && error.facts.status === 200;
}

/** True where a "fail" says in words that the process goes on: it is waited for then, as long as it may take. */
function saysNotYet({ said }: RefusedError): boolean {
    return /\b(still|being)\b|in progress|not (yet )?(ready|finished|done|completed?)\b|try again later|please wait/i.test(
        said,
    );
}

const nothingChanged = "Nothing was changed in DataWorks.";

function failed(name: string, { said, facts }: RefusedError): Error {
    return new Error(
        `DataWorks could not work out the definition of ${name}: ${said || "no reason given"}${trace(facts)}. Look at the data ` +
            "sources and their tables, at the network between them and the resource group, and at the rights of the data sources' " +
            `users; then run again. ${nothingChanged}`,
    );
}

function tooLate(name: string, limit: Limit, failure: Failure | undefined): Error {
    return new Error(
        `DataWorks did not work out the definition of ${name} within ${limit.seconds} s (${limit.setting})${lastly(failure)}. Run again, with a ` +
            `larger ${limit.setting} where there are many tables. ${nothingChanged}`,
    );
}

/** The operation was ended meanwhile. */
function ended(name: string, why: string, failure: Failure | undefined): Error {
    return new Error(
        `DataWorks was still to work out the definition of ${name}${lastly(failure)}: ${why}. ${nothingChanged}`,
    );
}

function lastly(failure: Failure | undefined): string {
    return failure ? `, and said last: ${failure.error.said}${trace(failure.error.facts)}` : "";
}
