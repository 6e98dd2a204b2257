// An HTTP request, read whole, as far as it may be.
import type { IncomingMessage } from "node:http";

/** An HTTP request, read whole. */
export interface RawRequest {
    method: string;
    /** Before the question mark. */
    path: string;
    query: [string, string][];
    /** Lower-case names. */
    headers: Map<string, string>;
    body: Buffer;
    /** The pairs of a form body; none where the body is no form. */
    readonly form: [string, string][];
}

/** The largest body that is read: a definition of some thousand tables has a tenth of it. */
const maxBodyBytes = 16 * 1024 * 1024;

export class TooLargeError extends Error {
    constructor() {
        super(`the body has more than ${maxBodyBytes} bytes`);
    }
}

/** @throws TooLargeError before it has read more than `maxBodyBytes`; the request is left open, to be answered. */
export async function readRequest(message: IncomingMessage): Promise<RawRequest> {
    const body = await bodyOf(message);
    const target = message.url ?? "/";
    const mark = target.indexOf("?");
    const headers = Object.entries(message.headers).map(([name, value]): [string, string] => [
        name,
        String(value ?? ""),
    ]);
    // A media type is the same in upper case.
    const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(message.headers["content-type"] ?? "");
    let form: [string, string][] | undefined;
    return {
        method: message.method ?? "",
        path: mark < 0 ? target : target.slice(0, mark),
        query: pairs(mark < 0 ? "" : target.slice(mark + 1)),
        headers: new Map(headers),
        body,
        // A control request that comes as a form, as curl sends it, is JSON all the same.
        get form() {
            return (form ??= isForm ? pairs(body.toString("utf8")) : []);
        },
    };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
    if (Number(message.headers["content-length"] ?? 0) > maxBodyBytes) throw new TooLargeError();
    const chunks: Buffer[] = [];
    let bytes = 0;
    const stream = message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    for await (const chunk of stream) {
        bytes += chunk.length;
        if (bytes > maxBodyBytes) throw new TooLargeError();
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

function pairs(encoded: string): [string, string][] {
    return [...new URLSearchParams(encoded)];
}
