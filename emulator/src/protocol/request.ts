// An HTTP request as an API call: which operation, with which parameters, and from which place they came.
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
}

export interface Call {
    /** "" where the request names none. */
    operation: string;
    version: string;
    parameters: Record<string, string>;
    /** Those of the parameters that stand in the query. */
    inQuery: Record<string, string>;
    /** Where the parameters were found. Where both have some: "form". */
    where: "query" | "form";
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
    return {
        method: message.method ?? "",
        path: mark < 0 ? target : target.slice(0, mark),
        query: pairs(mark < 0 ? "" : target.slice(mark + 1)),
        headers: new Map(headers),
        body,
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

export function callOf(request: RawRequest): Call {
    const isForm = request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded") === true;
    const form = isForm ? pairs(request.body.toString("utf8")) : [];
    return {
        operation: request.headers.get("x-acs-action") ?? "",
        version: request.headers.get("x-acs-version") ?? "",
        inQuery: Object.fromEntries(request.query),
        parameters: Object.fromEntries([...form, ...request.query]),
        where: form.length > 0 ? "form" : "query",
    };
}

function pairs(encoded: string): [string, string][] {
    return [...new URLSearchParams(encoded)];
}
