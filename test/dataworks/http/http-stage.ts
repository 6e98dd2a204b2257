// The servers and clients of a test, stopped together.
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import {
    Http,
    HttpFailure,
    type HttpOptions,
    type HttpReply,
    type HttpRequest,
} from "../../../provider/src/dataworks/http/http";
import { RawServer, type Respond } from "./raw-server";

/** Long enough never to matter. */
export const patient: HttpOptions = { connectTimeout: 60_000, readTimeout: 60_000 };

export class HttpStage {
    private readonly servers: RawServer[] = [];
    private readonly clients: Http[] = [];

    /** A server that answers every whole request. */
    async serving(respond: Respond): Promise<RawServer> {
        return this.add(await RawServer.start(respond));
    }

    /** A server that speaks no HTTP: it gets every connection as soon as it stands. */
    async accepting(onConnection: (socket: Socket) => void, scheme: string): Promise<RawServer> {
        return this.add(await RawServer.accepting(onConnection, scheme));
    }

    client(limits: HttpOptions): Http {
        const http = new Http(limits);
        this.clients.push(http);
        return http;
    }

    async clear(): Promise<void> {
        await Promise.all(this.servers.splice(0).map((server) => server.stop()));
        await Promise.all(this.clients.splice(0).map((http) => http.destroy()));
    }

    private add(server: RawServer): RawServer {
        this.servers.push(server);
        return server;
    }
}

export function request(origin: string, more: Partial<HttpRequest> = {}): HttpRequest {
    return { origin, path: "/", headers: {}, body: "", fresh: true, ...more };
}

/** The failure that a request comes to. */
export async function failureOf(reply: Promise<HttpReply>): Promise<HttpFailure> {
    const outcome: unknown = await reply.catch((error: unknown) => error);
    assert.ok(outcome instanceof HttpFailure, `it came to ${String(outcome)}`);
    return outcome;
}

/** Whether a request needs a connection of its own, as a test's title says it. */
export const freshOrKept = [
    { fresh: true, name: "fresh" },
    { fresh: false, name: "kept" },
] as const;
