// The errors of an API call: one class for each thing that a caller treats differently.
import { aboutOf, adviceFor } from "./codes";
import { again, type Operation } from "../operation";
import { describe, type Subject } from "../task";
import { causes, type Cause, type Target } from "../http/connection-errors";

/** What is known about a failed call, beside its class. */
export interface CallFacts {
    /** The operation that was called. */
    readonly operation: Operation;
    /** The task, file or workspace that the call was about. */
    readonly subject: Subject;
    /** The HTTP status, where a reply came. */
    readonly status?: number | undefined;
    /** The API's error code, where it gave one. */
    readonly code?: string | undefined;
    /** The API's id of the request, where it gave one: what Alibaba Cloud's support asks for. */
    readonly requestId?: string | undefined;
    /** How often the call was tried, where that was more than once. */
    readonly tries?: Tries | undefined;
}

/** How often a call was tried, and for how long in all. */
export interface Tries {
    readonly count: number;
    readonly milliseconds: number;
}

/** A call that failed. The message is for a user, and holds no secret: what happened, what the API said, what to do. */
export abstract class CallError extends Error {
    private doubt: NoAnswerError | undefined;

    constructor(
        private known: CallFacts,
        private readonly what: string,
        private readonly advice: string,
    ) {
        super(sentences(what + trace(known), advice));
        this.name = new.target.name;
    }

    get facts(): CallFacts {
        return this.known;
    }

    /** An earlier try of the same call that may have been applied, whatever the last one came to. */
    get earlier(): NoAnswerError | undefined {
        return this.doubt;
    }

    /** Adds how often the call was tried, why it is not tried again, and the try that may have been applied before. */
    conclude(tries: Tries, why: string, earlier?: NoAnswerError): void {
        if (tries.count > 1) this.known = { ...this.known, tries };
        this.doubt = earlier;
        const before = earlier ? `An earlier try may have been applied: ${earlier.instead}` : "";
        this.message = sentences(this.what + trace(this.known), why, this.advice, before);
    }
}

const runAgain = "Nothing was changed by it: run again";
const lookAtIt = "It may have been applied all the same: look at the task in DataWorks, and run again";

/** Where nobody knows more than the API has said. */
const askSupport = "Look at the task in DataWorks; Alibaba Cloud's support can tell more by the RequestId";

/** Where it is about the key or the clock, who is told looks at the machine next, and not at the task. */
function refusalAdvice(code: string | undefined): string {
    const advice = adviceFor(code) || askSupport;
    return aboutOf(code) === "signature" ? `${advice}. \`npx pulumi-dataworks doctor\` looks further` : advice;
}

/** The API answered, in its own form, that it did not do what was asked. */
export class RefusedError extends CallError {
    constructor(
        facts: CallFacts,
        /** The API's message, without its code. */
        readonly said: string,
        advice = refusalAdvice(facts.code),
    ) {
        const why = [facts.code, said].filter(Boolean).join(": ") || "no reason given";
        super(facts, `${facts.operation} was refused for ${describe(facts.subject)}: ${why}`, advice);
    }
}

/** Where somebody may have deleted the task in DataWorks. */
const deletedTask =
    "Where it was deleted, restore it in DataWorks, or make it anew and give its new file id, or remove the resource from the " +
    'program (docs/faq.md, "What if somebody deletes the task?")';

/** The API answered with HTTP 200 that it does not know the file id: the task may be gone. */
export class InvalidFileIdError extends RefusedError {
    constructor(facts: CallFacts, said: string) {
        super(facts, said, `${adviceFor("Param.Invalid")}. ${deletedTask}`);
    }
}

/** The API does not know the id of a process that works a definition out: it was lost, or is too old. */
export class UnknownProcessError extends RefusedError {
    constructor(facts: CallFacts, said: string) {
        super(facts, said, "Nothing was changed by it: run again, and DataWorks works the definition out anew");
    }
}

/** The API refused a call because it came too soon after others: later it may be let through. */
export class ThrottledError extends RefusedError {
    constructor(
        facts: CallFacts,
        said: string,
        /** For how many milliseconds the API asks to wait; undefined where it does not say. */
        readonly retryAfter?: number,
    ) {
        super(facts, said, adviceFor(facts.code) || adviceFor("Throttling"));
    }
}

/** The account's calls are spent, for the day or by its edition: no other call will be let through soon. */
export class QuotaSpentError extends RefusedError {}

/** The request never left: whatever it asked for was not done. */
export class UnreachableError extends CallError {
    constructor(
        facts: CallFacts,
        host: string,
        /** What happened, as part of a sentence. */
        readonly reason: string,
        override readonly cause: Cause = "passing",
        target: Target = { origin: `https://${host}` },
    ) {
        super(
            facts,
            `${facts.operation} for ${describe(facts.subject)} could not be sent: ` +
                (cause === "unbuildable" ? "the request could not be built: " : `${host} could not be reached: `) +
                reason,
            `Nothing was changed by it. ${causes[cause].advice(target)}`,
        );
    }
}

/** The request went out, and no answer came back that says what became of it: it may have been applied. */
export class NoAnswerError extends CallError {
    constructor(
        facts: CallFacts,
        /** What came back instead of an answer, as part of a sentence. */
        readonly instead: string,
        adviceToReaders = `${runAgain}. If it stays so, look for a proxy or firewall on the way to DataWorks`,
        happened = "was sent, but no usable answer came back",
    ) {
        super(
            facts,
            `${facts.operation} for ${describe(facts.subject)} ${happened}: ${instead}`,
            again(facts.operation) === "always" ? adviceToReaders : lookAtIt,
        );
    }
}

/** The API answered, in its own form, that it failed by itself, at what point nobody can tell. */
export class ServiceFailedError extends NoAnswerError {
    constructor(facts: CallFacts, said: string) {
        const instead = [facts.code, said].filter(Boolean).join(": ");
        const advice = `Nothing was changed by it. ${adviceFor(facts.code) || adviceFor("InternalError.")}`;
        super(facts, instead, advice, "failed in DataWorks itself");
    }
}

/** A whole answer came back, and it does not say what it has to: asking again would bring the same. */
export class NotUnderstoodError extends NoAnswerError {
    constructor(facts: CallFacts, instead: string) {
        super(facts, instead, `${runAgain}. ${askSupport}`);
    }
}

/** The operation was ended: the call was not sent, or it changes nothing. */
export class InterruptedError extends CallError {
    constructor(
        facts: CallFacts,
        /** Why it was ended, as part of a sentence. */
        readonly reason: string,
        earlier?: NoAnswerError,
    ) {
        super(
            facts,
            `${facts.operation} for ${describe(facts.subject)} was given up: ${reason}`,
            earlier ? "" : runAgain,
        );
    }
}

/** The call was not tried again, for a reason of whoever made it; an earlier try may have been applied. */
export class HeldBackError extends CallError {
    constructor(earlier: NoAnswerError, reason: unknown) {
        const { facts } = earlier;
        super(facts, `${facts.operation} for ${describe(facts.subject)} was not tried again`, "");
        const why = reason instanceof Error ? reason.message : "an unexpected error";
        this.conclude({ count: 1, milliseconds: 0 }, why, earlier);
    }
}

/** No credentials were found, or those that were found could not be used: no call was made. */
export class CredentialsError extends Error {
    override readonly name = "CredentialsError";

    constructor(
        message: string,
        /** The same in one line. */
        readonly brief = message,
    ) {
        super(message);
    }
}

/** True where a call that changes something was not applied, for certain: neither its last try nor one before. */
export function wasNotApplied(error: unknown): boolean {
    if (error instanceof CallError && error.earlier) return false;
    return [RefusedError, UnreachableError, InterruptedError, CredentialsError].some((kind) => error instanceof kind);
}

/** Why nobody can tell whether a call was applied, as sentences with a space behind them. */
export function whyUnknown(error: unknown): string {
    if (error instanceof ServiceFailedError)
        return `DataWorks failed by itself: ${error.instead}${trace(error.facts)}. `;
    if (error instanceof NoAnswerError)
        return `the request was sent, but no usable answer came back: ${error.instead}${trace(error.facts)}. `;
    if (error instanceof CallError) return `${error.message} `;
    const what = error instanceof Error ? error.message : "an unexpected error";
    return `the request was sent, but no usable answer came back: ${what}. `;
}

/** " (HTTP 400, RequestId ..., tried 3 times in 4 s)", with what is known of it. */
export function trace({ status, requestId, tries }: CallFacts): string {
    const known = [
        status === undefined ? "" : `HTTP ${status}`,
        requestId ? `RequestId ${requestId}` : "",
        tries ? `tried ${tries.count} times in ${seconds(tries.milliseconds)}` : "",
    ].filter(Boolean);
    return known.length > 0 ? ` (${known.join(", ")})` : "";
}

/** A time as messages say it, such as "1.5 s" or "120 s". */
export function seconds(milliseconds: number): string {
    return `${milliseconds < 10_000 ? Math.round(milliseconds / 100) / 10 : Math.round(milliseconds / 1000)} s`;
}

function sentences(...parts: string[]): string {
    return parts
        .filter(Boolean)
        .map((part) => (/[.!?]$/.test(part) ? part : `${part}.`))
        .join(" ");
}

/** Any thrown thing as a part of a message: the errors of calls say what to do, too. */
export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
