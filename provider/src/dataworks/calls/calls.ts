// Makes calls: each in its turn, again where that is safe, and with an error that says what happened.
import type { Clock } from "../clock";
import { aboutOf } from "./codes";
import {
    CallError,
    CredentialsError,
    HeldBackError,
    InterruptedError,
    NoAnswerError,
    NotUnderstoodError,
    QuotaSpentError,
    RefusedError,
    ServiceFailedError,
    ThrottledError,
    UnreachableError,
    type CallFacts,
    type Tries,
} from "./errors";
import type { Sanitizer } from "../sanitizer";
import { HttpFailure, type HttpReply } from "../http/http";
import { again, isRead, longParameters, type Operation } from "../operation";
import { RateLimiter, type Permit } from "../quota/rate-limiter";
import { readAnswer, type Answer } from "./reply";
import { Budget, decide, mostTries } from "./retry";
import { endedBy, reasonOf } from "../signal";
import type { Subject } from "../task";
import type { Target } from "../http/connection-errors";
import { secretsIn } from "../../secret-names";

export interface Call {
    readonly operation: Operation;
    readonly parameters: Readonly<Record<string, string>>;
    /** Default: they travel where the operation has them. */
    readonly allInQuery?: boolean | undefined;
    /** What the call is about. */
    readonly subject: Subject;
    /** Whether it gives way to calls that do not. */
    readonly yields?: boolean | undefined;
    /** Is done before each further try. Where it throws, that ends the call: it is not tried again. */
    readonly beforeRetry?: (() => Promise<void>) | undefined;
    /** Ends it at once, whatever it waits for. Its reason is an error whose message ends a sentence. */
    readonly signal?: AbortSignal | undefined;
}

/** What came of a call so far. */
interface Course {
    tries: number;
    /** When it was sent first. */
    began?: number;
    /** The try that may have been applied. */
    earlier?: NoAnswerError;
    /** What the last try came to. */
    last?: unknown;
}

export interface CallsOptions {
    /** Gets ready what a call needs beside its turn, such as credentials. Throws a CredentialsError. */
    readonly prepare?: (budget: Budget) => Promise<void>;
    /**
     * Sends a call once. Throws an HttpFailure where no whole reply came; a CredentialsError, or the reason of the call's signal, where
     * nothing was sent.
     */
    readonly send: (call: Call) => Promise<HttpReply>;
    readonly target: Target;
    /** What texts from outside go through. */
    readonly sanitizer: Sanitizer;
    /** Seconds that the retries of one create, update, read or delete may take together. */
    readonly maxRetryTimeout: number;
    /** In no second more calls than this. Default: what the account's quota seems to allow. */
    readonly requestsPerSecond?: number | undefined;
    readonly clock: Clock;
    /** From 0 up to 1. */
    readonly random: () => number;
    readonly warn: (text: string) => void;
    /** The causes of long waits that the user was told of already. Default: those of this process. */
    readonly told?: Set<string> | undefined;
}

const toldInProcess = new Set<string>();
/** A call that waits for longer than this for a try that helps is told of, in milliseconds. */
const longWait = 10_000;

/** For how long an operation is not called after the account's calls of the day were spent, in milliseconds. */
const spentFor = 60_000;

/** What the quota has let through, whatever was answered. */
const answered = [RefusedError, NotUnderstoodError, ServiceFailedError];

/** The calls of one account to one endpoint: they share a quota, so they share what is known of it. */
export class Calls {
    private readonly limiter: RateLimiter;
    /** Where calls go, as messages name it. */
    private readonly host: string;
    /** How many calls have failed and are to be tried again. */
    private retrying = 0;
    /** The operations that the API refused for the rest of the day. */
    private readonly spent = new Map<Operation, { readonly facts: CallFacts; readonly until: number }>();

    constructor(private readonly options: CallsOptions) {
        const { clock, random, requestsPerSecond } = options;
        this.host = new URL(options.target.origin).host;
        this.limiter = new RateLimiter({
            clock,
            random,
            maximum: requestsPerSecond,
            onLongWait: (queued, rate) => this.tell("quota", this.longQueueText(queued, rate)),
        });
    }

    /** The time for retries of one create, update, read or delete. */
    newBudget(): Budget {
        return new Budget(this.options.maxRetryTimeout * 1000);
    }

    /**
     * Makes a call, and gives the answer that says that it succeeded.
     *
     * @throws CallError, of the class that fits, with the earlier try that may have been applied; CredentialsError. Where the signal of
     * the call ended it: a NoAnswerError where that may have been applied which was on its way, an InterruptedError else.
     */
    async make(call: Call, budget: Budget): Promise<Answer> {
        const course: Course = { tries: 0 };
        try {
            return await this.makeUnlessEnded(call, budget, course);
        } catch (error) {
            throw isReason(error, call.signal) ? this.interrupted(call, course) : error;
        }
    }

    /** @throws the reason of the call's signal, too, where that ended it and nothing that changes anything was on its way. */
    private async makeUnlessEnded(call: Call, budget: Budget, course: Course): Promise<Answer> {
        const { clock, random, prepare, sanitizer } = this.options;
        const { operation, parameters, signal } = call;
        signal?.throwIfAborted();
        // A script or a definition may hold passwords: no reply that says one back shows it.
        for (const name of longParameters(operation)) sanitizer.hide(secretsInText(parameters[name]));
        // What takes long does so before the turn: calls that have theirs go out at once.
        if (prepare) await endedBy(signal, prepare(budget));
        const request = {
            operation,
            kind: isRead(operation) ? "read" : "write",
            ticket: this.limiter.ticket(),
            yields: call.yields,
            signal,
        } as const;
        for (let tries = 1, limited = 0; ; tries++) {
            const asked = clock.now();
            const permit = this.isSpent(operation) ? undefined : await this.limiter.acquire(request);
            const sentAt = clock.now();
            const began = (course.began ??= sentAt);
            course.tries = permit ? tries : tries - 1;
            // The first wait for a turn is the quota's, and no time of retries.
            if (tries > 1) budget.spend(sentAt - asked);
            try {
                if (!permit) throw this.notSent(call);
                const answer = await this.try(call);
                permit.passed();
                return answer;
            } catch (error) {
                if (isReason(error, signal)) throw error;
                const failedAt = clock.now();
                if (permit) this.learn(permit, error);
                budget.spend(failedAt - sentAt);
                if (mostTries(operation, error) < Infinity) limited += 1;
                const decision = decide(operation, error, { tries, limited }, budget, random);
                if ("why" in decision) {
                    const count = course.tries;
                    throw concluded(error, { count, milliseconds: failedAt - began }, decision.why, course.earlier);
                }
                course.last = error;
                if (error instanceof NoAnswerError && again(operation) !== "always") course.earlier = error;
                this.retrying += 1;
                if (failedAt + decision.wait - began > longWait) this.tellLongWait(error);
                await clock.wait(decision.wait, signal).finally(() => (this.retrying -= 1));
                budget.spend(clock.now() - failedAt);
                await beforeRetry(call, course);
            }
        }
    }

    private async try(call: Call): Promise<Answer> {
        const facts = { operation: call.operation, subject: call.subject };
        let reply: HttpReply;
        try {
            reply = await this.options.send(call);
        } catch (error) {
            throw this.failureOf(error, facts, call.signal);
        }
        return readAnswer(reply, facts, this.options.sanitizer);
    }

    /** What sending came to, as an error of ours: a library's own never leaves. The signal's reason is for `make`. */
    private failureOf(error: unknown, facts: CallFacts, signal: AbortSignal | undefined): unknown {
        const { target, sanitizer } = this.options;
        if (error instanceof CredentialsError || isReason(error, signal)) return error;
        const mayBeApplied = error instanceof HttpFailure && error.sent && again(facts.operation) !== "always";
        if (signal?.aborted && error instanceof HttpFailure && !mayBeApplied) return signal.reason;
        if (!(error instanceof HttpFailure)) {
            // Nobody knows how far it came.
            const text = error instanceof Error ? error.message : String(error);
            return new NotUnderstoodError(facts, `an unexpected error, ${sanitizer.clean(text)}`);
        }
        const what = sanitizer.clean(error.what);
        return error.sent
            ? new NoAnswerError(facts, what)
            : new UnreachableError(facts, this.host, what, error.cause, target);
    }

    /** What a call comes to that its signal has ended. */
    private interrupted(
        { operation, subject, signal }: Call,
        { tries, began, earlier, last }: Course,
    ): InterruptedError {
        const error = new InterruptedError({ operation, subject }, reasonOf(signal), earlier);
        const why = last instanceof CallError && last !== earlier ? `The last try failed: ${causeOfWait(last)[1]}` : "";
        const now = this.options.clock.now();
        error.conclude({ count: tries, milliseconds: now - (began ?? now) }, why, earlier);
        return error;
    }

    /** Says that calls wait for what failed so: once for each cause. */
    private tellLongWait(error: unknown): void {
        if (!(error instanceof CallError)) return;
        const [cause, what] = causeOfWait(error);
        this.tell(
            cause,
            `calls to ${this.host} do not get through, by now for more than 10 s: ${what}. ${this.retrying} ` +
                `${this.retrying === 1 ? "waits" : "wait"}, and each is tried again for at most ${this.options.maxRetryTimeout} s ` +
                "(maxRetryTimeout)",
        );
    }

    private longQueueText(queued: number, rate: number): string {
        const { requestsPerSecond } = this.options;
        const because =
            requestsPerSecond !== undefined && rate >= requestsPerSecond
                ? `requestsPerSecond is ${requestsPerSecond}`
                : `the account's quota lets some ${Math.max(1, Math.round(rate))} calls a second through`;
        return `calls to ${this.host} have to wait for their turn, by now for more than 10 s: ${queued} are queued, and ${because}`;
    }

    private tell(cause: string, text: string): void {
        const { told = toldInProcess, warn } = this.options;
        if (told.has(cause)) return;
        told.add(cause);
        warn(text);
    }

    private learn(permit: Permit, error: unknown): void {
        if (error instanceof ThrottledError) permit.refused();
        else if (error instanceof QuotaSpentError) this.noteSpent(error.facts);
        else if (answered.some((kind) => error instanceof kind)) permit.passed();
    }

    /**
     * After the day's calls are spent, no call can succeed: those that wait are not sent any more. Only those of the same
     * operation, because DeployDISyncTask has to be tried whatever became of the fingerprint.
     */
    private noteSpent(facts: CallFacts): void {
        if (aboutOf(facts.code) !== "spent for the day") return;
        this.spent.set(facts.operation, { facts, until: this.options.clock.now() + spentFor });
        this.limiter.dismiss(facts.operation);
    }

    private isSpent(operation: Operation): boolean {
        return (this.spent.get(operation)?.until ?? -Infinity) > this.options.clock.now();
    }

    private notSent({ operation, subject }: Call): QuotaSpentError {
        const { code, requestId } = this.spent.get(operation)?.facts ?? {};
        const said = "it was not even sent, because that was the answer to an earlier call of the same operation";
        return new QuotaSpentError({ operation, subject, code, requestId }, said);
    }
}

/** Does what has to be done before a further try: where that is not to be, an earlier one may have been applied all the same. */
async function beforeRetry(call: Call, { earlier }: Course): Promise<void> {
    try {
        await call.beforeRetry?.();
    } catch (error) {
        throw earlier ? new HeldBackError(earlier, error) : error;
    }
}

/** True where the signal has ended what was waited for. */
function isReason(error: unknown, signal: AbortSignal | undefined): boolean {
    return signal?.aborted === true && error === signal.reason;
}

/** The error that a call ends with: a try that may have been applied is never forgotten over the one that came last. */
function concluded(error: unknown, tries: Tries, why: string, earlier: NoAnswerError | undefined): unknown {
    if (error instanceof CallError) {
        error.conclude(tries, why, error instanceof NoAnswerError ? undefined : earlier);
        return error;
    }
    if (!earlier) return error;
    earlier.conclude(
        tries,
        `It was not tried again: ${error instanceof Error ? error.message : "an unexpected error"}`,
    );
    return earlier;
}

/** What calls wait for that failed so: the cause, which is told once, and the words for it. */
function causeOfWait(error: CallError): readonly [cause: string, what: string] {
    if (error instanceof UnreachableError) return [error.cause, error.reason];
    if (error instanceof ThrottledError) return ["quota", `the account's quota is used up (${error.facts.code ?? ""})`];
    return error instanceof NoAnswerError ? [error.name, error.instead] : [error.name, error.facts.code ?? ""];
}

/** The secrets in a JSON text, by their keys. */
function secretsInText(text = "null"): string[] {
    try {
        return secretsIn(JSON.parse(text));
    } catch {
        return []; // no JSON: it has no keys
    }
}
