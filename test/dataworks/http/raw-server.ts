// A TCP server on loopback that reads HTTP requests and answers with raw bytes, or however a test likes.
import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A request as it came in. */
export interface RawRequest {
    /** Which connection it came in on, from 1. */
    readonly connection: number;
    /** Request line and headers. */
    readonly head: string;
    readonly body: string;
}

/** Answers a request: the socket is the test's to write to, end or break. */
export type Respond = (socket: Socket, request: RawRequest) => void;

export class RawServer {
    readonly requests: RawRequest[] = [];
    /** Connections that were made so far. */
    accepted = 0;
    private readonly open = new Set<Socket>();

    private constructor(
        private readonly server: Server,
        private readonly scheme: string,
    ) {}

    /** Starts a server that answers every whole request. */
    static async start(respond: Respond): Promise<RawServer> {
        const server: RawServer = await RawServer.accepting((socket, connection) => {
            let text = "";
            socket.on("data", (bytes: Buffer) => {
                text += bytes.toString("latin1");
                const request = wholeRequest(text, connection);
                if (!request) return;
                text = "";
                server.requests.push(request);
                respond(socket, request);
            });
        });
        return server;
    }

    /** Starts a server that hands over every connection as soon as it stands. */
    static async accepting(
        onConnection: (socket: Socket, connection: number) => void,
        scheme = "http",
    ): Promise<RawServer> {
        const listener = createServer();
        const server = new RawServer(listener, scheme);
        listener.on("connection", (socket) => {
            server.accepted++;
            server.open.add(socket);
            socket.on("error", () => undefined); // the client may break a connection too
            socket.on("close", () => server.open.delete(socket));
            onConnection(socket, server.accepted);
        });
        listener.listen(0, "127.0.0.1");
        await once(listener, "listening");
        return server;
    }

    get port(): number {
        return (this.server.address() as AddressInfo).port;
    }

    get origin(): string {
        return `${this.scheme}://127.0.0.1:${this.port}`;
    }

    /** Resolves when no connection is open any more. */
    async idle(): Promise<void> {
        await Promise.all([...this.open].map((socket) => once(socket, "close")));
    }

    async stop(): Promise<void> {
        if (!this.server.listening) return;
        for (const socket of this.open) socket.destroy();
        this.server.close();
        await once(this.server, "close");
    }
}

/** The bytes of a reply with a body of known length. */
export function rawReply(status: string, body: string, headers: readonly string[] = []): string {
    const lines = [`HTTP/1.1 ${status}`, `Content-Length: ${Buffer.byteLength(body)}`, ...headers];
    return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

function wholeRequest(text: string, connection: number): RawRequest | undefined {
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) return undefined;
    const head = text.slice(0, end);
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? "0");
    const body = text.slice(end + 4);
    return body.length < length ? undefined : { connection, head, body };
}
