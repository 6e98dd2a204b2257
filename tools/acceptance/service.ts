// What observers call: the service of the settings, by the provider's own turns, retries and signing, with replies as they came.
import type { Reply, Service } from "dataworks-emulator";
import { Calls, type Call } from "../../provider/src/dataworks/calls/calls";
import { aboutOf } from "../../provider/src/dataworks/calls/codes";
import {
    CredentialsError,
    InterruptedError,
    messageOf,
    NoAnswerError,
    NotUnderstoodError,
    QuotaSpentError,
    RefusedError,
    ThrottledError,
    UnreachableError,
} from "../../provider/src/dataworks/calls/errors";
import type { DataWorksOptions } from "../../provider/src/dataworks/client";
import { realClock } from "../../provider/src/dataworks/clock";
import type { HttpReply } from "../../provider/src/dataworks/http/http";
import { Transport } from "../../provider/src/dataworks/http/transport";
import { parseObject } from "../../provider/src/dataworks/json";
import {
    isRead,
    longParameters,
    operationNames,
    otherOperationNames,
    placed,
    type Operation,
    type Placed,
} from "../../provider/src/dataworks/operation";

/** Nothing can be told from what came back: no reply, a call that was throttled, or no right to the operation. */
export class NotAnsweredError extends Error {}

/** The account has no right to the operation: nothing was done. */
export class NoRightError extends NotAnsweredError {}

/** Is told of each reply, before anybody reads it. */
export type OnReply = (operation: string, reply: Reply) => void;

/** For so long, in milliseconds, what changes something may still be answered after the signal: nobody knows the outcome of a call that is cut. */
const grace = 30_000;

/** The service that the options lead to. The signal ends its calls and its waits, with its reason; one that changes something ends first. */
export class AskedService implements Service {
    private readonly calls: Calls;
    private readonly replies = new WeakMap<Call, HttpReply>();
    private readonly places = new WeakMap<Call, Placed>();
    /** Whether long parameters travel in the query, as they are not found in a body. */
    private isInQuery = false;

    constructor(
        private readonly options: DataWorksOptions,
        private readonly projectId: string,
        private readonly onReply: OnReply,
        private readonly signal: AbortSignal,
        /** Ends calls that change something, too. */
        private readonly now: AbortSignal,
    ) {
        const { accessKey, sanitizer, endpoint, region, regionFrom, endpointFrom } = options;
        const transport = new Transport(options, (secrets) => sanitizer.hide(secrets));
        this.calls = new Calls({
            ...options,
            prepare: async (budget) => {
                await accessKey(budget);
            },
            send: async (call) => {
                const place = this.places.get(call) ?? placed(call.operation, call.parameters);
                const reply = await transport.call(call.operation, place, call.signal);
                this.replies.set(call, reply);
                return reply;
            },
            target: { origin: new URL(endpoint).origin, region, regionFrom, endpointFrom },
            clock: options.clock ?? realClock,
            random: options.random ?? Math.random,
        });
    }

    /** The same, whose calls and waits another signal ends: for what has to be done after the first one. */
    until(signal: AbortSignal): AskedService {
        return new AskedService(this.options, this.projectId, this.onReply, signal, signal);
    }

    /**
     * Parameters of the query travel where the provider has them, as its calls are what counts; those of the form in the form.
     *
     * @throws NotAnsweredError; CredentialsError; the signal's reason.
     */
    async call(
        operation: string,
        query: Readonly<Record<string, string>>,
        form?: Readonly<Record<string, string>>,
    ): Promise<Reply> {
        const known = operationOf(operation);
        const own = placed(known, query, this.isInQuery && longParameters(known).length > 0);
        const reply = await this.ask(known, { query: own.query, form: { ...own.form, ...form } });
        // As the provider does where the API does not find in a body what none of its clients puts there.
        const missing = longParameters(known).some((name) => query[name] && reply.body["Code"] === `Missing${name}`);
        if (!missing || this.isInQuery) return reply;
        this.isInQuery = true;
        return this.ask(known, { query: { ...query }, form: { ...form } });
    }

    private async ask(operation: Operation, place: Placed): Promise<Reply> {
        this.signal.throwIfAborted();
        const parameters = { ...place.query, ...place.form };
        const ended = new AbortController();
        const call: Call = {
            ...{ operation, parameters, signal: isRead(operation) ? this.signal : this.afterGrace(ended.signal) },
            subject: { projectId: parameters["ProjectId"] ?? this.projectId },
        };
        this.places.set(call, place);
        try {
            await this.calls.make(call, this.calls.newBudget());
        } catch (error) {
            if (!isReply(error)) {
                this.signal.throwIfAborted();
                throw notAnswered(operation, error);
            }
            const code = error.facts.code ?? "";
            // Of another workspace, a refusal is what is asked for.
            if (aboutOf(code) === "caller" && parameters["ProjectId"] === this.projectId)
                throw new NoRightError(`the account has no right to ${operation}: ${code}`);
        } finally {
            ended.abort();
        }
        const reply = this.replyTo(call);
        if (!reply) throw new NotAnsweredError(`${operation} was answered with something unreadable`);
        this.onReply(operation, reply);
        return reply;
    }

    /** Ends later than the service's signal does, unless the call has ended by then. */
    private afterGrace(ended: AbortSignal): AbortSignal {
        const cut = new AbortController();
        const end = () => cut.abort(this.signal.reason);
        const { clock = realClock } = this.options;
        const wait = () => void clock.wait(grace, AbortSignal.any([this.now, ended])).then(end, end);
        this.signal.addEventListener("abort", wait, { once: true, signal: ended });
        return cut.signal;
    }

    wait(ms: number): Promise<void> {
        return (this.options.clock ?? realClock).wait(ms, this.signal);
    }

    private replyTo(call: Call): Reply | undefined {
        const reply = this.replies.get(call);
        const body = reply && parseObject(reply.body.toString("utf8"));
        return body && { status: reply.status, body };
    }
}

function operationOf(operation: string): Operation {
    const found = [...operationNames, ...otherOperationNames].find((name) => name === operation);
    if (found === undefined) throw new Error(`${operation} is no operation that the provider calls`);
    return found;
}

/** Whether the service said something in its own form: that it refuses, or what the provider makes nothing of. */
function isReply(error: unknown): error is RefusedError | NotUnderstoodError {
    if (error instanceof NotUnderstoodError) return true;
    return error instanceof RefusedError && !(error instanceof ThrottledError) && !(error instanceof QuotaSpentError);
}

function notAnswered(operation: string, error: unknown): unknown {
    if (error instanceof CredentialsError) return error;
    if (error instanceof ThrottledError)
        return new NotAnsweredError(`${operation} was throttled: ${error.facts.code ?? ""}`);
    if (error instanceof QuotaSpentError)
        return new NotAnsweredError(`the calls of the account are spent: ${error.facts.code ?? ""}`);
    if (error instanceof NoAnswerError)
        return new NotAnsweredError(`${operation} got no usable answer: ${error.instead}`, { cause: error });
    if (error instanceof UnreachableError)
        return new NotAnsweredError(`${operation} could not be sent: ${error.reason}`, { cause: error });
    if (error instanceof InterruptedError) return new NotAnsweredError(`${operation} was given up: ${error.reason}`);
    return new NotAnsweredError(messageOf(error));
}
