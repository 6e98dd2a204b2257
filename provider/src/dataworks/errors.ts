// The errors of an API call: one class for each thing that a caller treats differently.
import { adviceFor } from "./advice";
import { describe, type Subject } from "./subject";

/** What is known about a failed call, beside its class. */
export interface CallFacts {
    /** The operation that was called, such as "DeployDISyncTask". */
    readonly operation: string;
    /** The task, file or workspace that the call was about. */
    readonly subject: Subject;
    /** The HTTP status, where a reply came. */
    readonly status?: number | undefined;
    /** The API's error code, where it gave one. */
    readonly code?: string | undefined;
    /** The API's id of the request, where it gave one: what Alibaba Cloud's support asks for. */
    readonly requestId?: string | undefined;
}

/** A call that failed. The message is for a user, and holds no secret. */
export abstract class CallError extends Error {
    readonly facts: CallFacts;

    constructor(facts: CallFacts, message: string) {
        super(message);
        this.name = new.target.name;
        this.facts = facts;
    }
}

/** The API answered, in its own form, that it did not do what was asked. */
export class RefusedError extends CallError {
    constructor(facts: CallFacts, said: string, advice = adviceFor(facts.code)) {
        const what = [facts.code, said].filter(Boolean).join(": ") || "no reason given";
        super(
            facts,
            sentences(`${facts.operation} was refused for ${describe(facts.subject)}: ${what}${trace(facts)}`, advice),
        );
    }
}

/** The API answered with HTTP 200 that it does not know the file id: the task may be gone. */
export class InvalidFileIdError extends RefusedError {
    constructor(facts: CallFacts, said: string) {
        super(facts, said, adviceFor("Param.Invalid"));
    }
}

/** The request never left: whatever it asked for was not done. */
export class UnreachableError extends CallError {
    constructor(facts: CallFacts, endpoint: string, cause: string) {
        super(
            facts,
            sentences(
                `${facts.operation} for ${describe(facts.subject)} could not be sent: ${endpoint} could not be reached (${cause})`,
                "Nothing was changed by it. Check the network, and the endpoint setting if there is one, and run again",
            ),
        );
    }
}

/** The request went out, and no answer in the API's own form came back: it may have been applied. */
export class NoAnswerError extends CallError {
    /** What came back instead of an answer, as part of a sentence. */
    readonly instead: string;

    constructor(facts: CallFacts, instead: string) {
        super(
            facts,
            sentences(
                `${facts.operation} for ${describe(facts.subject)} was sent, but no usable answer came back: ${instead}${trace(facts)}`,
            ),
        );
        this.instead = instead;
    }
}

/** No credentials were found, or those that were found could not be used: no call was made. */
export class CredentialsError extends Error {
    override readonly name = "CredentialsError";
}

/** " (HTTP 400, RequestId ...)", with what is known of it. */
export function trace(facts: CallFacts): string {
    const known = [
        facts.status === undefined ? "" : `HTTP ${facts.status}`,
        facts.requestId ? `RequestId ${facts.requestId}` : "",
    ].filter(Boolean);
    return known.length > 0 ? ` (${known.join(", ")})` : "";
}

function sentences(...parts: string[]): string {
    return parts
        .filter(Boolean)
        .map((part) => (/[.!?]$/.test(part) ? part : `${part}.`))
        .join(" ");
}
