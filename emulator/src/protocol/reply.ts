// A reply as it goes over the wire.
import { errorBody, type ApiError } from "./errors";
import { toJson, type Json } from "./json";

export interface Reply {
    status: number;
    headers: Record<string, string>;
    body: Buffer;
    /** The code of an error reply. */
    code?: string;
}

/** What every reply to one call has in common. */
export interface Envelope {
    requestId: string;
    host: string;
}

export function rawReply(status: number, contentType: string, body: string | Buffer): Reply {
    return { status, headers: { "content-type": contentType }, body: Buffer.from(body) };
}

function jsonReply(status: number, requestId: string, body: string): Reply {
    const reply = rawReply(status, "application/json;charset=utf-8", body);
    return { ...reply, headers: { ...reply.headers, "x-acs-request-id": requestId } };
}

export function okReply({ requestId }: Envelope, fields: Record<string, Json>): Reply {
    return jsonReply(200, requestId, toJson({ ...fields, RequestId: requestId }));
}

export function errorReply({ requestId, host }: Envelope, error: ApiError): Reply {
    return { ...jsonReply(error.status, requestId, errorBody(error, requestId, host)), code: error.code };
}
