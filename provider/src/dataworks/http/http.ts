// Sends one HTTP request, and tells apart what was never sent from what was sent and got no answer.
import type { Dispatcher } from "undici";
import { codeOf, connectionsOf, innerMessage, type ConnectOptions } from "./proxy";
import { causeOf, type Cause } from "./connection-errors";
import { reasonOf } from "../signal";

export interface HttpRequest {
    /** Scheme, host and port, such as "https://dataworks.cn-hangzhou.aliyuncs.com". */
    readonly origin: string;
    /** Path and query. */
    readonly path: string;
    readonly headers: Record<string, string>;
    readonly body: string;
    /** True for a call that changes something: it goes out on a connection of its own. */
    readonly fresh: boolean;
}

/** A reply as it came. */
export interface HttpReply {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
}

/** A request that got no whole reply. */
export class HttpFailure extends Error {
    constructor(
        /** False where no byte of the request went out. */
        readonly sent: boolean,
        /** What happened, as part of a sentence. */
        readonly what: string,
        /** Why it was not sent. */
        override readonly cause: Cause = "passing",
    ) {
        super(what);
    }
}

export interface HttpOptions extends ConnectOptions {
    /** Milliseconds of silence, before or in a reply. The whole reply may take twice as long. */
    readonly readTimeout: number;
}

/** No reply of the API comes near this; more than it would fill the memory. */
const longestBody = 64 * 1024 * 1024;
const connections = 32;

/** One pool of connections to an endpoint. */
export class Http {
    private readonly kept: Dispatcher;
    private readonly fresh: Dispatcher;

    constructor(private readonly options: HttpOptions) {
        this.kept = connectionsOf(options, { connections });
        // A kept connection may be closed by the server just as a request goes out, and nobody can tell then whether the
        // request arrived. Calls that change something do not take that risk: without pipelining, undici keeps nothing.
        this.fresh = connectionsOf(options, { connections, pipelining: 0 });
    }

    /**
     * Sends a request as a POST and waits for its whole reply, whatever its status; no longer than the signal allows. What was not sent
     * by then is not sent any more.
     *
     * @throws HttpFailure where there is none.
     */
    send(request: HttpRequest, signal?: AbortSignal): Promise<HttpReply> {
        const { readTimeout } = this.options;
        return new Promise((resolve, reject) => {
            let sent = false;
            let deadline: NodeJS.Timeout | undefined;
            let onItsWay: Dispatcher.DispatchController | undefined;
            let status = 0;
            let headers: Record<string, string> = {};
            const chunks: Buffer[] = [];
            let length = 0;
            const end = () => {
                const ended = new Error(reasonOf(signal));
                fail(ended);
                onItsWay?.abort(ended);
            };
            const done = () => {
                clearTimeout(deadline);
                signal?.removeEventListener("abort", end);
            };
            const fail = (error: Error) => {
                done();
                reject(new HttpFailure(sent, whatHappened(error, readTimeout), causeOf(codeOf(error), request.origin)));
            };
            const options: Dispatcher.DispatchOptions = {
                origin: request.origin,
                path: request.path,
                method: "POST",
                headers: request.headers,
                body: request.body,
                headersTimeout: readTimeout,
                bodyTimeout: readTimeout,
            };
            signal?.addEventListener("abort", end, { once: true });
            if (signal?.aborted) {
                end();
                return;
            }
            (request.fresh ? this.fresh : this.kept).dispatch(options, {
                onRequestStart(controller) {
                    if (signal?.aborted) {
                        controller.abort(new Error(reasonOf(signal)));
                        return;
                    }
                    onItsWay = controller;
                    sent = true; // a connection stands, and the next thing is to write to it
                    deadline = setTimeout(
                        () => controller.abort(new Error(`the reply was not complete after ${2 * readTimeout} ms`)),
                        2 * readTimeout,
                    );
                },
                onResponseStart(_controller, statusCode, replyHeaders) {
                    status = statusCode;
                    headers = Object.fromEntries(
                        Object.entries(replyHeaders).map(([name, value]) => [name, String(value)]),
                    );
                },
                onResponseData(controller, chunk) {
                    length += chunk.length;
                    if (length > longestBody)
                        controller.abort(new Error(`the reply is longer than ${longestBody} bytes`));
                    else chunks.push(chunk);
                },
                onResponseEnd() {
                    done();
                    resolve({ status, headers, body: Buffer.concat(chunks) });
                },
                onResponseError(_controller, error) {
                    fail(error);
                },
            });
        });
    }

    /** Ends every connection at once, whatever is on its way. */
    async destroy(): Promise<void> {
        await Promise.all([this.kept.destroy(), this.fresh.destroy()]);
    }
}

function whatHappened(error: Error & { code?: string; reason?: string }, readTimeout: number): string {
    switch (error.code) {
        case "UND_ERR_HEADERS_TIMEOUT":
            return `no reply came within ${readTimeout} ms`;
        case "UND_ERR_BODY_TIMEOUT":
            return `the reply stopped in the middle for ${readTimeout} ms`;
        case "UND_ERR_SOCKET":
        case "UND_ERR_RES_CONTENT_LENGTH_MISMATCH":
            return "the connection was closed before the reply was complete";
        case "ECONNRESET":
            return "the connection was reset";
        case "DEPTH_ZERO_SELF_SIGNED_CERT":
        case "SELF_SIGNED_CERT_IN_CHAIN":
        case "UNABLE_TO_GET_ISSUER_CERT":
        case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
        case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
            return `its certificate is not trusted: ${error.message}; NODE_EXTRA_CA_CERTS names a file of more authorities`;
        default:
            return error.code?.startsWith("ERR_SSL_")
                ? `no TLS connection: ${error.reason ?? error.code}`
                : innerMessage(error);
    }
}
