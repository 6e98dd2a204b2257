// Answers one API call: signature, quota, fault, operation, reply, and the journal of it all.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Delivery } from "../faults/kind";
import { deliveryOf, replyOf, takesEffect, whole } from "../faults/plan";
import { asLogged, type JournalEntry } from "../journal";
import { apiVersion, operations } from "../operations";
import type { Operation } from "../operations/operation";
import { ApiError, errors } from "../protocol/errors";
import { callOf, type Call } from "../protocol/call";
import { errorReply, okReply, type Envelope, type Reply } from "../protocol/reply";
import { readRequest, type RawRequest } from "../protocol/request";
import { saidOf, verify } from "../protocol/signature";
import type { EmulatorState } from "../state";
import { answerTo } from "../workspace/answers";
import { settleDeployments } from "../workspace/deployment";
import { deliver } from "./deliver";

const noXml =
    "Format must be JSON: the emulator writes no XML, which is what a call that is signed by parameters gets without it.";

interface Answer {
    reply: Reply;
    delivery: Delivery;
    /** Whether the store may be another one than before. */
    changed: boolean;
}

export class Api {
    private readonly state: EmulatorState;
    private readonly connections = new WeakMap<Socket, number>();
    private lastConnection = 0;
    /** Kept connections that end, unanswered, with the next request. */
    private readonly closing = new WeakSet<Socket>();

    constructor(state: EmulatorState) {
        this.state = state;
    }

    async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
        const { journal, now } = this.state;
        const { socket } = message;
        const envelope = { requestId: this.state.nextRequestId(), host: message.headers.host ?? "" };
        const request = await readRequest(message);
        const call = callOf(request);
        const entry = journal.add(this.entryOf(request, call, envelope, this.connectionOf(socket)));
        if (this.closing.has(socket)) {
            entry.fault = "closeKept";
            journal.changed();
            socket.destroy();
            return;
        }
        const { reply, delivery, changed } = this.answer(request, call, envelope, entry);
        // What is answered, or may be seen in the journal, is kept: also what another call has changed.
        await (changed ? this.state.save() : this.state.settled());
        if (delivery.how === "thenClose" && delivery.when === "onNextRequest") this.closing.add(socket);
        journal.changed();
        const date = new Date(now()).toUTCString();
        deliver(response, { ...reply, headers: { date, ...reply.headers } }, delivery, () => {
            entry.repliedAt = now();
            entry.status = reply.status;
            if (reply.code !== undefined) entry.code = reply.code;
            journal.changed();
        });
    }

    private entryOf(
        request: RawRequest,
        call: Call,
        { requestId }: Envelope,
        connection: number,
    ): Omit<JournalEntry, "sequence"> {
        const { accessKeyId, securityToken } = saidOf(request);
        return {
            operation: call.operation,
            parameters: asLogged(call.parameters),
            where: call.where,
            accessKeyId,
            securityToken: securityToken !== "",
            userAgent: request.headers.get("user-agent") ?? "",
            connection,
            receivedAt: this.state.now(),
            requestId,
            applied: false,
        };
    }

    private connectionOf(socket: Socket): number {
        const known = this.connections.get(socket) ?? (this.lastConnection += 1);
        this.connections.set(socket, known);
        return known;
    }

    private answer(request: RawRequest, call: Call, envelope: Envelope, entry: JournalEntry): Answer {
        let operation: Operation;
        try {
            operation = this.admit(request, call);
        } catch (error) {
            return { reply: refusal(envelope, error), delivery: whole, changed: false };
        }
        const fault = this.state.faults.take(call.operation, call.parameters);
        if (!fault) return { ...this.run(operation, call, envelope, entry), delivery: whole };
        entry.fault = fault.kind;
        const { reply: normal, changed } = takesEffect(fault)
            ? this.run(operation, call, envelope, entry)
            : { reply: okReply(envelope, {}), changed: false };
        return { reply: replyOf(fault, normal, envelope, operation.family), delivery: deliveryOf(fault), changed };
    }

    /** The operation, where the call may be made at all; throws an ApiError where not. */
    private admit(request: RawRequest, call: Call): Operation {
        const { store, nonces, quotas, now } = this.state;
        verify(request, store.credentials, nonces, Date.now());
        const operation = operations.get(call.operation);
        if (request.path !== "/" || !operation) throw errors.unknownAction();
        if (call.version !== apiVersion) throw errors.unknownVersion();
        if (call.format !== "" && call.format.toUpperCase() !== "JSON") throw errors.invalidParameter(noXml);
        const refused = quotas.take(operation.effect, now());
        if (refused) throw refused;
        return operation;
    }

    /** The parameters that the operation finds, as the settings have it. */
    private found({ family, inBody = [] }: Operation, { parameters, inQuery }: Call): Call["parameters"] {
        if (family !== "sync" || answerTo("form-body", this.state.store) === "read") return parameters;
        const body = Object.entries(parameters).filter(([name]) => inBody.includes(name));
        return { ...Object.fromEntries(body), ...inQuery };
    }

    private run(operation: Operation, call: Call, envelope: Envelope, entry: JournalEntry): Omit<Answer, "delivery"> {
        const writes = operation.effect === "write";
        try {
            settleDeployments(this.state.store);
            const context = { store: this.state.store, user: entry.accessKeyId };
            const { reply, applied, counted = false } = operation.run(this.found(operation, call), context);
            entry.applied = applied;
            return { reply: okReply(envelope, reply), changed: writes || counted };
        } catch (error) {
            return { reply: refusal(envelope, error), changed: writes };
        }
    }
}

function refusal(envelope: Envelope, error: unknown): Reply {
    if (error instanceof ApiError) return errorReply(envelope, error);
    throw error;
}
